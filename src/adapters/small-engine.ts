/** A small engine of our own: reverse mode over tensors of doubles, which nests. Tests plant mistakes into it. */
import type { Engine } from './engine.ts';
import { indicesOf } from './nesting.ts';

/** A tensor, and how it came about. */
export interface Cell {
  readonly values: Float64Array;
  readonly shape: readonly number[];
  readonly from?: { readonly inputs: readonly Cell[]; readonly back: Back };
}

/** The gradients by the inputs, from that by the output. */
export type Back = (dy: Cell, y: Cell) => readonly (Cell | null)[];

const size = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

export const cell = (values: ArrayLike<number>, shape: readonly number[]): Cell => ({ values: Float64Array.from(values), shape });
export const number = (value: number): Cell => cell([value], []);

/** The result of an operation. */
export const made = (values: ArrayLike<number>, shape: readonly number[], inputs: readonly Cell[], back: Back): Cell => ({
  ...cell(values, shape),
  from: { inputs, back },
});

/** The place of these indices in a shape; an axis of size 1, or one that is not there, is looked past. */
export const place = (index: readonly number[], shape: readonly number[]): number =>
  shape.reduce((at, length, axis) => at * length + (length === 1 ? 0 : index[index.length - shape.length + axis]!), 0);

/** Entries of x that stand elsewhere: entry k of the result is entry source(k) of x, or 0 where that is −1. */
export const moved = (x: Cell, shape: readonly number[], source: (k: number) => number): Cell => {
  const sources = Array.from({ length: size(shape) }, (_, k) => source(k));
  const values = sources.map((at) => (at < 0 ? 0 : x.values[at]!));
  return made(values, shape, [x], (dy) => [gathered(dy, x.shape, sources)]);
};

/** The transpose of `moved`: entries of dy are added where they came from. */
export const gathered = (dy: Cell, shape: readonly number[], sources: readonly number[]): Cell => {
  const values = new Float64Array(size(shape));
  sources.forEach((at, k) => {
    if (at >= 0) values[at]! += dy.values[k]!;
  });
  return made(values, shape, [dy], (ddx) => [moved(ddx, dy.shape, (k) => sources[k]!)]);
};

export const expanded = (x: Cell, shape: readonly number[]): Cell =>
  x.shape.join() === shape.join() ? x : moved(x, shape, (k) => place(indicesOf(shape, k), x.shape));

/** The sum of y over what it was broadcast to from this shape. */
export const reduced = (y: Cell, shape: readonly number[]): Cell =>
  y.shape.join() === shape.join()
    ? y
    : gathered(
        y,
        shape,
        Array.from(y.values, (_, k) => place(indicesOf(y.shape, k), shape)),
      );

const common = (a: readonly number[], b: readonly number[]): number[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) => Math.max(a.at(-1 - i) ?? 1, b.at(-1 - i) ?? 1)).toReversed();

/** An operation on pairs of entries, with its slopes. */
export const paired =
  (f: (a: number, b: number) => number, slopes: (dy: Cell, a: Cell, b: Cell) => readonly [Cell, Cell]) =>
  (x: Cell, y: Cell): Cell => {
    const shape = common(x.shape, y.shape);
    const [a, b] = [expanded(x, shape), expanded(y, shape)];
    return made(
      a.values.map((value, k) => f(value, b.values[k]!)),
      shape,
      [a, b],
      (dy) => slopes(dy, a, b),
    );
  };

/** An operation on single entries; its slope may use the output. */
export const pointwise =
  (f: (x: number) => number, slope: (dy: Cell, x: Cell, y: Cell) => Cell) =>
  (x: Cell): Cell =>
    made(x.values.map(f), x.shape, [x], (dy, y) => [slope(dy, x, y)]);

export const add: (a: Cell, b: Cell) => Cell = paired(
  (a, b) => a + b,
  (dy) => [dy, dy],
);
export const mul: (a: Cell, b: Cell) => Cell = paired(
  (a, b) => a * b,
  (dy, a, b) => [mul(dy, b), mul(dy, a)],
);
/** Entries as they are where a test holds, 0 elsewhere. */
export const masked = (x: Cell, holds: (k: number) => boolean): Cell => moved(x, x.shape, (k) => (holds(k) ? k : -1));

export const reshaped = (x: Cell, shape: readonly number[]): Cell => moved(x, shape, (k) => k);

/** The sum over axes; all if omitted. */
export function sum(x: Cell, axes: readonly number[] = x.shape.map((_, axis) => axis), keep = false): Cell {
  const thin = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const y = reduced(x, thin);
  return keep
    ? y
    : reshaped(
        y,
        x.shape.filter((_, axis) => !axes.includes(axis)),
      );
}

/** The gradients of ⟨dy, f(x)⟩. */
function vjp(f: (...x: Cell[]) => Cell, x: readonly Cell[], seed: (y: Cell) => Cell): (Cell | null)[] {
  const y = f(...x);
  const order: Cell[] = [];
  const seen = new Set<Cell>(x);
  const visit = (one: Cell): void => {
    if (seen.has(one)) return;
    seen.add(one);
    one.from?.inputs.forEach(visit);
    order.push(one);
  };
  visit(y);
  const adjoints = new Map<Cell, Cell>([[y, seed(y)]]);
  for (const one of order.toReversed()) {
    const dy = adjoints.get(one);
    if (dy && one.from)
      one.from.back(dy, one).forEach((part, k) => {
        const input = one.from!.inputs[k]!;
        const before = adjoints.get(input);
        if (part) adjoints.set(input, before ? add(before, part) : part);
      });
  }
  return x.map((one) => adjoints.get(one) ?? null);
}

const dot = (a: readonly Cell[], b: readonly Cell[]): Cell => a.map((part, k) => sum(mul(part, b[k]!))).reduce((s, t) => add(s, t));

/** The engine; the forward mode is a reverse mode of the reverse mode, which is linear in its cotangent (B. Pearlmutter, J. M. Siskind 2008). */
export const smallEngine: Engine<Cell> = {
  name: 'small',
  dtype: 'float64',
  tensor: cell,
  data: ({ values }) => values,
  shape: ({ shape }) => shape,
  vjp,
  dot,
  jvp(f, x, v) {
    const y = f(...x);
    const back = (u: Cell): Cell => {
      const pairs = vjp(f, x, () => u).flatMap((part, k) => (part ? [[part, v[k]!] as const] : []));
      return pairs.length === 0
        ? number(0)
        : dot(
            pairs.map(([part]) => part),
            pairs.map(([, tangent]) => tangent),
          );
    };
    const [slope] = vjp(back, [cell(new Float64Array(y.values.length), y.shape)], () => number(1));
    return slope ?? cell(new Float64Array(y.values.length), y.shape);
  },
};
