/** The numbers that decide, as they stand in the source: read from all folders in which numbers decide, so that none can be missing. */
import { readdirSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { root } from './corpus.ts';
import { type Literal, sourceOf } from './source.ts';

/** A named number with its meaning, and its reason or the experiment that set it: in its comment, what stands before and after `Why:`. */
export interface Threshold {
  readonly file: string;
  readonly name: string;
  /** The text of its value. */
  readonly value: string;
  readonly meaning: string;
  readonly reason: string;
}

/** The folders of `src` whose numbers decide how something looks, and none of what is said. */
const SHOWING = ['explorer', 'report', 'reporters', 'testing', 'cli'];

const folders = [
  ...readdirSync(`${root}/src`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !SHOWING.includes(entry.name))
    .map(({ name }) => `src/${name}`),
  'properties',
  'readings',
];

/** The files in which numbers decide. */
export const deciding: readonly string[] = folders.flatMap((folder) =>
  readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .sort(),
);

const read = (file: string): string => readFileSync(`${root}/${file}`, 'utf8');

/** The named numbers of a source text. */
export function thresholdsOf(file: string, text: string): readonly Threshold[] {
  return sourceOf(file, text)
    .constants.filter(({ numeric }) => numeric)
    .map(({ name, value, comment }) => {
      const [meaning = '', reason = ''] = comment
        .replace(/^\*|\n \*/g, ' ')
        .replace(/\s+/g, ' ')
        .split('Why:');
      return {
        file,
        name,
        value: value.replace(/ as const$/, '').replace(/\s+/g, ' '),
        meaning: meaning.trim(),
        reason: capital(reason.trim()),
      };
    });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** All named numbers that decide. */
export const thresholds = (): readonly Threshold[] => deciding.flatMap((file) => thresholdsOf(file, read(file)));

/** Numbers that mean what mathematics says they mean: nothing, one, two, and so halves, squares and signs. */
const PLAIN = ['0', '1', '2'];

/** A number with more characters than this is a coefficient that was computed, as those of a rational approximation, and no decision. */
const LONGEST_DECISION = 12;

/** The numbers of a source text that have no name, apart from 0, 1 and 2 and computed coefficients. */
export const unnamedOf = (file: string, text: string): readonly Literal[] =>
  sourceOf(file, text).literals.filter(({ number }) => !PLAIN.includes(number) && number.length <= LONGEST_DECISION);

/** The unnamed numbers of each file that has some. */
export const unnamed = (): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    deciding.flatMap((file) => {
      const numbers = unnamedOf(file, read(file)).map(({ number }) => number);
      return numbers.length > 0 ? [[file, numbers]] : [];
    }),
  );
