import { properties } from '../../properties/index.ts';
import type { Result } from '../../src/check/check.ts';
import { results } from '../../src/report/run.ts';
import { claims, type Setting } from './claims.ts';
import type { Program } from './program.ts';

/** The laws that decide. */
export const MAIN: readonly string[] = [
  'matches-differences',
  'vjp-matches-differences',
  'jvp-matches-differences',
  'jacobian-matches-differences',
];

/** What the checks of a program came to. */
export interface Trial {
  readonly verdict: 'pass' | 'fail' | 'inconclusive' | 'out of time';
  readonly failed: readonly Result[];
  /** Laws that stayed inconclusive. */
  readonly open: readonly Result[];
  /** Evaluations of f and of claims together. */
  readonly evaluations: number;
  readonly seconds: number;
}

export interface Effort {
  readonly seed: number;
  readonly runs: number;
  readonly seconds: number;
  /** Only this law. */
  readonly law?: string;
  /** Whether rare mistakes are hunted for; they are, if nothing is said. */
  readonly hunting?: boolean;
  /** Ends at the first failure and explains none. */
  readonly brief: boolean;
}

/** Seconds of the processor since some time: a machine that does other things as well changes little about them. */
function secondsSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}

/** Holds a program to the laws that speak about it, for so many seconds of the processor at most. */
export function tried(program: Program, setting: Setting, { seed, runs, seconds, law, brief, hunting = true }: Effort): Trial {
  const began = process.cpuUsage();
  const over = () => secondsSince(began) > seconds;
  const laws = properties.filter(({ name }) => law === undefined || name === law);
  const found: Result[] = [];
  let late = false;
  for (const result of results([claims(program, { ...setting, over })], laws, { seed, runs, brief, hunting })) {
    if ((late = over())) break;
    found.push(result);
    if (brief && result.verdict === 'fail') break;
  }
  const failed = found.filter(({ verdict }) => verdict === 'fail');
  const open = found.filter(({ verdict }) => verdict === 'inconclusive');
  const undecided = open.some(({ property }) => MAIN.includes(property));
  return {
    verdict: failed.length > 0 ? 'fail' : late ? 'out of time' : undecided ? 'inconclusive' : 'pass',
    failed,
    open,
    evaluations: found.reduce((sum, { evaluations }) => sum + evaluations.f + evaluations.claims, 0),
    seconds: secondsSince(began),
  };
}
