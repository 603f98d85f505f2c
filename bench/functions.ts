import type { Item } from './corpus.ts';
import { double } from './floating.ts';
import { terms } from './large.ts';
import { type Arithmetic, play, tape } from './tape.ts';

/** An item of the corpus as functions of a point: f, and its derivatives as they are claimed. */
export interface Functions {
  /** m numbers; one where f is scalar-valued. */
  readonly f: (x: ArrayLike<number>) => number[];
  /** m rows of n numbers. */
  readonly jacobian: (x: ArrayLike<number>) => number[][];
  /** n rows of n numbers. */
  readonly hessian?: (x: ArrayLike<number>) => number[][];
}

const rowsOf = (values: readonly number[], width: number): number[][] =>
  Array.from({ length: values.length / width }, (_, row) => values.slice(row * width, (row + 1) * width));

const formulasOf = (nested: string | readonly (string | readonly string[])[]): string[] => [nested].flat(2) as string[];

/** The functions of an item in the given arithmetic; the right derivatives, or for `claimed` the ones that a wrong item claims. */
export function functions(item: Item, which: 'right' | 'claimed' = 'claimed', arithmetic: Arithmetic<number> = double): Functions {
  if (item.template) return sum(item, which, arithmetic);
  const compiled = (nested: string | readonly (string | readonly string[])[]) => play(tape(formulasOf(nested), item.vars), arithmetic);
  const wrong = which === 'claimed';
  const gradient = compiled((wrong && item.wrongGrad) || item.grad);
  const second = (wrong && item.wrongHess) || item.hess;
  const hessian = second && compiled(second);
  return {
    f: compiled(item.f),
    jacobian: (x) => rowsOf(gradient(x), item.dim),
    ...(hessian && { hessian: (x: ArrayLike<number>) => rowsOf(hessian(x), item.dim) }),
  };
}

/** f(x) = Σ term(xᵢ, i), of which one component of the gradient may be wrong. */
function sum(item: Item, which: 'right' | 'claimed', arithmetic: Arithmetic<number>): Functions {
  const written = (formula: string): ((xi: number, i: number) => number) => {
    if (arithmetic === double && terms[formula]) return terms[formula];
    const compiled = play(tape([formula], ['xi', 'i', 'dim']), arithmetic);
    return (xi, i) => compiled([xi, i, item.dim])[0]!;
  };
  const [term, slope] = [written(item.fTerm!), written(item.gradTerm!)];
  const wrongSlope = which === 'claimed' && item.wrongTerm ? written(item.wrongTerm) : slope;
  const add = arithmetic.operations.add!;
  return {
    f(x) {
      let total = 0;
      for (let i = 0; i < item.dim; i++) total = add(total, term(x[i]!, i));
      return [total];
    },
    jacobian: (x) => [Array.from({ length: item.dim }, (_, i) => (i === item.wrongIndex ? wrongSlope : slope)(x[i]!, i))],
  };
}
