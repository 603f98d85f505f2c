import {
  asked,
  askedTwice,
  cotangent,
  direction,
  type Evaluator,
  exactly,
  Fault,
  type FunctionSubject,
  fc,
  givenTo,
  point,
  property,
  reordering,
  unmoved,
  type Vector,
} from '../src/authoring.ts';

/**
 * Two calls at one point agree to the bit, whatever was asked in between; inputs stay as they are; what was returned stays what it was. At a glance a call is held to what was answered when another law
 * asked the same; with care, to further calls, and to one at another point. Where a subject may vary, differences that another order of sums explains only widen its spread, which is told.
 * @throws {Fault} 'mutates-input', 'reuses-buffer' or 'not-deterministic', naming the function.
 */
export default property({
  name: 'deterministic-and-pure',
  law: 'f(x) = f(x), ∇f(x) = ∇f(x) to the bit; calls leave no trace',
  role: 'grounds',
  forAll: (target) => fc.record({ x: point(target), v: direction(target), w: cotangent(target.outputs), y: point(target) }),
  measure(target, { x, y, v, w }, { effort }) {
    const { subject, outputs, evaluations } = target;
    const second = { vjp: w, jvp: v, hvp: v };
    const names = [...FIRST, ...(effort === 'quick' ? [] : SECOND)].filter((name) => subject[name] !== undefined);
    for (const name of names) {
      const argument = name in second ? second[name as keyof typeof second] : undefined;
      const ask = (at: Vector) => {
        evaluations[name === 'f' ? 'f' : 'claims']++;
        return call(subject, subject[name]!, at, argument);
      };
      const held = (one: ArrayLike<unknown>, two: ArrayLike<unknown>): void => {
        if (!same(one, two)) differs(target, { name, one, two }, () => flat(ask(y)));
      };
      const first = ask(x);
      if (first instanceof Error) continue;
      const before = flat(first);
      if (effort === 'quick') {
        const known = flat(attempt(() => (name === 'f' ? target.map(x) : (target[name] as Asked)(x, argument))));
        if (!(known[0] instanceof Error)) held(known, before);
        continue;
      }
      held(before, flat(ask(x)));
      const other = ask(y);
      if (!same(flat(first), before)) throw new Fault('reuses-buffer', `${name} returned a buffer that its next call overwrites`);
      held(before, flat(ask(x)));
      if (typeof first === 'object' && first !== null && first === other)
        throw new Fault('reuses-buffer', `${name} returns the same buffer at every call`);
    }
    if (effort !== 'quick') leavesState(subject, x, w);
    return { claimed: exactly(outputs), measured: exactly(outputs) };
  },
});

/** What is asked at each sample. Why: on these all laws rest that decide. */
const FIRST = ['f', 'gradient', 'jacobian', 'vjp', 'jvp'] as const;
/** What is asked with care alone. Why: one may be as dear as n gradients, and would be asked at each sample for this law only. */
const SECOND = ['hessian', 'hvp'] as const;

/** Two answers to one question that are not the same. */
interface Different {
  readonly name: string;
  readonly one: ArrayLike<unknown>;
  readonly two: ArrayLike<unknown>;
}

/** Notes the spread of a subject that may vary. @throws {Fault} 'not-deterministic' where it may not, or by less: `other` is an answer at another point, since sums may cancel at this one. */
function differs(target: Evaluator, { name, one, two }: Different, other: () => ArrayLike<unknown>): void {
  const { varies = false, precision } = target.subject;
  const part = varies ? (reordering([one, two], precision) ?? reordering([one, two], precision, other())) : undefined;
  if (part === undefined) throw new Fault('not-deterministic', `${name} returned ${difference(one, two)} at one and the same point`);
  target.spread = Math.max(target.spread, part);
}

/** @throws {Fault} 'not-deterministic' where backward changes the declared state, and gives another thing when it is called again. */
function leavesState({ vjp }: FunctionSubject, x: Vector, w: Vector): void {
  const twice = attempt(() => asked('it', () => askedTwice(vjp, x, w)));
  if (!isTwice(twice) || twice.apart < 0) return;
  const { first, second, apart, changed } = twice;
  throw new Fault(
    'not-deterministic',
    `backward changes the declared state (${changed.join(', ')}): called twice after one forward pass, it gives ${first[apart]} and ${second[apart]} at index ${apart}`,
  );
}

const isTwice = (value: unknown): value is NonNullable<ReturnType<typeof askedTwice>> => value !== undefined && !(value instanceof Error);

/** A claim as its evaluator asks for it. */
type Asked = (x: Vector, argument: Vector | undefined) => unknown;

/** The result of a call with copies of its inputs, or the error that it throws, which other laws report. @throws {Fault} 'mutates-input' if it changes a copy. */
function call(subject: FunctionSubject, f: (x: never, v: never) => unknown, x: Vector, v?: Vector): unknown {
  const [given, second] = [x, v].map((vector) => vector && givenTo(subject, vector));
  const result = attempt(() => asked('it', () => unmoved(subject.state, () => f(given!, second!))));
  if (!same(given!, x) || (v && !same(second!, v)))
    throw new Fault(
      'mutates-input',
      `${Object.entries(subject).find(([, value]) => value === f)?.[0] ?? 'it'} changed the ${same(given!, x) ? 'vector' : 'point'} that it was given`,
    );
  return result;
}

function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

/** All numbers of a result, in order; those of a vector as a copy of it, which takes no time for each. */
function flat(value: unknown): ArrayLike<unknown> {
  if (value instanceof Float64Array) return value.slice();
  if (value === null || typeof value !== 'object' || value instanceof Error) return [value];
  return Array.from(value as ArrayLike<unknown>).flatMap((part) => Array.from(flat(part)));
}

function same(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i]) && !(a[i] === 0 && b[i] === 0)) return false;
  return true;
}

function difference(a: ArrayLike<unknown>, b: ArrayLike<unknown>): string {
  const k = Array.from(a).findIndex((ai, i) => !Object.is(ai, b[i]));
  return a.length === 1 ? `${a[0]} and ${b[0]}` : `${a[k]} and ${b[k]} at index ${k}`;
}
