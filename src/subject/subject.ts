import * as z from 'zod';
import type { Domain, Interval } from '../math/domain.ts';
import type { Precision } from '../math/precision.ts';
import { withGoodPoints } from './points.ts';
import { owner, requiresShape, valid } from './shape.ts';
import { plainTraits } from './traits.ts';

/** A point at which the gradient of f is known to vanish, and what kind of critical point it is. */
export interface CriticalPoint {
  readonly at: readonly number[];
  readonly kind: 'minimum' | 'maximum' | 'saddle' | 'undecided';
}

/** A linear map: its matrix, one row for each of its outputs, or a function. */
export type LinearMap<X = never> = readonly (readonly number[])[] | ((x: X) => ArrayLike<number>);

/** A symmetry of F: along a field of directions, its generator, DF is 0; or F(A x) = F(x) for a linear map A, `under`. */
export type Invariance<X = never> = { readonly along: (x: X) => ArrayLike<number> } | { readonly under: LinearMap<X> };

/** F(A x) = B F(x). */
export interface Equivariance<X = never> {
  /** A, n×n. */
  readonly inputs: LinearMap<X>;
  /** B, m×m. */
  readonly outputs: LinearMap<readonly number[]>;
}

/** Which way f goes while an input grows: 'increasing', it never falls; 'decreasing', it never rises. */
export type Trend = 'increasing' | 'decreasing';

/** How a map treats a batch: it is one and the same map for each example. A map that couples its examples, as batch normalisation does, has no such trait. */
export interface Batch {
  /** B, the number of examples. */
  readonly size: number;
  /** The map of one example. */
  readonly of: FunctionSubject;
  /** The indices of the inputs that example b (from 0) has to itself and of those that all share, in the order in which `of` takes them. */
  readonly example: (b: number) => readonly number[];
  /** How the outputs of the examples come together in a map that has as many outputs as `of`: 'mean' if omitted. Other maps have the outputs of example after example. */
  readonly reduction?: 'mean' | 'sum';
}

/** What is known about a function beyond its values and claims. Each trait brings laws into play. X is the type of a point in its functions. */
export interface Traits<X = never> {
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
  /** How f goes with its inputs: with all of them, or with each; null where nothing is said. */
  readonly monotone?: Trend | readonly (Trend | null)[];
  /** The domain ends where its box does: at an edge the derivative is the one-sided one from inside, and no claim that looks beyond is let pass. */
  readonly closed?: boolean;
  /** f(−x) = f(x). */
  readonly even?: boolean;
  /** f(−x) = −f(x). */
  readonly odd?: boolean;
  /** Vectors p of n numbers, where f(x + p) = f(x). */
  readonly periods?: readonly (readonly number[])[];
  /** Symmetries of the inputs under which f does not change. */
  readonly invariant?: readonly Invariance<X>[];
  /** Symmetries of the inputs that F turns into symmetries of its outputs. */
  readonly equivariant?: readonly Equivariance<X>[];
  /** True if F: ℝⁿ → ℝⁿ is a conservative force: minus the gradient of some energy. */
  readonly conservative?: boolean;
  /** The map of one example, where F is a map over a batch. */
  readonly batch?: Batch;
  /** E, where F = −∇E. */
  readonly energy?: (x: X) => number;
}

/** What subjects of every kind have. */
export interface Identity {
  readonly name: string;
  /** The format in which its values are computed; the noise itself is measured. float64 if omitted, unless its values show that they are float32. */
  readonly precision?: Precision;
  /** Laws that the subject is known to fail, and why: such a failure is reported as known, and a pass of one of them fails the run. With 'all', every failure is known, and the run fails if there is none. */
  readonly expect?: { readonly fail: readonly string[] | 'all'; readonly because: string };
  /** An id that the report carries along. */
  readonly requirement?: string;
  /** What a run must establish of it: digits, to at least as many as which its most telling claim must agree with what is measured. A run that establishes fewer fails. */
  readonly requires?: { readonly digits: number };
  /** The source text of the functions, where their own does not show it: numbers in it are tried as inputs. */
  readonly text?: string;
  /** Where the subject is written. */
  readonly source?: { readonly file: string; readonly line?: number };
}

/** A map with the derivatives that it is claimed to have, as `subject`, `layer` and the adapters make it. */
export interface FunctionSubject extends Traits, Identity {
  readonly kind: 'function';
  readonly domain: Domain;
  /** True where the claim is made, within `domain`; everywhere if omitted. */
  readonly where?: (x: never) => boolean;
  /** The map: a number, or m numbers where `outputs` is m. */
  readonly f: (x: never) => number | ArrayLike<number>;
  /** The values of f at many points at once, where that is quicker: to the bit those that f gives one by one. */
  readonly many?: (xs: never) => readonly (number | ArrayLike<number>)[];
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
  /** The name of input i in reports: `W1[2,3]`. */
  readonly label?: (index: number) => string;
  /** The tensors whose entries are the inputs, one after the other in row-major order. */
  readonly tensors?: readonly { readonly name: string; readonly shape: readonly number[]; readonly offset: number }[];
  /** A slow, plain or more precise implementation of f. */
  readonly reference?: (x: never) => number | ArrayLike<number>;
  /** The name of output k in reports. */
  readonly outputLabel?: (index: number) => string;
  /** In a stack, the number of inputs, the first ones, that are the outputs of the layer before; all if omitted. The others are parameters. */
  readonly fed?: number;
  /** Points of the domain, n numbers each, that are tried before all others, whatever the seed. */
  readonly points?: readonly ArrayLike<number>[];
  /** State that is kept between calls on purpose, as random masks and running statistics are: before each call it is saved, and restored afterwards. `snapshot` returns a copy. */
  readonly state?: { readonly snapshot: () => unknown; readonly restore: (snapshot: never) => void };
  /** True if answers to one question may differ by what another order of sums explains, as of threads and of atomic additions: the law of determinism warns then, and says by how much. */
  readonly varies?: boolean;
  /** What a reader of the report must know to read its numbers, such as a convention of complex derivatives, each a sentence. */
  readonly notes?: readonly string[];
  /** True if the functions take plain arrays (small n) and not Float64Arrays. */
  readonly plain?: boolean;
  /** Subjects that come along with this one and are checked with it, such as the backward pass of a layer as a map with a derivative of its own. */
  readonly also?: readonly FunctionSubject[];
}

type Point<D extends Domain> = D extends readonly Interval[] ? { readonly [i in keyof D]: number } : Float64Array;
type Output<M extends number> = number extends M ? ArrayLike<number> : M extends 1 ? number : ArrayLike<number>;
type Numbers = ArrayLike<number>;

/** A subject as its author writes it. The length of `domain` gives the type of points, and the length of a gradient that is written out. */
export interface Definition<D extends Domain, M extends number = 1, G extends Numbers = Numbers>
  extends Omit<
      FunctionSubject,
      | 'kind'
      | 'plain'
      | 'domain'
      | 'where'
      | 'f'
      | 'many'
      | 'outputs'
      | 'gradient'
      | 'jacobian'
      | 'vjp'
      | 'jvp'
      | 'hessian'
      | 'hvp'
      | 'reference'
      | 'points'
      | keyof Traits
    >,
    Traits<Point<D>> {
  readonly domain: D;
  readonly outputs?: M;
  readonly where?: (x: Point<D>) => boolean;
  readonly f: (x: Point<D>) => Output<M>;
  readonly many?: (xs: readonly Point<D>[]) => readonly Output<M>[];
  readonly gradient?: (x: Point<D>) => G;
  readonly jacobian?: (x: Point<D>) => ArrayLike<Numbers>;
  readonly vjp?: (x: Point<D>, cotangent: readonly number[]) => Numbers;
  readonly jvp?: (x: Point<D>, tangent: Point<D>) => Numbers;
  readonly hessian?: (x: Point<D>) => ArrayLike<Numbers>;
  readonly hvp?: (x: Point<D>, v: Point<D>) => Numbers;
  readonly reference?: (x: Point<D>) => Output<M>;
  readonly points?: readonly (Point<D> | Numbers)[];
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

const end = z.number().or(z.literal([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]));
const ordered = ([low, high]: [number, number]) => low <= high && low < Number.POSITIVE_INFINITY && high > Number.NEGATIVE_INFINITY;
/** The longest name of a subject, in characters. Why: names are lines of reports and parts of file names; this only keeps data from being taken for one. */
export const LONGEST_NAME = 10_000;
/** The most inputs or outputs of a map. Why: 2 GiB for one vector in doubles. */
export const LARGEST_SIZE = 2 ** 28;

/** The parts from which the shapes of all kinds are made. */
export const call = z.custom<unknown>((value) => typeof value === 'function', 'must be a function');
export const domainShape = z.union(
  [
    z.array(z.tuple([end, end]).refine(ordered, 'low ≤ high')).min(1, 'at least one input'),
    z
      .strictObject({ dimension: z.int().min(1).max(LARGEST_SIZE), low: end, high: end })
      .refine(({ low, high }) => ordered([low, high]), 'low ≤ high'),
  ],
  { error: `must be a list of intervals [low, high], or { dimension, low, high }, with low ≤ high and at most ${LARGEST_SIZE} inputs` },
);
export const identityShape = {
  name: z
    .string({ error: 'must be a text' })
    .min(1, 'a subject needs a name')
    .max(LONGEST_NAME, `a name has at most ${LONGEST_NAME} characters`),
  precision: z.enum(['float64', 'float32', 'bfloat16', 'float16']).optional(),
  expect: z
    .strictObject({
      fail: z.union([z.array(z.string()).min(1), z.literal('all')], { error: "must be a list of laws, or 'all'" }),
      because: z.string().min(1),
    })
    .optional(),
  requirement: z.string().optional(),
  requires: requiresShape.optional(),
  source: z.strictObject({ file: z.string(), line: z.int().optional() }).optional(),
};

/** Whether a value is a list of numbers. */
const isNumbers = (value: unknown): boolean =>
  (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) &&
  Array.from(value as ArrayLike<unknown>).every((one) => typeof one === 'number');

const linearMap = z.union([z.array(z.array(z.number()).min(1)).min(1), call], {
  error: 'must be a matrix, as rows of numbers, or a function',
});
const several = <T extends z.ZodType>(one: T) => z.array(one).min(1).optional();

const Shape = z.strictObject({
  ...identityShape,
  kind: z.literal('function').optional(),
  domain: domainShape,
  where: call.optional(),
  f: call,
  many: call.optional(),
  outputs: z.int().min(1).max(LARGEST_SIZE, `a map has at most ${LARGEST_SIZE} outputs`).optional(),
  gradient: call.optional(),
  jacobian: call.optional(),
  vjp: call.optional(),
  jvp: call.optional(),
  hessian: call.optional(),
  hvp: call.optional(),
  reference: call.optional(),
  label: call.optional(),
  outputLabel: call.optional(),
  fed: z.int().min(1).optional(),
  points: z.array(z.custom<unknown>(isNumbers, 'must be a list of numbers'), { error: 'must be a list of points' }).optional(),
  tensors: z.array(z.strictObject({ name: z.string(), shape: z.array(z.int()), offset: z.int() })).optional(),
  text: z.string().optional(),
  state: z.strictObject({ snapshot: call, restore: call }).optional(),
  varies: z.boolean().optional(),
  notes: z.array(z.string()).optional(),
  plain: z.boolean().optional(),
  also: z
    .array(z.custom<FunctionSubject>((value) => (value as FunctionSubject | null)?.kind === 'function', 'must be a function or a layer'))
    .optional(),
  ...plainTraits,
  invariant: several(z.union([z.strictObject({ along: call }), z.strictObject({ under: linearMap })])),
  equivariant: several(z.strictObject({ inputs: linearMap, outputs: linearMap })),
  batch: z
    .strictObject({
      size: z.int({ error: 'must be a whole number' }).min(1),
      of: z.custom((value) => (value as FunctionSubject | null)?.kind === 'function', 'must be a function or a layer'),
      example: call,
      reduction: z.enum(['mean', 'sum']).optional(),
    })
    .optional(),
  energy: call.optional(),
});

/** The keys that a function may have. */
export const subjectKeys: readonly string[] = Object.keys(Shape.shape);

/**
 * The subject of a definition: a function f: ℝⁿ → ℝ, or with `outputs: m` a map F: ℝⁿ → ℝᵐ, and any subset of its claimed derivatives.
 * The functions take plain arrays where `domain` is a list, Float64Arrays where it is `{ dimension, low, high }`.
 * @throws {Error} naming the subject and the key, if the definition is not one.
 */
export function subject<const D extends Domain, const M extends number = 1, const G extends Numbers = Numbers>(
  definition: Definition<D, M, G> & OfLength<D, G>,
): FunctionSubject {
  return defined({ ...definition, kind: 'function', plain: Array.isArray(definition.domain) } as unknown as FunctionSubject);
}

/** The candidate itself, if it has the shape of a function subject. @throws {Error} naming the subject and the key, if it has not. */
export const defined = (candidate: FunctionSubject): FunctionSubject =>
  withGoodPoints(owner('subject', candidate?.name), valid('subject', Shape, candidate));
