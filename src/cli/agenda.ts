import { type Rejection, told } from './load.ts';
import type { Plan } from './plan.ts';
import type { Listed, Manifest, Stated } from './pool/crew.ts';
import { chosenProperties, chosenSubjects, uncheckable, unexpectable } from './selection.ts';
import { belongs } from './shard.ts';
import { UsageError } from './usage-error.ts';

/** What is checked in a run, and what cannot be. */
export interface Agenda {
  /** All subjects of the run, in their order. */
  readonly all: readonly Listed[];
  /** Those of them that are checked, all or a shard. */
  readonly subjects: readonly Listed[];
  /** The names of those that are chosen: a claim may be the derivative of one of them. */
  readonly chosen: readonly string[];
  readonly laws: readonly Stated[];
  readonly engines?: Manifest['engines'];
  /** All that is rejected, and what of that a shard tells. */
  readonly allRejected: readonly Rejection[];
  readonly rejected: readonly Rejection[];
}

/**
 * The agenda of a run. What is not valid is rejected, and the rest is checked.
 * @throws {UsageError} if nothing is left, or what is asked for is not there.
 */
export function agendaOf(plan: Plan, { subjects, inquiries, rejected: unloaded, engines }: Manifest): Agenda {
  const laws = chosenProperties(inquiries, plan.properties);
  const misplaced = plan.at && unloaded.find(({ message }) => message.startsWith('--at'));
  if (misplaced) throw new UsageError(misplaced.message);
  const asked = plan.properties !== undefined;
  const unexpected = unexpectable(subjects, inquiries);
  const left = subjects.filter(({ name }) => !unexpected.some(({ subject }) => subject === name));
  if (left.length === 0) nothingLeft([...unloaded, ...unexpected]);
  const chosen = chosenSubjects(left, plan.patterns);
  const idle = asked ? [] : uncheckable(chosen, inquiries);
  const all = chosen.filter(({ name }) => !idle.some(({ subject }) => subject === name));
  const names = laws.map(({ name }) => name);
  if (all.length === 0) nothingLeft(idle);
  if (asked && !all.some((subject) => subject.laws.some((law) => names.includes(law))))
    throw new UsageError('none of the chosen properties applies to a chosen subject');
  if (plan.path !== undefined && (all.length !== 1 || laws.length !== 1))
    throw new UsageError(
      `--path needs exactly one subject and one property (--subject, --property); there are ${all.length} and ${laws.length}`,
    );
  if (plan.at && all.length > 1) throw new UsageError(`--at needs exactly one subject; there are ${all.length}: choose one with --subject`);
  const mine = <T>(items: readonly T[], name: (item: T) => string): readonly T[] => {
    const { shard } = plan;
    return shard ? items.filter((item) => belongs(name(item), shard)) : items;
  };
  const allRejected = [...unloaded, ...unexpected, ...idle];
  return {
    all,
    subjects: mine(all, ({ name }) => name),
    chosen: all.map(({ name }) => name),
    laws,
    ...(engines && Object.keys(engines).length > 0 && { engines }),
    allRejected,
    rejected: mine(allRejected, told),
  };
}

/** @throws {UsageError} saying why nothing can be checked; standard error tells the reasons before the last. */
function nothingLeft(rejected: readonly Rejection[]): never {
  for (const rejection of rejected.slice(0, -1)) process.stderr.write(`gradcheck: ${told(rejection)}\n`);
  const last = rejected.at(-1);
  throw new UsageError(last ? told(last) : 'nothing to check: these files hold laws, but no subject');
}
