import type { Interval } from '../../src/math/domain.ts';

/** One step of a program: an input, a constant, or an operation on the results of earlier steps; marked where a mistake is planted that stays while the program becomes smaller. */
export type Step =
  | { readonly input: number; readonly marked?: true }
  | { readonly constant: number }
  | { readonly operation: string; readonly on: readonly number[]; readonly parameter?: number; readonly marked?: true };

/** A map of a box: a straight line of steps, and those that hold its outputs. */
export interface Program {
  readonly name: string;
  readonly box: readonly Interval[];
  readonly steps: readonly Step[];
  readonly outputs: readonly number[];
}

/** A mistake in the derivative of a program, by step or by input. */
export type Mistake =
  | { readonly kind: 'rule' | 'branch'; readonly step: number; readonly rule: string }
  | { readonly kind: 'factor'; readonly input: number; readonly factor: number }
  | { readonly kind: 'region'; readonly step: number; readonly above: number };

/** A program as an expression; longer ones with names for steps that are used more than once. */
export function text({ steps, outputs }: Program): string {
  const uses = steps.map((_, k) => steps.filter((step) => 'on' in step && step.on.includes(k)).length);
  const named = (k: number): boolean => 'operation' in steps[k]! && uses[k]! > 1;
  const written = (k: number, whole = false): string => {
    const step = steps[k]!;
    if ('input' in step) return `x${step.input}`;
    if ('constant' in step) return String(step.constant);
    if (named(k) && !whole) return `t${k}`;
    const operands = step.on.map((j) => written(j)).concat(step.parameter === undefined ? [] : [String(step.parameter)]);
    return `${step.operation}(${operands.join(', ')})`;
  };
  const names = steps.flatMap((_, k) => (named(k) ? [`t${k} = ${written(k, true)}; `] : []));
  return `${names.join('')}${outputs.map((k) => written(k)).join(' | ')}`;
}
