import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../corpus.ts';

/** Where the rates are kept that the method's page shows. */
export const RATES = join(root, 'bench/campaign/rates.txt');

/** The findings that were counted (kind, precision, seed), and the rates. */
export function rates(): { readonly findings: readonly string[]; readonly text: string } {
  const [first, ...rest] = readFileSync(RATES, 'utf8').trimEnd().split('\n');
  return { findings: first!.split(', '), text: rest.join('\n') };
}
