import type { Vector } from '../math/vector.ts';

/** What was asked before, by the bits of the vectors that it was asked with. */
export interface Memo<T> {
  /** The answer to the same question, or else that of a call, which is kept. */
  recall(question: number, vectors: readonly Vector[], ask: () => T): T;
  /** The answer to the same question, if it is kept. */
  known(question: number, vectors: readonly Vector[]): T | undefined;
}

/** An answer, and a second fingerprint of its question. */
interface Kept<T> {
  readonly check: number;
  readonly answer: T;
}

/** A memo that keeps nothing. */
export const forgetful: Memo<never> = { recall: (_, __, ask) => ask(), known: () => undefined };

/** Weight that a generation of answers may have: one for each, and one for each number that it holds. Why: some 20 MB; a check of a smooth function asks for 10⁴ values, one at a kink of many inputs for 10⁶. */
const GENERATION = 2 ** 18;
/** An answer that weighs more than this is not kept. Why: of gradients of a million numbers, a handful would fill the memory of a machine that holds the model too. */
const HEAVIEST = 2 ** 12;

/** Whether an answer of such a weight is kept. */
export const isLight = (weight: number): boolean => 1 + weight <= HEAVIEST;

/**
 * A memo that keeps one or two generations of the latest answers, so that its memory does not grow with a run. It holds no question: two fingerprints of 32 and 53 bits stand for it, which two of
 * a million different questions share with a probability of 10⁻¹³. Of two that share the first alone, which is a small number and quick to find, the later one is kept.
 */
export function memo<T>(weightOf: (answer: T) => number): Memo<T> {
  let [young, old]: [Map<number, Kept<T>>, Map<number, Kept<T>>] = [new Map(), new Map()];
  let weight = 0;
  return {
    recall(question, vectors, ask) {
      const { key, check } = fingerprint(question, vectors);
      const known = young.get(key) ?? old.get(key);
      if (known?.check === check) return known.answer;
      const answer = ask();
      const own = 1 + weightOf(answer);
      if (own > HEAVIEST) return answer;
      weight += own;
      if (weight > GENERATION) {
        [young, old] = [new Map(), young];
        weight = own;
      }
      young.set(key, { check, answer });
      return answer;
    },
    known(question, vectors) {
      const { key, check } = fingerprint(question, vectors);
      const kept = young.get(key) ?? old.get(key);
      return kept?.check === check ? kept.answer : undefined;
    },
  };
}

/** Numbers up to which a vector is copied to be read as words; a longer one is read in place. Why: a view of an array costs as much as to copy some hundred numbers. */
const COPIED = 128;
const copied = new Float64Array(COPIED);
const copiedWords = new Int32Array(copied.buffer);

/** The words of a vector, two for each number, and perhaps others after them. */
function wordsOf(vector: Vector): Int32Array {
  if (vector.length > COPIED) return new Int32Array(vector.buffer, vector.byteOffset, 2 * vector.length);
  copied.set(vector);
  return copiedWords;
}

/**
 * Two fingerprints of some vectors, of 32 and 53 bits, made of three hashes of 32 bits with multipliers of their own (A. Appleby's MurmurHash3, 2011). Of both words of a number one is rotated too: what is
 * only multiplied keeps a difference in its highest bit there, and the sign of one number then cancels the highest bit of its lower word. Of long vectors the third hash is left out: of those, a run asks for
 * ten thousand and not for a million.
 */
function fingerprint(question: number, vectors: readonly Vector[]): { readonly key: number; readonly check: number } {
  let [a, b, c] = [question ^ 0x9e3779b9, question ^ 0x85ebca6b, question ^ 0xc2b2ae35];
  for (const vector of vectors) {
    const words = wordsOf(vector);
    const isShort = vector.length <= COPIED;
    for (let i = 0; i < 2 * vector.length; i += 2) {
      const low = words[i]!;
      const high = words[i + 1]!;
      a = hashed(a, Math.imul(low, 0xcc9e2d51) + rotated(Math.imul(high, 0x1b873593), 15));
      b = hashed(b, Math.imul(low, 0x239b961b) + rotated(Math.imul(high, 0xab0e9789), 16));
      if (isShort) c = hashed(c, Math.imul(low, 0x38b34ae5) + rotated(Math.imul(high, 0xa1e38b93), 17));
    }
  }
  return { key: stirred(a) | 0, check: stirred(b) * 2 ** 21 + (stirred(c) >>> 11) };
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

const hashed = (hash: number, word: number): number => (Math.imul(rotated(hash ^ word, 13), 5) + 0xe6546b64) | 0;

function stirred(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
