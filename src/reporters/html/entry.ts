import type { Report } from '../../report/report.ts';
import { type Account, accounts } from '../account.ts';
import type { Laws } from '../cause.ts';
import { slugs } from './slug.ts';

/** A subject's account with its id in the links of a page. */
export interface Entry extends Account {
  readonly slug: string;
  readonly laws: Laws;
}

/** The subjects of a report, the worst first. Ids follow the order of the report, so that they do not change with the verdicts. */
export function entries(report: Report): readonly Entry[] {
  const ids = slugs([...new Set(report.results.map(({ subject }) => subject))]);
  return accounts(report).map((account) => ({ ...account, slug: ids.get(account.name)!, laws: report.provenance }));
}
