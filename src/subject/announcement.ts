import type { Vector } from '../math/vector.ts';
import { asked, Fault, isFault, unmoved } from './guard.ts';
import { isLight, memo } from './memo.ts';
import type { FunctionSubject } from './subject.ts';

/** A function of points to which it can be announced where it will be asked, so that its values can be had together. */
export interface Announced<T> {
  (x: Vector): T;
  /** Announces points. It changes no answer and no count; undefined where nothing is gained by it. */
  ahead?: ((xs: readonly Vector[]) => void) | undefined;
}

/** The answers to questions that were announced, as they came together. */
export interface Announcements<T> {
  /** Asks together what is not known. @throws {Fault} 'wrong-length' if there is not one answer for each, 'not-deterministic' if one is seen to differ from that to the question alone. */
  ahead(questions: readonly Question[]): void;
  /** The answer to a question, if it was announced and is still kept. */
  known(question: Question): T | undefined;
}

/** A point, and the cotangent or tangent that goes with it, if any. */
export type Question = readonly Vector[];

/** Numbers that the points of one call may hold. Why: 8 MB, and with a million inputs single points, for which there is nothing to gain. */
const CALL_NUMBERS = 2 ** 20;

/** Calls whose first answer is held to that to the question alone. Why: what is vectorised rounds otherwise in most calls or in none; these are not counted, so that counts do not depend on `many`. */
const COMPARED_CALLS = 4;

/** How something is asked, alone and together. */
interface Manner<T> {
  /** What is asked, as messages call it. */
  readonly name: string;
  readonly state: FunctionSubject['state'];
  readonly many: (questions: readonly Question[]) => readonly unknown[];
  readonly alone: (question: Question) => unknown;
  /** An answer as what it should be. @throws {Fault} if it is not that. */
  readonly read: (value: unknown) => T;
  readonly isKnown: (question: Question) => boolean;
  /** Whether two answers to one question are held to be the same, where they are not to the bit, beside the answers to others. */
  readonly alike: (one: readonly number[], other: readonly number[], others: readonly number[]) => boolean;
  /** The numbers of a point, and of an answer. */
  readonly size: { readonly point: number; readonly answer: number };
}

/** Announcements to what can be asked together; undefined where an answer is too large to be kept. Where `many` throws, questions are asked one by one, and so is one to which it gives what is no answer. */
export function announcements<T extends number | Vector>(manner: Manner<T>): Announcements<T> | undefined {
  const { name, state, many, alone, read, isKnown, alike, size } = manner;
  if (!isLight(size.answer)) return undefined;
  let compared = 0;
  const kept = memo<T>((value) => (typeof value === 'number' ? 0 : value.length));
  const most = Math.floor(CALL_NUMBERS / Math.max(size.point, size.answer));
  const call = (questions: readonly Question[]): readonly unknown[] | undefined => {
    try {
      return unmoved(state, () => asked('many', () => many(questions)));
    } catch (error) {
      if (isFault(error) && error.kind === 'throws') return undefined;
      throw error;
    }
  };
  /** @throws {Fault} if an answer is not that to the question alone, where there is one. */
  const compare = (question: Question, value: T, values: readonly unknown[]): void => {
    const single = attempted(() => read(unmoved(state, () => asked(name, () => alone(question)))));
    if (single === undefined) return;
    const [one, other] = [listed(value), listed(single)];
    const k = one.findIndex((yk, i) => yk !== other[i] && !(Number.isNaN(yk) && Number.isNaN(other[i])));
    if (
      k >= 0 &&
      !alike(
        one,
        other,
        values.flatMap((each) => listed(attempted(() => read(each)) ?? []).filter(Number.isFinite)),
      )
    )
      throw new Fault('not-deterministic', `${name} returned ${one[k]} among many points and ${other[k]} alone, at one and the same point`);
  };
  const askFor = (questions: readonly Question[]): void => {
    const values = call(questions);
    if (!values) return;
    if (values.length !== questions.length)
      throw new Fault('wrong-length', `many returned ${values.length} values for ${questions.length} points`);
    for (const [k, question] of questions.entries()) {
      const value = attempted(() => read(values[k]));
      if (value === undefined) continue;
      if (k === 0 && compared++ < COMPARED_CALLS) compare(question, value, values);
      kept.recall(0, question, () => value);
    }
  };
  return {
    ahead(questions) {
      const first = memo<number>(() => 0);
      const open = questions.filter(
        (question, k) => !isKnown(question) && kept.known(0, question) === undefined && first.recall(0, question, () => k) === k,
      );
      for (let from = 0; from < open.length && most > 1; from += most) {
        const part = open.slice(from, from + most);
        if (part.length > 1) askFor(part);
      }
    },
    known: (question) => kept.known(0, question),
  };
}

const listed = (value: number | ArrayLike<number>): number[] => (typeof value === 'number' ? [value] : Array.from(value));

/** What a call gives; undefined where the subject breaks its form, which is told where it is asked alone. */
function attempted<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (isFault(error) && (error.kind === 'throws' || error.kind === 'wrong-length' || error.kind === 'wrong-type')) return undefined;
    throw error;
  }
}
