import { readSubjects } from '../src/adapters/json.ts';
import { type FunctionSubject, subject } from '../src/authoring.ts';
import type { Item } from './corpus.ts';
import { double, single } from './floating.ts';
import { type Functions, functions } from './functions.ts';

/** What an item claims: its gradient, with its Hessian where it has one; a wrong one beside nothing, or beside the right gradient. */
const claimsHessian = ({ kind, hess, wrongHess }: Item): boolean => (kind === 'wrong' ? wrongHess !== undefined : hess !== undefined);

/** An item as a subject whose functions are code, in double or in single precision. */
export function asCode(
  item: Item,
  precision: 'float64' | 'float32' = 'float64',
  spoiled?: (rows: number[][]) => number[][],
): FunctionSubject {
  const { f, jacobian, hessian }: Functions = functions(item, 'claimed', precision === 'float64' ? double : single);
  const [low, high] = item.box[0]!;
  const domain = item.template ? { dimension: item.dim, low, high } : item.box;
  const rows = (x: Float64Array) => (spoiled ? spoiled(jacobian(x)) : jacobian(x));
  return subject({
    name: item.id,
    domain,
    precision,
    ...(item.outDim === 0
      ? { f: (x: Float64Array) => f(x)[0]!, gradient: (x: Float64Array) => rows(x)[0]! }
      : { outputs: item.outDim, f, jacobian: rows }),
    ...(hessian && claimsHessian(item) && !spoiled && { hessian }),
  } as Parameters<typeof subject>[0]);
}

/** Items as subjects read from a file of formulas. */
export function asFormulas(items: readonly Item[]): FunctionSubject[] {
  const entry = (item: Item) => ({
    name: item.id,
    variables: Object.fromEntries(item.vars.map((name, i) => [name, item.box[i]])),
    f: item.f,
    [item.outDim === 0 ? 'gradient' : 'jacobian']: item.wrongGrad ?? item.grad,
    ...(claimsHessian(item) && { hessian: item.wrongHess ?? item.hess }),
  });
  return readSubjects(JSON.stringify({ subjects: items.map(entry) }), 'bench/corpus.json');
}
