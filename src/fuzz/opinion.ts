/** What the laws say of a program. */
import fc from 'fast-check';
import { fromEngine } from '../adapters/engine.ts';
import { check, type Result } from '../check/check.ts';
import { heldAt } from '../check/effort.ts';
import type { Property, Sample } from '../law/property.ts';
import type { Interval } from '../math/domain.ts';
import { type Vector, vector } from '../math/vector.ts';
import { type Evaluator, evaluator } from '../subject/evaluator.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import { type Catalogue, rebuilt, slotsOf } from './catalogue.ts';
import { functionOf, isStep, leavesOf, type Program, stepsOf } from './program.ts';

/** How far around the numbers of a leaf the laws look. Why: they take samples around those that are suspect, and where a claim is wrong at a tie alone, have to come near it. */
const LAW_REACH = 1;
/** Samples of a law that are moved to the numbers of the program. Why: each has other directions, and a mistake in one of a few entries shows along most of them. */
const SAMPLES = 4;
/** Samples of a law around these numbers. Why: most of what is wrong at a point is wrong beside it too; where an engine takes milliseconds for a value, each sample takes seconds. */
const SAMPLES_AROUND = 4;
/** Evaluations that one law may cost. Why: a suspect program has few inputs; a law that finds nothing with these finds nothing. */
const LAW_BUDGET = 1000;

/** The names of the leaves of a program, in their order. */
export const leafNames = (count: number): readonly string[] => Array.from({ length: count }, (_, k) => (count === 1 ? 'x' : `x${k}`));

/** A program as a subject, near the numbers of its leaves. Of order 2, its gradient is what is checked. */
export function subjectOf<T>(catalogue: Catalogue<T>, program: Program<T>, order: 1 | 2 = 1): FunctionSubject {
  const leaves = leavesOf(program);
  const names = leafNames(leaves.length);
  const ranges = rangesOf(program);
  const f = functionOf(catalogue.engine, program);
  const [only, more] = stepsOf(program);
  const reference = more || order === 2 ? undefined : only?.operation.reference;
  const at = (inputs: Readonly<Record<string, Float64Array>>): Program<T> => {
    let next = 0;
    return program.map((node) => (isStep(node) ? node : { value: { shape: node.value.shape, numbers: inputs[names[next++]!]! } }));
  };
  const inner = stepsOf(program).some(
    ({ operation, inputs }) => operation.where || inputs.some((input) => isStep(program[input]!) && isBounded(operation, inputs, input)),
  );
  return fromEngine(catalogue.engine, {
    name: 'program',
    inputs: Object.fromEntries(names.map((name, k) => [name, { shape: leaves[k]!.value.shape, range: ranges[k]! }])),
    f: (inputs) => f(...names.map((name) => inputs[name]!)),
    order,
    ...(inner && { where: (inputs) => rebuilt(catalogue, at(inputs)) !== undefined }),
    ...(reference && {
      reference: (inputs) => {
        const values = only!.inputs.map((input) => inputs[names[input]!]!);
        return reference(Object.fromEntries(Object.keys(only!.operation.inputs).map((name, k) => [name, values[k]!])));
      },
    }),
  });
}

const isBounded = <T>(operation: Parameters<typeof slotsOf<T>>[0], inputs: readonly number[], input: number): boolean =>
  slotsOf(operation)[inputs.indexOf(input)]!.range.some(Number.isFinite);

/** For each leaf, the interval around its numbers in which all operations take it. */
export function rangesOf<T>(program: Program<T>): readonly Interval[] {
  return program.flatMap((node, k): readonly Interval[] => {
    if (isStep(node)) return [];
    const slots = stepsOf(program).flatMap(({ operation, inputs }) =>
      inputs.flatMap((input, slot) => (input === k ? [slotsOf(operation)[slot]!.range] : [])),
    );
    const { numbers } = node.value;
    return [
      [
        Math.max(Math.min(...numbers) - LAW_REACH, ...slots.map(([low]) => low)),
        Math.min(Math.max(...numbers) + LAW_REACH, ...slots.map(([, high]) => high)),
      ],
    ];
  });
}

/** The numbers of all leaves, one after the other. */
export const numbersOf = <T>(program: Program<T>): Vector => vector(leavesOf(program).flatMap(({ value }) => [...value.numbers]));

/** The first failure among those laws that decide or compare with a reference, which look at the numbers of the program first; none where all hold, or cannot tell. */
export function confirmed<T>(
  catalogue: Catalogue<T>,
  program: Program<T>,
  laws: readonly Property[],
  order: 1 | 2 = 1,
): Result | undefined {
  const subject = subjectOf(catalogue, program, order);
  const target = evaluator(subject);
  const x = numbersOf(program);
  const own = laws.filter((law) => law.appliesTo(subject));
  const applying = [...heldAt('quick', own), ...own.filter(({ role, topic }) => role === 'follows' && topic.against === 'reference')];
  for (const law of applying) {
    const result = check(
      subject,
      law,
      {
        seed: 1,
        effort: 'quick',
        runs: SAMPLES_AROUND,
        budget: LAW_BUDGET,
        hunting: false,
        brief: true,
        remembered: samplesAt(law, target, x),
      },
      target,
    );
    if (result.verdict === 'fail') return result;
  }
  return undefined;
}

/** Samples of a law whose point is x. */
const samplesAt = (law: Property, target: Evaluator, x: Vector): readonly Sample[] =>
  fc.sample(law.forAll(target), { seed: 1, numRuns: SAMPLES }).flatMap((sample) => ('x' in sample ? [{ ...sample, x }] : []));
