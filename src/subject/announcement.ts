import { dimension } from '../math/domain.ts';
import type { Vector } from '../math/vector.ts';
import { asked, Fault, isFault, unmoved } from './guard.ts';
import { memo } from './memo.ts';
import type { FunctionSubject } from './subject.ts';

/** A function of points to which it can be announced where it will be asked, so that its values can be had together. */
export interface Announced<T> {
  (x: Vector): T;
  /** Announces points. It changes no answer and no count; undefined where nothing is gained by it. */
  ahead?: ((xs: readonly Vector[]) => void) | undefined;
}

/** The values of f at points that were announced, as they came from `many`. */
export interface Announcements {
  /** Asks `many` for the values at those points that are not known. @throws {Fault} 'wrong-length' if it does not give one for each, 'not-deterministic' if it is seen to differ from f. */
  ahead(xs: readonly Vector[]): void;
  /** The value at a point, if it was announced and is still kept. */
  known(x: Vector): number | Vector | undefined;
}

/** Numbers that the points of one call may hold. Why: 8 MB, and with a million inputs single points, for which there is nothing to gain. */
const CALL_NUMBERS = 2 ** 20;

/** Calls of `many` whose first value is held to that of f. Why: what is vectorised rounds otherwise in most calls or in none; these calls of f are not counted, so that counts do not depend on `many`. */
const COMPARED_CALLS = 4;

/** How an evaluator hands out points, reads what f returns, and what it knows already. */
interface Manner {
  readonly given: (x: Vector) => never;
  /** A value of f as a number or as m outputs. @throws {Fault} if it is neither. */
  readonly read: (value: number | ArrayLike<number>) => number | Vector;
  readonly isKnown: (x: Vector) => boolean;
}

/** Announcements to a subject; undefined where it has no `many`. Where `many` throws, f is asked one by one, and so it is for a point at which `many` gives what is no value. */
export function announcements(subject: FunctionSubject, { given, read, isKnown }: Manner): Announcements | undefined {
  const { many, state, f } = subject;
  if (!many) return undefined;
  let compared = 0;
  const kept = memo<number | Vector>((value) => (typeof value === 'number' ? 0 : value.length));
  const most = Math.floor(CALL_NUMBERS / Math.max(dimension(subject.domain), subject.outputs ?? 1));
  const call = (xs: readonly Vector[]): readonly (number | ArrayLike<number>)[] | undefined => {
    try {
      return unmoved(state, () => asked('many', () => many(xs.map(given) as never)));
    } catch (error) {
      if (isFault(error) && error.kind === 'throws') return undefined;
      throw error;
    }
  };
  /** @throws {Fault} if a value is not that of f, where f has one. */
  const compare = (x: Vector, value: number | Vector): void => {
    const alone = attempted(() => read(unmoved(state, () => asked('f', () => f(given(x))))));
    if (alone === undefined) return;
    const [one, other] = [value, alone].map((side) => (typeof side === 'number' ? [side] : Array.from(side))) as [number[], number[]];
    const k = one.findIndex((yk, i) => yk !== other[i] && !(Number.isNaN(yk) && Number.isNaN(other[i])));
    if (k >= 0)
      throw new Fault('not-deterministic', `f returned ${one[k]} among many points and ${other[k]} alone, at one and the same point`);
  };
  const askFor = (xs: readonly Vector[]): void => {
    const values = call(xs);
    if (!values) return;
    if (values.length !== xs.length) throw new Fault('wrong-length', `many returned ${values.length} values for ${xs.length} points`);
    for (const [k, x] of xs.entries()) {
      const value = attempted(() => read(values[k]!));
      if (value === undefined) continue;
      if (k === 0 && compared++ < COMPARED_CALLS) compare(x, value);
      kept.recall(0, [x], () => value);
    }
  };
  return {
    ahead(xs) {
      const open = xs.filter((x) => !isKnown(x) && kept.known(0, [x]) === undefined);
      for (let from = 0; from < open.length && most > 1; from += most) {
        const part = open.slice(from, from + most);
        if (part.length > 1) askFor(part);
      }
    },
    known: (x) => kept.known(0, [x]),
  };
}

/** What a call gives; undefined where the subject breaks its form, which f tells where it is asked. */
function attempted<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (isFault(error) && (error.kind === 'throws' || error.kind === 'wrong-length' || error.kind === 'wrong-type')) return undefined;
    throw error;
  }
}
