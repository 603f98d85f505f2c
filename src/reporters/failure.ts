import type { Result } from '../check/check.ts';
import type { Sides } from '../check/counterexample.ts';
import type { Estimate } from '../math/estimate.ts';
import { isReading } from '../report/report.ts';
import type { FaultKind } from '../subject/evaluator.ts';
import { axis } from './axis.ts';
import { clipped, escaped, folded, NARROW } from './escape.ts';
import { contrast, place, plural, shown } from './figure.ts';
import { grouped } from './group.ts';
import type { Paint } from './reporter.ts';
import { sparklines } from './sparkline.ts';
import { telling } from './telling.ts';

type Wrong = NonNullable<Result['wrong']>[number];

export const FAULTS: Readonly<Record<FaultKind, string>> = {
  throws: 'throws',
  'wrong-length': 'returns a result of the wrong shape',
  'not-finite': 'claims what is not finite where f is',
  'mutates-input': 'changes its input',
  'reuses-buffer': 'returns a buffer that it overwrites later',
  'not-deterministic': 'gives different results at the same input',
  'timed-out': 'does not come to an end',
  crashed: 'crashed',
};

/** Failures of one subject for one reason: the most telling of them, and all of them. */
export interface Cause {
  readonly told: Result;
  readonly same: readonly Result[];
}

/** The failures of one subject by their reasons: each fault apart, and all laws that are broken together. */
export const causes = (failures: readonly Result[]): readonly Cause[] =>
  [...grouped(failures, cause).values()].map((same) => ({ told: [...same].sort((a, b) => rank(a) - rank(b))[0]!, same }));

/** file:line of a subject, if it is known. */
export const locationOf = ({ source }: Result): string => (source ? `${source.file}${source.line ? `:${source.line}` : ''}` : '');

/** The failures of one subject: one paragraph for each cause. */
export function failure(results: readonly Result[], head: string, headWidth: number, width: number, paint: Paint): string[] {
  return causes(results).flatMap((cause, i) => {
    const title = headline(cause.told);
    const where = i === 0 ? escaped(locationOf(cause.told)) : '';
    const room = width - headWidth - 3 - [...title].length - [...where].length;
    const below = where !== '' && room < 3 && width - INDENT < NARROW;
    const line = `${i === 0 ? head : ' '.repeat(headWidth)}   ${paint('red', title)}${where && !below ? ' '.repeat(Math.max(room, 3)) + paint('dim', where) : ''}`;
    return [line, ...(below ? [`    ${paint('dim', 'in'.padEnd(11))} ${where}`] : []), ...details(cause, width, paint)];
  });
}

/** What is known about a failure, line by line: where it shows, both sides, what it looks like, how to see it again. */
export function details({ told, same }: Cause, width: number, paint: Paint): string[] {
  return rows(told, same, width - INDENT).flatMap(([name, text]) =>
    (name === 'replay' ? [text] : folded(text, width - INDENT)).map(
      (line, i) => `    ${paint('dim', (i === 0 ? name : '').padEnd(11))} ${line}`,
    ),
  );
}

/** The same in words alone, for where columns do not line up. */
export const statement = ({ told, same }: Cause): string =>
  rows(told, same, 0)
    .map(([name, text]) => `${name.padEnd(11)} ${text}`)
    .join('\n');

const cause = (result: Result): string => {
  const { fault, message, verdict, reason, simplest, property } = result;
  if (isReading(result)) return property;
  if (fault) return `${fault} ${message}`;
  return verdict === 'fail' && !simplest && reason?.startsWith('expected to fail') ? reason : '';
};

/** Those that name components first, then those whose law says most. */
const rank = ({ property, wrong, simplest }: Result): number => (wrong?.length ? 0 : simplest ? 100 : 200) + telling(property);

/** What is wrong, in a few words. */
export function headline({ fault, wrong, law, reason, simplest }: Result): string {
  if (fault === 'not-finite' && !simplest) return 'is finite nowhere';
  if (fault) return FAULTS[fault];
  if (wrong?.length) {
    const labels = wrong.slice(0, 3).map(({ label }) => clipped(escaped(label), 48));
    const more = wrong.length > 3 ? ` and ${wrong.length - 3} more` : '';
    return `${labels.map((label) => (/∂|: /.test(label) ? label : `∂f/∂${label}`)).join(', ')}${more} ${wrong.length === 1 ? 'is' : 'are'} wrong`;
  }
  if (!simplest && reason) return clipped(escaped(reason), 200);
  return `${escaped(law)} does not hold`;
}

type Row = readonly [name: string, text: string];

/** Columns before the text of a row. */
export const INDENT = 16;

function rows(told: Result, same: readonly Result[], room: number): Row[] {
  const { message, simplest, wrong, diagnosis, region, replay, evidence, reason } = told;
  const list: Row[] = [];
  if (message) list.push(['says', clipped(escaped(message), 400)]);
  if (reason && (simplest || told.fault) && reason !== message) list.push(['because', clipped(escaped(reason), 300)]);
  const at = simplest && place(simplest.sample, evidence?.inputs);
  if (at) list.push(['at', at]);
  list.push(...(wrong?.length ? components(wrong, room) : simplest ? sides(simplest.measurements, simplest.sample, room) : []));
  list.push(...sparklines(evidence, room).map((line, i): Row => [i === 0 ? 'differences' : '', line]));
  if (typeof evidence?.pattern === 'string') list.push(['altogether', clipped(escaped(evidence.pattern), 200)]);
  if (region) list.push(['where', escaped(region)]);
  for (const { text } of diagnosis ?? []) list.push(['looks like', escaped(text)]);
  list.push(['breaks', breaks(told, same)]);
  if (replay) list.push(['replay', escaped(replay)]);
  return list;
}

const COMPONENTS = 4;

/** One component's two sides, or, of several, those that are furthest apart. */
function components(wrong: readonly Wrong[], room: number): Row[] {
  const texts = (component: Wrong): readonly [string, string] =>
    contrast(component.claimed, { value: component.observed, error: component.error });
  const [first] = wrong;
  if (wrong.length === 1) {
    const [claimed, observed] = texts(first!);
    return [['claimed', claimed], ['measured', observed], ...scale(first!.claimed, { value: first!.observed, error: first!.error }, room)];
  }
  const gap = ({ claimed, observed }: Wrong): number => (Number.isFinite(claimed) ? Math.abs(claimed - observed) : Number.MAX_VALUE);
  const told = [...wrong].sort((a, b) => gap(b) - gap(a)).slice(0, COMPONENTS);
  const lines = told.map((component) => {
    const [claimed, observed] = texts(component);
    return `${clipped(escaped(component.label), 40)}: claimed ${claimed}, measured ${observed}`;
  });
  const more = wrong.length > COMPONENTS ? [`and ${plural(wrong.length - COMPONENTS, 'more component')}`] : [];
  return [...lines, ...more].map((line, i): Row => [i === 0 ? 'wrong' : '', line]);
}

const scale = (claimed: number, observed: Estimate, room: number): readonly Row[] => {
  const drawn = axis(claimed, observed, room);
  return drawn === undefined ? [] : [['to scale', drawn]];
};

const RELATIONS = { '=': '', '≤': ' (should be at most what is measured)', '≥': ' (should be at least what is measured)' } as const;

/** The measurement with the widest gap beyond its bars, and the rest of its sample. */
function sides(measurements: readonly Sides[], sample: Readonly<Record<string, unknown>>, room: number): Row[] {
  const gap = ({ claimed, observed }: Sides): number => {
    const relative = Math.abs(claimed.value - observed.value) / (claimed.error + observed.error + Number.MIN_VALUE);
    return Number.isNaN(relative) ? Number.POSITIVE_INFINITY : relative;
  };
  const widest = [...measurements].sort((a, b) => (gap(b) > gap(a) ? 1 : -1))[0];
  const others = Object.entries(sample).filter(([key]) => key !== 'x');
  const rest: Row[] = others.length ? [['with', others.map(([key, value]) => `${escaped(key)} = ${shown(value)}`).join(', ')]] : [];
  if (!widest) return rest;
  const [claimed, observed] = contrast(widest.claimed.value, widest.observed);
  return [
    ...rest,
    ...(widest.what ? [['part', escaped(widest.what)] as const] : []),
    ['claimed', `${claimed}${RELATIONS[widest.relation ?? '=']}`],
    ['measured', observed],
    ...scale(widest.claimed.value, widest.observed, room),
  ];
}

function breaks({ property }: Result, same: readonly Result[]): string {
  const others = same.map((result) => result.property).filter((name) => name !== property);
  if (others.length === 0) return escaped(property);
  if (others.length <= 2) return [property, ...others].map(escaped).join(', ');
  return `${escaped(property)} and ${others.length} more laws`;
}
