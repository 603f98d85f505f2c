import { matches } from './glob.ts';
import type { Rejection } from './load.ts';
import type { Listed, Stated } from './pool/crew.ts';
import { suggestion } from './suggestion.ts';
import { UsageError } from './usage-error.ts';

/**
 * The subjects whose names match one of the patterns; all subjects if there are no patterns.
 * @throws {UsageError} for a pattern that matches no subject.
 */
export function chosenSubjects<S extends { readonly name: string }>(
  subjects: readonly S[],
  patterns: readonly string[] = [],
): readonly S[] {
  const names = subjects.map(({ name }) => name);
  for (const pattern of patterns)
    if (!names.some((name) => matches(pattern, name)))
      throw new UsageError(`--subject ${JSON.stringify(pattern)}: no subject has such a name${suggestion(pattern, names)}`);
  return patterns.length === 0 ? subjects : subjects.filter(({ name }) => patterns.some((pattern) => matches(pattern, name)));
}

/** The properties of these names; all properties if there are no names. @throws {UsageError} for a name that no property has. */
export function chosenProperties<I extends { readonly name: string }>(
  properties: readonly I[],
  names: readonly string[] = [],
): readonly I[] {
  const known = properties.map(({ name }) => name);
  for (const name of names)
    if (!known.includes(name))
      throw new UsageError(
        `--property ${JSON.stringify(name)}: there is no such property${suggestion(name, known) || '; gradcheck list shows all'}`,
      );
  return names.length === 0 ? properties : properties.filter(({ name }) => names.includes(name));
}

/** Those that expect failures which cannot occur, since nobody would notice them. */
export const unexpectable = (subjects: readonly Listed[], properties: readonly Stated[]): readonly Rejection[] =>
  subjects.flatMap((subject) => {
    const { fail = [] } = subject.expect ?? {};
    const wrong = fail === 'all' ? undefined : fail.find((name) => !subject.laws.includes(name));
    if (wrong === undefined) return [];
    const names = properties.map(({ name }) => name);
    const problem = names.includes(wrong) ? 'does not apply to it' : `is no property${suggestion(wrong, names)}`;
    return [rejection(subject, `expect.fail: ${JSON.stringify(wrong)} ${problem}`)];
  });

/** Functions to which no law applies but those that ask for no claim, since they would look as if they passed. */
export const uncheckable = (subjects: readonly Listed[], inquiries: readonly Stated[]): readonly Rejection[] =>
  subjects
    .filter(({ kind, laws }) => kind === 'function' && laws.every((law) => inquiries.find(({ name }) => name === law)?.role === 'grounds'))
    .map((subject) => rejection(subject, 'nothing to check: it claims no derivative (gradient, jacobian, vjp, jvp, …)'));

const rejection = ({ name, source }: Listed, problem: string): Rejection => ({
  file: source?.file ?? 'gradcheck',
  subject: name,
  fault: 'throws',
  message: `subject ${JSON.stringify(name)}: ${problem}`,
});
