import type { Part, Sample } from '../law/property.ts';
import { judge } from '../law/verdict.ts';
import { type Domain, free, interval } from '../math/domain.ts';
import type { Estimate } from '../math/estimate.ts';
import { axis, dot, dotSizes, type Vector } from '../math/vector.ts';
import { type Instrument, instrument } from '../measure/instrument.ts';
import type { Side } from '../measure/side.ts';
import type { Evaluator } from '../subject/evaluator.ts';
import { labelOf } from '../subject/subject.ts';
import { decode, type Gap } from './decode.ts';

/** Components that are looked at one by one. */
const COMPONENTS = 256;
/** And listed. */
const LISTED = 32;

/** A component of a claim that is wrong at a sample. */
export interface Wrong {
  /** Of the input (for gradients), row-major of the matrix (for Jacobians and Hessians). */
  readonly index: number;
  readonly label: string;
  readonly claimed: number;
  readonly observed: number;
  readonly error: number;
}

/** Which components of the claim that a law is about are wrong at a sample, worst first. */
export function locate(target: Evaluator, property: string, sample: Sample, look: Instrument): readonly Wrong[] {
  const x = sample.x;
  return x instanceof Float64Array ? listed(() => entries(target, property, x, look), target) : [];
}

function listed(entries: () => readonly Entry[], target: Evaluator | undefined): readonly Wrong[] {
  try {
    return entries()
      .filter(({ claimed, measured }) => judge({ claimed, measured }, target?.subject.precision).verdict === 'fail')
      .sort((a, b) => excess(b) - excess(a))
      .filter(({ label }, i, all) => all.findIndex((other) => other.label === label) === i)
      .slice(0, LISTED)
      .map(({ index, label, claimed, measured }) => ({
        index,
        label,
        claimed: claimed.value,
        observed: measured.value,
        error: measured.error + (Number.isFinite(claimed.error) ? claimed.error : 0),
      }));
  } catch {
    return [];
  }
}

/** Which components of these gradients are wrong, worst first. */
export function locateIn(parts: readonly Part[], look: Instrument): readonly Wrong[] {
  return listed(
    () =>
      parts.flatMap(({ target, f, gradient, x, label }) => {
        const { derivative } = look.on(target);
        const columns = free(target.domain);
        const n = x.length;
        const gap: Gap = (v, zoom) => gapOf(gradient, v, instrument(target, 'quick', { zoom }).derivative(f, x, v));
        return (columns.length > COMPONENTS ? decode(columns, gap, n) : columns).map((i): Entry => {
          const claimed = gradient[i]!;
          const bar = 4 * Number.EPSILON * Math.abs(claimed);
          return { index: i, label: label(i), claimed: { value: claimed, error: bar }, measured: derivative(f, x, axis(n, i)) };
        });
      }),
    parts[0]?.target,
  );
}

/** How far a claimed gradient is from what is measured along a direction. */
const gapOf = (g: Vector, v: Vector, measured: Side): Estimate => ({
  value: dot(g, v) - measured.value,
  error: measured.error + roundings(g, v),
});

/** Inputs that lie close to an edge of the domain have this part of its width more room, where that leaves the mistake visible. */
const MARGIN = 1 / 4;

/** The point with room to all sides. */
const roomy = (domain: Domain, x: Vector): Vector =>
  x.map((xi, i) => {
    const [low, high] = interval(domain, i);
    const room = Number.isFinite(high - low) ? (high - low) * MARGIN : 0;
    return Math.min(high - room, Math.max(low + room, xi));
  });

const roundings = (g: Vector, v: Vector): number => 4 * Number.EPSILON * dotSizes(g, v);

interface Entry {
  readonly index: number;
  readonly label: string;
  readonly claimed: Side;
  readonly measured: Side;
}

const excess = ({ claimed, measured }: Entry): number => {
  const gap = Math.abs(claimed.value - measured.value);
  return Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap;
};

function entries(target: Evaluator, property: string, x: Vector, look: Instrument): Entry[] {
  const { inputs: n, outputs: m, subject, domain, gradient, jacobian, vjp, jvp, hessian, hvp } = target;
  const columns = free(domain);
  const output = (y: Vector, k: number) => (m === 1 ? target.f(y) : target.map(y)[k]!);
  const name = (k: number, i: number) =>
    m === 1 && subject.outputLabel === undefined
      ? labelOf(subject, i)
      : `∂${subject.outputLabel?.(k) ?? `F[${k}]`}/∂${labelOf(subject, i)}`;
  const all: Entry[] = [];
  const add = (k: number, i: number, label: string, claimed: number, measured: Side) =>
    all.push({ index: k * n + i, label, claimed: { value: claimed, error: 4 * Number.EPSILON * Math.abs(claimed) }, measured });

  if (property.startsWith('hessian') || property === 'taylor-second-order' || property === 'newton-step') {
    if (!gradient || n * columns.length > COMPONENTS || !(hessian || hvp)) return [];
    for (const j of columns) {
      const column = hessian ? Float64Array.from(hessian(x), (row) => row[j]!) : hvp!(x, axis(n, j));
      for (const i of columns)
        add(
          i,
          j,
          `∂²/∂${labelOf(subject, i)}∂${labelOf(subject, j)}`,
          column[i]!,
          look.derivative((y) => gradient(y)[i]!, x, axis(n, j)),
        );
    }
    return all;
  }
  if (m * columns.length > COMPONENTS) {
    if (m > 1 || !gradient) return [];
    const quick = instrument(target, 'quick');
    const at = (y: Vector) => {
      const g = gradient(y);
      return decode(columns, (v, zoom) => gapOf(g, v, instrument(target, 'quick', { zoom }).derivative(target.f, y, v)), n);
    };
    const aside = roomy(domain, x);
    const there = target.inside(aside) ? at(aside) : [];
    const g = gradient(x);
    for (const i of there.length > 0 ? there : at(x)) add(0, i, name(0, i), g[i]!, quick.derivative(target.f, x, axis(n, i)));
    return all;
  }
  for (let k = 0; k < m; k++) {
    const row =
      gradient && m === 1 && !property.startsWith('j')
        ? gradient(x)
        : jacobian && !/^[vj][vj]p|^adjoint/.test(property)
          ? jacobian(x)[k]!
          : vjp && !property.startsWith('jvp')
            ? vjp(x, axis(m, k))
            : undefined;
    for (const i of columns) {
      const claimed = row?.[i] ?? jvp?.(x, axis(n, i))[k];
      if (claimed !== undefined)
        add(
          k,
          i,
          name(k, i),
          claimed,
          look.derivative((y) => output(y, k), x, axis(n, i)),
        );
    }
  }
  return all;
}
