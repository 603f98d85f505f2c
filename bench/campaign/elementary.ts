/** Arithmetic, powers, exponentials, logarithms, circular and hyperbolic functions. */
import type { Arithmetic } from './arithmetic.ts';
import { binary, type Table, unary } from './operation.ts';

/** a/y for y ≥ |a|; 0, a subgradient of y, where both are 0. */
const ratio = <T>(m: Arithmetic<T>, a: T, y: T): T => (m.number(y) === 0 ? m.of(0) : m.divide(a, y));

export function algebraic<T>(m: Arithmetic<T>): Table<T> {
  const { add, subtract, multiply, divide, functions: f } = m;
  const [zero, half, one, two, three] = [0, 0.5, 1, 2, 3].map((c) => m.of(c)) as [T, T, T, T, T];
  const minus = (a: T) => subtract(zero, a);
  const square = (a: T) => multiply(a, a);
  const raised = (a: T, b: T) => f.exp(multiply(b, f.log(a)));
  return {
    add: binary(add, () => [one, one], { 'sign of the second': () => [one, minus(one)] }),
    subtract: binary(subtract, () => [one, minus(one)], { 'sign of the second': () => [one, one] }),
    multiply: binary(multiply, (a, b) => [b, a], { swapped: (a, b) => [a, b], 'second missing': (_, b) => [b, zero] }),
    divide: binary(divide, (_, b, y) => [divide(one, b), minus(divide(y, b))], {
      'no square': (a, b) => [divide(one, b), minus(divide(a, b))],
      'sign of the second': (_, b, y) => [divide(one, b), divide(y, b)],
    }),
    square: unary(square, (a) => multiply(two, a), { 'factor 2': (a) => a }),
    reciprocal: unary(
      (a) => divide(one, a),
      (_, y) => minus(square(y)),
      { 'no square': (_, y) => minus(y) },
    ),
    sqrt: unary(f.sqrt, (_, y) => divide(half, y), { 'factor 2': (_, y) => divide(one, y), '/ a': (a) => divide(half, a) }),
    cbrt: unary(f.cbrt, (_, y) => divide(one, multiply(three, square(y))), { 'no square': (_, y) => divide(one, multiply(three, y)) }),
    hypot: binary(
      (a, b) => f.sqrt(add(square(a), square(b))),
      (a, b, y) => [ratio(m, a, y), ratio(m, b, y)],
      {
        'not divided': (a, b) => [a, b],
      },
    ),
    raised: binary(raised, (a, b, y) => [multiply(b, raised(a, subtract(b, one))), m.isZero(y) ? zero : multiply(y, f.log(a))], {
      'exponent kept': (a, b, y) => [multiply(b, y), multiply(y, f.log(a))],
      'no logarithm': (a, b, y) => [multiply(b, raised(a, subtract(b, one))), y],
    }),
    power: {
      operands: 1,
      parameters: [3, 4, 1.5, 2.5, -1, -2, 0.9, 1 / 3],
      value: ([a], k) => m.power(a!, k),
      rule: ([a], _, k) => [multiply(m.of(k), m.power(a!, k - 1))],
      wrong: { 'exponent kept': (_, y, k) => [multiply(m.of(k), y)], 'no factor': ([a], _, k) => [m.power(a!, k - 1)] },
    },
  };
}

export function transcendental<T>(m: Arithmetic<T>): Table<T> {
  const { add, subtract, multiply, divide, functions: f } = m;
  const [zero, one] = [m.of(0), m.of(1)];
  const minus = (a: T) => subtract(zero, a);
  const over = (a: T) => divide(one, a);
  const square = (a: T) => multiply(a, a);
  const root = (a: T) => f.sqrt(subtract(one, square(a)));
  return {
    exp: unary(f.exp, (_, y) => y, { 'a power': (a, y) => multiply(a, y) }),
    expm1: unary(f.expm1, (a) => f.exp(a), { 'the value': (_, y) => y }),
    log: unary(f.log, over, { 'an epsilon': (a) => over(add(a, m.of(1e-3))), '1/a²': (a) => over(square(a)) }),
    log1p: unary(f.log1p, (a) => over(add(one, a)), { '1/a': over }),
    sin: unary(f.sin, (a) => f.cos(a), { 'sin for cos': (_, y) => y, sign: (a) => minus(f.cos(a)) }),
    cos: unary(f.cos, (a) => minus(f.sin(a)), { sign: (a) => f.sin(a) }),
    tan: unary(f.tan, (_, y) => add(one, square(y)), { 'no 1': (_, y) => square(y) }),
    asin: unary(f.asin, (a) => over(root(a)), { '1 + a²': (a) => over(f.sqrt(add(one, square(a)))) }),
    acos: unary(f.acos, (a) => minus(over(root(a))), { sign: (a) => over(root(a)) }),
    atan: unary(f.atan, (a) => over(add(one, square(a))), { 'a root': (a) => over(f.sqrt(add(one, square(a)))) }),
    sinh: unary(f.sinh, (a) => f.cosh(a), { 'the value': (_, y) => y }),
    cosh: unary(f.cosh, (a) => f.sinh(a), { sign: (a) => minus(f.sinh(a)) }),
    tanh: unary(f.tanh, (_, y) => subtract(one, square(y)), {
      '1 − y': (_, y) => subtract(one, y),
      '1 − a²': (a) => subtract(one, square(a)),
    }),
    asinh: unary(f.asinh, (a) => over(f.sqrt(add(one, square(a)))), { '1 − a²': (a) => over(root(a)) }),
    erfc: unary(
      (a) => subtract(one, f.erf(a)),
      (a) => minus(multiply(m.slopeOfErf, f.exp(minus(square(a))))),
      { sign: (a) => multiply(m.slopeOfErf, f.exp(minus(square(a)))) },
    ),
    lgamma: unary(
      (a) => m.polygamma(-1, a),
      (a) => m.polygamma(0, a),
      { 'a logarithm': f.log },
    ),
    digamma: unary(
      (a) => m.polygamma(0, a),
      (a) => m.polygamma(1, a),
      { '1/a': over },
    ),
    gamma: unary(
      (a) => f.exp(m.polygamma(-1, a)),
      (a, y) => multiply(y, m.polygamma(0, a)),
      { 'no digamma': (_, y) => y },
    ),
    erf: unary(f.erf, (a) => multiply(m.slopeOfErf, f.exp(minus(square(a)))), { 'no 2': (a) => f.exp(minus(square(a))) }),
  };
}

/** Functions that models are made of, as they are written in practice: some lose digits, some do not. */
export function modelling<T>(m: Arithmetic<T>): Table<T> {
  const { add, subtract, multiply, divide, functions: f } = m;
  const [zero, half, one] = [m.of(0), m.of(0.5), m.of(1)];
  const minus = (a: T) => subtract(zero, a);
  const square = (a: T) => multiply(a, a);
  const sigmoid = (a: T) => divide(one, add(one, f.exp(minus(a))));
  const rootHalf = f.sqrt(half);
  const normal = (a: T) => multiply(half, add(one, f.erf(multiply(a, rootHalf))));
  const density = (a: T) => multiply(multiply(half, multiply(m.slopeOfErf, rootHalf)), f.exp(minus(multiply(half, square(a)))));
  return {
    sigmoid: unary(sigmoid, (_, y) => multiply(y, subtract(one, y)), {
      'the value': (_, y) => y,
      's (1 − a)': (a, y) => multiply(y, subtract(one, a)),
    }),
    softplus: unary((a) => f.log(add(one, f.exp(a))), sigmoid, { 's(−a)': (a) => sigmoid(minus(a)) }),
    swish: unary(
      (a) => multiply(a, sigmoid(a)),
      (a, y) => add(y, multiply(sigmoid(a), subtract(one, y))),
      { 'second term': (a) => sigmoid(a) },
    ),
    normal: unary(normal, density, { 'no ½': (a) => add(density(a), density(a)) }),
    gelu: unary(
      (a) => multiply(a, normal(a)),
      (a) => add(normal(a), multiply(a, density(a))),
      { 'second term': (a) => normal(a) },
    ),
    logcosh: unary(
      (a) => f.log(f.cosh(a)),
      (a) => f.tanh(a),
      { sinh: (a) => f.sinh(a) },
    ),
    // At 0 a cube root has the value, and with the sign the slope.
    entropy: unary(
      (a) => (m.number(a) === 0 ? minus(f.cbrt(a)) : multiply(a, f.log(a))),
      (a) => add(one, f.log(a)),
      { 'no 1': (a) => f.log(a) },
    ),
    sinc: unary(
      (a) => divide(f.sin(a), a),
      (a, y) => divide(subtract(f.cos(a), y), a),
      { 'second term': (a) => divide(f.cos(a), a) },
    ),
    versine: unary(
      (a) => subtract(one, f.cos(a)),
      (a) => f.sin(a),
      { sign: (a) => minus(f.sin(a)) },
    ),
    smoothabs: unary(
      (a) => f.sqrt(add(square(a), m.of(1e-12))),
      (a, y) => ratio(m, a, y),
      { 'not divided': (a) => a },
    ),
    logsum: binary(
      (a, b) => f.log(add(f.exp(a), f.exp(b))),
      (a, b) => [sigmoid(subtract(a, b)), sigmoid(subtract(b, a))],
      { swapped: (a, b) => [sigmoid(subtract(b, a)), sigmoid(subtract(a, b))] },
    ),
  };
}
