/** Loops: recurrences of fixed length, and iterations that end at a tolerance and are differentiated through the equation they solve. */
import type { Arithmetic } from './arithmetic.ts';
import { binary, type Table, unary } from './operation.ts';

/** No iteration takes more steps. */
const MOST = 400;
const STEPS = 5;
const COEFFICIENTS = [0.4, -1.2, 0.3, 0.8, -0.5] as const;

export function looped<T>(m: Arithmetic<T>): Table<T> {
  const { add, subtract, multiply, functions: f } = m;
  const [zero, one] = [m.of(0), m.of(1)];
  const states = (a: T, b: T): T[] => {
    const h = [zero];
    for (let k = 0; k < STEPS; k++) h.push(f.tanh(add(multiply(a, h[k]!), b)));
    return h;
  };
  /** Back through time; `kept` is what reaches the state before. */
  const through = (a: T, b: T, kept: T): readonly [T, T] => {
    const h = states(a, b);
    let [bar, da, db] = [one, zero, zero];
    for (let k = STEPS; k > 0; k--) {
      const inner = multiply(bar, subtract(one, multiply(h[k]!, h[k]!)));
      [da, db, bar] = [add(da, multiply(inner, h[k - 1]!)), add(db, inner), multiply(multiply(inner, a), kept)];
    }
    return [da, db];
  };
  const polynomial = (a: T) => COEFFICIENTS.reduceRight<T>((sum, c) => add(multiply(sum, a), m.of(c)), zero);
  const slope = (a: T, from: number) =>
    COEFFICIENTS.reduceRight<T>((sum, c, k) => (k < from ? sum : add(multiply(sum, a), m.of(k * c))), zero);
  return {
    recurrence: binary(
      (a, b) => states(a, b)[STEPS]!,
      (a, b) => through(a, b, one),
      { 'truncated in time': (a, b) => through(a, b, zero) },
    ),
    horner: unary(polynomial, (a) => slope(a, 1), { 'a power too many': (a) => multiply(a, slope(a, 1)) }),
  };
}

export function iterated<T>(m: Arithmetic<T>): Table<T> {
  const { add, subtract, multiply, divide, functions: f } = m;
  const [zero, half, one, three] = [0, 0.5, 1, 3].map((c) => m.of(c)) as [T, T, T, T];
  const until = (start: T, step: (y: T) => T): T => {
    let y = start;
    for (let k = 0; k < MOST; k++) {
      const next = step(y);
      if (m.settled(next, y)) return next;
      y = next;
    }
    return y;
  };
  const cubic = (y: T) => add(multiply(three, multiply(y, y)), one);
  /** y³ + y = a by Newton's method. */
  const newton = (a: T) => until(zero, (y) => subtract(y, divide(subtract(add(multiply(y, multiply(y, y)), y), a), cubic(y))));
  /** y = a + ½ sin y by repetition. */
  const repeated = (a: T) => until(a, (y) => add(a, multiply(half, f.sin(y))));
  /** y³ + y = a by bisection: constant between its steps. */
  const bisected = (a: T) => {
    const negative = m.number(a) < 0;
    const size = negative ? subtract(zero, a) : a;
    let [low, high] = [zero, size];
    for (let k = 0; k < MOST && !m.settled(high, low); k++) {
      const middle = multiply(half, add(low, high));
      if (m.number(add(multiply(middle, multiply(middle, middle)), middle)) < m.number(size)) low = middle;
      else high = middle;
    }
    return negative ? subtract(zero, low) : low;
  };
  const implicit = (_: T, y: T) => divide(one, cubic(y));
  const wrong = { 'no 1': (_: T, y: T) => divide(one, multiply(three, multiply(y, y))) };
  return {
    newton: { ...unary(newton, implicit, wrong), iterated: true },
    repeated: {
      ...unary(repeated, (_, y) => divide(one, subtract(one, multiply(half, f.cos(y)))), {
        'one step': (_, y) => add(one, multiply(half, f.cos(y))),
      }),
      limit: ([a]) =>
        until(a!, (y) => subtract(y, divide(subtract(subtract(y, multiply(half, f.sin(y))), a!), subtract(one, multiply(half, f.cos(y)))))),
      iterated: true,
    },
    bisected: { ...unary(bisected, implicit, wrong), limit: ([a]) => newton(a!), iterated: true, once: true },
  };
}
