import type { Vector } from '../math/vector.ts';
import { asked } from '../subject/guard.ts';
import { owner, refuseUnknown } from '../subject/shape.ts';
import type { Batch, FunctionSubject } from '../subject/subject.ts';
import { plainTraits } from '../subject/traits.ts';
import { calledTwice, type Declared, twiceAsked } from '../subject/twice.ts';
import type { AnyLayer } from './any-layer.ts';
import { backwardOf } from './double.ts';
import { type Draw, type Drawn, drawn } from './labels.ts';
import type { Label, LayerDefinition, Outputs } from './layer-definition.ts';
import { outputForm } from './outputs.ts';
import { added, joined, type Numbers, type Passes, passesOf } from './passes.ts';
import { pointsOf } from './points.ts';
import { type Input, layout, overTensors, type Tensor } from './tensors.ts';

export type { LayerDefinition } from './layer-definition.ts';

/** The keys that speak of a layer's tensors. */
const tensorKeys = [
  ...['inputs', 'labels', 'constants', 'outputs', 'nested', 'points'],
  ...['where', 'forward', 'backward', 'jvp', 'double', 'batch', 'reference'],
];
/** The keys of a layer: those of its definition, and the traits of its map that are not formulas. */
export const layerKeys: readonly string[] = [
  ...['name', 'precision', 'expect', 'requirement', 'requires', 'source', 'state', 'text'],
  ...tensorKeys,
  ...Object.keys(plainTraits).filter((key) => key !== 'formula' && key !== 'variables'),
  ...['invariant', 'equivariant', 'energy'],
];

/**
 * A layer as a subject: f is forward, from all inputs one after the other to all outputs flattened, and its claim is backward, as a vector–Jacobian product.
 * Every call gets tensors of its own. Where the outputs are not declared, their number is found by one forward pass, in the middle of the ranges, when it is first asked for. With labels, the outputs
 * are those for several values of the labels, one after the other. With `double`, a second subject comes along, whose f is backward.
 * @throws {Error} naming the layer and the key, or the input, label or output, that is unknown or not valid.
 */
export function layer<
  const I extends Readonly<Record<string, Input>>,
  Constants = undefined,
  Saved = undefined,
  const N extends boolean = false,
  const O extends Outputs | undefined = undefined,
  const L extends Readonly<Record<string, Label>> = Readonly<Record<never, Label>>,
>(definition: LayerDefinition<I, Constants, Saved, N, O, L>): FunctionSubject {
  const named = owner('layer', definition.name);
  refuseUnknown(named, definition, layerKeys);
  const all = definition as unknown as AnyLayer;
  const { inputs, labels = {}, outputs, nested = false, batch, double, points } = all;
  if (batch && all.labels) throw new Error(`${named}: batch: not with labels`);
  const tensors = layout(named, inputs);
  const drawing = drawn(named, labels, Object.keys(inputs));
  const out = outputForm(named, outputs, nested);
  const passes = passesOf(all, tensors, drawing, out);
  const count = out.tensors?.reduce((sum, { size }) => sum + size, 0);
  return overTensors(
    tensors,
    (x) => joined(passes.each((draw) => passes.forward(x, draw).y)),
    {
      ...aside(all),
      ...claimsOf(all, passes, drawing),
      ...(count !== undefined && { outputs: drawing.draws.length * count }),
      ...(points && { points: pointsOf(named, tensors, points) }),
      ...(batch && { batch: batchOf(named, tensors, batch) }),
      ...(double && { also: [backwardOf(named, all, double, passes)] }),
    },
    (k, count) => {
      const own = count / drawing.draws.length;
      return `${out.label(k % own, own)}${passes.nameOf(Math.floor(k / own))}`;
    },
  );
}

/** What a definition says beside its functions and tensors: its name, traits and the like. */
function aside(all: AnyLayer): Pick<FunctionSubject, 'name' | 'text'> {
  const { forward, backward, jvp = '', double = '', where = '' } = all;
  const said = Object.entries(all).filter(([key]) => !tensorKeys.includes(key));
  const text = [forward, backward, jvp, double, where].map(String).join('\n');
  return { ...(Object.fromEntries(said) as Pick<FunctionSubject, 'name'>), text };
}

/** The condition, the reference and the derivatives of a layer, between numbers. */
function claimsOf(all: AnyLayer, passes: Passes, drawing: Drawn) {
  const { constants = {}, where, jvp, reference, state } = all;
  const { out, given, like, each, backward, forward, back } = passes;
  const vjp = (x: Numbers, dy: Numbers) => added(each((draw, k) => backward(x, part(dy, k, drawing), draw)));
  /** Backward alone, for the first value of the labels. */
  const twice = (x: Vector, dy: Vector, declared: Declared) => {
    const draw = drawing.draws[0]!;
    return calledTwice(
      declared,
      () => forward(x, draw),
      (from) => back(x, part(dy, 0, drawing), draw, from),
    );
  };
  const along = (x: Numbers, v: Numbers, draw: Draw) => asked('jvp', () => jvp!(given(x, draw), like(v), constants));
  return {
    vjp: state ? twiceAsked(vjp, (x, dy) => twice(x, dy, state)) : vjp,
    ...(jvp && { jvp: (x: Numbers, v: Numbers) => joined(each((draw) => out.flat(along(x, v, draw), 'jvp'))) }),
    ...(where && { where: (x: Numbers) => drawing.draws.every((draw) => where(given(x, draw), constants)) }),
    ...(reference && {
      reference: (x: Numbers) => joined(each((draw) => out.flat(reference(given(x, draw), constants), 'reference'))),
    }),
  };
}

/** The numbers of one of equally long parts, one for each draw. */
function part(all: Numbers, k: number, { draws }: Drawn): Float64Array {
  const size = Math.floor(all.length / draws.length);
  const own = new Float64Array(size);
  for (let i = 0; i < size; i++) own[i] = all[k * size + i]!;
  return own;
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
