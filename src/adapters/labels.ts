import { type Random, random } from '../math/random.ts';
import { refuseUnknown } from '../subject/shape.ts';
import type { Label } from './layer-definition.ts';
import { type Nested, sizeOf } from './nesting.ts';
import { flat, isSizes, NO_RANGE, NO_SHAPE, type Tensor } from './tensors.ts';

/** Values of all labels, one tensor after the other. */
export type Draw = Float64Array;

/** The labels of a layer, and the values of them at which it is looked at, side by side. One draw of none where there are no labels. */
export interface Drawn {
  readonly tensors: readonly Tensor[];
  readonly draws: readonly Draw[];
}

/** The draws of labels at least and at most. Why: each costs a forward pass at every point; eight of a list of ten values leave two out of an entry, and not of all of them. */
const LABEL_DRAWS = { least: 3, most: 8 };
/** The seed of the draws. Why: any; a fixed one, so that the layer is one map. */
const LABEL_SEED = 31;
/** The keys of a label, and those of which it has one. */
const [LABEL_KEYS, KINDS] = [
  ['shape', 'values', 'range', 'examples'],
  ['values', 'range', 'examples'],
];

/**
 * The labels of a layer and their draws. Every entry takes each of its values in one of them, in an order of its own, where there are not more than eight.
 * @throws {Error} with the owner and the label whose shape or values are not valid, that has an unknown key or the name of an input.
 */
export function drawn(owner: string, labels: Readonly<Record<string, Label>>, inputs: readonly string[]): Drawn {
  const named = Object.entries(labels);
  if (named.length === 0) return { tensors: [], draws: [new Float64Array(0)] };
  let start = 0;
  const tensors = named.map(([name, label]): Tensor => {
    validate(`${owner}: labels.${name}`, label);
    if (inputs.includes(name)) throw new Error(`${owner}: labels.${name}: an input has that name`);
    const size = sizeOf(label.shape);
    start += size;
    return { name, shape: label.shape, range: [0, 0], start: start - size, size, at: 0 };
  });
  const counts = named.map(([, label]) => ('values' in label ? label.values.length : 'examples' in label ? label.examples.length : 0));
  const count = Math.min(LABEL_DRAWS.most, Math.max(LABEL_DRAWS.least, ...counts));
  const rng = random(LABEL_SEED);
  const draws = Array.from({ length: count }, () => new Float64Array(start));
  named.forEach(([, label], t) => {
    const { start: from, size } = tensors[t]!;
    const columns = 'examples' in label ? undefined : Array.from({ length: size }, () => column(label, count, rng));
    draws.forEach((draw, k) => {
      draw.set(columns ? columns.map((values) => values[k]!) : flat(example(label, k), 'an example'), from);
    });
  });
  return { tensors, draws };
}

const example = (label: Label, k: number): Nested => ('examples' in label ? label.examples[k % label.examples.length]! : []);

/** The values of one entry in all draws. */
function column(label: Label, count: number, rng: Random): readonly number[] {
  if ('range' in label) {
    const [low, high] = label.range;
    return Array.from({ length: count }, () => low + (high - low) * rng.next());
  }
  const values = 'values' in label ? label.values : [];
  const order = values.map((value) => [rng.next(), value] as const).sort(([a], [b]) => a - b);
  return Array.from({ length: count }, (_, k) => (order[k] ?? rng.pick(order))[1]);
}

function validate(owner: string, label: Label): void {
  const wrong = (problem: string): never => {
    throw new Error(`${owner}: ${problem}`);
  };
  if (typeof label !== 'object' || label === null || Array.isArray(label))
    wrong('must be { shape, values }, { shape, range } or { shape, examples }');
  refuseUnknown(owner, label, LABEL_KEYS);
  if (!isSizes(label.shape)) wrong(NO_SHAPE);
  if (KINDS.filter((key) => key in label).length !== 1) wrong('one of values, range and examples is needed');
  if ('values' in label && !(Array.isArray(label.values) && label.values.length > 0 && label.values.every(Number.isFinite)))
    wrong('values is a list of numbers');
  if ('range' in label && !(label.range?.length === 2 && label.range.every(Number.isFinite) && label.range[0] <= label.range[1]))
    wrong(`${NO_RANGE}, both finite`);
  if (!('examples' in label)) return;
  const size = sizeOf(label.shape);
  if (!(Array.isArray(label.examples) && label.examples.length > 0)) wrong('examples is a list of tensors');
  const sizes = label.examples.map((one) => sizeOfExample(one));
  if (!sizes.every((one) => one === size)) wrong(`examples are tensors with ${size} numbers`);
}

function sizeOfExample(one: Nested): number {
  try {
    return flat(one, 'an example').length;
  } catch {
    return Number.NaN;
  }
}

/** The most numbers of all labels together that are told one by one. Why: they stand in the name of an output. */
const TOLD_LABELS = 8;

/** What the name of an output says of the labels for which it is: ` for t = [2,0,1]`; nothing where there are none. */
export function nameOfDraw({ tensors, draws }: Drawn, k: number): string {
  const draw = draws[k];
  if (tensors.length === 0 || !draw) return '';
  if (draw.length > TOLD_LABELS) return ` for labels ${k + 1}`;
  const told = tensors.map(({ name, shape, start, size }) => {
    const values = Array.from(draw.subarray(start, start + size), (value) => Number(value.toPrecision(TOLD_LABEL_DIGITS)));
    return `${name} = ${shape.length === 0 ? values[0] : `[${values.join(',')}]`}`;
  });
  return ` for ${told.join(', ')}`;
}

/** Digits of a label that are told. Why: they tell draws apart. */
const TOLD_LABEL_DIGITS = 4;
