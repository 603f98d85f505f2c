import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { normal } from './random.ts';

type Nested = string | readonly string[] | readonly (readonly string[])[];

/** How the points of an item are usually drawn. */
export interface Sampler {
  readonly sampler: 'normal' | 'uniform' | 'loguniform' | 'choice';
  readonly mean?: number;
  readonly sd?: number;
  readonly min?: number;
  readonly max?: number;
  readonly offset?: number;
  readonly sign?: number;
  readonly values?: readonly number[];
  readonly jitter?: number;
}

/** A function of the corpus, right or wrong, as formulas. */
export interface Item {
  readonly id: string;
  readonly kind: 'correct' | 'wrong';
  readonly class: string;
  readonly base: string;
  readonly dim: number;
  /** 0: scalar-valued. */
  readonly outDim: number;
  readonly vars: readonly string[];
  readonly domain: Sampler;
  readonly box: readonly (readonly [number, number])[];
  readonly f: string | readonly string[];
  readonly grad: readonly string[] | readonly (readonly string[])[];
  readonly wrongGrad?: Nested;
  readonly hess?: readonly (readonly string[])[];
  readonly wrongHess?: readonly (readonly string[])[];
  readonly samples: readonly { readonly x: readonly number[]; readonly grad: readonly number[] }[];
  /** f is a sum of fTerm(xi, i) over all inputs, and gradTerm the derivative of a term. */
  readonly template?: true;
  readonly fTerm?: string;
  readonly gradTerm?: string;
  readonly wrongTerm?: string;
  readonly wrongIndex?: number;
}

/** The root of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));

export const readJson = (path: string): unknown => JSON.parse(readFileSync(`${root}/${path}`, 'utf8'));

export const corpus = (): readonly Item[] => (readJson('bench/corpus.json') as { items: Item[] }).items;

/** A point as the item's sampler draws it, moved into the box. */
export function usualPoint({ domain, box }: Item, random: () => number): number[] {
  const draw = (low: number, high: number): number => {
    const { sampler, mean = 0, sd = 1, min = 1, max = 1, offset = 0, sign = 1, values = [0], jitter = 0 } = domain;
    if (sampler === 'normal') return mean + sd * normal(random);
    if (sampler === 'loguniform') return offset + sign * min * (max / min) ** random();
    if (sampler === 'choice') return values[Math.floor(random() * values.length)]! + jitter * normal(random);
    return low + (high - low) * random();
  };
  return box.map(([low, high]) => Math.min(high, Math.max(low, draw(low, high))));
}

/** A uniform point of the box. */
export const uniformPoint = ({ box }: Item, random: () => number): number[] => box.map(([low, high]) => low + (high - low) * random());

/** A point whose distance from an end of the box, or from zero inside it, is log-uniform over nine decades or down to the box's own end. */
export const logPoint = ({ box }: Item, random: () => number): number[] =>
  box.map(([low, high]) => {
    const distance = (high - low) * 10 ** (-9 * random());
    const from = low < 0 && high > 0 ? 0 : random() < 0.7 ? low : high;
    const x = from === high ? high - distance : from + (from === 0 && random() < 0.5 ? -distance : distance) * (from === 0 ? 0.5 : 1);
    return Math.min(high, Math.max(low, x));
  });
