import type { Item } from './corpus.ts';
import { double } from './floating.ts';
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
  const compiled = (formula: string) => play(tape([formula], ['xi', 'i', 'dim']), arithmetic);
  const [term, slope] = [compiled(item.fTerm!), compiled(item.gradTerm!)];
  const wrongSlope = which === 'claimed' && item.wrongTerm ? compiled(item.wrongTerm) : slope;
  const add = arithmetic.operations.add!;
  const arguments_ = [0, 0, item.dim];
  const at = (x: ArrayLike<number>, i: number): number[] => {
    arguments_[0] = x[i]!;
    arguments_[1] = i;
    return arguments_;
  };
  return {
    f(x) {
      let total = 0;
      for (let i = 0; i < item.dim; i++) total = add(total, term(at(x, i))[0]!);
      return [total];
    },
    jacobian: (x) => [Array.from({ length: item.dim }, (_, i) => (i === item.wrongIndex ? wrongSlope : slope)(at(x, i))[0]!)],
  };
}
