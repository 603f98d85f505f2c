import { asked, Fault } from '../subject/guard.ts';
import { owner, refuseUnknown } from '../subject/shape.ts';
import { type Batch, type FunctionSubject, plainTraits, type Traits } from '../subject/subject.ts';
import { apart, flat, type Input, layout, type Nested, overTensors, type Tensor, type Tensors, together } from './tensors.ts';

/** A layer as its author writes it. Its functions get tensors flat, in row-major order, and return them flat or nested. */
export interface LayerDefinition<I extends Readonly<Record<string, Input>>, Constants, Saved>
  extends Omit<Traits<Float64Array>, 'formula' | 'variables' | 'batch'>,
    Pick<FunctionSubject, 'name' | 'precision' | 'expect' | 'requirement' | 'requires' | 'source' | 'state'> {
  readonly inputs: I;
  /** Arguments that are not differentiated: masks, hyperparameters. */
  readonly constants?: Constants;
  /** True where the claim is made; everywhere in the ranges if omitted. */
  readonly where?: (inputs: Tensors<I>, constants: NoInfer<Constants>) => boolean;
  /** The output y, or y and what backward needs of the forward pass. */
  readonly forward: (inputs: Tensors<I>, constants: NoInfer<Constants>) => Nested | { readonly y: Nested; readonly saved: Saved };
  /** The claim: from dy = ∂L/∂y (flat, as many numbers as y has), ∂L/∂x for each input x, of its size. */
  readonly backward: (
    inputs: Tensors<I>,
    dy: Float64Array,
    saved: NoInfer<Saved>,
    constants: NoInfer<Constants>,
  ) => { readonly [name in keyof I]: Nested };
  /** The same layer for one example, and the inputs whose first axis is that of the examples; the others are shared. For a loss: whether it is the mean of the examples' or their sum. */
  readonly batch?: { readonly inputs: readonly (keyof I & string)[]; readonly of: FunctionSubject } & Pick<Batch, 'reduction'>;
  /** The same map, written in another way; it may be slow. */
  readonly reference?: (inputs: Tensors<I>, constants: NoInfer<Constants>) => Nested;
}

/** The keys of a layer: those of its definition, and the traits of its map that are not formulas. */
const KEYS: readonly string[] = [
  ...['name', 'precision', 'expect', 'requirement', 'requires', 'source', 'state', 'text'],
  ...['inputs', 'constants', 'where', 'forward', 'backward', 'batch', 'reference'],
  ...Object.keys(plainTraits).filter((key) => key !== 'formula' && key !== 'variables'),
  ...['invariant', 'equivariant', 'energy'],
];

/**
 * A layer as a subject: f is forward, from all inputs one after the other to y flattened, and its claim is backward, as a vector–Jacobian product.
 * Every call gets tensors of its own. The number of outputs is found by one forward pass, in the middle of the ranges, when it is first asked for.
 * @throws {Error} naming the layer and the input whose shape or range is not valid.
 */
export function layer<const I extends Readonly<Record<string, Input>>, Constants = undefined, Saved = undefined>(
  definition: LayerDefinition<I, Constants, Saved>,
): FunctionSubject {
  refuseUnknown(owner('layer', definition.name), definition, KEYS);
  const { inputs, constants: given, where, forward, backward, batch, reference, ...rest } = definition;
  const constants = (given ?? {}) as NoInfer<Constants>;
  const tensors = layout(owner('layer', definition.name), inputs);

  const run = (x: ArrayLike<number>): { readonly y: Float64Array; readonly saved: Saved } => {
    const result = asked('forward', () => forward(apart(tensors, x), constants));
    const both =
      typeof result === 'object' && result !== null && 'y' in result ? result : { y: result as Nested, saved: undefined as Saved };
    return { y: flat(both.y, 'forward'), saved: both.saved };
  };

  return overTensors(tensors, (x) => run(x).y, {
    ...rest,
    text: [forward, backward, where ?? ''].map(String).join('\n'),
    ...(batch && { batch: batchOf(owner('layer', definition.name), tensors, batch) }),
    ...(where && { where: (x: ArrayLike<number>) => where(apart(tensors, x), constants) }),
    vjp: (x: ArrayLike<number>, dy: ArrayLike<number>) => {
      const { y, saved } = run(x);
      if (dy.length !== y.length) throw new Fault('wrong-length', `forward returned ${y.length} numbers where ${dy.length} should be`);
      return together(
        tensors,
        asked('backward', () => backward(apart(tensors, x), Float64Array.from(dy), saved, constants)),
        'backward',
      );
    },
    ...(reference && { reference: (x: ArrayLike<number>) => flat(reference(apart(tensors, x), constants), 'reference') }),
  });
}

/** The trait of a layer over a batch. @throws {Error} if the inputs with examples do not have the same number of them. */
function batchOf(
  owner: string,
  tensors: readonly Tensor[],
  { inputs, ...rest }: { readonly inputs: readonly string[]; readonly of: FunctionSubject } & Pick<Batch, 'reduction'>,
): Batch {
  const sizes = new Set(inputs.map((name) => tensors.find((tensor) => tensor.name === name)?.shape[0]));
  const [size] = sizes;
  if (sizes.size !== 1 || size === undefined)
    throw new Error(`${owner}: batch.inputs: must be inputs whose first axis counts the examples, as many in each`);
  const own = ({ name, start, size: all }: Tensor, b: number): readonly number[] => {
    const [from, count] = inputs.includes(name) ? [start + (b * all) / size, all / size] : [start, all];
    return Array.from({ length: count }, (_, i) => from + i);
  };
  return { ...rest, size, example: (b) => tensors.flatMap((tensor) => own(tensor, b)) };
}
