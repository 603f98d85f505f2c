import * as z from 'zod';
import type { Result } from '../check/check.ts';
import { efforts } from '../check/effort.ts';
import { type Topic, topicOf } from '../law/topic.ts';
import { claimNames, type FaultKind, faults } from '../subject/evaluator.ts';
import { type Outcome, outcomes, type Requirement } from './requirement.ts';
import type { Scope } from './scope.ts';
import type { Statement } from './statement.ts';

/** A number. JSON has no NaN and no infinities, so that these are written as strings. */
const jsonNumber = z.number().or(z.literal(['NaN', 'Infinity', '-Infinity']).transform(Number));
const count = z.int().nonnegative();
const text = z.string();

const estimate = z.strictObject({ value: jsonNumber, error: jsonNumber });
/** What is measured: at a kink all slopes within the bar. */
const slope = estimate.extend({ range: z.literal(true).exactOptional() });
const measurement = z.strictObject({
  what: text.exactOptional(),
  claimed: estimate,
  observed: slope,
  relation: z.enum(['=', '≤', '≥']).exactOptional(),
  scale: jsonNumber.exactOptional(),
});

/** Plain data of any depth in which the strings "NaN", "Infinity" and "-Infinity" stand for numbers. */
const data = z.unknown().transform(revive);
const exhibit = z.strictObject({ sample: z.record(text, data), measurements: z.array(measurement) });

const result = z.strictObject({
  subject: text,
  property: text,
  law: text,
  verdict: z.enum(['pass', 'fail', 'inconclusive']),
  reason: text.exactOptional(),
  expected: text.exactOptional(),
  fault: z.enum(Object.keys(faults) as readonly FaultKind[]).exactOptional(),
  message: text.exactOptional(),
  source: z.strictObject({ file: text, line: z.int().positive().exactOptional() }).exactOptional(),
  requirement: text.exactOptional(),
  runs: count,
  discarded: count,
  silent: count.exactOptional(),
  evaluations: z.strictObject({ f: count, claims: count }),
  digits: z.strictObject({ worst: jsonNumber, median: jsonNumber }).exactOptional(),
  simplest: exhibit.exactOptional(),
  starkest: exhibit.exactOptional(),
  wrong: z
    .array(
      z.strictObject({
        index: count,
        label: text,
        claimed: jsonNumber,
        observed: jsonNumber,
        error: jsonNumber,
        range: z.literal(true).exactOptional(),
      }),
    )
    .exactOptional(),
  diagnosis: z.array(z.strictObject({ kind: text, text })).exactOptional(),
  region: text.exactOptional(),
  warnings: z.array(text).exactOptional(),
  path: text.exactOptional(),
  replay: text.exactOptional(),
  evidence: z.record(text, data).exactOptional(),
  exact: z
    .strictObject({
      claim: z.enum(['gradient', 'jacobian', 'hessian']),
      points: count,
      agreement: z.enum(['identical', 'literal', 'different']).exactOptional(),
      digits: jsonNumber.exactOptional(),
      ulps: z.strictObject({ worst: jsonNumber, median: jsonNumber }),
      doubles: z.strictObject({ worst: jsonNumber, median: jsonNumber }),
      loss: z.strictObject({ digits: count, at: z.record(text, jsonNumber), condition: jsonNumber }).exactOptional(),
    })
    .exactOptional(),
  control: z.enum(['caught', 'missed']).exactOptional(),
  fixed: z.strictObject({ points: count, samples: count, fails: z.int().positive().exactOptional() }).exactOptional(),
});

const statedInput = z.strictObject({ name: text, shape: z.array(count).exactOptional(), low: jsonNumber, high: jsonNumber });
const statement = z.strictObject({
  name: text,
  kind: z.enum(['function', 'stack', 'update', 'stochastic', 'operator']),
  outputs: count.exactOptional(),
  inputs: z.array(statedInput),
  more: count.exactOptional(),
  formulas: z.record(text, z.array(text)).exactOptional(),
  code: text.exactOptional(),
  claims: z.array(text),
  traits: z.array(text),
  notes: z.array(text).exactOptional(),
  source: z.strictObject({ file: text, line: z.int().positive().exactOptional() }).exactOptional(),
  requirement: text.exactOptional(),
  requires: z.strictObject({ digits: z.number() }).exactOptional(),
});
const requirement = z.strictObject({
  id: text,
  text: text.exactOptional(),
  digits: jsonNumber.exactOptional(),
  outcome: z.enum(Object.keys(outcomes) as readonly Outcome[]),
  subjects: z.array(text),
  established: jsonNumber.exactOptional(),
});

const topic = z.strictObject({
  about: z.array(z.enum(claimNames)).min(1),
  order: z.literal([1, 2]),
  tells: z.enum(['layers', 'entries', 'consequence']),
  against: z.enum(['values', 'formula', 'reference']),
});

/**
 * The JSON format of a report, version 1. Parsing turns the strings "NaN", "Infinity" and "-Infinity" back into the numbers they stand for.
 */
export const reportSchema = z.strictObject({
  version: z.literal(1),
  tool: z.strictObject({ name: z.literal('gradcheck'), version: text }),
  seed: z.int(),
  provenance: z.strictObject({
    command: text,
    date: z.iso.datetime(),
    commit: text.exactOptional(),
    node: text,
    machine: text.exactOptional(),
    engines: z.record(text, text),
    laws: z.record(text, topic).exactOptional(),
    effort: z.strictObject({ name: z.enum(efforts), points: count, leftOut: z.array(text) }).exactOptional(),
    files: z.record(text, text).exactOptional(),
  }),
  results: z.array(result),
  summary: z.strictObject({ pass: count, fail: count, inconclusive: count }),
  subjects: z.array(statement).exactOptional(),
  requirements: z.array(requirement).exactOptional(),
});

/** The results of a run, and all that is needed to repeat it. */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: 'gradcheck'; readonly version: string };
  readonly seed: number;
  readonly provenance: Provenance;
  readonly results: readonly Result[];
  readonly summary: Summary;
  /** What was checked. */
  readonly subjects?: readonly Statement[];
  /** What the run says of requirements, if its subjects have ids or a list was given. */
  readonly requirements?: readonly Requirement[];
}

/** Where a report comes from. */
export interface Provenance {
  /** The command line, as it can be typed again. */
  readonly command: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  /** The hash of the commit of the working directory, if that is in a git repository. */
  readonly commit?: string;
  readonly node: string;
  /** Operating system, architecture and processors. */
  readonly machine?: string;
  /** Versions of the engines whose derivatives were checked. */
  readonly engines: Readonly<Record<string, string>>;
  /** What the laws of the run are about, by their names. */
  readonly laws?: Readonly<Record<string, Topic>>;
  /** The SHA-256 of the files in which subjects, and requirements, are written, by their names. */
  readonly files?: Readonly<Record<string, string>>;
  /** What was done and left out, where the effort was not the normal one. */
  readonly effort?: Scope;
}

/**
 * The number of results by verdict. A known failure (a failing result with `expected`) is in none of the three, so that `fail` is above
 * zero only if a run should be red.
 */
export interface Summary {
  readonly pass: number;
  readonly fail: number;
  readonly inconclusive: number;
}

/** The topic of a law. A law of which the report says nothing has the topic of a law whose author says nothing. */
export const topicIn = ({ laws }: Pick<Provenance, 'laws'>, property: string): Topic =>
  laws && Object.hasOwn(laws, property) ? laws[property]! : topicOf({});

/** Whether a result comes from a reading, which warns and does not judge. */
export const isReading = ({ evidence }: Result): boolean => evidence?.reading !== undefined;

/** Whether a law has nothing to say about its subject, at any sample, and other laws have: it passes, and is no evidence. */
export const isSilent = ({ verdict, runs, silent = 0 }: Result): boolean => verdict === 'pass' && silent > 0 && silent === runs;

/** In how many subjects that passed a mistake was planted, and in how many of them it was caught by every law into whose claim it was. */
export function controls(results: readonly Result[]): { readonly planted: number; readonly caught: number } {
  const planted = new Set(results.flatMap(({ subject, control }) => (control === undefined ? [] : [subject])));
  const missed = new Set(results.flatMap(({ subject, control }) => (control === 'missed' ? [subject] : [])));
  return { planted: planted.size, caught: planted.size - missed.size };
}

export function summarize(results: readonly Result[]): Summary {
  const summary = { pass: 0, fail: 0, inconclusive: 0 };
  for (const { verdict, expected } of results) if (verdict !== 'fail' || expected === undefined) summary[verdict]++;
  return summary;
}

/** The report as JSON text, which `fromJson` reads back without loss: −0, NaN and the infinities included. */
export const toJson = (report: Report): string => `${jsonOf(report, '')}\n`;

/**
 * A report from its JSON text.
 * @throws {z.ZodError | SyntaxError} if the text is not a report of version 1.
 */
export const fromJson = (json: string): Report => reportSchema.parse(JSON.parse(json));

/** JSON text with short lists on one line. JSON.stringify would write −0 as 0. */
function jsonOf(value: unknown, indent: string): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : Number.isFinite(value) ? String(value) : `"${value}"`;
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return JSON.stringify(typeof value === 'string' ? value : String(value));
  const inner = `${indent}  `;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from(value as ArrayLike<unknown>, (item) => jsonOf(item, inner));
    const line = `[${items.join(', ')}]`;
    return line.length <= 120 && !line.includes('\n') ? line : `[\n${items.map((item) => inner + item).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const lines = entries.map(([key, item]) => `${JSON.stringify(key)}: ${jsonOf(item, inner)}`);
  const line = `{ ${lines.join(', ')} }`;
  if (lines.length === 0) return '{}';
  return line.length <= 120 && !line.includes('\n') ? line : `{\n${lines.map((item) => inner + item).join(',\n')}\n${indent}}`;
}

function revive(value: unknown): unknown {
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  if (Array.isArray(value)) return value.map(revive);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revive(item)]));
  return value;
}
