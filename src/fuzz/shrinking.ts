/** Makes a suspect program smaller: fewer steps, smaller shapes, rounder numbers. */
import { type Shape, sizeOf } from '../adapters/nesting.ts';
import { type Catalogue, familyOf, rebuilt, slotsOf } from './catalogue.ts';
import { isStep, type Leaf, live, type Node, type Program, type Step, type Value } from './program.ts';

/** Programs that are tried to make one smaller. Why: one of ten steps takes some hundred; each costs as much as any program of the run. */
const SHRINK_TRIALS = 600;

/** What a smaller program has to do, and whether there is time for another one. */
interface Trial<T> {
  readonly holds: (program: Program<T>) => boolean;
  readonly goesOn: () => boolean;
}

/** The smallest program that is found on which a test still holds, by taking the first smaller one on which it does, again and again. */
export function shrunk<T>(catalogue: Catalogue<T>, program: Program<T>, { holds, goesOn }: Trial<T>): Program<T> {
  let [smallest, left, going] = [program, SHRINK_TRIALS, true];
  while (going) {
    going = false;
    for (const candidate of smaller(catalogue, smallest)) {
      if (left-- <= 0 || !goesOn()) return smallest;
      const whole = rebuilt(catalogue, live(candidate));
      if (!whole || !isStep(whole.at(-1)!) || !holds(whole)) continue;
      smallest = whole;
      going = true;
      break;
    }
  }
  return smallest;
}

/** Programs that are smaller in one respect, those that are much smaller first. */
function* smaller<T>(catalogue: Catalogue<T>, program: Program<T>): Generator<Program<T>> {
  for (let end = 1; end < program.length; end++) if (isStep(program[end - 1]!)) yield program.slice(0, end);
  for (const [k, node] of program.entries()) if (isStep(node)) yield* without(program, node, k);
  yield* merged(program);
  for (const [k, node] of program.entries()) if (isStep(node)) yield* reshaped(catalogue, program, node, k);
  for (const [k, node] of program.entries()) if (!isStep(node)) yield* thinned(program, node, k);
  for (const [k, node] of program.entries()) if (!isStep(node)) yield* rounded(program, node, k);
}

/** The program without a step: with a leaf of its numbers, or with one of its inputs in its place. */
function* without<T>(program: Program<T>, { value, inputs }: Step<T>, k: number): Generator<Program<T>> {
  if (k === program.length - 1) return;
  yield program.with(k, { value });
  for (const input of new Set(inputs))
    yield program.map((node) => (isStep(node) ? { ...node, inputs: node.inputs.map((one) => (one === k ? input : one)) } : node));
}

/** Two leaves of one shape made one. */
function* merged<T>(program: Program<T>): Generator<Program<T>> {
  for (const [k, leaf] of program.entries())
    for (let other = 0; other < k && !isStep(leaf); other++) {
      const one = program[other]!;
      if (isStep(one) || one.value.shape.join() !== leaf.value.shape.join()) continue;
      yield program.map((node) => (isStep(node) ? { ...node, inputs: node.inputs.map((input) => (input === k ? other : input)) } : node));
    }
}

const cut = ({ numbers }: Value, shape: Shape): Leaf => ({
  value: { shape, numbers: Float64Array.from({ length: sizeOf(shape) }, (_, i) => numbers[i % numbers.length]!) },
});

/** The same operation at another shape of its table, where all of its inputs are leaves that nothing else uses. */
function* reshaped<T>({ families }: Catalogue<T>, program: Program<T>, step: Step<T>, k: number): Generator<Program<T>> {
  const { operation, inputs } = step;
  const others = program.some((node, at) => at !== k && isStep(node) && node.inputs.some((input) => inputs.includes(input)));
  if (operation.pointwise || others || inputs.some((input) => isStep(program[input]!))) return;
  const size = (shapes: readonly Shape[]): number => shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
  const shapesOf = (one: Step<T>['operation']): Shape[] => slotsOf(one).map(({ shape }) => shape);
  const family = families.find(({ name }) => name === familyOf(operation))?.operations ?? [];
  const lesser = family
    .filter((one) => slotsOf(one).length === inputs.length && size(shapesOf(one)) < size(shapesOf(operation)))
    .sort((a, b) => size(shapesOf(a)) - size(shapesOf(b)));
  for (const one of lesser) {
    const leaves = new Map(inputs.map((input, slot) => [input, cut(program[input]!.value, shapesOf(one)[slot]!)]));
    yield program.map((node, at): Node<T> => (at === k ? { ...step, operation: one } : (leaves.get(at) ?? node)));
  }
}

/** A leaf as a single number, without one of its axes, or of one entry along it. */
function* thinned<T>(program: Program<T>, { value }: Leaf, k: number): Generator<Program<T>> {
  const { shape } = value;
  if (shape.length > 0) yield program.with(k, cut(value, []));
  for (const axis of shape.keys()) {
    if (shape.length > 1) yield program.with(k, cut(value, shape.toSpliced(axis, 1)));
    if (shape[axis]! > 1) yield program.with(k, cut(value, shape.with(axis, 1)));
    if (shape[axis]! > 2) yield program.with(k, cut(value, shape.with(axis, 2)));
  }
}

/** Multiples of this part count as plain, if whole numbers do not do. Why: a quarter is exact in any format, and can be read at a glance. */
const QUARTER = 1 / 4;

/** How plain a number is: the less, the plainer. Whole numbers are plainer than others, and those than what has more digits. */
const weightOf = (x: number): readonly [kind: number, size: number] =>
  Number.isInteger(x) ? [0, x === 1 ? 1 : Math.abs(2 * x)] : [Number.isInteger(x / QUARTER) ? 1 : 2, 0];

const isPlainer = (one: number, other: number): boolean => {
  const [[kind, size], [otherKind, otherSize]] = [weightOf(one), weightOf(other)];
  return kind < otherKind || (kind === otherKind && size < otherSize);
};

/** The numbers of a leaf made plainer, all together or one by one. */
function* rounded<T>(program: Program<T>, { value: { shape, numbers } }: Leaf, k: number): Generator<Program<T>> {
  const plainer: readonly ((x: number) => number)[] = [() => 0, () => 1, Math.round, (x) => Math.round(x / QUARTER) * QUARTER];
  for (const plain of plainer) {
    const all = numbers.map((x) => (isPlainer(plain(x), x) ? plain(x) : x));
    if (all.some((x, i) => x !== numbers[i])) yield program.with(k, { value: { shape, numbers: all } });
    for (const [i, x] of numbers.entries())
      if (isPlainer(plain(x), x)) yield program.with(k, { value: { shape, numbers: numbers.with(i, plain(x)) } });
  }
}
