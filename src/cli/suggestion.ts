import { nearest } from '../formulas/nearest.ts';

/** ' (did you mean X?)' where one of the words is near, or begins with this one, else nothing. */
export function suggestion(word: string, words: readonly string[]): string {
  const near = nearest(word, words) ?? (word.length >= 3 ? words.find((candidate) => candidate.startsWith(word)) : undefined);
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}
