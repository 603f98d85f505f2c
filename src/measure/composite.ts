import { type Domain, intervals } from '../math/domain.ts';
import { type Vector, zeros } from '../math/vector.ts';
import { type Derivative, derivative, type LineOptions } from './differences/index.ts';

/**
 * The slope of f at x along the sum of some directions: the sum of the slopes along each, which is right where f is differentiable and counts only where each line is smooth.
 * The bars are added up; `kind` is 'unresolved' where one of the lines is neither smooth nor an edge.
 */
export function sumOfSlopes(f: (x: Vector) => number, x: Vector, directions: readonly Vector[], look: LineOptions): Derivative {
  const parts = directions.map((part) => derivative(f, x, part, look));
  const rough = parts.find(({ kind }) => kind !== 'smooth' && kind !== 'edge');
  const sum = (of: (part: Derivative) => number) => parts.reduce((total, part) => total + of(part), 0);
  const estimate = { value: sum(({ value }) => value), error: sum(({ error }) => error) };
  return {
    ...estimate,
    left: estimate,
    right: estimate,
    kind: rough ? 'unresolved' : parts.some(({ kind }) => kind === 'edge') ? 'edge' : 'smooth',
    noisy: parts.some(({ noisy }) => noisy),
    variation: Math.max(0, ...parts.map(({ variation }) => variation)),
    noise: Math.max(0, ...parts.map(({ noise }) => noise)),
    evaluations: sum(({ evaluations }) => evaluations),
    ...(parts.every(({ blur }) => blur !== undefined) && { blur: sum(({ blur }) => blur!) }),
  };
}

/** v as a sum of two directions, for a corner of the domain where neither v nor −v leads inwards: the inputs that v moves into the domain, and those that −v does. */
export function inAndOut(domain: Domain, x: Vector, v: Vector): readonly Vector[] {
  const [inwards, outwards] = [zeros(v.length), zeros(v.length)];
  const range = intervals(domain);
  for (let i = 0; i < v.length; i++) {
    const ends = range(i);
    const part = v[i]! > 0 === ends[1] - x[i]! >= x[i]! - ends[0] ? inwards : outwards;
    part[i] = v[i]!;
  }
  return [inwards, outwards].filter((part) => part.some((vi) => vi !== 0));
}

/** v as a sum of vectors along single axes, for inputs of such different scales that no step suits all of them. */
export const byAxes = (v: Vector): readonly Vector[] =>
  Array.from(v, (vi, i) => [vi, i] as const).flatMap(([vi, i]) => (vi === 0 ? [] : [new Float64Array(v.length).with(i, vi)]));
