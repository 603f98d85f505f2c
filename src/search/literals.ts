import type { FunctionSubject } from '../subject/subject.ts';

/** Numbers in a text, with a point or an exponent or without; not the digits of a name. */
const numeral = /(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\w.])/gi;
/** What a bundler adds to a name that is taken. It would be a number where a part of the text begins with it. */
const renaming = /\$\d+(?![\w$])/g;
/** The most numbers that are taken from a text. Why: a text with more holds data, as tables and weights, at which no function branches. */
const MOST_LITERALS = 48;
/** Characters to either side of a comparison in which its numbers stand. Why: half of a line of code. */
const COMPARISON_REACH = 40;

/**
 * The numbers written in a subject's functions, formulas and text, with both signs: where it branches, it does so at one of them.
 * A text with very many numbers gives those that stand in comparisons first.
 */
export function harvest({ f, gradient, jacobian, vjp, jvp, hessian, hvp, formula, text }: FunctionSubject): readonly number[] {
  const written = [f, gradient, jacobian, vjp, jvp, hessian, hvp].map((call) => (call ? Function.prototype.toString.call(call) : ''));
  const all = [text ?? '', ...(formula === undefined ? [] : [formula].flat()), ...written].join('\n').replace(renaming, '');
  const compared = [...all.matchAll(/[<>]=?|[=!]==?/g)]
    .map(({ index }) => all.slice(Math.max(0, index - COMPARISON_REACH), index + COMPARISON_REACH))
    .join('\n');
  const found = new Set<number>();
  for (const part of [compared, all])
    for (const [number] of part.matchAll(numeral)) {
      if (found.size >= 2 * MOST_LITERALS) break;
      const value = Number(number);
      if (value !== 0 && Number.isFinite(value)) found.add(value).add(-value);
    }
  return [...found];
}
