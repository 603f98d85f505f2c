import { contains, dimension, interval } from '../math/domain.ts';
import { messageOf } from './guard.ts';
import { labelOf, type Named } from './label.ts';

/** The parts of a subject that say which points are its own. */
interface Pointed extends Named {
  readonly where?: (x: never) => boolean;
  readonly plain?: boolean;
  readonly points?: readonly ArrayLike<number>[];
}

/** What is wrong with a point that a subject fixes: too few numbers or too many, one that is none or lies outside its interval, or a condition that leaves the point out; undefined of a good one. */
export function problemOfPoint(subject: Pointed, point: ArrayLike<number>): string | undefined {
  const { domain, where, plain } = subject;
  const n = dimension(domain);
  if (point.length !== n) return `has ${counted(point.length)} where ${n === 1 ? '1 input is' : `${n} inputs are`}`;
  const x = Float64Array.from(point);
  const odd = x.findIndex((xi) => !Number.isFinite(xi));
  if (odd >= 0) return `${labelOf(subject, odd)} = ${x[odd]} is no finite number`;
  if (!contains(domain, x)) {
    const out = x.findIndex((xi, i) => !(xi >= interval(domain, i)[0] && xi <= interval(domain, i)[1]));
    const [low, high] = interval(domain, out);
    const where = low === high ? `is held at ${low}` : `lies outside its interval [${low}, ${high}]`;
    return `${labelOf(subject, out)} = ${x[out]} ${where}`;
  }
  try {
    return (where?.((plain ? Array.from(x) : x) as never) ?? true) ? undefined : 'is left out by the condition `where`';
  } catch (error) {
    return `cannot be judged: where threw: ${messageOf(error)}`;
  }
}

const counted = (n: number): string => (n === 1 ? '1 number' : `${n} numbers`);

/** The subject itself, if all points that it fixes are good. @throws {Error} with the owner and the place of the first that is not. */
export function withGoodPoints<S extends Pointed>(owner: string, subject: S): S {
  for (const [k, point] of (subject.points ?? []).entries()) {
    const problem = problemOfPoint(subject, point);
    if (problem !== undefined) throw new Error(`${owner}: points[${k}]: ${problem}`);
  }
  return subject;
}
