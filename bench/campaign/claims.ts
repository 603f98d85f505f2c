import { type FunctionSubject, subject } from '../../src/subject/subject.ts';
import { seedOf } from '../random.ts';
import { FLOATS, type Format } from './floats.ts';
import type { Mistake, Program } from './program.ts';
import { CURVATURES, MACHINES, table } from './rounding.ts';

/** A program that ran for longer than it may. */
export class Expired extends Error {}

/** Evaluations between two looks at the clock. */
const ASKED = 100;

export interface Setting {
  readonly precision: Format;
  readonly mistake?: Mistake;
  /** Whether second derivatives are claimed too; of programs with one output. */
  readonly second: boolean;
  /** Whether f is no longer evaluated: its time is over. Asked now and then. */
  readonly over?: () => boolean;
}

/** Whether, and how, second derivatives of a program are claimed: a third of those with one output have them. */
export const claimsSecond = ({ name, outputs, steps }: Program): boolean =>
  outputs.length === 1 && seedOf(name) % 3 === 0 && steps.every((step) => !('operation' in step && table[step.operation]!.once));

/** ∇f, or the rows of J, as claimed. */
export function claimed(
  program: Program,
  x: readonly number[],
  { precision, mistake }: Pick<Setting, 'precision' | 'mistake'>,
): number[][] {
  const at = x.map(FLOATS[precision].of);
  return program.outputs.map((_, k) => MACHINES[precision].pulled(program, at, unit(program.outputs.length, k), mistake));
}

const unit = (n: number, k: number): number[] => Array.from({ length: n }, (_, i) => (i === k ? 1 : 0));

/** H of f as claimed. */
export const claimedHessian = (
  program: Program,
  x: readonly number[],
  { precision, mistake }: Pick<Setting, 'precision' | 'mistake'>,
): number[][] =>
  x.map((_, i) => CURVATURES[precision](program, x.map(FLOATS[precision].of), unit(x.length, i), mistake ? { mistake } : {}));

/** A program as a subject: a gradient, at times with a Hessian and its products, or for several outputs products with the Jacobian from both sides. */
export function claims(program: Program, { precision, mistake, second, over }: Setting): FunctionSubject {
  const { values, pulled, pushed } = MACHINES[precision];
  const round = FLOATS[precision].of;
  const rounded = (x: ArrayLike<number>): number[] => Array.from(x, round);
  let [count, stopped] = [0, false];
  const outputs = (x: ArrayLike<number>): number[] => {
    if (over && ++count % ASKED === 0 && over()) stopped = true;
    if (stopped) throw new Expired();
    const v = values(program, rounded(x));
    return program.outputs.map((k) => v[k]!);
  };
  const common = { name: program.name, domain: program.box, ...(precision !== 'float64' && { precision }) };
  if (program.outputs.length > 1) {
    return subject({
      ...common,
      outputs: program.outputs.length,
      f: outputs,
      vjp: (x: ArrayLike<number>, w: ArrayLike<number>) => pulled(program, rounded(x), rounded(w), mistake),
      jvp: (x: ArrayLike<number>, v: ArrayLike<number>) => pushed(program, rounded(x), rounded(v), mistake),
    } as Parameters<typeof subject>[0]);
  }
  const product = CURVATURES[precision];
  return subject({
    ...common,
    f: (x: ArrayLike<number>) => outputs(x)[0]!,
    gradient: (x: ArrayLike<number>) => pulled(program, rounded(x), [1], mistake),
    ...(second && {
      hessian: (x: ArrayLike<number>) => claimedHessian(program, Array.from(x), mistake ? { precision, mistake } : { precision }),
      hvp: (x: ArrayLike<number>, v: ArrayLike<number>) => product(program, rounded(x), Array.from(v), mistake ? { mistake } : {}),
    }),
  } as unknown as Parameters<typeof subject>[0]);
}
