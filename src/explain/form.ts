import { free } from '../math/domain.ts';
import { axis, dot, type Vector } from '../math/vector.ts';
import { projected, type Scalar } from '../measure/projection.ts';
import type { ClaimName, Evaluator } from '../subject/evaluator.ts';
import { labelOf, outputLabelOf } from '../subject/label.ts';

/** How a claim is read as entries, each of which is a slope that can be measured. */
export interface Form {
  /** Entries of the claim, m·n of a matrix in row-major order. */
  readonly entries: number;
  readonly matrix?: readonly [rows: number, columns: number];
  /** How many numbers the cotangent or the tangent has, if there is one. */
  readonly weights?: number;
  /** All entries as they are claimed at x, for a cotangent or tangent. */
  readonly claimed: (x: Vector, weights: Vector) => Vector;
  /** The entry as a slope: of which function, along which direction. */
  readonly slope: (entry: number, x: Vector, weights: Vector) => readonly [Scalar, Vector];
  readonly label: (entry: number) => string;
  /** Whether the domain lets the entry be seen. */
  readonly free: (entry: number) => boolean;
}

/** Entries that are measured at a point: of a longer vector evenly spaced ones; a larger matrix is compared by its product with a vector. Why: a dozen points with as many slopes cost about as much as finding the failure did. */
export const COMPARED_ENTRIES = 64;

/** The form of a claim, which is asked anew at each point, since what a call leaves behind shows in the next; undefined where the subject makes no such claim, or none that can be measured. */
export function formOf(target: Evaluator, claim: ClaimName): Form | undefined {
  const { inputs: n, outputs: m } = target;
  const { gradient, jacobian, vjp, jvp, hessian, hvp } = target.anew();
  if (claim === 'gradient') return gradient && m === 1 ? gradientForm(target, gradient) : undefined;
  if (claim === 'jacobian' && jacobian)
    return m * n <= COMPARED_ENTRIES ? jacobianForm(target, jacobian) : pullbackForm(target, (x, w) => pulledBack(jacobian(x), w, n));
  if (claim === 'vjp' && vjp) return pullbackForm(target, vjp);
  if (claim === 'jvp' && jvp)
    return productForm(target, { of: target.map, rows: m, label: (k) => `D${outputName(target, k)}`, product: jvp });
  if (!gradient || m !== 1) return undefined;
  if (claim === 'hessian' && hessian && n * n <= COMPARED_ENTRIES) return hessianForm(target, gradient, hessian);
  const product = hvp ?? (hessian && ((x: Vector, v: Vector) => Float64Array.from(hessian(x), (row) => dot(row, v))));
  if ((claim === 'hvp' || claim === 'hessian') && product)
    return productForm(target, { of: gradient, rows: n, label: (i) => `entry ${labelOf(target.subject, i)} of H v`, product });
  return undefined;
}

const outputName = ({ subject }: Evaluator, k: number): string => outputLabelOf(subject, k);

/** Jᵀw. */
const pulledBack = (rows: readonly Vector[], w: Vector, n: number): Vector =>
  rows.reduce((sum, row, k) => sum.map((s, i) => s + w[k]! * row[i]!), new Float64Array(n));

/** One entry an input. */
function byInput({ inputs, outputs, subject, domain }: Evaluator): Pick<Form, 'entries' | 'label' | 'free'> {
  const varied = new Set(free(domain));
  return {
    entries: inputs,
    label: (i) => (outputs === 1 ? `∂f/∂${labelOf(subject, i)}` : `∂/∂${labelOf(subject, i)}`),
    free: (i) => varied.has(i),
  };
}

const gradientForm = (target: Evaluator, gradient: (x: Vector) => Vector): Form => ({
  ...byInput(target),
  claimed: gradient,
  slope: (i) => [target.f, axis(target.inputs, i)],
});

const pullbackForm = (target: Evaluator, claimed: Form['claimed']): Form => ({
  ...byInput(target),
  weights: target.outputs,
  claimed,
  slope: (i, _, w) => [target.outputs === 1 ? (x: Vector) => w[0]! * target.f(x) : projected(target.map, w), axis(target.inputs, i)],
});

/** A product with a tangent v, one entry a component of the map whose slope along v it is. */
const productForm = (
  { inputs }: Evaluator,
  { of, rows, label, product }: { of: (x: Vector) => Vector; rows: number; label: (k: number) => string; product: Form['claimed'] },
): Form => ({
  entries: rows,
  weights: inputs,
  claimed: product,
  slope: (k, _, v) => [(x: Vector) => of(x)[k]!, v],
  label,
  free: () => true,
});

const jacobianForm = (target: Evaluator, jacobian: (x: Vector) => readonly Vector[]): Form =>
  matrixForm(target, {
    of: target.map,
    rows: target.outputs,
    label: (k, i) => `∂${outputName(target, k)}/∂${labelOf(target.subject, i)}`,
    claimed: jacobian,
  });

const hessianForm = (target: Evaluator, gradient: (x: Vector) => Vector, hessian: (x: Vector) => readonly Vector[]): Form =>
  matrixForm(target, {
    of: gradient,
    rows: target.inputs,
    label: (j, i) => `∂²f/∂${labelOf(target.subject, j)}∂${labelOf(target.subject, i)}`,
    claimed: hessian,
  });

/** A matrix whose row k holds the slopes of component k of a map along the axes. */
function matrixForm(
  { inputs: n, domain }: Evaluator,
  {
    of,
    rows,
    label,
    claimed,
  }: { of: (x: Vector) => Vector; rows: number; label: (k: number, i: number) => string; claimed: (x: Vector) => readonly Vector[] },
): Form {
  const varied = new Set(free(domain));
  return {
    entries: rows * n,
    matrix: [rows, n],
    claimed: (x) => Float64Array.from(claimed(x).flatMap((row) => Array.from(row))),
    slope: (e) => [(x: Vector) => of(x)[Math.floor(e / n)]!, axis(n, e % n)],
    label: (e) => label(Math.floor(e / n), e % n),
    free: (e) => varied.has(e % n),
  };
}
