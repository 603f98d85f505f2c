import { zeros } from '../math/vector.ts';
import { asked, Fault, unmoved } from '../subject/guard.ts';
import type { AnyLayer } from './any-layer.ts';
import { type Draw, type Drawn, nameOfDraw } from './labels.ts';
import type { Nested } from './nesting.ts';
import type { OutputForm, Returned } from './outputs.ts';
import { apart, type Tensor, together } from './tensors.ts';

/** The numbers of a point or a vector. */
export type Numbers = ArrayLike<number>;

/** A layer's functions between numbers, at one draw of its labels. */
export interface Passes {
  readonly tensors: readonly Tensor[];
  readonly out: OutputForm;
  /** Inputs and labels as the author's functions get them. */
  readonly given: (x: Numbers, draw: Draw) => Readonly<Record<string, unknown>>;
  /** What has the shapes of the inputs, as the author's functions get it. */
  readonly like: (x: Numbers) => Readonly<Record<string, unknown>>;
  readonly forward: (x: Numbers, draw: Draw) => Returned;
  /** A gradient of all inputs, with 0 for entries that are held: what is said of these is not looked at. */
  readonly unheld: (g: Float64Array) => Float64Array;
  /** ∂L/∂x as one call of backward gives it, from what forward returned. */
  readonly back: (x: Numbers, dy: Float64Array, draw: Draw, from: Returned) => Float64Array;
  /** ∂L/∂x for all inputs, and 0 for entries that are held. */
  readonly backward: (x: Numbers, dy: Float64Array, draw: Draw) => Float64Array;
  /** How many draws of the labels there are. */
  readonly draws: number;
  /** What the name of an output says of a draw: ` for t = 2`. */
  readonly nameOf: (k: number) => string;
  /** What comes of each; all start from the same state. */
  readonly each: <T>(call: (draw: Draw, k: number) => T) => readonly T[];
}

/** A layer's functions between numbers. */
export function passesOf(
  { constants = {}, nested = false, state, forward, backward }: AnyLayer,
  tensors: readonly Tensor[],
  drawing: Drawn,
  out: OutputForm,
): Passes {
  const { tensors: labels, draws } = drawing;
  const held = tensors.flatMap(({ start, held = [] }) => Array.from(held, (i) => start + i));
  const unheld = (g: Float64Array): Float64Array => {
    for (const i of held) g[i] = 0;
    return g;
  };
  const like = (x: Numbers) => apart(tensors, x, nested) as Readonly<Record<string, unknown>>;
  const given = (x: Numbers, draw: Draw) =>
    labels.length === 0 ? like(x) : { ...like(x), ...(apart(labels, draw, nested) as Readonly<Record<string, unknown>>) };
  const run = (x: Numbers, draw: Draw) => out.read(asked('forward', () => forward(given(x, draw), constants)));
  const back: Passes['back'] = (x, dy, draw, { y, saved }) => {
    if (dy.length !== y.length) throw new Fault('wrong-length', `forward returned ${y.length} numbers where ${dy.length} should be`);
    const returned = asked('backward', () => backward(given(x, draw), out.like(dy), saved, constants));
    return unheld(together(tensors, returned as Readonly<Record<string, Nested>>, 'backward'));
  };
  return {
    tensors,
    out,
    given,
    like,
    draws: draws.length,
    nameOf: (k) => nameOfDraw(drawing, k),
    forward: run,
    back,
    backward: (x, dy, draw) => back(x, dy, draw, run(x, draw)),
    unheld,
    each: (call) => (draws.length === 1 ? draws.map(call) : draws.map((draw, k) => unmoved(state, () => call(draw, k)))),
  };
}

/** Vectors one after the other. */
export function joined(parts: readonly Float64Array[]): Float64Array {
  if (parts.length === 1) return parts[0]!;
  const all = zeros(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const one of parts) {
    all.set(one, start);
    start += one.length;
  }
  return all;
}

/** The sum of vectors. */
export const added = (parts: readonly Float64Array[]): Float64Array =>
  parts.reduce((sum, one) => {
    for (let i = 0; i < sum.length; i++) sum[i]! += one[i]!;
    return sum;
  });
