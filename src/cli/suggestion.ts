import { nearest } from '../subject/nearest.ts';

/** The longest word for which a nearest one is sought, in letters. Why: nobody means a longer one by mistake, and the search takes the square of it. */
const LONGEST_WORD = 200;

/** The text ' (did you mean X?)' for the word that is nearest to this one, or begins with it; else an empty text. */
export function suggestion(word: string, words: readonly string[]): string {
  if (word.length > LONGEST_WORD) return '';
  const near = nearest(word, words) ?? (word.length >= 3 ? words.find((candidate) => candidate.startsWith(word)) : undefined);
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}
