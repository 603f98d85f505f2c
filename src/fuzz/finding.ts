/** What is told of a wrong derivative. */
import type { Sweep } from '../adapters/sweep.ts';
import type { Result } from '../check/check.ts';
import { random } from '../math/random.ts';
import { axis, type Vector } from '../math/vector.ts';
import { derivative } from '../measure/differences/index.ts';
import { messageOf } from '../subject/guard.ts';
import { type Catalogue, familyOf } from './catalogue.ts';
import { wholeOf } from './chain.ts';
import { type Asked, codeOf } from './code.ts';
import { curvatureOf, dependsOn, slopeOf, type Weights, weightsOf } from './nested.ts';
import { leafNames, numbersOf, subjectOf } from './opinion.ts';
import { type Program, stepsOf, withNumbers } from './program.ts';

/** A wrong derivative, as the smallest program that shows it. */
export interface Finding {
  /** The families of the operations that are wrong: of one alone, or of all that are needed to show it. */
  readonly root: string;
  /** Those of all operations of the program that is shown. */
  readonly families: readonly string[];
  /** 1, or 2 where the derivative of the derivative is wrong, and that itself is not. */
  readonly order: 1 | 2;
  /** The place of the first program in which it was found, from 0. */
  readonly place: number;
  /** Programs in which it was found. */
  readonly programs: number;
  readonly steps: number;
  /** The smallest program, as lines of code. */
  readonly code: readonly string[];
  /** The entries of the gradient of ⟨1, f⟩ that the engine claims, or of order 2 of the slope in the code, and what is measured; in words where it throws. */
  readonly entries: readonly { readonly label: string; readonly claimed: number; readonly measured: number }[];
  readonly thrown?: string;
  /** What the laws say of it. */
  readonly result: Result;
}

/** Where a program comes from, and in which orders it is examined: in the first, or in both. */
export interface Origin {
  readonly order: 1 | 2;
  readonly seed: number;
  readonly place: number;
}

/** A suspicion that the laws confirm, of a program that is as small as it got. */
export interface Confirmed {
  readonly program: Program<unknown>;
  /** Whether all weights are ones. */
  readonly plain: boolean;
  readonly root: string;
  readonly result: Result;
}

/** The families of the operations of a program. */
export const familiesOf = (program: Program<unknown>): readonly string[] => [
  ...new Set(stepsOf(program).map(({ operation }) => familyOf(operation))),
];

/** What is told of a suspicion that is confirmed. */
export function findingOf(catalogue: Catalogue<unknown>, found: Confirmed & Origin, table: Sweep['table']): Finding {
  const { program, root, order, result, place, seed, plain } = found;
  const weights = weightsOf(program, random(seed), order === 1 || plain);
  const { engine } = catalogue;
  const claims = claimed(() => (order === 1 ? wholeOf(engine, program, weights.w).gradients : curvatureOf(engine, program, weights)));
  const asked: Asked = order === 1 ? { order, w: weights.w.numbers } : { order, ...weights, depends: dependsOn(engine, program, weights) };
  return {
    root,
    families: familiesOf(program),
    order,
    place,
    programs: 1,
    steps: stepsOf(program).length,
    code: codeOf(program, table, asked),
    ...(typeof claims === 'string'
      ? { thrown: claims, entries: [] }
      : { entries: entriesOf(catalogue, program, { order, weights, claims }) }),
    result,
  };
}

/** The gradients that are claimed, or what the engine throws. */
function claimed(gradients: () => readonly Vector[]): Vector | string {
  try {
    return Float64Array.from(gradients().flatMap((part) => [...part]));
  } catch (error) {
    return messageOf(error);
  }
}

/** What is claimed of a program, of which order, and with which weights. */
interface Claim {
  readonly order: 1 | 2;
  readonly weights: Weights;
  readonly claims: Vector;
}

/** The entries of a gradient that are claimed, beside those that are measured. */
function entriesOf(catalogue: Catalogue<unknown>, program: Program<unknown>, { order, weights, claims }: Claim): Finding['entries'] {
  const subject = subjectOf(catalogue, program);
  const x = numbersOf(program);
  const f = (at: Vector): number =>
    order === 1
      ? (subject.f(at as never) as Vector).reduce((sum, value) => sum + value, 0)
      : slopeOf(catalogue.engine, withNumbers(program, at), weights)[0];
  const { precision = 'float64' } = subject;
  return Array.from(claims, (claim, i) => ({
    label: subject.label?.(i) ?? leafNames(1)[0]!,
    claimed: claim,
    measured: derivative(f, x, axis(x.length, i), { precision }).value,
  }));
}
