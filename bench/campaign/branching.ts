/** Functions by branches: kinks, joints, jumps, comparisons, indexing and rounding. */
import type { Arithmetic } from './arithmetic.ts';
import { binary, type Operation, type Table, unary } from './operation.ts';

export function kinked<T>(m: Arithmetic<T>): Table<T> {
  const { subtract, less, add, functions: f } = m;
  const [zero, one] = [m.of(0), m.of(1)];
  const minusOne = m.of(-1);
  const abs = (a: T) => (less(a, zero) ? subtract(zero, a) : a);
  const breaking = (operation: Operation<T>, breaks: 'slope' | 'curvature'): Operation<T> => ({ ...operation, breaks });
  const sigmoid = (a: T) => m.divide(one, add(one, f.exp(subtract(zero, a))));
  return {
    abs: breaking(
      unary(abs, (a) => (less(a, zero) ? minusOne : less(zero, a) ? one : zero), { 'branch below': (a) => (less(a, zero) ? zero : one) }),
      'slope',
    ),
    relu: breaking(
      unary(
        (a) => (less(zero, a) ? a : zero),
        (a) => (less(zero, a) ? one : zero),
        { 'branch below': (a) => (less(zero, a) ? one : m.of(0.01)) },
      ),
      'slope',
    ),
    max: breaking(
      binary(
        (a, b) => (less(a, b) ? b : a),
        (a, b) => (less(a, b) ? [zero, one] : [one, zero]),
        {
          'branch second': (a, b) => (less(a, b) ? [zero, zero] : [one, zero]),
          'branch half': (a, b) => (less(a, b) ? [m.of(0.5), m.of(0.5)] : [one, zero]),
        },
      ),
      'slope',
    ),
    min: breaking(
      binary(
        (a, b) => (less(b, a) ? b : a),
        (a, b) => (less(b, a) ? [zero, one] : [one, zero]),
        {
          'branch second': (a, b) => (less(b, a) ? [zero, m.of(2)] : [one, zero]),
        },
      ),
      'slope',
    ),
    logaddexp: breaking(
      binary(
        (a, b) => add(less(a, b) ? b : a, f.log1p(f.exp(subtract(zero, abs(subtract(a, b)))))),
        (a, b) => [sigmoid(subtract(a, b)), sigmoid(subtract(b, a))],
        { 'branch first': (a, b) => (less(a, b) ? [zero, one] : [sigmoid(subtract(a, b)), sigmoid(subtract(b, a))]) },
      ),
      'curvature',
    ),
  };
}

export function pieced<T>(m: Arithmetic<T>): Table<T> {
  const { add, subtract, multiply, divide, less, functions: f } = m;
  const [zero, half, one, two, three, six] = [0, 0.5, 1, 2, 3, 6].map((c) => m.of(c)) as [T, T, T, T, T, T];
  const square = (a: T) => multiply(a, a);
  const clipped = (a: T) => (less(a, zero) ? zero : less(one, a) ? one : a);
  const size = (a: T) => (less(a, zero) ? subtract(zero, a) : a);
  const pi = multiply(m.of(4), f.atan(one));
  const angle = (a: T, b: T) => {
    if (less(size(b), size(a))) return subtract(multiply(less(a, zero) ? m.of(-0.5) : half, pi), f.atan(divide(b, a)));
    const principal = f.atan(divide(a, b));
    return less(zero, b) ? principal : less(a, zero) ? subtract(principal, pi) : add(principal, pi);
  };
  const norm = (a: T, b: T) => add(square(a), square(b));
  const bent = (a: T) => multiply(clipped(a), subtract(one, clipped(a)));
  const breaking = (operation: Operation<T>, breaks: 'value' | 'curvature'): Operation<T> => ({ ...operation, breaks });
  return {
    softsign: breaking(
      unary(
        (a) => m.divide(a, add(one, size(a))),
        (_, y) => square(subtract(one, size(y))),
        { 'branch below': (a, y) => (less(a, zero) ? one : square(subtract(one, y))) },
      ),
      'curvature',
    ),
    elu: breaking(
      unary(
        (a) => (less(zero, a) ? a : f.expm1(a)),
        (a) => (less(zero, a) ? one : f.exp(a)),
        { 'branch below': (a, y) => (less(zero, a) ? one : y) },
      ),
      'curvature',
    ),
    huber: breaking(
      unary(
        (a) => (less(size(a), one) ? multiply(half, square(a)) : subtract(size(a), half)),
        (a) => (less(size(a), one) ? a : less(a, zero) ? m.of(-1) : one),
        { 'branch beyond': (a) => a },
      ),
      'curvature',
    ),
    smoothstep: breaking(
      unary(
        (a) => multiply(square(clipped(a)), subtract(three, multiply(two, clipped(a)))),
        (a) => multiply(six, bent(a)),
        { 'branch inside': (a) => multiply(three, bent(a)) },
      ),
      'curvature',
    ),
    atan2: breaking(
      binary(angle, (a, b) => [divide(b, norm(a, b)), divide(subtract(zero, a), norm(a, b))], {
        swapped: (a, b) => [divide(a, norm(a, b)), divide(b, norm(a, b))],
      }),
      'value',
    ),
  };
}

/** The numbers of a table that is read by index, between which values are interpolated. */
const ENTRIES = [0.3, 1.1, 0.7, -0.4, 0.2, 0.9] as const;

export function indexed<T>(m: Arithmetic<T>): Table<T> {
  const { add, subtract, multiply, less } = m;
  const [zero, half, one] = [m.of(0), m.of(0.5), m.of(1)];
  const last = ENTRIES.length - 2;
  const cell = (a: T) => Math.min(last, Math.max(0, m.floor(a)));
  const entry = (i: number) => m.of(ENTRIES[i]!);
  const rise = (i: number) => subtract(entry(i + 1), entry(i));
  const fraction = (a: T) => subtract(a, m.of(m.floor(a)));
  return {
    clamp: {
      operands: 3,
      breaks: 'slope',
      value: ([a, low, high]) => (less(a!, low!) ? low! : less(high!, a!) ? high! : a!),
      rule: ([a, low, high]) => (less(a!, low!) ? [zero, one, zero] : less(high!, a!) ? [zero, zero, one] : [one, zero, zero]),
      wrong: { 'branch limits': ([a, low, high]) => (less(a!, low!) || less(high!, a!) ? [zero, zero, zero] : [one, zero, zero]) },
    },
    median: {
      operands: 3,
      breaks: 'slope',
      value: ([a, b, c]) => [a!, b!, c!].sort((x, y) => (less(x, y) ? -1 : less(y, x) ? 1 : 0))[1]!,
      rule: ([a, b, c]) => {
        const order = [a!, b!, c!].map((x, i) => ({ x, i })).sort((p, q) => (less(p.x, q.x) ? -1 : less(q.x, p.x) ? 1 : 0));
        return [0, 1, 2].map((i) => (i === order[1]!.i ? one : zero));
      },
      wrong: {
        'branch third': ([a, b, c]) => [less(a!, b!) ? zero : one, less(a!, b!) ? one : zero, zero].map((x) => (less(c!, a!) ? x : one)),
      },
    },
    table: {
      ...unary(
        (a) => add(entry(cell(a)), multiply(rise(cell(a)), subtract(a, m.of(cell(a))))),
        (a) => rise(cell(a)),
        { 'next entry': (a) => rise(Math.min(last, cell(a) + 1)), 'branch last': (a) => (cell(a) === last ? zero : rise(cell(a))) },
      ),
      breaks: 'slope',
    },
    triangle: {
      ...unary(
        (a) => (less(fraction(a), half) ? fraction(a) : subtract(one, fraction(a))),
        (a) => (less(fraction(a), half) ? one : m.of(-1)),
        { 'branch down': (a) => (less(fraction(a), half) ? one : zero) },
      ),
      breaks: 'slope',
    },
    fraction: { ...unary(fraction, () => one, { none: () => zero }), breaks: 'value' },
  };
}
