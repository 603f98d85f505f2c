import type { Part, Sample } from '../law/property.ts';
import type { Topic } from '../law/topic.ts';
import { judge } from '../law/verdict.ts';
import { type Domain, free, interval } from '../math/domain.ts';
import type { Estimate } from '../math/estimate.ts';
import { axis, dot, type Matrix, maxNorm, type Vector } from '../math/vector.ts';
import { entryBar, productBar } from '../measure/claimed.ts';
import { type Instrument, instrument } from '../measure/instrument.ts';
import { projected } from '../measure/projection.ts';
import type { Side } from '../measure/side.ts';
import type { ClaimName, Evaluator } from '../subject/evaluator.ts';
import { labelOf, outputLabelOf } from '../subject/label.ts';
import { decode, type Gap } from './decode.ts';

/** The most components that are measured one by one; of more, those that are wrong are decoded from sums of many. Why: from there on decoding a few dozen slopes is cheaper than measuring all. */
const COMPONENTS = 256;
/** Wrong components that a result lists. Why: a reader sees four; a picture has room for a row of a matrix. */
const LISTED_COMPONENTS = 32;

/** A component of a claim that is wrong at a sample. */
export interface Wrong {
  /** Of the input (for gradients), row-major of the matrix (for Jacobians and Hessians). */
  readonly index: number;
  readonly label: string;
  readonly claimed: number;
  readonly observed: number;
  readonly error: number;
  /** True at a kink, where each slope from `observed` − `error` to `observed` + `error` is one of f. */
  readonly range?: true;
}

/** A component of a claim beside what is measured for it. */
interface Component {
  readonly index: number;
  readonly label: string;
  readonly claimed: Side;
  readonly measured: Side;
}

/** The point of a sample, with the covector of a pullback where the law is about one. */
interface Sampled {
  readonly x: Vector;
  readonly w?: unknown;
}

/** What entries are measured with that stand beside others of a size: where a slope is 0, that is what its bar is held to. */
export type Beside = (size: number) => Instrument;

/** Which components of the claim that a law is about are wrong at a sample, worst first. */
export function locate(target: Evaluator, topic: Topic, sample: Sample, look: Beside): readonly Wrong[] {
  const x = sample.x;
  return x instanceof Float64Array ? wrongOf(() => components(target, topic, { x, w: sample.w }, look), target) : [];
}

/** Which components of these gradients are wrong, worst first. */
export function locateIn(parts: readonly Part[], look: Beside): readonly Wrong[] {
  return wrongOf(() => parts.flatMap((part) => entries(part, look(maxNorm(part.gradient)).on(part.target))), parts[0]?.target);
}

/** The components that are judged wrong, worst first, each label once; none where the subject does not keep its form. */
function wrongOf(components: () => readonly Component[], target: Evaluator | undefined): readonly Wrong[] {
  try {
    return components()
      .filter(({ claimed, measured }) => judge({ claimed, measured }, target?.subject.precision).verdict === 'fail')
      .sort((a, b) => excess(b) - excess(a))
      .filter(({ label }, i, all) => all.findIndex((other) => other.label === label) === i)
      .slice(0, LISTED_COMPONENTS)
      .map(({ index, label, claimed, measured }) => ({
        index,
        label,
        claimed: claimed.value,
        observed: measured.value,
        error: measured.error + (Number.isFinite(claimed.error) ? claimed.error : 0),
        ...(measured.kind === 'kink' && { range: true as const }),
      }));
  } catch {
    return [];
  }
}

const excess = ({ claimed, measured }: Component): number => {
  const gap = Math.abs(claimed.value - measured.value);
  return Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap;
};

/** Entry i of a claimed vector beside what is measured for it; `index` where it is not i. */
function component(
  { subject: { precision } }: Evaluator,
  claimed: Vector,
  i: number,
  { index = i, label, measured }: { readonly index?: number; readonly label: string; readonly measured: Side },
): Component {
  return { index, label, claimed: { value: claimed[i]!, error: entryBar(claimed, i, precision) }, measured };
}

/** How far a gradient that is claimed at x is from what a glance measures along a direction. */
const gapOf =
  (target: Evaluator, f: (x: Vector) => number, gradient: Vector, x: Vector): Gap =>
  (v, zoom): Estimate => {
    const measured = instrument(target, 'quick', { zoom }).derivative(f, x, v);
    return {
      value: dot(gradient, v) - measured.value,
      error: measured.error + productBar(gradient, v, target.subject.precision),
    };
  };

/** What is looked at: all entries of a Hessian, of a Jacobian or of a gradient, or of a long gradient those that are decoded; of a pullback, where the Jacobian is large. */
function components(target: Evaluator, topic: Topic, { x, w }: Sampled, look: Beside): readonly Component[] {
  const columns = free(target.domain);
  if (topic.order === 2) return secondDerivatives(target, x, look(0));
  if (target.outputs * columns.length <= COMPONENTS) return firstDerivatives(target, topic, x, look);
  if (target.outputs === 1) return longGradient(target, x);
  return w instanceof Float64Array && topic.about.includes('vjp') ? pulledBack(target, x, w) : [];
}

/** The entries of vjp(x, w), of a map whose Jacobian has too many. */
function pulledBack(target: Evaluator, x: Vector, w: Vector): readonly Component[] {
  const { map, vjp, subject } = target;
  if (!vjp) return [];
  const label = (i: number) => `∂⟨w, F⟩/∂${labelOf(subject, i)}`;
  return entries({ target, f: projected(map, w), gradient: vjp(x, w), x, label }, instrument(target, 'quick'));
}

/** The entries of a gradient, or of a long one those that are decoded. */
function entries({ target, f, gradient, x, label }: Part, { derivative }: Pick<Instrument, 'derivative'>): readonly Component[] {
  const columns = free(target.domain);
  const some = columns.length > COMPONENTS ? decode(columns, gapOf(target, f, gradient, x), x.length) : columns;
  return some.map((i) => component(target, gradient, i, { label: label(i), measured: derivative(f, x, axis(x.length, i)) }));
}

function secondDerivatives(target: Evaluator, x: Vector, look: Instrument): readonly Component[] {
  const { inputs: n, subject, domain, gradient, hessian, hvp } = target;
  const columns = free(domain);
  if (!gradient || n * columns.length > COMPONENTS || !(hessian || hvp)) return [];
  return columns.flatMap((j) => {
    const column = hessian ? Float64Array.from(hessian(x), (row) => row[j]!) : hvp!(x, axis(n, j));
    return columns.map((i) =>
      component(target, column, i, {
        index: i * n + j,
        label: `∂²/∂${labelOf(subject, i)}∂${labelOf(subject, j)}`,
        measured: look.derivative((y) => gradient(y)[i]!, x, axis(n, j)),
      }),
    );
  });
}

function firstDerivatives(target: Evaluator, { about }: Topic, x: Vector, look: Beside): readonly Component[] {
  const { inputs: n, outputs: m } = target;
  const columns = free(target.domain);
  const claim = about.find((name) => isFirst(target, name));
  if (!claim) return [];
  const rows = rowsOf(target, claim, x, columns);
  const { derivative } = look(rows.reduce((most, row) => Math.max(most, maxNorm(row)), 0));
  return rows.flatMap((row, k) =>
    columns.map((i) =>
      component(target, row, i, {
        index: k * n + i,
        label: entryLabel(target, k, i),
        measured: derivative(m === 1 ? target.f : Object.assign((y: Vector) => target.map(y)[k]!, { ahead: target.ahead }), x, axis(n, i)),
      }),
    ),
  );
}

/** Whether a claim is made from which rows of the Jacobian can be read. */
const isFirst = (target: Evaluator, claim: ClaimName): boolean =>
  target[claim] !== undefined && claim !== 'hessian' && claim !== 'hvp' && (claim !== 'gradient' || target.outputs === 1);

/** The Jacobian at x as a claim has it, row by row; of a jvp only the columns that are asked for. */
function rowsOf(
  { inputs: n, outputs: m, gradient, jacobian, vjp, jvp }: Evaluator,
  claim: ClaimName,
  x: Vector,
  columns: readonly number[],
): Matrix {
  if (claim === 'gradient') return [gradient!(x)];
  if (claim === 'jacobian') return jacobian!(x);
  if (claim === 'vjp') return Array.from({ length: m }, (_, k) => vjp!(x, axis(m, k)));
  const rows = Array.from({ length: m }, () => new Float64Array(n));
  for (const i of columns) for (const [k, value] of jvp!(x, axis(n, i)).entries()) rows[k]![i] = value;
  return rows;
}

const entryLabel = ({ subject, outputs }: Evaluator, k: number, i: number): string =>
  outputs === 1 && subject.outputLabel === undefined ? labelOf(subject, i) : `∂${outputLabelOf(subject, k)}/∂${labelOf(subject, i)}`;

/** The wrong components of a gradient with many inputs, sought at a point with room to all sides first: at an edge a mistake may not be seen. */
function longGradient(target: Evaluator, x: Vector): readonly Component[] {
  const { inputs: n, domain, gradient, f } = target;
  if (!gradient) return [];
  const columns = free(domain);
  const decoded = (y: Vector) => decode(columns, gapOf(target, f, gradient(y), y), n);
  const aside = roomy(domain, x);
  const there = target.inside(aside) ? decoded(aside) : [];
  const quick = instrument(target, 'quick');
  const g = gradient(x);
  return (there.length > 0 ? there : decoded(x)).map((i) =>
    component(target, g, i, { label: entryLabel(target, 0, i), measured: quick.derivative(f, x, axis(n, i)) }),
  );
}

/** The part of an interval's width by which an input is moved inside to decode a long gradient. Why: there is room for intervals to both sides, on which sums of many inputs round less. */
const EDGE_MARGIN = 1 / 4;

/** The point with room to all sides. */
const roomy = (domain: Domain, x: Vector): Vector =>
  x.map((xi, i) => {
    const [low, high] = interval(domain, i);
    const room = Number.isFinite(high - low) ? (high - low) * EDGE_MARGIN : 0;
    return Math.min(high - room, Math.max(low + room, xi));
  });
