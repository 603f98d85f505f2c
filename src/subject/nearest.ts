/** The longest name for which it is guessed what was meant, in characters. Why: longer ones are data, and the time to compare grows with the square. */
export const LONGEST_GUESSED = 40;
/** A candidate is what was meant if it is fewer edits away than this, for names of up to two, up to four and more letters. Why: a typing mistake is one or two edits; of two letters, one would be half. */
const FEWER_EDITS = [
  { letters: 2, than: 1 },
  { letters: 4, than: 2 },
  { letters: Number.POSITIVE_INFINITY, than: 3 },
];

/** The candidate that is the fewest edits away from `name` (V. I. Levenshtein 1966), capitals aside, if it is near enough to be what was meant. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST_GUESSED) return undefined;
  let best: string | undefined;
  let least = FEWER_EDITS.find(({ letters }) => name.length <= letters)!.than;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > least) continue;
    const distance = candidate.toLowerCase() === name.toLowerCase() ? 0 : edits(name, candidate);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
