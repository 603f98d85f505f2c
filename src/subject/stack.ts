import * as z from 'zod';
import { type Domain, dimension, type Interval, interval } from '../math/domain.ts';
import type { Precision } from '../math/precision.ts';
import { transposeTimes, type Vector } from '../math/vector.ts';
import { type Evaluator, evaluator } from './evaluator.ts';
import { Fault, isFault } from './guard.ts';
import { labelOf, outputLabelOf } from './label.ts';
import { valid } from './shape.ts';
import { defined, type FunctionSubject, type Identity, identityShape } from './subject.ts';

/**
 * A composition of layers F_L ∘ … ∘ F₁: the first `fed` inputs of each (of a `layer`, its first tensor) are the outputs of the layer before it, the others are its parameters.
 * The inputs of the whole are all inputs of the first layer and the parameters of the others, in their order.
 */
export interface Stack extends Identity {
  readonly kind: 'stack';
  readonly layers: readonly FunctionSubject[];
  /** Stacks that readings compare with this one: the same without its normalisation or its residual connections, or with them. */
  readonly beside?: readonly Stack[];
}

const Shape = z.strictObject({
  ...identityShape,
  kind: z.literal('stack'),
  layers: z
    .array(
      z.custom<FunctionSubject>((value) => (value as FunctionSubject | null)?.kind === 'function', 'must be a layer or another function'),
      { error: 'must be a list of layers' },
    )
    .min(1, 'at least one layer'),
  beside: z
    .array(
      z.custom((value) => (value as Stack | null)?.kind === 'stack', 'must be a stack'),
      { error: 'must be a list of stacks' },
    )
    .optional(),
});

/**
 * The stack of a definition. Whether each layer takes as many numbers as the one before it gives is found out when it is first run, and reported as a fault of the stack.
 * @throws {Error} naming the stack and the key, if the definition is not one.
 */
export const stack = (definition: Omit<Stack, 'kind'>): Stack => validStack({ ...definition, kind: 'stack' });

export function validStack(candidate: Stack): Stack {
  const checked = valid('stack', Shape, candidate);
  checked.layers.forEach(defined);
  return checked;
}

/** The evaluator of a layer at its place in a stack. Its fed inputs may lie anywhere, whatever domain the layer declares; its parameters lie in that. */
export interface StackedLayer extends Evaluator {
  /** Its name in reports: `layer 6 dense`. */
  readonly title: string;
  /** The name of its input i: `layer 6 dense: w[2,1]`. */
  readonly label: (i: number) => string;
  /** The number of its inputs that are outputs of the layer before; of the first layer, of those that are no parameters. */
  readonly fed: number;
  /** The index at which its own inputs start among those of the whole: all of them for the first layer, its parameters for the others. */
  readonly start: number;
  /** ∂L/∂(its inputs) for w = ∂L/∂(its outputs), by whichever derivative it claims; absent if it claims none. */
  readonly pull?: (x: Vector, w: Vector) => Vector;
}

/** The evaluator of a stack: of the whole as one function, and layer by layer. */
export interface StackEvaluator extends Evaluator {
  readonly stack: Stack;
  readonly layers: readonly StackedLayer[];
  readonly beside: readonly StackEvaluator[];
  /** The forward pass at a point of the whole. @throws {Fault} 'wrong-length' where a layer does not take as many numbers as the one before it gives. */
  pass(x: Vector): Passed;
}

/** A forward pass: the inputs of each layer, and the outputs of the last. */
export interface Passed {
  readonly taken: readonly Vector[];
  readonly y: Vector;
}

/** The stack as one function. It claims a vjp if every layer has a derivative: that of the layers in turn, from the last to the first (backpropagation). */
export function wholeOf(stack: Stack): FunctionSubject {
  const layers = stacked(stack);
  const [first, last] = [layers[0]!, layers.at(-1)!];
  const domain = layers.flatMap(({ domain, inputs, fed }, l): Interval[] => {
    const own = l === 0 ? 0 : fed;
    return Array.from({ length: inputs - own }, (_, i) => interval(domain, own + i));
  });
  const conditional = layers.some(({ where }) => where !== undefined);
  const backward = layers.every(({ pull }) => pull !== undefined);
  const { name, precision = coarsest(stack.layers), expect, requirement, requires, source } = stack;
  const whole: FunctionSubject = {
    kind: 'function',
    name,
    domain,
    fed: layers[0]!.fed,
    ...(precision && { precision }),
    ...(expect && { expect }),
    ...(requirement !== undefined && { requirement }),
    ...(requires && { requires }),
    ...(source && { source }),
    f: (x: Vector) => {
      const { y } = forward(layers, x);
      const broken = layers.find(({ thrown }) => thrown !== undefined);
      if (broken) throw new Error(`${broken.title} threw: ${broken.thrown}`);
      return y;
    },
    label: (i) => {
      const layer = layers.findLast(({ start }) => start <= i)!;
      return layer.label(i - layer.start + (layer === first ? 0 : layer.fed));
    },
    outputLabel: (k) => outputLabelOf(last.subject, k, last.outputs === 1 ? 'y' : `y[${k}]`),
    ...(conditional && {
      where: (x: Vector) => forward(layers, x).taken.every((taken, l) => layers[l]!.where?.(taken) ?? true),
    }),
    ...(backward && {
      vjp: (x: Vector, w: ArrayLike<number>) => {
        const { taken } = forward(layers, x);
        const result = new Float64Array(domain.length);
        let back = Float64Array.from(w);
        for (let l = layers.length - 1; l >= 0; l--) {
          const { pull, fed, start, title } = layers[l]!;
          const both = namingLayer(title, () => pull!(taken[l]!, back));
          result.set(l === 0 ? both : both.subarray(fed), start);
          back = both.slice(0, fed);
        }
        return result;
      },
    }),
  };
  return Object.defineProperty(whole, 'outputs', { get: () => last.outputs, enumerable: true });
}

/** The evaluator of a stack; calls of the whole and of single layers are counted together. */
export function stackEvaluator(stack: Stack): StackEvaluator {
  const whole = evaluator(wholeOf(stack));
  const layers = stacked(stack, whole.evaluations);
  const beside = (stack.beside ?? []).map(stackEvaluator);
  return Object.assign(whole, { stack, layers, beside, pass: (x: Vector) => forward(layers, x) });
}

function stacked({ layers }: Stack, evaluations?: Evaluator['evaluations']): readonly StackedLayer[] {
  let start = 0;
  return layers.map((layer, l) => {
    const size = dimension(layer.domain);
    const fed = Math.min(layer.fed ?? size, size);
    const target = evaluator(l === 0 ? layer : { ...layer, domain: opened(layer.domain, fed) }, evaluations);
    const { gradient, jacobian, vjp } = target;
    const pull =
      vjp ??
      (gradient && ((x: Vector, w: Vector) => gradient(x).map((gi) => gi * w[0]!))) ??
      (jacobian && ((x: Vector, w: Vector) => transposeTimes(jacobian(x), w, size)));
    const own = start;
    start += l === 0 ? size : size - fed;
    const title = `layer ${l + 1} ${layer.name}`;
    const label = (i: number): string => `${title}: ${labelOf(layer, i)}`;
    return Object.assign(target, { title, label, fed, start: own, ...(pull && { pull }) });
  });
}

/** A domain whose first `fed` intervals are all of ℝ. */
const opened = (domain: Domain, fed: number): Domain =>
  Array.from({ length: dimension(domain) }, (_, i) =>
    i < fed ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : interval(domain, i),
  );

function forward(layers: readonly StackedLayer[], x: Vector): Passed {
  const taken: Vector[] = [];
  let y: Vector = new Float64Array(0);
  layers.forEach((layer, l) => {
    const { title, fed, start, inputs } = layer;
    if (l > 0 && y.length !== fed)
      throw new Fault('wrong-length', `${title} takes ${fed} numbers, but ${layers[l - 1]!.title} gives ${y.length}`);
    const input = new Float64Array(inputs);
    input.set(y);
    input.set(x.subarray(start, start + inputs - (l === 0 ? 0 : fed)), l === 0 ? 0 : fed);
    taken.push(input);
    layer.thrown = undefined;
    y = namingLayer(title, () => layer.map(input));
  });
  return { taken, y };
}

/** The result of a call; a Fault that it throws is thrown on with the layer's title in its message. */
function namingLayer<T>(title: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw isFault(error) ? new Fault(error.kind, `${title}: ${error.message}`) : error;
  }
}

const fromFineToCoarse: readonly Precision[] = ['float64', 'float32', 'float16', 'bfloat16'];

/** The whole is no more precise than its layers. */
const coarsest = (layers: readonly FunctionSubject[]): Precision | undefined =>
  layers.flatMap(({ precision }) => precision ?? []).sort((a, b) => fromFineToCoarse.indexOf(b) - fromFineToCoarse.indexOf(a))[0];
