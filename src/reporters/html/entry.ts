import type { Result } from '../../check/check.ts';
import { grouped } from '../group.ts';
import { type Standing, standing, standingOf, worstFirst } from '../standing.ts';
import { telling } from '../telling.ts';
import { slugs } from './slug.ts';

/** In the order of reports, with the mark that goes with each colour. */
export const standings: Readonly<Record<Standing, { readonly mark: string; readonly word: string }>> = {
  wrong: { mark: '✗', word: 'wrong' },
  unsure: { mark: '?', word: 'inconclusive' },
  known: { mark: '~', word: 'known failure' },
  right: { mark: '✓', word: 'right' },
};

/** A subject and all that was found about it. */
export interface Entry {
  readonly name: string;
  /** Its id in links. */
  readonly slug: string;
  readonly standing: Standing;
  readonly results: readonly Result[];
  /** The results that matter most if it is wrong or known to be: those that name components first. */
  readonly failing: readonly Result[];
  /** What its most telling laws establish. */
  readonly digits: number | undefined;
}

/** The subjects of a report, worst first. */
export function entries(results: readonly Result[]): readonly Entry[] {
  const groups = grouped(results, ({ subject }) => subject);
  const ids = slugs([...groups.keys()]);
  const all = [...groups].map(([name, of]): Entry => {
    return {
      name,
      slug: ids.get(name)!,
      standing: standing(of),
      results: of,
      failing: of.filter(({ verdict }) => verdict === 'fail').sort((a, b) => rank(a) - rank(b)),
      digits: established(of),
    };
  });
  return worstFirst.flatMap((rank) => all.filter((entry) => entry.standing === rank));
}

const rank = (result: Result): number =>
  (standingOf(result) === 'wrong' ? 0 : 1000) + (result.wrong?.length ? 0 : result.simplest ? 100 : 200) + telling(result.property);

/** The digits of the most telling laws that hold: the others measure signs and orders as well. */
function established(results: readonly Result[]): number | undefined {
  const passed = results.filter(({ verdict, digits }) => verdict === 'pass' && digits);
  const most = Math.min(...passed.map(({ property }) => telling(property)));
  const digits = passed.flatMap(({ property, digits }) => (digits && telling(property) === most ? [digits.worst] : []));
  return digits.length > 0 ? Math.min(...digits) : undefined;
}
