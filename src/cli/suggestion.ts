import { nearest } from '../formulas/nearest.ts';

/** The text ' (did you mean X?)' for the word that is nearest to this one, or begins with it; else an empty text. */
export function suggestion(word: string, words: readonly string[]): string {
  const near = nearest(word, words) ?? (word.length >= 3 ? words.find((candidate) => candidate.startsWith(word)) : undefined);
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}
