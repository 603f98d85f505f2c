import type { Report } from '../report/report.ts';
import { outcomes, type Requirement } from '../report/requirement.ts';
import { escaped, folded, shortened } from './escape.ts';
import { counted, figure, plural } from './figure.ts';
import type { Paint } from './reporter.ts';

/** Requirements that are not verified and are named in a terminal. */
const NAMED = 20;
/** Characters of an id, and of a list of subjects, in a line. */
const [ID, SUBJECTS] = [40, 120];

/** The colour of each mark. */
const colors = { '✗': 'red', '?': 'yellow', '~': 'cyan', '✓': 'green' } as const;

/** How many requirements are verified, and why the others are not: lines for a terminal. */
export function requirementLines({ requirements = [] }: Report, width: number, paint: Paint): readonly string[] {
  if (requirements.length === 0) return [];
  const open = requirements.filter(({ outcome }) => outcome !== 'verified');
  const lines = open.slice(0, NAMED).flatMap((one) => {
    const { mark } = outcomes[one.outcome];
    const [first, ...rest] = folded(`${shortened(escaped(one.id), ID)}: ${because(one)}`, width - INDENT);
    return [`  ${paint(colors[mark], mark)} ${first}`, ...rest.map((line) => ' '.repeat(INDENT) + line)];
  });
  const more = open.length > NAMED ? [`    and ${counted(open.length - NAMED)} more`] : [];
  return [verifiedOf(requirements), ...lines, ...more];
}

const INDENT = 4;

/** How many requirements are verified: `all 202 requirements are verified`. */
export function verifiedOf(requirements: readonly Requirement[]): string {
  const count = requirements.filter(({ outcome }) => outcome === 'verified').length;
  const all = requirements.length;
  if (all === 1) return `the one requirement is ${count === 1 ? '' : 'not '}verified`;
  if (count === all) return `all ${counted(all)} requirements are verified`;
  return `${counted(count)} of ${plural(all, 'requirement')} ${count === 1 ? 'is' : 'are'} verified`;
}

/** What became of a requirement, in a few words. */
export function because({ outcome, subjects, digits, established }: Requirement): string {
  const of = subjects.length > 0 ? ` (${shortened(escaped(subjects.join(', ')), SUBJECTS)})` : '';
  if (outcome === 'missing') return subjects.length > 0 ? `not checked${of}` : 'not checked: no subject of this run has its id';
  if (outcome === 'below') return `agrees to ${figure(established ?? 0)} digits where ${figure(digits!)} are required${of}`;
  return `${outcomes[outcome].word}${of}`;
}
