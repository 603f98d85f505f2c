import type { Vector } from '../../math/vector.ts';
import { labelOf } from '../../subject/label.ts';
import type { FunctionSubject } from '../../subject/subject.ts';
import type { Comparison } from '../comparison.ts';
import type { Diagnosis, Mistake } from './diagnosis.ts';
import { fitted, measuredAt, reach } from './fit.ts';

/** Where entry i, j of a matrix of these sizes, stored from `start` on, stands when it is written by columns. */
function byColumns(rows: number, columns: number, start: number): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) places.set(start + j * rows + i, start + i * columns + j);
  return places;
}

interface Block {
  readonly name: string;
  readonly places: ReadonlyMap<number, number>;
}

function blocks({ matrix, claim, entries, target: { subject } }: Comparison): readonly Block[] {
  if (matrix)
    return matrix[0] > 1 && matrix[1] > 1
      ? [{ name: claim === 'hessian' ? 'the Hessian' : 'the Jacobian', places: byColumns(...matrix, 0) }]
      : [];
  if (claim === 'jvp') return [];
  if (!subject.tensors) return labelled(subject, entries);
  return (subject.tensors ?? []).flatMap(({ name, shape, offset }) =>
    shape.length === 2 && shape[0]! > 1 && shape[1]! > 1 ? [{ name, places: byColumns(shape[0]!, shape[1]!, offset) }] : [],
  );
}

/** Matrices of which nothing is said but the names of their entries: `K[0,1]`. */
function labelled(subject: FunctionSubject, entries: number): readonly Block[] {
  const matrices = new Map<string, Map<string, number>>();
  for (let k = 0; subject.label && k < entries; k++) {
    const [, name, i, j] = /^(.*)\[(\d+),(\d+)\]$/.exec(labelOf(subject, k)) ?? [];
    if (name !== undefined) matrices.set(name, (matrices.get(name) ?? new Map()).set(`${i},${j}`, k));
  }
  return [...matrices].map(([name, at]) => ({
    name,
    places: new Map(
      [...at].flatMap(([place, k]) =>
        at.has(place.split(',').reverse().join()) ? [[k, at.get(place.split(',').reverse().join())!] as const] : [],
      ),
    ),
  }));
}

/** The claim for a matrix is that of its transpose. */
function stored(comparison: Comparison): Mistake | undefined {
  for (const { name, places } of blocks(comparison)) {
    if (!comparison.wrong.every((k) => places.has(k))) continue;
    const fit = fitted(comparison, (point, k) => measuredAt(point, places.get(k)!));
    if (fit)
      return {
        text: `transposed: claimed = measured with rows and columns of ${name} exchanged, ${reach(comparison, fit)}`,
        everywhere: fit.everywhere,
      };
  }
  return undefined;
}

/** Points at which f is measured anew. Why: each takes a slope for every entry that is looked at; a matrix read by columns is wrong at each. */
const TRANSPOSED_POINTS = 4;
/** Entries that are measured at each. Why: as above. */
const TRANSPOSED_ENTRIES = 6;

/** The claim is right for an input matrix that is read by columns. */
function readTransposed(comparison: Comparison): Mistake | undefined {
  const { claim, points, wrong } = comparison;
  if (claim !== 'vjp' && claim !== 'gradient') return undefined;
  const some = points.filter((point) => point.wrong.length > 0).slice(0, TRANSPOSED_POINTS);
  const few = wrong.slice(0, TRANSPOSED_ENTRIES);
  for (const { name, places } of blocks(comparison).flatMap(({ name, places }) => [
    { name, places },
    { name, places: new Map([...places].map(([to, from]) => [from, to])) },
  ])) {
    const seen = new Map(
      some.map((point) => {
        const x: Vector = point.x.map((xi, i) => (places.has(i) ? point.x[places.get(i)!]! : xi));
        return [point, comparison.measured(x, point.weights, few)];
      }),
    );
    const fit = fitted(
      { ...comparison, points: some },
      (point, k) => ({ value: seen.get(point)!.measured[k]!, error: seen.get(point)!.bars[k]! + point.bars[k]! }),
      0,
      few,
    );
    if (fit)
      return {
        text: `transposed: claimed = what would be measured if ${name} were transposed, ${reach(comparison, fit)}`,
        everywhere: true,
      };
  }
  return undefined;
}

/**
 * The product with a matrix in place of that with its transpose, of what comes from a single output: along a row of the input, claimed and measured are in the ratio of a row of the matrix to its column. The matrix
 * must be an input, and square.
 */
function multiplied(comparison: Comparison): Mistake | undefined {
  const { claim, wrong, target } = comparison;
  const { tensors = [] } = target.subject;
  const holder = tensors.findLast(({ offset }) => offset <= wrong[0]!);
  const length = holder?.shape.at(-1) ?? 0;
  const size = holder?.shape.reduce((a, b) => a * b, 1) ?? 0;
  if (claim !== 'vjp' || target.outputs !== 1 || !holder || wrong.some((e) => e >= holder.offset + size)) return undefined;
  for (const { name, shape, offset } of tensors) {
    if (shape.length !== 2 || shape[0] !== length || shape[1] !== length) continue;
    for (let k = 0; k < length; k++) {
      const fit = fitted(comparison, (point, e) => {
        const [seen, j] = [measuredAt(point, e), (e - holder.offset) % length];
        const ratio = point.x[offset + k * length + j]! / point.x[offset + j * length + k]!;
        return seen && { value: ratio * seen.value, error: Math.max(1, Math.abs(ratio)) * seen.error };
      });
      if (fit)
        return {
          text: `transposed: the product with ${name} where that with its transpose is meant, ${reach(comparison, fit)}`,
          everywhere: true,
        };
    }
  }
  return undefined;
}

/** Rows taken for columns. */
export const transposed: Diagnosis = {
  name: 'transposed',
  explain: ({ comparison }) => stored(comparison) ?? readTransposed(comparison) ?? multiplied(comparison),
};
