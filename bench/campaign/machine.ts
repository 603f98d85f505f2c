import { type Arithmetic, type Dual, dual } from './arithmetic.ts';
import { indexed, kinked, pieced } from './branching.ts';
import { algebraic, modelling, transcendental } from './elementary.ts';
import { iterated, looped } from './iterating.ts';
import type { Operation, Rule, Table } from './operation.ts';
import type { Mistake, Program, Step } from './program.ts';

/** All operations in an arithmetic. */
export const operations = <T>(m: Arithmetic<T>): Table<T> => ({
  ...algebraic(m),
  ...transcendental(m),
  ...modelling(m),
  ...kinked(m),
  ...pieced(m),
  ...indexed(m),
  ...looped(m),
  ...iterated(m),
});

/** Programs in an arithmetic: values of all steps, and derivatives in reverse and forward mode by the rules of the operations. */
export interface Machine<T> {
  readonly values: (program: Program, x: readonly T[]) => T[];
  /** Derivatives of Σₖ wₖ fₖ with respect to all steps. */
  readonly adjoints: (program: Program, values: readonly T[], w: readonly T[], mistake?: Mistake) => T[];
  /** Jᵀ w. */
  readonly pulled: (program: Program, x: readonly T[], w: readonly T[], mistake?: Mistake) => T[];
  /** J v. */
  readonly pushed: (program: Program, x: readonly T[], v: readonly T[], mistake?: Mistake) => T[];
}

/** The parts of a machine that look at one step or input. */
interface Parts<T> {
  readonly m: Arithmetic<T>;
  readonly zero: T;
  readonly partials: (program: Program, k: number, v: readonly T[], mistake: Mistake | undefined) => readonly T[];
  readonly scaled: (value: T, input: number, mistake: Mistake | undefined) => T;
}

/** @param ideal where iterations are to have their limits for values. */
export function machine<T>(m: Arithmetic<T>, ideal = false): Machine<T> {
  const table = operations(m);
  const zero = m.of(0);
  const result = ({ operation, on, parameter = 0 }: Extract<Step, { operation: string }>, v: readonly T[]): T => {
    const { value, limit } = table[operation]!;
    const operands = on.map((k) => v[k]!);
    return (ideal && limit ? limit : value)(operands, parameter);
  };
  const values: Machine<T>['values'] = ({ steps }, x) => {
    const v: T[] = [];
    for (const step of steps) v.push('input' in step ? x[step.input]! : 'constant' in step ? m.of(step.constant) : result(step, v));
    return v;
  };
  const partials: Parts<T>['partials'] = (program, k, v, mistake) => {
    const { operation, on, parameter = 0 } = program.steps[k] as Extract<Step, { operation: string }>;
    const operands = on.map((j) => v[j]!);
    const slopes = ruleOf(table[operation]!, k, mistake)(operands, v[k]!, parameter);
    const cut = mistake?.kind === 'region' && mistake.step === k && m.number(v[k]!) > mistake.above;
    return cut ? slopes.map(() => zero) : slopes;
  };
  const scaled: Parts<T>['scaled'] = (value, input, mistake) =>
    mistake?.kind === 'factor' && mistake.input === input ? m.multiply(value, m.of(mistake.factor)) : value;
  const parts = { m, zero, partials, scaled };
  const adjoints = backward(parts);
  return {
    values,
    adjoints,
    pulled(program, x, w, mistake) {
      const bar = adjoints(program, values(program, x), w, mistake);
      const gradient = x.map(() => zero);
      for (const [k, step] of program.steps.entries()) if ('input' in step) gradient[step.input] = scaled(bar[k]!, step.input, mistake);
      return gradient;
    },
    pushed: (program, x, tangent, mistake) => forward(parts, { program, v: values(program, x), tangent, mistake }),
  };
}

/** Reverse mode; what is 0 is not passed on, as engines with masks do. */
const backward =
  <T>({ m, zero, partials }: Parts<T>): Machine<T>['adjoints'] =>
  (program, v, w, mistake) => {
    const bar = v.map(() => zero);
    for (const [i, k] of program.outputs.entries()) bar[k] = m.add(bar[k]!, w[i]!);
    for (let k = v.length - 1; k >= 0; k--) {
      const step = program.steps[k]!;
      if (!('operation' in step) || m.isZero(bar[k]!)) continue;
      for (const [i, slope] of partials(program, k, v, mistake).entries()) {
        if (m.isZero(slope)) continue;
        const on = step.on[i]!;
        bar[on] = m.add(bar[on]!, m.multiply(bar[k]!, slope));
      }
    }
    return bar;
  };

interface Pass<T> {
  readonly program: Program;
  readonly v: readonly T[];
  readonly tangent: readonly T[];
  readonly mistake: Mistake | undefined;
}

/** Forward mode by the rules. */
function forward<T>({ m, zero, partials, scaled }: Parts<T>, { program, v, tangent, mistake }: Pass<T>): T[] {
  const dots: T[] = [];
  for (const [k, step] of program.steps.entries()) {
    if ('input' in step) dots.push(scaled(tangent[step.input]!, step.input, mistake));
    else if ('constant' in step) dots.push(zero);
    else {
      const terms = partials(program, k, v, mistake).map((slope, i) => [slope, dots[step.on[i]!]!] as const);
      dots.push(terms.reduce((sum, [slope, dot]) => (m.isZero(slope) || m.isZero(dot) ? sum : m.add(sum, m.multiply(slope, dot))), zero));
    }
  }
  return program.outputs.map((k) => dots[k]!);
}

function ruleOf<T>({ rule, wrong }: Operation<T>, k: number, mistake: Mistake | undefined): Rule<T> {
  if (mistake?.kind !== 'rule' && mistake?.kind !== 'branch') return rule;
  return mistake.step === k ? wrong![mistake.rule]! : rule;
}

/** A number that varies along a direction, or does not. */
export const varying = <T>(m: Arithmetic<T>, value: T, slope: number): Dual<T> => ({ value, slope: m.of(slope) });

/** Which outputs are summed, and what is wrong with their derivatives. */
export interface Weighted {
  /** One for each output; all 1 if omitted. */
  readonly w?: readonly number[];
  readonly mistake?: Mistake;
}

/** H v of Σₖ wₖ fₖ: reverse mode on numbers that vary along v. */
export function curvature<T>(m: Arithmetic<T>): (program: Program, x: readonly T[], v: readonly number[], weighted?: Weighted) => T[] {
  const numbers = dual(m);
  const second = machine(numbers);
  return (program, x, v, { w, mistake } = {}) => {
    const along = x.map((value, i) => varying(m, value, v[i]!));
    const weights = program.outputs.map((_, k) => numbers.of(w ? w[k]! : 1));
    return second.pulled(program, along, weights, mistake).map(({ slope }) => slope);
  };
}
