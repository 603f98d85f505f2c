import { properties } from '../../properties/index.ts';
import type { Effort } from '../check/effort.ts';
import { run } from '../report/run.ts';
import { terminal } from '../reporters/terminal.ts';
import type { Subject } from '../subject/kind.ts';

export interface AssertOptions {
  /** 42 if omitted. */
  readonly seed?: number;
  /** Samples per property; as many as the effort says if omitted: 25, 100 or 400. */
  readonly runs?: number;
  /** How much is done: 'normal' if omitted. At 'quick', only laws that decide whether the first derivative is right, at few points; a mistake is located and not explained. */
  readonly effort?: Effort;
  /** Evaluations of f, and as many of claims, that the subject may cost, about. */
  readonly budget?: number;
  /** Only this property. */
  readonly property?: string;
  /** With `property`: the path of a failure that an earlier run found, which is checked first. */
  readonly path?: string;
}

const SEED = 42;

/**
 * Holds a subject to every property that applies to it.
 * @throws {Error} with the text that a terminal would show, if a property fails and the subject does not expect it to, or if no property
 * applies.
 */
export function assertGradient(subject: Subject, options: AssertOptions = {}): void {
  const { seed = SEED, runs, effort, budget, property, path } = options;
  const laws = properties.filter((law) => (property === undefined || law.name === property) && law.appliesTo(subject));
  if (laws.length === 0)
    throw new Error(
      `${property === undefined ? 'no property' : `the property ${JSON.stringify(property)}`} applies to ${JSON.stringify(subject.name)}`,
    );
  const report = run([subject], laws, {
    seed,
    ...(runs !== undefined && { runs }),
    ...(effort !== undefined && { effort }),
    ...(budget !== undefined && { budget }),
    ...(path !== undefined && { path }),
    command: 'assertGradient',
  });
  if (report.summary.fail === 0) return;
  const replayed = report.results.map((result) =>
    result.path === undefined ? result : { ...result, replay: again(result.property, result.path) },
  );
  throw new Error(
    `the derivative of ${JSON.stringify(subject.name)} is wrong\n\n${terminal({ ...report, results: replayed }, { color: false, width: 100, verbose: false })}`,
  );

  function again(name: string, found: string): string {
    const given = {
      ...(options.seed !== undefined && { seed }),
      ...(runs !== undefined && { runs }),
      ...(effort !== undefined && { effort }),
      ...(budget !== undefined && { budget }),
    };
    const entries = Object.entries({ property: name, path: found, ...given }).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    return `assertGradient(subject, { ${entries.join(', ')} })`;
  }
}
