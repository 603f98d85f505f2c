import { cutShort } from '../check/result.ts';
import type { Report } from '../report/report.ts';
import { escaped } from './escape.ts';
import { plural } from './figure.ts';

/** The most laws that are named. Why: they fill a line. */
const NAMED_LAWS = 4;

/** What was done and left out in a run that was not of normal effort, or whose budget was spent early, in one line; undefined for other runs. */
export function scopeLine({ provenance: { effort }, results }: Report): string | undefined {
  const parts = [effort && effortLine(effort), spentLine(results)].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join('; ') : undefined;
}

/** How many subjects pass, or are undecided, though their budget was spent before all points were looked at. */
function spentLine(results: Report['results']): string | undefined {
  const subjects = new Set(results.filter((result) => cutShort(result)).map(({ subject }) => subject));
  for (const { subject, verdict } of results) if (verdict === 'fail') subjects.delete(subject);
  return subjects.size === 0
    ? undefined
    : `${plural(subjects.size, 'subject')} passed with the budget spent before all points were looked at`;
}

function effortLine(effort: NonNullable<Report['provenance']['effort']>): string {
  const { name, points, leftOut } = effort;
  const done = `${name} effort: ${plural(points, 'point')} a law`;
  if (name !== 'quick') return `${done}, and a search along twice as many lines, twice as fine`;
  const named = leftOut.slice(0, NAMED_LAWS).map(escaped).join(', ');
  const laws = leftOut.length === 0 ? [] : [`${plural(leftOut.length, 'law')} (${named}${leftOut.length > NAMED_LAWS ? ', …' : ''})`];
  return `${done}, half of them special ones; left out: ${[...laws, 'the search along lines', 'what kind of mistake it is (a replay tells)'].join(', ')}`;
}
