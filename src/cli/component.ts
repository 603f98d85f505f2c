import { weighted } from '../adapters/weighted.ts';
import { dimension, free, interval } from '../math/domain.ts';
import { random } from '../math/random.ts';
import { ordinary } from '../measure/ordinary.ts';
import { evaluator } from '../subject/evaluator.ts';
import { outputLabelOf } from '../subject/label.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import type { Arguments } from './command.ts';
import { numberOf } from './formulas.ts';
import { partsOf } from './place.ts';
import { suggestion } from './suggestion.ts';
import { UsageError } from './usage-error.ts';
import { single } from './values.ts';

/** A function with one value made of a map, and what is said about the choice. */
export interface Component {
  readonly subject: FunctionSubject;
  readonly notes: readonly string[];
}

/** Outputs that a message lists. Why: it is one line. */
const LISTED_OUTPUTS = 8;
/** Weights that a name spells out. Why: it is the heading of a page. */
const SPELT_WEIGHTS = 4;

/**
 * The output of a map that `--component` names, the sum of its outputs with `--weights`, or the output that slopes most along two inputs; a function with one value as it is.
 * @throws {UsageError} in one line, if there is no such output, or the weights are none.
 */
export function componentOf(args: Arguments, map: FunctionSubject, axes: readonly [number, number] | undefined): Component {
  const m = map.outputs ?? 1;
  const labels = Array.from({ length: m }, (_, k) => outputLabelOf(map, k, m === 1 ? 'f' : `F[${k}]`));
  const [component, weights] = [single(args, 'component'), single(args, 'weights')];
  if (component !== undefined && weights !== undefined) throw new UsageError('--component and --weights: give one of them');
  if (component !== undefined) return { subject: oneOf(map, labels, placeIn(labels, component, '--component')), notes: [] };
  if (weights !== undefined) {
    const w = weightsOf(weights, labels);
    return { subject: weighted(map, w, `${map.name}: ${sumName(w, labels)}`), notes: [] };
  }
  if (m === 1) return { subject: map, notes: [] };
  const k = steepest(map, m, axes);
  const note = `of ${m} outputs, ${labels[k]} is shown, whose slopes are the largest here; --component NAME shows another, --weights a sum of them`;
  return { subject: oneOf(map, labels, k), notes: [note] };
}

const oneOf = (map: FunctionSubject, labels: readonly string[], k: number): FunctionSubject =>
  labels.length === 1
    ? map
    : weighted(
        map,
        labels.map((_, i) => (i === k ? 1 : 0)),
        `${map.name}: ${labels[k]}`,
      );

function placeIn(labels: readonly string[], name: string, flag: string): number {
  const k = labels.indexOf(name.trim());
  if (k >= 0) return k;
  const listed = `${labels.slice(0, LISTED_OUTPUTS).join(', ')}${labels.length > LISTED_OUTPUTS ? ', …' : ''}`;
  throw new UsageError(`${flag} ${JSON.stringify(name)}: there is no such output${suggestion(name, labels) || ` (outputs: ${listed})`}`);
}

/** The weights that a text gives: a number for each output, or for some by their names. */
function weightsOf(text: string, labels: readonly string[]): readonly number[] {
  const flag = `--weights ${JSON.stringify(text)}`;
  const parts = partsOf(text).map((part) => part.trim());
  const numbers = parts.map((part) => numberOf(part.slice(part.lastIndexOf('=') + 1)));
  if (!numbers.every(Number.isFinite)) throw new UsageError(`${flag}: write numbers, such as 1,0,-2, or NAME=NUMBER,…`);
  if (parts.every((part) => !part.includes('='))) {
    if (parts.length !== labels.length)
      throw new UsageError(
        `${flag}: has ${parts.length} ${parts.length === 1 ? 'number' : 'numbers'} where there are ${labels.length} outputs`,
      );
    return numbers;
  }
  const weights = new Array<number>(labels.length).fill(0);
  parts.forEach((part, i) => {
    weights[placeIn(labels, part.slice(0, Math.max(0, part.lastIndexOf('='))), '--weights')] = numbers[i]!;
  });
  return weights;
}

/** `2 y[0] − y[1]`, or that it is a sum of many. */
function sumName(weights: readonly number[], labels: readonly string[]): string {
  const terms = weights.flatMap((w, k) => (w === 0 ? [] : [{ w, label: labels[k]! }]));
  if (terms.length === 0 || terms.length > SPELT_WEIGHTS) return `a sum of ${terms.length} of its outputs`;
  const size = (w: number) => (Math.abs(w) === 1 ? '' : `${Math.abs(w)} `);
  return terms.map(({ w, label }, i) => `${w < 0 ? (i === 0 ? '−' : ' − ') : i === 0 ? '' : ' + '}${size(w)}${label}`).join('');
}

/** Points at which outputs are compared. Why: each costs four values of the map; the steepest output is so at most of them. */
const COMPARED_POINTS = 8;
/** The step of the comparison, as a part of the width of an input. Why: only the sizes of slopes are compared. */
const STEP_PART = 1 / 64;
/** The width of an input whose interval has no end. Why: that of the picture. */
const OPEN_WIDTH = 4;
/** The seed of the points. Why: any; a fixed one, so that the same output is shown each time. */
const COMPARED_SEED = 29;

/** The output that changes most along the two inputs. */
function steepest(map: FunctionSubject, m: number, axes: readonly [number, number] | undefined): number {
  const target = evaluator(map);
  const rng = random(COMPARED_SEED);
  const changes = new Float64Array(m);
  for (let point = 0; point < COMPARED_POINTS; point++) {
    const x = ordinary(map.domain, dimension(map.domain), rng, target.inside);
    for (const i of axes ?? free(map.domain).slice(0, 2)) {
      const [low, high] = interval(map.domain, i);
      const step = STEP_PART * (Number.isFinite(high - low) ? high - low : OPEN_WIDTH);
      const [before, after] = [x.with(i, x[i]! - step), x.with(i, x[i]! + step)];
      if (!target.inside(before) || !target.inside(after)) continue;
      const [from, to] = [target.map(before), target.map(after)];
      for (let k = 0; k < m; k++) changes[k]! += Math.abs(to[k]! - from[k]!) / step || 0;
    }
  }
  return changes.indexOf(changes.reduce((most, change) => Math.max(most, change), 0));
}
