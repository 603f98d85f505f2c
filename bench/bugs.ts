import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type FunctionSubject, type Interval, subject } from '../src/authoring.ts';

/** A wrong gradient that a library shipped: f, its right gradient g and the wrong one w, usual points and points at which w differs. */
export interface Bug {
  readonly id: string;
  readonly dim: number;
  readonly cls?: string;
  readonly rarity?: string;
  /** True where nothing can be seen from values of f. */
  readonly noFD?: boolean;
  readonly f?: (x: readonly number[]) => number;
  readonly g?: (x: readonly number[]) => readonly number[];
  readonly w?: (x: readonly number[]) => readonly number[];
  readonly sample?: () => readonly number[];
  readonly trig?: () => readonly number[];
}

/** The entries that have code, of a module that exports them as a list `B`. */
export async function readBugs(path: string): Promise<readonly Bug[]> {
  const { B } = (await import(pathToFileURL(resolve(path)).href)) as { B: readonly Bug[] };
  return B.filter(({ f, g, w }) => f && g && w);
}

/** A box around usual and triggering points. An end that many points share, or a whole number, is kept; another is moved out by a hundredth of the width. */
export function boxOf({ dim, sample, trig }: Bug): Interval[] {
  const points = Array.from({ length: 200 }, () => [sample!(), ...(trig ? [trig()] : [])]).flat();
  return Array.from({ length: dim }, (_, i) => {
    const values = points.map((x) => x[i]!);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const natural = (end: number) => Number.isInteger(end) || values.filter((value) => value === end).length > 1;
    const margin = (high - low) / 100;
    return [natural(low) ? low : low - margin, natural(high) ? high : high + margin] satisfies Interval;
  });
}

/** A bug as a subject that claims its right gradient, or its wrong one. */
export const asSubject = (bug: Bug, claim: 'g' | 'w', domain: readonly Interval[]): FunctionSubject =>
  subject<readonly Interval[]>({
    name: bug.id,
    domain,
    f: (x: readonly number[]) => bug.f!([...x]),
    gradient: (x: readonly number[]) => [...bug[claim]!([...x])],
  });
