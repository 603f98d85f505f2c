import * as z from 'zod';
import type { Domain, Interval } from './domain.ts';

export type Precision = 'float64' | 'float32' | 'bfloat16' | 'float16';

/** What a gradient is known to be at a declared critical point. */
export interface CriticalPoint {
  readonly at: readonly number[];
  readonly kind: 'minimum' | 'maximum' | 'saddle' | 'undecided';
}

/** What is known about a function beyond its values and claims. Each trait unlocks properties. */
export interface Traits {
  /** The same function as a formula (one per output), in `variables` or else x, y, z (x1, x2, … beyond three inputs). */
  readonly formula?: string | readonly string[];
  /** The names that `formula` gives to the inputs, in their order. */
  readonly variables?: readonly string[];
  /** Points where the gradient vanishes, and what kind of point each is. */
  readonly critical?: readonly CriticalPoint[];
  /** k, where f(t x) = tᵏ f(x) for t > 0. */
  readonly degree?: number;
  readonly convex?: boolean;
  /** f is a polynomial of degree two. */
  readonly quadratic?: boolean;
}

/** A map with the derivatives that it is claimed to have, as `subject`, `layer` and the adapters make it. */
export interface FunctionSubject extends Traits {
  readonly kind: 'function';
  readonly name: string;
  readonly domain: Domain;
  /** True where the claim is made, within `domain`; everywhere if omitted. */
  readonly where?: (x: never) => boolean;
  /** The map: a number, or m numbers where `outputs` is m. */
  readonly f: (x: never) => number | ArrayLike<number>;
  /** m; 1 if omitted. */
  readonly outputs?: number;
  /** ∇f, n numbers. */
  readonly gradient?: (x: never) => ArrayLike<number>;
  /** J, m rows of n numbers. */
  readonly jacobian?: (x: never) => ArrayLike<ArrayLike<number>>;
  /** Jᵀ w, n numbers for a cotangent w of m numbers. */
  readonly vjp?: (x: never, cotangent: never) => ArrayLike<number>;
  /** J v, m numbers for a tangent v of n numbers. */
  readonly jvp?: (x: never, tangent: never) => ArrayLike<number>;
  /** H, n rows of n numbers. */
  readonly hessian?: (x: never) => ArrayLike<ArrayLike<number>>;
  /** H v, n numbers. */
  readonly hvp?: (x: never, v: never) => ArrayLike<number>;
  /** The arithmetic behind f; a hint only, the noise itself is measured. */
  readonly precision?: Precision;
  /** What a report calls input i: `W1[2,3]`. */
  readonly label?: (index: number) => string;
  /** A slow, plain or more precise implementation of f. */
  readonly reference?: (x: never) => number | ArrayLike<number>;
  /** What a report calls output k. */
  readonly outputLabel?: (index: number) => string;
  /** A known failure: reported as such, and red once it is mended. */
  readonly expect?: { readonly fail: readonly string[]; readonly because: string };
  /** An id that the report carries along. */
  readonly requirement?: string;
  /** Where the subject is written. */
  readonly source?: { readonly file: string; readonly line?: number };
  /** True if the functions take plain arrays (small n) and not Float64Arrays. */
  readonly plain?: boolean;
}

/** What is checked. */
export type Subject = FunctionSubject;

type Point<D extends Domain> = D extends readonly Interval[] ? { readonly [i in keyof D]: number } : Float64Array;
type Output<M extends number> = number extends M ? ArrayLike<number> : M extends 1 ? number : ArrayLike<number>;
type Numbers = ArrayLike<number>;

/** What an author writes: the length of `domain` types the arguments, and the length of a gradient that is written out. */
export interface Definition<D extends Domain, M extends number = 1, G extends Numbers = Numbers>
  extends Omit<
    FunctionSubject,
    'kind' | 'plain' | 'domain' | 'where' | 'f' | 'outputs' | 'gradient' | 'jacobian' | 'vjp' | 'jvp' | 'hessian' | 'hvp'
  > {
  readonly domain: D;
  readonly outputs?: M;
  readonly where?: (x: Point<D>) => boolean;
  readonly f: (x: Point<D>) => Output<M>;
  readonly gradient?: (x: Point<D>) => G;
  readonly jacobian?: (x: Point<D>) => ArrayLike<Numbers>;
  readonly vjp?: (x: Point<D>, cotangent: readonly number[]) => Numbers;
  readonly jvp?: (x: Point<D>, tangent: Point<D>) => Numbers;
  readonly hessian?: (x: Point<D>) => ArrayLike<Numbers>;
  readonly hvp?: (x: Point<D>, v: Point<D>) => Numbers;
}

/** Refuses a gradient whose length is written out and is not that of the domain. */
type OfLength<D extends Domain, G> = D extends readonly unknown[]
  ? G extends readonly unknown[]
    ? number extends D['length'] | G['length']
      ? unknown
      : G['length'] extends D['length']
        ? unknown
        : { readonly gradient: (x: Point<D>) => Point<D> }
    : unknown
  : unknown;

const end = z
  .number({ error: 'an end of an interval is a number (±Infinity allowed)' })
  .or(z.literal([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]));
const ordered = ([low, high]: [number, number]) => low <= high && low < Number.POSITIVE_INFINITY && high > Number.NEGATIVE_INFINITY;
const NAME = 10_000;

const call = z.custom<unknown>((value) => typeof value === 'function', 'must be a function');
const Shape = z.strictObject({
  kind: z.literal('function').optional(),
  name: z.string().min(1, 'a subject needs a name').max(NAME, `a name has at most ${NAME} characters`),
  domain: z.union(
    [
      z.array(z.tuple([end, end]).refine(ordered, 'low ≤ high')).min(1, 'at least one input'),
      z.strictObject({ dimension: z.int().min(1), low: end, high: end }).refine(({ low, high }) => ordered([low, high]), 'low ≤ high'),
    ],
    { error: 'must be a list of intervals [low, high], or { dimension, low, high }, with low ≤ high' },
  ),
  where: call.optional(),
  f: call,
  outputs: z.int().min(1).optional(),
  gradient: call.optional(),
  jacobian: call.optional(),
  vjp: call.optional(),
  jvp: call.optional(),
  hessian: call.optional(),
  hvp: call.optional(),
  precision: z.enum(['float64', 'float32', 'bfloat16', 'float16']).optional(),
  reference: call.optional(),
  label: call.optional(),
  outputLabel: call.optional(),
  expect: z.strictObject({ fail: z.array(z.string()).min(1), because: z.string().min(1) }).optional(),
  requirement: z.string().optional(),
  source: z.strictObject({ file: z.string(), line: z.int().optional() }).optional(),
  plain: z.boolean().optional(),
  formula: z.union([z.string(), z.array(z.string())]).optional(),
  variables: z.array(z.string()).optional(),
  critical: z.array(z.strictObject({ at: z.array(z.number()), kind: z.enum(['minimum', 'maximum', 'saddle', 'undecided']) })).optional(),
  degree: z.number().optional(),
  convex: z.boolean().optional(),
  quadratic: z.boolean().optional(),
});

/**
 * Defines a subject: a function f: ℝⁿ → ℝ, or with `outputs: m` a map F: ℝⁿ → ℝᵐ, and any subset of its claimed derivatives.
 * The functions take plain arrays where `domain` is a list, Float64Arrays where it is `{ dimension, low, high }`.
 * @throws {Error} naming the subject and the key, if the definition is not one.
 */
export function subject<const D extends Domain, const M extends number = 1, const G extends Numbers = Numbers>(
  definition: Definition<D, M, G> & OfLength<D, G>,
): FunctionSubject {
  return defined({ ...definition, kind: 'function', plain: Array.isArray(definition.domain) } as unknown as FunctionSubject);
}

/** The same subject, once its shape is found valid. */
export function defined(candidate: FunctionSubject): FunctionSubject {
  const result = Shape.safeParse(candidate);
  if (result.success) return candidate;
  const [issue] = result.error.issues;
  const key = issue?.path.length ? `${issue.path.map(String).join('.')}: ` : '';
  throw new Error(
    `subject ${JSON.stringify(String(candidate.name ?? '(no name)').slice(0, 80))}: ${key}${issue?.message ?? 'not a subject'}`,
  );
}

/** What a report calls input i. */
export function labelOf({ label, domain, variables }: FunctionSubject, index: number): string {
  if (label) return label(index);
  if (variables?.[index] !== undefined) return variables[index];
  return Array.isArray(domain) && domain.length <= 3 ? 'xyz'[index]! : `x[${index}]`;
}

/** The names that a formula gives to n inputs: x, y, z, or x1 … xn. */
export const defaultVariables = (n: number): readonly string[] =>
  n <= 3 ? ['x', 'y', 'z'].slice(0, n) : Array.from({ length: n }, (_, i) => `x${i + 1}`);
