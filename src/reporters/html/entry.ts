import type { Result } from '../../check/check.ts';
import { type Account, accounts } from '../account.ts';
import { slugs } from './slug.ts';

/** A subject's account with its id in the links of a page. */
export interface Entry extends Account {
  readonly slug: string;
}

/** The subjects of a report, the worst first. Ids are given in the order of the report, so that they do not change with the verdicts. */
export function entries(results: readonly Result[]): readonly Entry[] {
  const ids = slugs([...new Set(results.map(({ subject }) => subject))]);
  return accounts(results).map((account) => ({ ...account, slug: ids.get(account.name)! }));
}
