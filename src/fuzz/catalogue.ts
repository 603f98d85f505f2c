/** The operations of a table as parts of programs. */
import type { Engine } from '../adapters/engine.ts';
import { type Shape, sizeOf } from '../adapters/nesting.ts';
import type { Operation } from '../adapters/operations.ts';
import type { Sweep } from '../adapters/sweep.ts';
import type { Input } from '../adapters/tensors.ts';
import type { Interval } from '../math/domain.ts';
import { UNIT } from '../math/precision.ts';
import { called, isStep, type Node, type Program, type Value } from './program.ts';

/** What a table says of one operation, at several shapes. */
export interface Family<T> {
  readonly name: string;
  readonly operations: readonly Operation<T>[];
}

/** What programs are made of. */
export interface Catalogue<T> {
  readonly engine: Engine<T>;
  readonly families: readonly Family<T>[];
  /** The families that take no part, since their derivative is known to be wrong, or the engine has none; of order 2, those that take part in first order alone. */
  readonly leftOut: readonly string[];
  /** The distance from 1 to the next number of the engine's format. */
  readonly unit: number;
}

/** What stands before the name of an operation in that of its second order. */
const SECOND = '∇ ';

/** The name of the family that an operation belongs to. */
export const familyOf = ({ covers, name }: Pick<Operation<never>, 'covers' | 'name'>): string => covers?.join(' ') ?? name;

/** The catalogue of a table: of order 2, that of the operations whose second derivative takes part as well, which is empty where the engine does not nest. */
export function catalogueOf<T>({ table, coverage }: Sweep, order: 1 | 2 = 1): Catalogue<T> {
  const {
    engine,
    operations,
    known = [],
  } = table as unknown as { engine: Engine<T>; operations: readonly Operation<T>[] } & Pick<Sweep['table'], 'known'>;
  const wrong = new Set([...known.flatMap(({ subjects }) => subjects), ...coverage.underived.map(({ name }) => name)]);
  const lacking = (prefix: string) => new Set(operations.filter(({ name }) => wrong.has(`${prefix}${name}`)).map(familyOf));
  const [first, second] = [lacking(''), lacking(SECOND)];
  const families = new Map<string, Operation<T>[]>();
  for (const operation of operations) {
    const name = familyOf(operation);
    if (first.has(name) || (order === 2 && (!engine.dot || operation.order === 1 || second.has(name)))) continue;
    families.set(name, [...(families.get(name) ?? []), operation]);
  }
  const leftOut = new Set(
    operations.map(familyOf).filter((name) => (order === 1 ? first.has(name) : !first.has(name) && !families.has(name))),
  );
  return {
    engine,
    families: [...families].map(([name, own]) => ({ name, operations: own })),
    leftOut: order === 2 && !engine.dot ? [] : [...leftOut],
    unit: UNIT[coverage.format],
  };
}

/** The size beyond which programs do not go on. Why: what grows further overflows a few steps later, and the laws see overflow by a sweep. */
const LARGEST_VALUE = 1e4;

/** The shape and the range of an input. */
export const slotOf = (input: Input): { readonly shape: Shape; readonly range: Interval } =>
  Array.isArray(input)
    ? { shape: input, range: [-2, 2] }
    : { range: [-2, 2], ...(input as { readonly shape: Shape; readonly range?: Interval }) };

/** The inputs of an operation, as a list. */
export const slotsOf = <T>({ inputs }: Operation<T>) => Object.values(inputs).map(slotOf);

/** Whether an operation takes these values: they lie in its ranges, and where it is defined. */
export function takes<T>(operation: Operation<T>, values: readonly Value[]): boolean {
  const slots = slotsOf(operation);
  // A range of a table that only keeps numbers apart from each other is one for leaves.
  const within = values.every(({ numbers }, k) => numbers.every((value) => value >= slots[k]!.range[0] && value <= slots[k]!.range[1]));
  const { where } = operation;
  return within && (!where || where(Object.fromEntries(Object.keys(operation.inputs).map((name, k) => [name, values[k]!.numbers]))));
}

/** What comes of an operation at values, if it takes them and gives numbers that are finite and of some size. */
export function outcome<T>({ engine }: Pick<Catalogue<T>, 'engine'>, operation: Operation<T>, values: readonly Value[]): Value | undefined {
  if (!takes(operation, values)) return undefined;
  try {
    const value = computed(engine, operation, values);
    const expected = operation.pointwise && broadcast(values.map(({ shape }) => shape));
    if (expected && sizeOf(expected) !== value.numbers.length) return undefined;
    if (sizeOf(value.shape) !== value.numbers.length || value.numbers.length === 0) return undefined;
    return value.numbers.every((number) => Math.abs(number) <= LARGEST_VALUE) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An operation at values. */
export function computed<T>(engine: Engine<T>, operation: Operation<T>, values: readonly Value[]): Value {
  const work = (): Value => {
    const y = called(operation, tensorsOf(engine, values));
    const given = engine.shape?.(y);
    const numbers = Float64Array.from(engine.data(y));
    const shape = given ?? (operation.pointwise && broadcast(values.map((value) => value.shape)));
    return { shape: shape ? [...shape] : numbers.length === 1 ? [] : [numbers.length], numbers };
  };
  return engine.scope ? engine.scope(work) : work();
}

export const tensorsOf = <T>(engine: Engine<T>, values: readonly Value[]): T[] =>
  values.map(({ numbers, shape }) => engine.tensor(numbers.slice(), shape));

/** The shape to which these are broadcast, if they can be. */
export function broadcast(shapes: readonly Shape[]): Shape | undefined {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  const sizes = Array.from({ length: rank }, (_, axis) => {
    const along = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1).filter((size) => size !== 1);
    return new Set(along).size > 1 ? undefined : (along[0] ?? 1);
  });
  return sizes.some((size) => size === undefined) ? undefined : (sizes as number[]);
}

/** The same steps at other leaves, if all of them take what they get. */
export function rebuilt<T>(catalogue: Pick<Catalogue<T>, 'engine'>, program: Program<T>): Program<T> | undefined {
  const nodes: Node<T>[] = [];
  for (const node of program) {
    if (!isStep(node)) {
      nodes.push(node);
      continue;
    }
    const values = node.inputs.map((input) => nodes[input]!.value);
    if (!fits(node.operation, values)) return undefined;
    const value = outcome(catalogue, node.operation, values);
    if (!value) return undefined;
    nodes.push({ ...node, value });
  }
  return nodes;
}

/** Whether values have the shapes that an operation takes. */
export function fits<T>(operation: Operation<T>, values: readonly Value[]): boolean {
  if (operation.pointwise) return broadcast(values.map(({ shape }) => shape)) !== undefined;
  return slotsOf(operation).every(({ shape }, k) => shape.join() === values[k]!.shape.join());
}
