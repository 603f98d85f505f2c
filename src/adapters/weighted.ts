import { dimension } from '../math/domain.ts';
import { axis } from '../math/vector.ts';
import type { FunctionSubject } from '../subject/subject.ts';

/** The most inputs of a map whose only claim is a jvp, for which a gradient is put together. Why: it costs a call for each input. */
const MOST_TANGENTS = 256;

type Numbers = ArrayLike<number>;

/**
 * ⟨w, F⟩ of a map F, for a weight of each output, as a function of its own: with its formula where F has one, and with the gradient that the claim of F gives.
 */
export function weighted(map: FunctionSubject, weights: Numbers, name: string): FunctionSubject {
  const { domain, where, label, variables, tensors, precision, plain, state, source, text } = map;
  const f = map.f as (x: Numbers) => number | Numbers;
  const sum = (values: number | Numbers): number => {
    const list = typeof values === 'number' ? [values] : Array.from(values);
    return list.reduce((total, value, k) => (weights[k] === 0 ? total : total + weights[k]! * value), 0);
  };
  const gradient = gradientOf(map, weights, sum);
  const formulas = map.formula === undefined ? undefined : [map.formula].flat();
  return {
    kind: 'function',
    name,
    domain,
    f: ((x: Numbers) => sum(f(x))) as never,
    ...(gradient && { gradient: gradient as never }),
    ...(formulas?.length === weights.length && { formula: sumOf(formulas, weights) }),
    ...(where && { where }),
    ...(label && { label }),
    ...(variables && { variables }),
    ...(tensors && { tensors }),
    ...(precision && { precision }),
    ...(plain !== undefined && { plain }),
    ...(state && { state }),
    ...(source && { source }),
    ...(text !== undefined && { text }),
  };
}

/** The gradient that a claim gives: Jᵀw of a vjp or a Jacobian, ⟨w, J eᵢ⟩ of a jvp. */
function gradientOf(map: FunctionSubject, weights: Numbers, sum: (values: Numbers) => number): ((x: Numbers) => Numbers) | undefined {
  const n = dimension(map.domain);
  const { vjp, jacobian, jvp, gradient, plain } = map as unknown as Readonly<Record<string, ((...args: Numbers[]) => never) | undefined>>;
  const w = Float64Array.from(weights);
  if (vjp) return (x) => vjp(x, w.slice());
  if (jacobian)
    return (x) => {
      const rows = jacobian(x) as readonly Numbers[];
      return Float64Array.from({ length: n }, (_, i) => sum(Array.from(rows, (row) => row[i]!)));
    };
  if (gradient) return (x) => Float64Array.from(gradient(x) as Numbers, (g) => w[0]! * g);
  if (!jvp || n > MOST_TANGENTS) return undefined;
  const along = (i: number) => (plain ? Array.from(axis(n, i)) : axis(n, i));
  return (x) => Float64Array.from({ length: n }, (_, i) => sum(jvp(x, along(i))));
}

/** Σ wₖ Fₖ as a formula. */
const sumOf = (formulas: readonly string[], weights: Numbers): string => {
  const terms = formulas.flatMap((formula, k) => {
    if (weights[k] === 0) return [];
    return [weights[k] === 1 ? `(${formula})` : `(${weights[k]})*(${formula})`];
  });
  return terms.length === 0 ? '0' : terms.join(' + ');
};
