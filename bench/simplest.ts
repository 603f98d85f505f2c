/**
 * What a reader is shown of every planted mistake: the simplest sample at which the first law that catches it fails, and how many bars the sides are
 * apart there and where they are furthest. Ends with 1 if a gap of a thousand bars was simplified to less.
 */
import { type Flawed, flawed } from '../fixtures/index.ts';
import { properties } from '../properties/index.ts';
import { measurementOf } from '../src/check/counterexample.ts';
import { DEFAULT_RUNS, DEFAULT_SEED } from '../src/cli/flags.ts';
import { check, type Result } from '../src/index.ts';
import { judge } from '../src/law/verdict.ts';
import { figure, place } from '../src/reporters/figure.ts';
import { started } from './started.ts';

/** Bars that a simplified sample keeps, where there are so many. */
const STARK = 1000;

export interface Shown {
  readonly line: string;
  /** Bars at the simplest and at the starkest sample; none of a fault. */
  readonly bars?: readonly [simplest: number, starkest: number];
}

/** The line of one planted mistake. */
export function shown(subject: Flawed): Shown {
  const law = properties.find(({ name, appliesTo }) => subject.caughtBy.includes(name) && appliesTo(subject))!;
  const { fault, message, simplest, starkest } = check(subject, law, { seed: DEFAULT_SEED, runs: DEFAULT_RUNS });
  const head = `${subject.name}, ${law.name}: ${place(simplest?.sample ?? {}, undefined)}`;
  if (!simplest || !starkest) return { line: `${head}: ${fault}, ${message}` };
  const bars = [barsOf(simplest, subject), barsOf(starkest, subject)] as const;
  const [worst] = [...simplest.measurements].sort((a, b) => gap(b) - gap(a));
  const sides = worst ? `claimed ${figure(worst.claimed.value)}, measured ${figure(worst.observed.value)}` : '';
  return { line: `${head}: ${sides}${bars[0] >= STARK ? '' : ` (${Math.round(bars[0])} bars)`}`, bars };
}

/** Whether a stark gap stayed one. */
export const kept = ({ bars }: Shown): boolean => bars === undefined || bars[0] >= Math.min(STARK, bars[1]);

type Exhibit = NonNullable<Result['simplest']>;

const gap = ({ claimed, observed }: Exhibit['measurements'][number]): number => {
  const apart = Math.abs(claimed.value - observed.value);
  return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
};

const barsOf = ({ measurements }: Exhibit, { precision }: { readonly precision?: Parameters<typeof judge>[1] }): number =>
  Math.max(...measurements.map((measurement) => judge(measurementOf(measurement), precision).bars).filter((bars) => !Number.isNaN(bars)));

if (started(import.meta.url)) {
  const all = flawed.map(shown);
  console.log(all.map(({ line }) => `- ${line}`).join('\n'));
  process.exitCode = all.every(kept) ? 0 : 1;
}
