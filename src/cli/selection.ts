import type { Inquiry } from '../law/reading.ts';
import type { Subject } from '../subject/kind.ts';
import { matches } from './glob.ts';
import { suggestion } from './suggestion.ts';
import { UsageError } from './usage-error.ts';

/**
 * The subjects whose names match one of the patterns; all subjects if there are no patterns.
 * @throws {UsageError} for a pattern that matches no subject.
 */
export function chosenSubjects(subjects: readonly Subject[], patterns: readonly string[] = []): readonly Subject[] {
  const names = subjects.map(({ name }) => name);
  for (const pattern of patterns)
    if (!names.some((name) => matches(pattern, name)))
      throw new UsageError(`--subject ${JSON.stringify(pattern)}: no subject has such a name${suggestion(pattern, names)}`);
  return patterns.length === 0 ? subjects : subjects.filter(({ name }) => patterns.some((pattern) => matches(pattern, name)));
}

/** The properties of these names; all properties if there are no names. @throws {UsageError} for a name that no property has. */
export function chosenProperties<I extends Inquiry>(properties: readonly I[], names: readonly string[] = []): readonly I[] {
  const known = properties.map(({ name }) => name);
  for (const name of names)
    if (!known.includes(name))
      throw new UsageError(
        `--property ${JSON.stringify(name)}: there is no such property${suggestion(name, known) || '; gradcheck list shows all'}`,
      );
  return names.length === 0 ? properties : properties.filter(({ name }) => names.includes(name));
}

/**
 * Refuses expectations of failures that cannot occur, since nobody would notice them.
 * @throws {UsageError} for the first such expectation.
 */
export function expectable(subjects: readonly Subject[], properties: readonly Inquiry[]): void {
  for (const subject of subjects)
    for (const name of subject.expect?.fail ?? []) {
      const property = properties.find((candidate) => candidate.name === name);
      if (property?.appliesTo(subject)) continue;
      const problem = property
        ? 'does not apply to it'
        : `is no property${suggestion(
            name,
            properties.map((candidate) => candidate.name),
          )}`;
      throw new UsageError(`${where(subject)}: expect.fail: ${JSON.stringify(name)} ${problem}`);
    }
}

/**
 * Refuses subjects to which no property applies, since they would look as if they passed.
 * @throws {UsageError} for the first such subject; where properties were chosen by name (`asked`), only if no subject can be checked.
 */
export function checkable(subjects: readonly Subject[], properties: readonly Inquiry[], asked: boolean): void {
  const idle = subjects.filter((subject) => !properties.some((property) => property.appliesTo(subject)));
  if (asked ? idle.length === subjects.length : idle.length > 0)
    throw new UsageError(
      asked
        ? 'none of the chosen properties applies to a chosen subject'
        : `${where(idle[0]!)}: nothing to check: it claims no derivative (gradient, jacobian, vjp, jvp, …)`,
    );
}

const where = ({ name, source }: Subject): string => `${source ? `${source.file}: ` : ''}subject ${JSON.stringify(name)}`;
