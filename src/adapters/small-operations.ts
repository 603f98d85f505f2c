/** Operations of the small engine, all of them sound. */
import { indicesOf } from './nesting.ts';
import { add, type Cell, cell, expanded, masked, moved, mul, number, paired, place, pointwise, reshaped, sum } from './small-engine.ts';

export const map = (x: Cell, f: (x: number) => number): Cell => cell(x.values.map(f), x.shape);
export const half = (x: number): number =>
  Math.round(x * 2 ** (10 - Math.floor(Math.log2(Math.abs(x) || 1)))) / 2 ** (10 - Math.floor(Math.log2(Math.abs(x) || 1)));
export const minus = (x: Cell): Cell => mul(x, number(-1));
export const one = (x: Cell): Cell => map(x, () => 1);
export const inverse: (x: Cell) => Cell = pointwise(
  (x) => 1 / x,
  (dy, _, y) => minus(mul(dy, mul(y, y))),
);
export const exp: (x: Cell) => Cell = pointwise(Math.exp, (dy, _, y) => mul(dy, y));
export const log = pointwise(Math.log, (dy, x) => mul(dy, inverse(x)));
export const sin: (x: Cell) => Cell = pointwise(Math.sin, (dy, x) => mul(dy, cos(x)));
export const cos: (x: Cell) => Cell = pointwise(Math.cos, (dy, x) => minus(mul(dy, sin(x))));
export const tanh = pointwise(Math.tanh, (dy, _, y) => mul(dy, add(one(y), minus(mul(y, y)))));
export const relu = (x: Cell): Cell => masked(x, (k) => x.values[k]! > 0);
export const maximum = paired(Math.max, (dy, a, b) => [
  masked(dy, (k) => a.values[k]! >= b.values[k]!),
  masked(dy, (k) => a.values[k]! < b.values[k]!),
]);
export const mean = (x: Cell, axes?: readonly number[], keep?: boolean): Cell => {
  const y = sum(x, axes, keep);
  return mul(y, number(y.values.length / x.values.length));
};
export const transposed = (x: Cell): Cell => {
  const shape = [...x.shape.slice(0, -2), x.shape.at(-1)!, x.shape.at(-2)!];
  return moved(x, shape, (k) => {
    const index = indicesOf(shape, k);
    return place([...index.slice(0, -2), index.at(-1)!, index.at(-2)!], x.shape);
  });
};
export const withAxis = (x: Cell, axis: number): Cell => reshaped(x, x.shape.toSpliced(x.shape.length + axis + 1, 0, 1));
export const product = (a: Cell, b: Cell): Cell =>
  sum(mul(withAxis(a, -1), withAxis(b, -3)), [Math.max(a.shape.length, b.shape.length) - 1]);
export const picked = (x: Cell, at: readonly number[], axis: number): Cell => {
  const shape = x.shape.with(axis, at.length);
  return moved(x, shape, (k) => {
    const index = indicesOf(shape, k);
    return place(index.with(axis, at[index[axis]!]!), x.shape);
  });
};
export const padded = (x: Cell, widths: readonly (readonly [number, number])[]): Cell => {
  const shape = x.shape.map((length, axis) => length + widths[axis]![0] + widths[axis]![1]);
  return moved(x, shape, (k) => {
    const index = indicesOf(shape, k).map((i, axis) => i - widths[axis]![0]);
    return index.every((i, axis) => i >= 0 && i < x.shape[axis]!) ? place(index, x.shape) : -1;
  });
};
export const shiftedExp = (x: Cell, axis: number): Cell => {
  const index = (k: number) => indicesOf(x.shape, k).with(axis, 0).join();
  const top = new Map<string, number>();
  for (const [k, value] of x.values.entries()) top.set(index(k), Math.max(value, top.get(index(k)) ?? Number.NEGATIVE_INFINITY));
  return exp(
    add(
      x,
      cell(
        x.values.map((_, k) => -top.get(index(k))!),
        x.shape,
      ),
    ),
  );
};
export const softmax = (x: Cell, axis: number): Cell => {
  const y = shiftedExp(x, axis);
  return mul(y, inverse(sum(y, [axis], true)));
};
export const summedUp = (x: Cell, axis: number): Cell => {
  const length = x.shape[axis]!;
  const parts = Array.from({ length }, (_, i) =>
    sum(
      masked(x, (k) => indicesOf(x.shape, k)[axis]! <= i),
      [axis],
      true,
    ),
  );
  return parts.map((part, i) => masked(expanded(part, x.shape), (k) => indicesOf(x.shape, k)[axis] === i)).reduce(add);
};
