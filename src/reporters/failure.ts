import type { Result } from '../check/check.ts';
import type { Sides } from '../check/counterexample.ts';
import type { Estimate } from '../math/estimate.ts';
import { toScale } from './axis.ts';
import type { Cause } from './cause.ts';
import { escaped, folded, NARROW, shortened } from './escape.ts';
import { contrast, fixedPlace, measuredOf, place, plural, shown } from './figure.ts';
import { widest } from './gap.ts';
import { headline } from './headline.ts';
import type { Paint } from './reporter.ts';
import { sparklines } from './sparkline.ts';

type Wrong = NonNullable<Result['wrong']>[number];

/** file:line of a subject, if it is known. */
export const locationOf = ({ source }: Result): string => (source ? `${source.file}${source.line ? `:${source.line}` : ''}` : '');

/** The beginning of a subject's first line, and how many columns it takes. */
export interface Head {
  readonly text: string;
  readonly columns: number;
}

/** The failures of one subject for a terminal of `width` columns, one paragraph for each reason. */
export function failure(causes: readonly Cause[], head: Head, width: number, paint: Paint): string[] {
  return causes.flatMap((cause, i) => {
    const title = headline(cause.clearest, 'law');
    const where = i === 0 ? escaped(locationOf(cause.clearest)) : '';
    const room = width - head.columns - 3 - [...title].length - [...where].length;
    const below = where !== '' && room < 3 && width - INDENT < NARROW;
    const line = `${i === 0 ? head.text : ' '.repeat(head.columns)}   ${paint('red', title)}${where && !below ? ' '.repeat(Math.max(room, 3)) + paint('dim', where) : ''}`;
    return [line, ...(below ? [`    ${paint('dim', 'in'.padEnd(11))} ${where}`] : []), ...details(cause, width, paint)];
  });
}

/** The lines below the headline of a failure: where it shows, both sides, what it looks like, how to see it again. */
export function details(cause: Cause, width: number, paint: Paint): string[] {
  return known(cause, width - INDENT).flatMap(([name, text]) =>
    (name === 'replay' ? [text] : folded(text, width - INDENT)).map(
      (line, i) => `    ${paint('dim', (i === 0 ? name : '').padEnd(11))} ${line}`,
    ),
  );
}

/** The same lines without drawings and without folding, for outputs in which columns do not line up. */
export const statement = (cause: Cause): string =>
  known(cause, 0)
    .map(([name, text]) => `${name.padEnd(11)} ${text}`)
    .join('\n');

type Row = readonly [name: string, text: string];

/** Columns before the text of a line below a headline. */
export const INDENT = 16;

/** The longest replay line or diagnosis, in characters. Why: it may hold a formula of any length, and is for people; the report in JSON has all of it. */
const LONGEST_TEXT = 2000;

function known({ clearest: result, all, words }: Cause, room: number): Row[] {
  const { message, simplest, wrong, diagnosis, region, replay, evidence, reason, fault, fixed } = result;
  const list: Row[] = [];
  if (words !== undefined) list.push(['in words', words]);
  if (message) list.push(['says', shortened(escaped(message), 400)]);
  if (reason && (simplest || fault) && reason !== message) list.push(['because', shortened(escaped(reason), 300)]);
  const at = simplest && place(simplest.sample, evidence?.inputs);
  if (at) list.push(['at', at + fixedPlace(fixed)]);
  list.push(...(wrong?.length ? components(wrong, room) : simplest ? sides(simplest.measurements, simplest.sample, room) : []));
  list.push(...sparklines(evidence, room).map((line, i): Row => [i === 0 ? 'differences' : '', line]));
  if (typeof evidence?.pattern === 'string') list.push(['altogether', shortened(escaped(evidence.pattern), 200)]);
  if (region) list.push(['where', escaped(region)]);
  for (const { text } of diagnosis ?? []) list.push(['looks like', shortened(escaped(text), LONGEST_TEXT)]);
  list.push(['breaks', breaks(result, all)]);
  if (replay) list.push(['replay', shortened(escaped(replay), LONGEST_TEXT)]);
  return list;
}

/** The most wrong components that are listed. */
const COMPONENTS = 4;

/** Both sides of a single wrong component; of several, a list of those with the largest gaps. */
function components(wrong: readonly Wrong[], room: number): Row[] {
  const texts = (component: Wrong): readonly [string, string] => contrast(component.claimed, measuredOf(component));
  const [first] = wrong;
  if (wrong.length === 1) {
    const [claimed, observed] = texts(first!);
    return [['claimed', claimed], ['measured', observed], ...scale(first!.claimed, { value: first!.observed, error: first!.error }, room)];
  }
  const gap = ({ claimed, observed }: Wrong): number => (Number.isFinite(claimed) ? Math.abs(claimed - observed) : Number.MAX_VALUE);
  const furthest = [...wrong].sort((a, b) => gap(b) - gap(a)).slice(0, COMPONENTS);
  const lines = furthest.map((component) => {
    const [claimed, observed] = texts(component);
    return `${shortened(escaped(component.label), 40)}: claimed ${claimed}, measured ${observed}`;
  });
  const more = wrong.length > COMPONENTS ? [`and ${plural(wrong.length - COMPONENTS, 'more component')}`] : [];
  return [...lines, ...more].map((line, i): Row => [i === 0 ? 'wrong' : '', line]);
}

const scale = (claimed: number, observed: Estimate, room: number): readonly Row[] => {
  const drawn = toScale(claimed, observed, room);
  return drawn === undefined ? [] : [['to scale', drawn]];
};

const RELATION_NOTES = { '=': '', '≤': ' (should be at most what is measured)', '≥': ' (should be at least what is measured)' } as const;

/** Both sides of the measurement with the widest gap, and the parts of its sample beside the point. */
function sides(measurements: readonly Sides[], sample: Readonly<Record<string, unknown>>, room: number): Row[] {
  const others = Object.entries(sample).filter(([key]) => key !== 'x');
  const rest: Row[] = others.length ? [['with', others.map(([key, value]) => `${escaped(key)} = ${shown(value)}`).join(', ')]] : [];
  const furthest = widest(measurements);
  if (!furthest) return rest;
  const [claimed, observed] = contrast(furthest.claimed.value, furthest.observed);
  return [
    ...rest,
    ...(furthest.what ? [['part', escaped(furthest.what)] as const] : []),
    ['claimed', `${claimed}${RELATION_NOTES[furthest.relation ?? '=']}`],
    ['measured', observed],
    ...scale(furthest.claimed.value, furthest.observed, room),
  ];
}

function breaks({ property }: Result, all: readonly Result[]): string {
  const others = all.map((result) => result.property).filter((name) => name !== property);
  if (others.length === 0) return escaped(property);
  if (others.length <= 2) return [property, ...others].map(escaped).join(', ');
  return `${escaped(property)} and ${others.length} more laws`;
}
