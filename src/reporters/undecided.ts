import type { Result } from '../check/check.ts';
import type { Effort } from '../check/effort.ts';
import { telling } from '../law/topic.ts';
import { type Report, topicIn } from '../report/report.ts';
import { reasonOf } from './account.ts';
import { escaped, shortened } from './escape.ts';
import { option, shellQuoted } from './quote.ts';

/** The longest reason beside the name of a subject, in characters. */
const REASON = 120;

/** The effort that is tried where this one decides nothing. */
const NEXT: Readonly<Record<Effort, Effort | undefined>> = { quick: 'normal', normal: 'thorough', thorough: undefined };

/** Why a subject is not decided, by the most telling of its laws that are not, and what may decide it. */
export function undecided(results: readonly Result[], { provenance }: Pick<Report, 'provenance'>): string {
  const place = ({ property }: Result): number => telling(topicIn(provenance, property));
  const [first] = results.filter(({ verdict }) => verdict === 'inconclusive').sort((a, b) => place(a) - place(b));
  const remedy = first && remedyFor(first, provenance);
  const reason = first ? shortened(escaped(reasonOf(first)), REASON) : 'no law says anything';
  return `not decided: ${reason}${remedy === undefined ? '' : `; try ${remedy}`}`;
}

/** What checks the subject with more effort: a command line, or the option of a call. */
function remedyFor({ subject, source }: Result, { command, effort }: Report['provenance']): string | undefined {
  const next = NEXT[effort?.name ?? 'normal'];
  if (next === undefined || command === '') return undefined;
  if (!command.startsWith('gradcheck ')) return `effort: '${next}'`;
  const given = command.replace(/ --effort[ =]\S+/, '');
  if (command.startsWith('gradcheck check ') || command.includes(' --exec')) return escaped(`${given} ${option('effort', next)}`);
  const only = option('subject', subject.replace(/[*?\\]/g, '\\$&'));
  return escaped(['gradcheck run', ...(source ? [shellQuoted(source.file)] : []), only, option('effort', next)].join(' '));
}
