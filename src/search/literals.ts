import type { FunctionSubject } from '../subject/subject.ts';

/** Numbers in a text, with a point or an exponent or without; not the digits of a name. */
const NUMBER = /(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\w.])/gi;
/** More numbers than these are not constants of a function but data. */
const MOST = 48;

/**
 * The numbers written in a subject's functions and formulas, with both signs: where it branches, it does so at one of them.
 * A text with very many numbers gives those that stand in comparisons first.
 */
export function harvest({ f, gradient, jacobian, vjp, jvp, hessian, hvp, formula, text }: FunctionSubject): readonly number[] {
  const written = [f, gradient, jacobian, vjp, jvp, hessian, hvp].map((call) => (call ? Function.prototype.toString.call(call) : ''));
  const all = [text ?? '', ...(formula === undefined ? [] : [formula].flat()), ...written].join('\n');
  const compared = [...all.matchAll(/[<>]=?|[=!]==?/g)].map(({ index }) => all.slice(Math.max(0, index - 40), index + 40)).join('\n');
  const found = new Set<number>();
  for (const part of [compared, all])
    for (const [number] of part.matchAll(NUMBER)) {
      if (found.size >= 2 * MOST) break;
      const value = Number(number);
      if (value !== 0 && Number.isFinite(value)) found.add(value).add(-value);
    }
  return [...found];
}
