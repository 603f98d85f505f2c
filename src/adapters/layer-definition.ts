import type { Interval } from '../math/domain.ts';
import type { Batch, FunctionSubject, Traits } from '../subject/subject.ts';
import type { Deep, Nested, NestedBy, Shape } from './nesting.ts';
import type { TensorPoint } from './points.ts';
import type { Input } from './tensors.ts';

/**
 * A tensor that varies and is not differentiated, such as labels, boxes or lengths: its shape, and the values that an entry takes, the interval of its entries, or tensors to take whole.
 * Those of several tensors that are taken whole belong together, the first with the first.
 */
export type Label = { readonly shape: Shape } & (
  | { readonly values: readonly number[] }
  | { readonly range: Interval }
  | { readonly examples: readonly Nested[] }
);

/** What a layer returns: the shape of y, or of each of several outputs by its name. */
export type Outputs = Shape | Readonly<Record<string, Shape>>;

/** The shape of an input or a label. */
type ShapeIn<T> = T extends Shape ? T : T extends { readonly shape: infer S extends Shape } ? S : Shape;

/** A tensor as a layer gets it: flat in row-major order, or nested in its shape. */
type Tensor<S extends Shape, N extends boolean> = N extends true ? NestedBy<S> : Float64Array;

/** Tensors by their names, as a layer gets them. */
export type Given<I, N extends boolean> = { readonly [name in keyof I]: Tensor<ShapeIn<I[name]>, N> };

/** Outputs, or what has their shapes, as a layer gets them. */
type GivenOutputs<O, N extends boolean> = O extends Shape
  ? Tensor<O, N>
  : O extends Readonly<Record<string, Shape>>
    ? { readonly [name in keyof O]: Tensor<O[name], N> }
    : N extends true
      ? Deep
      : Float64Array;

/** Outputs as a layer returns them. */
type Made<O> = O extends Shape | undefined ? Nested : { readonly [name in keyof O]: Nested };

/** What a forward pass returns that saves nothing: y, or several outputs as y. */
type Bare<O> = O extends Shape | undefined ? Nested : { readonly y: Made<O> };

/** What a forward pass returns: y, or y and what backward needs of it. */
type Forwarded<O, Saved> = Bare<O> | { readonly y: Made<O>; readonly saved: Saved };

/** A layer as its author writes it. Its functions get tensors flat, in row-major order, or with `nested: true` as nested arrays in their shapes, and return them flat or nested. */
export interface LayerDefinition<
  I extends Readonly<Record<string, Input>>,
  Constants,
  Saved,
  N extends boolean = false,
  O extends Outputs | undefined = undefined,
  L extends Readonly<Record<string, Label>> = Readonly<Record<never, Label>>,
> extends Omit<Traits<Float64Array>, 'formula' | 'variables' | 'batch'>,
    Pick<FunctionSubject, 'name' | 'precision' | 'expect' | 'requirement' | 'requires' | 'source' | 'state'> {
  readonly inputs: I;
  /** Tensors that vary and are not differentiated: labels, boxes, lengths. The layer gets them among its inputs, and is looked at with several values of them side by side. */
  readonly labels?: L;
  /** Arguments that neither vary nor are differentiated: masks, hyperparameters. */
  readonly constants?: Constants;
  /** The shape of y, or of each of several outputs by its name. If omitted, there is one output, whose shape is found by one forward pass. */
  readonly outputs?: O;
  /** True if the functions get nested arrays in the shapes of the tensors, `number[][]` of a matrix and a number of a single one; flat ones if omitted. */
  readonly nested?: N;
  /** Points that are tried before all others, whatever the seed: each a tensor for every input, nested in its shape or flat. */
  readonly points?: readonly TensorPoint<I>[];
  /** True where the claim is made; everywhere in the ranges if omitted. With labels, it must be for all of their values at which the layer is looked at. */
  readonly where?: (inputs: Given<I, N> & Given<L, N>, constants: NoInfer<Constants>) => boolean;
  /** The output y, or y and what backward needs of the forward pass; of several outputs `{ y: { h, c } }`, with or without `saved`. */
  readonly forward: (inputs: Given<I, N> & Given<L, N>, constants: NoInfer<Constants>) => Forwarded<NoInfer<O>, Saved>;
  /** The claim: from dy = ∂L/∂y, of the form of y, ∂L/∂x for each input x, of its size. What it says of entries that are held is not looked at. */
  readonly backward: (
    inputs: Given<I, N> & Given<L, N>,
    dy: GivenOutputs<NoInfer<O>, N>,
    saved: NoInfer<Saved>,
    constants: NoInfer<Constants>,
  ) => { readonly [name in keyof I]: Nested };
  /** A further claim: from a tangent for each input, the derivative of y along them, of the form of y. */
  readonly jvp?: (inputs: Given<I, N> & Given<L, N>, tangents: Given<I, N>, constants: NoInfer<Constants>) => Made<NoInfer<O>>;
  /**
   * The backward of the backward: from `ddx`, the cotangents of the gradients that backward returns, the gradient of L = Σ ⟨ddx, backward(inputs, dy)⟩ with respect to each input, by its name, and to dy,
   * as `dy` of the form of y. It is checked as that of a subject of its own, called `NAME backward`.
   */
  readonly double?: (
    inputs: Given<I, N> & Given<L, N>,
    dy: GivenOutputs<NoInfer<O>, N>,
    ddx: Given<I, N>,
    constants: NoInfer<Constants>,
  ) => { readonly [name in keyof I]: Nested } & { readonly dy: Made<NoInfer<O>> };
  /** The same layer for one example, and the inputs whose first axis is that of the examples; the others are shared. For a loss: whether it is the mean of the examples' or their sum. */
  readonly batch?: { readonly inputs: readonly (keyof I & string)[]; readonly of: FunctionSubject } & Pick<Batch, 'reduction'>;
  /** The same map, written in another way; it may be slow. */
  readonly reference?: (inputs: Given<I, N> & Given<L, N>, constants: NoInfer<Constants>) => Made<NoInfer<O>>;
}
