import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../corpus.ts';

/** Where the rates are kept that docs/rates.md shows. */
export const RATES = join(root, 'bench/campaign/rates.txt');

/** What the rates say at first sight: what is counted, in words, with the part of the rates and the line in which it stands there, and the findings that it counts. */
const HEADLINES = [
  { words: 'right programs in doubles that are called wrong', part: 'right programs, float64', line: 'false alarms', of: 'right-float64' },
  {
    words: 'right programs in single precision that are called wrong',
    part: 'right programs, float32',
    line: 'false alarms',
    of: 'right-float32',
  },
  {
    words: 'mistakes planted in doubles, that show, and are found',
    part: 'mutants, float64',
    line: 'found among those that show',
    of: 'wrong-float64',
  },
] as const;

/** A rate with its count, its share and the 95 % interval of that. */
export interface Rate {
  readonly words: string;
  readonly count: string;
  readonly share: string;
  readonly interval: string;
  /** The commands that measure it: more than one if several seeds are counted. */
  readonly commands: readonly string[];
}

/** The command whose findings have this name (kind, precision, seed). */
export function campaignOf(finding: string): string {
  const [kind, precision, seed] = finding.split('-');
  return `npm run bench:campaign -- --kind ${kind} --precision ${precision} --seed ${seed}`;
}

/** The rates that are told first. @throws {Error} if the record has not all of them. */
export function headlines({ findings, text }: Recorded): readonly Rate[] {
  const parts = text.split(/\n(?=\S[^|\n]*: \d+\n)/);
  return HEADLINES.map(({ words, part, line, of }) => {
    const found = parts.find((one) => one.startsWith(`${part}: `));
    const [, count, share, low, high] =
      new RegExp(`^  ${line}: (\\d+ of \\d+) = ([\\d.]+ %) \\[([\\d.]+ %), ([\\d.]+ %)\\]$`, 'm').exec(found ?? '') ?? [];
    if (count === undefined) throw new Error(`there is no rate ${JSON.stringify(line)} of ${part} on record`);
    const commands = findings.filter((name) => name.startsWith(`${of}-`)).map(campaignOf);
    return { words, count, share: share!, interval: `${low} … ${high}`, commands };
  });
}

/** The findings that were counted (kind, precision, seed), and the rates. */
export interface Recorded {
  readonly findings: readonly string[];
  readonly text: string;
}

/** What is on record. */
export function rates(): Recorded {
  const [first, ...rest] = readFileSync(RATES, 'utf8').trimEnd().split('\n');
  return { findings: first!.split(', '), text: rest.join('\n') };
}
