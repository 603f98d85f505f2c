import type { Result } from '../check.ts';
import type { FaultKind } from '../observed.ts';
import { isReading } from '../report.ts';
import type { Measurement } from '../verdict.ts';
import { clipped, escaped } from './escape.ts';
import { contrast, place, plural, shown } from './figure.ts';
import { grouped } from './group.ts';
import type { Paint } from './reporter.ts';
import { telling } from './telling.ts';

type Wrong = NonNullable<Result['wrong']>[number];

const FAULTS: Readonly<Record<FaultKind, string>> = {
  throws: 'throws',
  'wrong-length': 'returns a result of the wrong shape',
  'not-finite': 'claims what is not finite where f is',
  'mutates-input': 'changes its input',
  'reuses-buffer': 'returns a buffer that it overwrites later',
  'not-deterministic': 'gives different results at the same input',
  'timed-out': 'does not come to an end',
  crashed: 'crashed',
};

/** The failures of one subject: one paragraph for each fault, and one for all laws that are broken. */
export function failure(results: readonly Result[], head: string, headWidth: number, width: number, paint: Paint): string[] {
  const causes = [...grouped(results, cause).values()];
  return causes.flatMap((same, i) => {
    const told = [...same].sort((a, b) => rank(a) - rank(b))[0]!;
    const title = headline(told);
    const where = i === 0 && told.source ? escaped(`${told.source.file}${told.source.line ? `:${told.source.line}` : ''}`) : '';
    const room = width - headWidth - 3 - [...title].length - [...where].length;
    const line = `${i === 0 ? head : ' '.repeat(headWidth)}   ${paint('red', title)}${where ? ' '.repeat(Math.max(room, 3)) + paint('dim', where) : ''}`;
    return [line, ...rows(told, same).map(([name, text]) => `    ${paint('dim', name.padEnd(11))} ${text}`)];
  });
}

const cause = (result: Result): string => {
  const { fault, message, verdict, reason, simplest, property } = result;
  if (isReading(result)) return property;
  if (fault) return `${fault} ${message}`;
  return verdict === 'fail' && !simplest && reason?.startsWith('expected to fail') ? reason : '';
};

/** Those that name components first, then those whose law says most. */
const rank = ({ property, wrong, simplest }: Result): number => (wrong?.length ? 0 : simplest ? 100 : 200) + telling(property);

function headline({ fault, wrong, law, reason, simplest }: Result): string {
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

function rows(told: Result, same: readonly Result[]): Row[] {
  const { message, simplest, wrong, diagnosis, region, replay, evidence, reason } = told;
  const list: Row[] = [];
  if (message) list.push(['says', clipped(escaped(message), 400)]);
  if (reason && (simplest || told.fault) && reason !== message) list.push(['because', clipped(escaped(reason), 300)]);
  const at = simplest && place(simplest.sample, evidence?.inputs);
  if (at) list.push(['at', at]);
  list.push(...(wrong?.length ? components(wrong) : simplest ? sides(simplest.measurements, simplest.sample) : []));
  if (region) list.push(['where', escaped(region)]);
  for (const { text } of diagnosis ?? []) list.push(['looks like', escaped(text)]);
  list.push(['breaks', breaks(told, same)]);
  if (replay) list.push(['replay', escaped(replay)]);
  return list;
}

const COMPONENTS = 4;

/** One component's two sides, or, of several, those that are furthest apart. */
function components(wrong: readonly Wrong[]): Row[] {
  const texts = (component: Wrong): readonly [string, string] =>
    contrast(component.claimed, { value: component.observed, error: component.error });
  const [first] = wrong;
  if (wrong.length === 1) return [['claimed', texts(first!)[0]] as const, ['measured', texts(first!)[1]] as const];
  const gap = ({ claimed, observed }: Wrong): number => (Number.isFinite(claimed) ? Math.abs(claimed - observed) : Number.MAX_VALUE);
  const told = [...wrong].sort((a, b) => gap(b) - gap(a)).slice(0, COMPONENTS);
  const lines = told.map((component) => {
    const [claimed, observed] = texts(component);
    return `${clipped(escaped(component.label), 40)}: claimed ${claimed}, measured ${observed}`;
  });
  const more = wrong.length > COMPONENTS ? [`and ${plural(wrong.length - COMPONENTS, 'more component')}`] : [];
  return [...lines, ...more].map((line, i): Row => [i === 0 ? 'wrong' : '', line]);
}

const RELATIONS = { '=': '', '≤': ' (should be at most what is measured)', '≥': ' (should be at least what is measured)' } as const;

/** The measurement with the widest gap beyond its bars, and the rest of its sample. */
function sides(measurements: readonly Measurement[], sample: Readonly<Record<string, unknown>>): Row[] {
  const gap = ({ claimed, observed }: Measurement): number => {
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
  ];
}

function breaks({ property }: Result, same: readonly Result[]): string {
  const others = same.map((result) => result.property).filter((name) => name !== property);
  if (others.length === 0) return escaped(property);
  if (others.length <= 2) return [property, ...others].map(escaped).join(', ');
  return `${escaped(property)} and ${others.length} more laws`;
}
