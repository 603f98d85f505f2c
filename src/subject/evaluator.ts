import { contains, type Domain, dimension } from '../math/domain.ts';
import { type Matrix, type Vector, vector, zeros } from '../math/vector.ts';
import { type Announced, type Announcements, announcements, type Question } from './announcement.ts';
import { asked, givenTo, isFault, numbers, rows, unmoved } from './guard.ts';
import type { ManyClaims } from './many-claims.ts';
import { forgetful, isLight, type Memo, memo } from './memo.ts';
import { reordering } from './reordering.ts';
import type { FunctionSubject } from './subject.ts';

export { Fault, type FaultKind, faults, unmoved } from './guard.ts';

/** A claim of a vector, to which it can be announced where it will be asked, each time with the same cotangent or tangent. */
export interface Claimed<Along extends readonly Vector[]> {
  (x: Vector, ...along: Along): Vector;
  /** Announces points. It changes no answer and no count; undefined where nothing is gained by it. */
  ahead?: ((xs: readonly Vector[], ...along: Along) => void) | undefined;
}

/** The derivatives that a map F: ℝⁿ → ℝᵐ may claim; gradient, Hessian and hvp are for m = 1. */
export interface Claims {
  /** ∇f(x): n numbers. */
  readonly gradient: Claimed<[]>;
  /** J(x): m rows of n numbers. */
  jacobian(x: Vector): Matrix;
  /** J(x)ᵀw for a cotangent w of m numbers: n numbers. */
  readonly vjp: Claimed<[cotangent: Vector]>;
  /** J(x)v for a tangent v of n numbers: m numbers. */
  readonly jvp: Claimed<[tangent: Vector]>;
  /** H(x): n rows of n numbers. */
  hessian(x: Vector): Matrix;
  /** H(x)v: n numbers. */
  readonly hvp: Claimed<[v: Vector]>;
}

export type ClaimName = keyof Claims;

/** The shape of each claim of a map ℝⁿ → ℝᵐ: the length of a vector, or the numbers of rows and columns of a matrix. */
const claimShapes: {
  readonly [C in ClaimName]: (size: { readonly n: number; readonly m: number }) => readonly [length: number, columns?: number];
} = {
  gradient: ({ n }) => [n],
  jacobian: ({ n, m }) => [m, n],
  vjp: ({ n }) => [n],
  jvp: ({ m }) => [m],
  hessian: ({ n }) => [n, n],
  hvp: ({ n }) => [n],
};

export const claimNames = Object.keys(claimShapes) as readonly ClaimName[];

/**
 * What evaluates a subject F: ℝⁿ → ℝᵐ and its claims: every call is counted, gets a copy of its input, and has the length of its result checked. What was asked before is not asked again.
 * Where f throws, its value is NaN, as where it is not defined; so is that of a claim that throws where f is not finite. Another claim that throws, and a result of the wrong
 * length, throw a Fault.
 */
export interface Evaluator extends Partial<Claims> {
  readonly subject: FunctionSubject;
  readonly domain: Domain;
  /** n. */
  readonly inputs: number;
  /** m. */
  readonly outputs: number;
  /** The calls so far, of f and of all claims. Those of a reference are counted apart, and only here. */
  readonly evaluations: Evaluations;
  /** The message of what f threw last, if it threw. */
  thrown: string | undefined;
  /** The largest part of their numbers by which answers to one question were seen to differ, of a subject that may vary. */
  spread: number;
  /** Whether x is in the domain and fulfils the author's condition. */
  inside(x: Vector): boolean;
  /** The author's condition on x beside the domain, if there is one. */
  readonly where: ((x: Vector) => boolean) | undefined;
  /** The value of a scalar function; the first output must be the only one. */
  readonly f: Announced<number>;
  /** All m outputs. */
  readonly map: Announced<Vector>;
  /** Announces points at which f will be asked, so that a subject with `many` answers them together; undefined of one without. */
  readonly ahead?: (xs: readonly Vector[]) => void;
  /** The values of the reference of a subject that has one. Where it throws, a Fault is thrown, whatever f is there. */
  readonly reference?: Announced<Vector>;
  /** The evaluator of the same subject, and with the same count, that asks again what was asked before. */
  anew(): Evaluator;
}

/** How often a subject was called: f, all claims, and a reference. */
export interface Evaluations {
  f: number;
  claims: number;
  references?: number;
}

/** The questions to a memo: f, and claims in their order. */
const questions = ['f', ...claimNames];

/** The evaluator of a function. `evaluations` is where its calls are counted: a new count if omitted. */
export const evaluator = (subject: FunctionSubject, evaluations: Evaluations = { f: 0, claims: 0 }): Evaluator =>
  evaluatorWith(subject, evaluations, {
    values: memo(() => 0),
    lists: memo(sizes),
  });

/** The numbers of some rows. */
const sizes = (rows: Matrix): number => rows.reduce((sum, row) => sum + row.length, 0);

/** What an evaluator remembers: values of a scalar f, and lists of vectors. */
interface Memos {
  readonly values: Memo<number>;
  readonly lists: Memo<Matrix>;
}

function evaluatorWith(subject: FunctionSubject, evaluations: Evaluations, { values, lists }: Memos): Evaluator {
  const { domain, state } = subject;
  const inputs = dimension(domain);
  const outputs = subject.outputs ?? 1;
  const given = (x: Vector): never => givenTo(subject, x);
  const { where: condition } = subject;
  const where = condition && ((x: Vector) => Boolean(asked('where', () => condition(given(x)))));

  /** A value of f as a number, or as m outputs. */
  const read = (value: number | ArrayLike<number>): number | Vector =>
    typeof value === 'number' && (outputs === 1 || Number.isNaN(value))
      ? value
      : numbers(typeof value === 'number' ? [value] : value, outputs, 'f');
  const question = questions.indexOf('f');
  const isKnown = (x: Vector) => (outputs === 1 ? values : lists).known(question, [x]) !== undefined;
  const announced = values === forgetful ? undefined : announcedValues(subject, { given, read, isKnown });

  const target: Evaluator = {
    subject,
    domain,
    inputs,
    outputs,
    evaluations,
    thrown: undefined,
    spread: 0,
    where,
    inside: (x) => contains(domain, x) && (where?.(x) ?? true),
    f: (x) =>
      values.recall(question, [x], () => {
        evaluations.f++;
        const value = attempt(x);
        return typeof value === 'number' ? value : value[0]!;
      }),
    map: (x) => (outputs === 1 ? Float64Array.of(target.f(x)) : vector(lists.recall(question, [x], () => [outputsAt(x)])[0]!)),
    anew: () => evaluatorWith(subject, evaluations, { values: forgetful, lists: forgetful }),
  };

  function outputsAt(x: Vector): Vector {
    evaluations.f++;
    const value = attempt(x);
    return typeof value === 'number' ? zeros(outputs).fill(value) : value;
  }

  /** The value of f, a vector if f returned a list. NaN where it throws. */
  function attempt(x: Vector): number | Vector {
    try {
      return announced?.known([x]) ?? read(unmoved(state, () => asked('f', () => subject.f(given(x)))));
    } catch (error) {
      if (!isFault(error) || error.kind !== 'throws' || error.message.startsWith(STATE)) throw error;
      target.thrown = error.message.startsWith(THREW) ? error.message.slice(THREW.length) : error.message;
      return Number.NaN;
    }
  }

  const ahead = announced && ((xs: readonly Vector[]) => announced.ahead(xs.map((x) => [x])));
  if (ahead) for (const one of [target, target.f, target.map]) Object.assign(one, { ahead });
  const reference = subject.reference && { reference: referenceOf(target, given, lists !== forgetful) };
  return Object.assign(target, claimsOf(target, given, lists), reference);
}

/** The claims of a subject, asked as an evaluator asks. */
function claimsOf(target: Evaluator, given: (x: Vector) => never, lists: Memo<Matrix>): Partial<Claims> {
  const { subject, inputs, outputs, evaluations } = target;
  const made: Partial<Record<ClaimName, (...args: Vector[]) => Vector | Matrix>> = {};
  for (const name of claimNames) {
    const written = subject[name] as ((...args: never[]) => ArrayLike<unknown>) | undefined;
    if (!written) continue;
    const [m, n] = claimShapes[name]({ n: inputs, m: outputs });
    const question = questions.indexOf(name);
    const announced =
      lists === forgetful
        ? undefined
        : announcedClaim(target, name, { given, isKnown: (args) => lists.known(question, args) !== undefined, size: m });
    /** The rows of a claim. Where f is not finite, as where it throws, nothing is claimed: if the claim throws there too, its value is NaN. */
    const rowsAt = (args: readonly Vector[]): Matrix => {
      evaluations.claims++;
      try {
        const known = announced?.known(args);
        if (known) return [known];
        const value = unmoved(subject.state, () => asked(name, () => written(...args.map(given))));
        return n === undefined ? [numbers(value, m, name)] : rows(value, [m, n], name);
      } catch (error) {
        if (!isFault(error) || error.kind !== 'throws' || target.map(args[0]!).every(Number.isFinite)) throw error;
        return n === undefined ? [nowhere(m)] : Array.from({ length: m }, () => nowhere(n));
      }
    };
    const kept = isLight(m * (n ?? 1));
    made[name] = (...args) => {
      const answer = kept ? lists.recall(question, args, () => rowsAt(args)).map(vector) : rowsAt(args);
      return n === undefined ? answer[0]! : answer;
    };
    if (announced)
      Object.assign(made[name], { ahead: (xs: readonly Vector[], ...along: Vector[]) => announced.ahead(xs.map((x) => [x, ...along])) });
  }
  return made as Partial<Claims>;
}

/** The reference of a subject, asked as its claims are. It has a memo of its own, so that what is remembered of f does not depend on it. */
function referenceOf(target: Evaluator, given: (x: Vector) => never, remembers: boolean): Announced<Vector> {
  const { subject, outputs, evaluations } = target;
  const own = remembers ? memo(sizes) : forgetful;
  const isKnown = (args: readonly Vector[]) => own.known(0, args) !== undefined;
  const announced = remembers ? announcedClaim(target, 'reference', { given, isKnown, size: outputs }) : undefined;
  const at = (x: Vector): Vector => {
    evaluations.references = (evaluations.references ?? 0) + 1;
    const value = announced?.known([x]) ?? unmoved(subject.state, () => asked('reference', () => subject.reference!(given(x))));
    return numbers(typeof value === 'number' ? [value] : value, outputs, 'reference');
  };
  const reference = (x: Vector): Vector => vector(own.recall(0, [x], () => [at(x)])[0]!);
  return announced ? Object.assign(reference, { ahead: (xs: readonly Vector[]) => announced.ahead(xs.map((x) => [x])) }) : reference;
}

/** How points are handed out, how a value of f is read, and what is known already. */
interface Reading {
  readonly given: (x: Vector) => never;
  readonly read: (value: number | ArrayLike<number>) => number | Vector;
  readonly isKnown: (x: Vector) => boolean;
}

/** Announcements to f; undefined where the subject has no `many`. */
function announcedValues(subject: FunctionSubject, { given, read, isKnown }: Reading): Announcements<number | Vector> | undefined {
  const { many, state, domain, outputs = 1, f } = subject;
  if (!many) return undefined;
  return announcements({
    name: 'f',
    state,
    many: (points) => many(points.map(([x]) => given(x!)) as never),
    alone: ([x]) => f(given(x!)),
    read: (value) => read(value as number | ArrayLike<number>),
    isKnown: ([x]) => isKnown(x!),
    alike: alikeFor(subject),
    size: { point: dimension(domain), answer: outputs === 1 ? 0 : outputs },
  });
}

/** How points are handed out, what is known already, and the numbers of an answer. */
interface Asking {
  readonly given: (x: Vector) => never;
  readonly isKnown: (question: Question) => boolean;
  readonly size: number;
}

/** Announcements to a claim, or a reference, that carries a function `many`, of points and of what goes with each of them; undefined for another. */
function announcedClaim(
  { subject, inputs }: Evaluator,
  name: ClaimName | 'reference',
  { given, isKnown, size }: Asking,
): Announcements<Vector> | undefined {
  const written = subject[name] as (((...args: never[]) => unknown) & ManyClaims) | undefined;
  const many = written?.many;
  if (!many) return undefined;
  return announcements({
    name,
    state: subject.state,
    many: (asked) =>
      many(
        asked.map(([x]) => given(x!)),
        ...asked[0]!.slice(1).map(given),
      ),
    alone: (args) => written(...args.map(given)),
    read: (value) => numbers(typeof value === 'number' ? [value] : value, size, name),
    isKnown,
    alike: alikeFor(subject),
    size: { point: inputs, answer: size },
  });
}

/** Whether answers of a subject that differ are the same but for the order of sums, if it may vary. */
const alikeFor =
  ({ varies = false, precision }: FunctionSubject) =>
  (one: readonly number[], other: readonly number[], others: readonly number[]): boolean =>
    varies && reordering([one, other], precision, others) !== undefined;

/** What is said of f where it throws begins so, and what is said of its state. */
const [THREW, STATE] = ['f threw: ', 'state.'];

/** The value of n numbers where there is none. */
const nowhere = (n: number): Vector => zeros(n).fill(Number.NaN);
