import type { Unary } from './functions.ts';
import { choice, constant, type Graph, is, minus, negative, parts, plus, power, product, quotient, type Term, term } from './graph.ts';

/** The derivative of each function of one number, as a term in its argument u; `self` is the term of the function itself. */
const outer: Record<Unary, (g: Graph, u: Term, self: Term) => Term> = {
  abs: (g, u) => term(g, 'sign', u),
  sign: (g) => constant(g, 0),
  sqrt: (g, _, self) => quotient(g, constant(g, 0.5), self),
  cbrt: (g, _, self) => quotient(g, constant(g, 1), product(g, constant(g, 3), power(g, self, constant(g, 2)))),
  exp: (_g, _, self) => self,
  expm1: (g, u) => term(g, 'exp', u),
  log: (g, u) => quotient(g, constant(g, 1), u),
  log1p: (g, u) => quotient(g, constant(g, 1), plus(g, constant(g, 1), u)),
  log2: (g, u) => quotient(g, constant(g, 1), product(g, term(g, 'log', constant(g, 2)), u)),
  log10: (g, u) => quotient(g, constant(g, 1), product(g, term(g, 'log', constant(g, 10)), u)),
  sin: (g, u) => term(g, 'cos', u),
  cos: (g, u) => negative(g, term(g, 'sin', u)),
  tan: (g, _, self) => plus(g, constant(g, 1), power(g, self, constant(g, 2))),
  asin: (g, u) => quotient(g, constant(g, 1), term(g, 'sqrt', oneMinusSquare(g, u))),
  acos: (g, u) => quotient(g, constant(g, -1), term(g, 'sqrt', oneMinusSquare(g, u))),
  atan: (g, u) => quotient(g, constant(g, 1), plus(g, constant(g, 1), power(g, u, constant(g, 2)))),
  sinh: (g, u) => term(g, 'cosh', u),
  cosh: (g, u) => term(g, 'sinh', u),
  // 1 − tanh² would lose its digits where tanh saturates.
  tanh: (g, u) => quotient(g, constant(g, 1), power(g, term(g, 'cosh', u), constant(g, 2))),
  asinh: (g, u) => quotient(g, constant(g, 1), term(g, 'hypot', constant(g, 1), u)),
  acosh: (g, u) => quotient(g, constant(g, 1), product(g, term(g, 'sqrt', less(g, u)), term(g, 'sqrt', more(g, u)))),
  atanh: (g, u) => quotient(g, constant(g, 1), oneMinusSquare(g, u)),
  erf: (g, u) =>
    product(
      g,
      quotient(g, constant(g, 2), term(g, 'sqrt', constant(g, Math.PI, 'pi'))),
      term(g, 'exp', negative(g, power(g, u, constant(g, 2)))),
    ),
  floor: (g) => constant(g, 0),
  ceil: (g) => constant(g, 0),
  fix: (g) => constant(g, 0),
  round: (g) => constant(g, 0),
  not: (g) => constant(g, 0),
};

const less = (g: Graph, u: Term): Term => minus(g, u, constant(g, 1));
const more = (g: Graph, u: Term): Term => plus(g, u, constant(g, 1));

/** (1 − u)(1 + u), which keeps its digits where |u| is near 1. */
const oneMinusSquare = (g: Graph, u: Term): Term => product(g, minus(g, constant(g, 1), u), plus(g, constant(g, 1), u));

/** The derivative of `whole`, an operation on terms a, b and c, where `d` gives the derivatives of these. */
function rule(g: Graph, whole: Term, d: (part: Term) => Term): Term {
  const operation = g.operation[whole]!;
  const [a = 0, b = 0, c = 0] = g.operands[whole]!;
  const da = d(a);
  switch (operation) {
    case '+':
      return plus(g, da, d(b));
    case '-':
      return minus(g, da, d(b));
    case 'negate':
      return negative(g, da);
    case '*':
      return plus(g, product(g, da, b), product(g, a, d(b)));
    case '/':
      return quotient(g, minus(g, da, product(g, whole, d(b))), b);
    case 'sqrt':
      return atLeast(g, whole, a, { da, slope: product(g, outer.sqrt(g, a, whole), da) });
    case '^':
      if (isRoot(g, b)) return atLeast(g, whole, a, { da, slope: product(g, byBase(g, a, b), da) });
      return plus(g, product(g, byBase(g, a, b), da), isZero(g, d(b)) ? d(b) : product(g, byExponent(g, a, b, whole), d(b)));
    case 'if':
      return choice(g, a, d(b), d(c));
    case 'max':
      return choice(g, term(g, '>=', a, b), da, d(b));
    case 'min':
      return choice(g, term(g, '<=', a, b), da, d(b));
    case 'mod':
      return minus(g, da, product(g, d(b), term(g, 'floor', quotient(g, a, b))));
    case 'hypot': {
      const sum = plus(g, product(g, quotient(g, a, whole), da), product(g, quotient(g, b, whole), d(b)));
      return choice(g, term(g, '==', whole, constant(g, 0)), constant(g, 0), sum);
    }
    case 'atan2': {
      const squared = plus(g, power(g, b, constant(g, 2)), power(g, a, constant(g, 2)));
      return quotient(g, minus(g, product(g, b, da), product(g, a, d(b))), squared);
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '==':
    case '!=':
    case 'and':
    case 'or':
    case 'xor':
    case 'constant':
    case 'variable':
      return constant(g, 0);
    default:
      return product(g, outer[operation](g, a, whole), da);
  }
}

/** Whether a term is a constant exponent between 0 and 1, which makes an infinite slope at 0. */
const isRoot = (g: Graph, b: Term): boolean => g.operation[b] === 'constant' && g.value[b]! > 0 && g.value[b]! < 1;

/**
 * The slope of a root, which is 0 · ∞ where its radicand is 0 and does not change, as that of √(x² + y²) at 0. The root, which is nowhere less than 0, has its least value there, and 0 is one of its
 * subgradients.
 */
function atLeast(g: Graph, root: Term, radicand: Term, { da, slope }: { readonly da: Term; readonly slope: Term }): Term {
  if (g.operation[da] === 'constant' || isPositive(g, radicand)) return slope;
  const zero = constant(g, 0);
  return choice(g, term(g, 'and', term(g, '==', root, zero), term(g, '==', da, zero)), zero, slope);
}

/** Whether a term is larger than 0 whatever its variables are, as far as that is plain: a sum of squares with a positive number or an exponential among them. */
function isPositive(g: Graph, k: Term): boolean {
  const terms = new Set([k]);
  for (const one of terms) if (g.operation[one] === '+') for (const operand of g.operands[one]!) terms.add(operand);
  const plain = [...terms].filter((one) => g.operation[one] !== '+');
  const isAbove = (one: Term): boolean => g.operation[one] === 'exp' || (g.operation[one] === 'constant' && g.value[one]! > 0);
  return plain.some(isAbove) && plain.every((one) => isAbove(one) || isSquare(g, one));
}

function isSquare(g: Graph, k: Term): boolean {
  const [a, b = 0] = g.operands[k]!;
  return (g.operation[k] === '^' && g.operation[b] === 'constant' && g.value[b]! % 2 === 0) || (g.operation[k] === '*' && a === b);
}

const isZero = (g: Graph, k: Term): boolean => is(g, k, 0);

/** ∂(aᵇ)/∂a = b aᵇ⁻¹, which is 0 for b = 0 even at a = 0. */
function byBase(g: Graph, a: Term, b: Term): Term {
  const slope = product(g, b, power(g, a, minus(g, b, constant(g, 1))));
  return g.operation[b] === 'constant' ? slope : choice(g, term(g, '==', b, constant(g, 0)), constant(g, 0), slope);
}

/** ∂(aᵇ)/∂b = aᵇ log a, which is 0 at a = 0 for b > 0. */
function byExponent(g: Graph, a: Term, b: Term, whole: Term): Term {
  const slope = product(g, whole, term(g, 'log', a));
  if (g.operation[a] === 'constant' && g.value[a]! !== 0) return slope;
  const flat = term(g, 'and', term(g, '==', a, constant(g, 0)), term(g, '>', b, constant(g, 0)));
  return choice(g, flat, constant(g, 0), slope);
}

/**
 * The term of ∂root/∂xᵢ for variable i = `index`, by the rules of calculus (forward accumulation, in one sweep from parts to wholes, so that depth is no limit).
 * At a kink (abs, max, min, a condition) it is the derivative of the branch that is taken; steps have derivative 0.
 */
export function derivative(g: Graph, root: Term, index: number): Term {
  const order = parts(g, [root]);
  const zero = constant(g, 0);
  const found = new Int32Array(root + 1).fill(zero);
  const d = (part: Term): Term => found[part]!;
  for (const part of order) {
    const operands = g.operands[part]!;
    if (operands.length > 0) {
      if (operands.some((operand) => found[operand] !== zero)) found[part] = rule(g, part, d);
    } else if (g.operation[part] === 'variable' && g.value[part] === index) found[part] = constant(g, 1);
  }
  return found[root]!;
}
