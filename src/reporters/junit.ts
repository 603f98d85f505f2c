import type { Result } from '../check/check.ts';
import { grouped } from '../report/group.ts';
import { isReading, isSilent, type Report } from '../report/report.ts';
import type { FaultKind } from '../subject/guard.ts';
import { isWrong, reasonOf } from './account.ts';
import { causeFrom, type Laws } from './cause.ts';
import { details } from './failure.ts';
import { contrast, figure, measuredOf } from './figure.ts';
import { headline } from './headline.ts';
import type { Reporter } from './reporter.ts';
import { xml, xmlElement } from './xml.ts';

const FAILURE_COLUMNS = 120;

/** Faults for which nothing could be judged: errors, and no failures, of a test. */
const ERRORS: ReadonlySet<FaultKind> = new Set<FaultKind>(['throws', 'crashed', 'timed-out']);

/**
 * JUnit XML: a test suite for each subject, a test case for each law, with the name `subject: law`. What is undecided or was not reached and known failures are skipped with their reason; a subject that throws,
 * crashes or takes too long is an error. There are no durations, so that a report does not depend on the machine.
 */
export const junit: Reporter = (report) => {
  const { results, provenance, tool, seed } = report;
  const names = namesOf(results);
  const suites = [...grouped(results, ({ subject }) => subject)].map(([subject, of]) => suite(subject, of, { report, names }));
  const all = { name: 'gradcheck', ...countsOf(results), timestamp: provenance.date };
  const origin = properties({ version: tool.version, seed, command: provenance.command, commit: provenance.commit, node: provenance.node });
  const first =
    suites.length === 0 ? [withNewline(xmlElement('testsuite', { name: 'gradcheck', ...countsOf([]) }, [withNewline(origin)]))] : [];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement('testsuites', all, ['\n', ...first, ...suites.map(withNewline)])}\n`;
};

const withNewline = (text: string): string => `${text}\n`;

const countsOf = (results: readonly Result[]) => ({
  tests: results.length,
  failures: results.filter((result) => isWrong(result) && !isError(result)).length,
  errors: results.filter((result) => isWrong(result) && isError(result)).length,
  skipped: results.filter((result) => result.verdict !== 'pass' && !isWrong(result)).length,
});

const isError = ({ fault }: Result): boolean => fault !== undefined && ERRORS.has(fault);

/** The names of test cases: `subject: law`, and a number where several results share it, as the faults of one file do. */
function namesOf(results: readonly Result[]): ReadonlyMap<Result, string> {
  const counts = new Map<string, number>();
  return new Map(
    results.map((result) => {
      const name = `${result.subject}: ${result.property}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return [result, count === 1 ? name : `${name} (${count})`];
    }),
  );
}

/** What a suite needs of the whole report. */
interface Whole {
  readonly report: Report;
  readonly names: ReadonlyMap<Result, string>;
}

function suite(name: string, results: readonly Result[], { report: { provenance, seed }, names }: Whole): string {
  const [{ source, requirement }] = results as readonly [Result];
  const facts = properties({ seed, commit: provenance.commit, requirement, line: source?.line });
  const cases = results.map((result) => withNewline(testcase(result, names.get(result)!, provenance)));
  return xmlElement('testsuite', { name, ...countsOf(results), timestamp: provenance.date, file: source?.file }, [
    '\n',
    withNewline(facts),
    ...cases,
  ]);
}

function testcase(result: Result, name: string, laws: Laws): string {
  const { subject, property, law, source, digits, evaluations, runs, discarded, wrong } = result;
  const [worst] = wrong ?? [];
  const facts = properties({
    law,
    digits: digits && `${digits.worst} at worst, ${digits.median} in the median`,
    samples: `${runs}${discarded ? `, ${discarded} of them not judged` : ''}`,
    evaluations: `${evaluations.f} of f, ${evaluations.claims} of claims`,
    claimed: worst && figure(worst.claimed),
    measured: worst && (worst.range ? contrast(worst.claimed, measuredOf(worst))[1] : `${figure(worst.observed)} ± ${figure(worst.error)}`),
  });
  const attributes = { name, classname: subject, file: source?.file, line: source?.line };
  const warnings = [
    ...(isSilent(result) ? [`silent: ${reasonOf(result)}`] : []),
    ...(result.warnings ?? []).map((warning) => `${isReading(result) ? `${property}: ` : ''}${warning}`),
  ];
  const said = warnings.length > 0 ? [withNewline(`<system-out>${xml(warnings.join('\n'))}</system-out>`)] : [];
  return xmlElement('testcase', attributes, ['\n', withNewline(facts), ...outcome(result, laws).map(withNewline), ...said]);
}

function outcome(result: Result, laws: Laws): readonly string[] {
  const { verdict, expected, fault } = result;
  if (verdict === 'pass') return [];
  if (verdict === 'inconclusive') return [xmlElement('skipped', { message: `inconclusive: ${reasonOf(result)}` })];
  if (expected !== undefined) return [xmlElement('skipped', { message: `known failure: ${expected}` })];
  const cause = causeFrom([result], laws);
  const text = details(cause, FAILURE_COLUMNS, (_, shown) => shown).map((line) => line.slice(4));
  return [
    xmlElement(isError(result) ? 'error' : 'failure', { message: headline(result, 'law'), type: fault ?? 'wrong' }, [xml(text.join('\n'))]),
  ];
}

const properties = (values: Readonly<Record<string, string | number | undefined>>): string =>
  xmlElement(
    'properties',
    {},
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [xmlElement('property', { name, value })])),
  );
