import { properties } from '../../properties/index.ts';
import type { Effort } from '../check/effort.ts';
import type { Report } from '../report/report.ts';
import { run } from '../report/run.ts';
import { terminal } from '../reporters/terminal.ts';
import { type Subject, withOthers } from '../subject/kind.ts';

export interface AssertOptions {
  /** What samples are generated from; 42 if omitted. */
  readonly seed?: number;
  /** Samples per property; as many as the effort says if omitted: 25, 100 or 400. */
  readonly runs?: number;
  /**
   * How much is done. At 'quick', only laws that decide whether the first derivative is right, at few points; a mistake is located and not explained. If omitted, 'normal' for what
   * is imported from `gradcheck`, and 'quick' from `gradcheck/vitest` and `gradcheck/jest`.
   */
  readonly effort?: Effort;
  /** Evaluations of f, and as many of claims, that the subject may cost, about. */
  readonly budget?: number;
  /** Only this property. */
  readonly property?: string;
  /** With `property`: the path of a failure that an earlier run found, which is checked first. */
  readonly path?: string;
  /** True if what stays undecided fails too. */
  readonly strict?: boolean;
}

/** What came of holding a subject to its laws in a test. */
export interface TestFinding {
  readonly pass: boolean;
  /** What was found and what was left out, as a terminal shows it. */
  readonly message: string;
}

/** What samples, and subjects, are generated from. */
export const SEED = 42;

/** Columns of the text. Why: test runners indent it, in windows of some 120 columns. */
const COLUMNS = 100;

/**
 * The finding about a subject that is held to every property that applies to it. `call` is how the subject is checked in the test, for the line that shows a failure again.
 * @throws {Error} if the property that is asked for does not apply.
 */
export function findingOf(subject: Subject, options: AssertOptions, call: (options: string) => string): TestFinding {
  const { seed = SEED, runs, effort, budget, property, path, strict = false } = options;
  const laws = properties.filter(
    (law) => (property === undefined || law.name === property) && withOthers(subject).some((one) => law.appliesTo(one)),
  );
  const name = JSON.stringify(subject.name);
  // To call it twice applies to every subject: only a property that is asked for may be none
  if (laws.length === 0) throw new Error(`the property ${JSON.stringify(property)} does not apply to ${name}`);
  const report = run([subject], laws, {
    seed,
    ...(runs !== undefined && { runs }),
    ...(effort !== undefined && { effort }),
    ...(budget !== undefined && { budget }),
    ...(path !== undefined && { path }),
    command: 'assertGradient',
  });
  const { fail, inconclusive } = report.summary;
  const text = terminal(replayable(report, options, call), { color: false, width: COLUMNS, verbose: false });
  const said = fail > 0 ? 'is wrong' : inconclusive > 0 ? 'is not decided' : 'is right, as far as it was checked';
  return { pass: fail === 0 && !(strict && inconclusive > 0), message: `the derivative of ${name} ${said}\n\n${text}` };
}

/** The report with the call that shows each failure again. */
function replayable(report: Report, { seed, runs, effort, budget }: AssertOptions, call: (options: string) => string): Report {
  const given = Object.entries({ seed, runs, effort, budget }).filter(([, value]) => value !== undefined);
  const results = report.results.map((result) => {
    if (result.path === undefined) return result;
    const entries = [...Object.entries({ property: result.property, path: result.path }), ...given];
    return { ...result, replay: call(`{ ${entries.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(', ')} }`) };
  });
  return { ...report, results };
}
