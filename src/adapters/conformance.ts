import { messageOf } from '../subject/guard.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import { type Engine, fromEngine } from './engine.ts';
import { formatOf } from './format.ts';

/** What the checks of an adapter need of its engine. */
export interface ConformanceOptions<T> {
  /** The product of two tensors of one shape, entry by entry. */
  readonly product: (a: T, b: T) => T;
  /** The square of a tensor; its product with itself, if omitted. */
  readonly square?: (a: T) => T;
  /** The shape of tensors: [2] if omitted; [] where the engine has single numbers only. */
  readonly shape?: readonly number[];
  /** How many tensors are alive in the engine, where that can be asked. */
  readonly living?: () => number;
}

/** What an adapter was asked, and in which way it does not answer as one has to; no problem where it does. */
export interface Conformity {
  readonly name: string;
  readonly problem?: string;
}

/** The relative difference up to which numbers count as the same. Why: a few roundings of single precision; what an adapter gets wrong is as large as the numbers. */
const SAME = 1e-5;

/**
 * Holds an adapter to what is asked of an `Engine`: values; gradients, also of shared, unused and missing inputs; forward mode and nesting where it says it has them;
 * inputs that stay as they are, calls that leave nothing behind, and a format that is the one it says.
 */
export function conformance<T>(engine: Engine<T>, options: ConformanceOptions<T>): readonly Conformity[] {
  return checksOf(engine, options).map(([name, check]) => {
    try {
      const problem = check();
      return problem === undefined ? { name } : { name, problem };
    } catch (error) {
      return { name, problem: `threw: ${messageOf(error)}` };
    }
  });
}

type Check = readonly [name: string, check: () => string | undefined];

/** The functions whose answers are known, of two tensors a and b of n entries each. */
function functionsOf<T>(engine: Engine<T>, { product, square, shape = [2] }: ConformanceOptions<T>) {
  const keep = (t: T): T => engine.keep?.(t) ?? t;
  const subjectOf = (f: (a: T, b: T) => T, order: 1 | 2 = 1) =>
    asked(fromEngine(engine, { name: 'conformance', inputs: { a: shape, b: shape }, f: (x) => f(x.a, x.b), order }));
  const n = shape.reduce((whole, length) => whole * length, 1);
  return {
    n,
    times: subjectOf(product),
    square: subjectOf((x) => square?.(x) ?? product(keep(x), x)),
    fixed: subjectOf(() => engine.tensor(new Float64Array(n).fill(2), shape)),
    throwing: subjectOf(thrower),
    bent: () => subjectOf((x, y) => product(product(keep(x), x), y), 2),
  };
}

function checksOf<T>(engine: Engine<T>, options: ConformanceOptions<T>): readonly Check[] {
  const { n, times, square, fixed, throwing, bent } = functionsOf(engine, options);
  const { living } = options;
  const cut = (...values: readonly number[]): number[] => values.slice(0, n);
  const [a, b, u, v, w] = [cut(2, -3), cut(0.5, 4), cut(3, -0.25), cut(-1, 2), cut(1.5, 0.5)] as const;
  const at = [...a, ...b];
  const each = (entry: (i: number) => number): number[] => a.map((_, i) => entry(i));
  const products = (x: Numbers, y: Numbers): number[] => each((i) => x[i]! * y[i]!);
  const checks: readonly (Check | false | undefined)[] = [
    ['the value', () => differs(times.f(at), products(a, b))],
    ['the gradient', () => differs(times.vjp(at, u), [...products(u, b), ...products(u, a)])],
    [
      'an input that is used twice',
      () =>
        differs(
          square.vjp(at, u).slice(0, n),
          each((i) => 2 * u[i]! * a[i]!),
        ),
    ],
    ['an input that is not used', () => differs(square.vjp(at, u).slice(n), cut(0, 0))],
    ['a value that depends on no input', () => differs(fixed.vjp(at, u), [...at].fill(0))],
    ['the same answer when asked again', () => differs(times.vjp(at, u), times.vjp(at, u))],
    ['inputs that stay as they are', () => unchanged(at, u, times.vjp)],
    engine.jvp !== undefined && [
      'the forward mode',
      () =>
        differs(
          times.jvp([...at], [...v, ...w]),
          each((i) => v[i]! * b[i]! + a[i]! * w[i]!),
        ),
    ],
    engine.dot && ['the second order', () => nested(bent(), at, { v, w })],
    living && ['no tensor that is left behind', () => leaked(living, [times, square, fixed, throwing], at, u)],
    ['the format that it says it has', () => mislabelled(engine, times)],
  ];
  return checks.filter((check): check is Check => Array.isArray(check));
}

/** Both what numbers keep on their way through the engine, and what its functions make of them, are measured. */
function mislabelled<T>(engine: Engine<T>, { precision }: Asked): string | undefined {
  const format = formatOf(engine);
  if (format !== engine.dtype) return `it says ${engine.dtype}, and keeps ${format}`;
  return precision === engine.dtype ? undefined : `it says ${engine.dtype}, and computes in ${precision}`;
}

type Numbers = readonly number[];

interface Asked {
  readonly precision: string;
  f(x: Numbers): Float64Array;
  vjp(x: Numbers, u: Numbers): Float64Array;
  jvp(x: Numbers, v: Numbers): Float64Array;
}

const asked = (subject: FunctionSubject): Asked => subject as unknown as Asked;

const thrower = (): never => {
  throw new Error('on purpose');
};

function differs(given: ArrayLike<number>, expected: ArrayLike<number>): string | undefined {
  const size = Math.max(1, ...Array.from(expected, Math.abs));
  const same = given.length === expected.length && Array.from(given).every((value, i) => Math.abs(value - expected[i]!) <= SAME * size);
  return same ? undefined : `[${Array.from(given).join(', ')}] where [${Array.from(expected).join(', ')}] should be`;
}

function unchanged(x: Numbers, u: Numbers, vjp: Asked['vjp']): string | undefined {
  const before = [...x, ...u];
  vjp(x, u);
  return differs([...x, ...u], before);
}

/** The second order of a² b: of ∇⟨w, a² b⟩ = w (2ab, a²), the derivative along (v, w′), by both modes where there are two. The weights are those of the engine's own first gradient. */
function nested(cubic: Asked, x: Numbers, { v, w }: { readonly v: Numbers; readonly w: Numbers }): string | undefined {
  const n = x.length / 2;
  const slope = cubic.f(x);
  const [a, b] = [x.slice(0, n), x.slice(n)];
  const weights = a.map((value, i) => slope[n + i]! / value ** 2);
  const first = differs(
    slope.slice(0, n),
    weights.map((weight, i) => 2 * weight * a[i]! * b[i]!),
  );
  const along = [
    ...weights.map((weight, i) => 2 * weight * (b[i]! * v[i]! + a[i]! * w[i]!)),
    ...weights.map((weight, i) => 2 * weight * a[i]! * v[i]!),
  ];
  return first ?? differs(cubic.vjp(x, [...v, ...w]), along) ?? (cubic.jvp && differs(cubic.jvp(x, [...v, ...w]), along));
}

/** Times that everything is called before tensors are counted. Why: one may be made for good at the first call. */
const COUNTED_CALLS = 10;

function leaked(living: () => number, subjects: readonly Asked[], x: Numbers, u: Numbers): string | undefined {
  const all = (): void => {
    // A cotangent that is too long is refused on the way.
    for (const { f, vjp } of subjects)
      for (const call of [() => f(x), () => vjp(x, u), () => vjp(x, [...u, 0])])
        try {
          call();
        } catch {}
  };
  all();
  const before = living();
  for (let k = 0; k < COUNTED_CALLS; k++) all();
  const more = living() - before;
  return more === 0 ? undefined : `${more} more tensors after ${COUNTED_CALLS} calls`;
}
