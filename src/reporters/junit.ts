import type { Result } from '../check/check.ts';
import { isReading, isSilent, type Report } from '../report/report.ts';
import { isWrong, reasonOf } from './account.ts';
import type { Cause } from './cause.ts';
import { details } from './failure.ts';
import { contrast, figure, measuredOf } from './figure.ts';
import { grouped } from './group.ts';
import { headline } from './headline.ts';
import type { Reporter } from './reporter.ts';
import { xml, xmlElement } from './xml.ts';

const FAILURE_COLUMNS = 120;

/**
 * JUnit XML: a test suite for each subject, a test case for each law. Undecided and silent results and known failures are skipped with their reason.
 * There are no durations, so that a report does not depend on the machine.
 */
export const junit: Reporter = (report) => {
  const { results, provenance, tool, seed } = report;
  const suites = [...grouped(results, ({ subject }) => subject)].map(([subject, of]) => suite(subject, of, report));
  const all = { name: 'gradcheck', ...countsOf(results), timestamp: provenance.date };
  const origin = properties({ version: tool.version, seed, command: provenance.command, commit: provenance.commit, node: provenance.node });
  const first =
    suites.length === 0 ? [withNewline(xmlElement('testsuite', { name: 'gradcheck', ...countsOf([]) }, [withNewline(origin)]))] : [];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement('testsuites', all, ['\n', ...first, ...suites.map(withNewline)])}\n`;
};

const withNewline = (text: string): string => `${text}\n`;

const countsOf = (results: readonly Result[]) => ({
  tests: results.length,
  failures: results.filter(isWrong).length,
  errors: 0,
  skipped: results.filter((result) => isSilent(result) || (result.verdict !== 'pass' && !isWrong(result))).length,
});

function suite(name: string, results: readonly Result[], { provenance, seed }: Report): string {
  const [{ source, requirement }] = results as readonly [Result];
  const facts = properties({ seed, commit: provenance.commit, requirement, line: source?.line });
  const cases = results.map((result) => withNewline(testcase(result)));
  return xmlElement('testsuite', { name, ...countsOf(results), timestamp: provenance.date, file: source?.file }, [
    '\n',
    withNewline(facts),
    ...cases,
  ]);
}

function testcase(result: Result): string {
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
  const attributes = { name: property, classname: subject, file: source?.file, line: source?.line };
  const warnings = (result.warnings ?? []).map((warning) => `${isReading(result) ? `${property}: ` : ''}${warning}`);
  const said = warnings.length > 0 ? [withNewline(`<system-out>${xml(warnings.join('\n'))}</system-out>`)] : [];
  return xmlElement('testcase', attributes, ['\n', withNewline(facts), ...outcome(result).map(withNewline), ...said]);
}

function outcome(result: Result): readonly string[] {
  const { verdict, expected, fault } = result;
  if (isSilent(result)) return [xmlElement('skipped', { message: reasonOf(result) })];
  if (verdict === 'pass') return [];
  if (verdict === 'inconclusive') return [xmlElement('skipped', { message: `inconclusive: ${reasonOf(result)}` })];
  if (expected !== undefined) return [xmlElement('skipped', { message: `known failure: ${expected}` })];
  const cause: Cause = { clearest: result, all: [result] };
  const text = details(cause, FAILURE_COLUMNS, (_, shown) => shown).map((line) => line.slice(4));
  return [xmlElement('failure', { message: headline(result, 'law'), type: fault ?? 'wrong' }, [xml(text.join('\n'))])];
}

const properties = (values: Readonly<Record<string, string | number | undefined>>): string =>
  xmlElement(
    'properties',
    {},
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [xmlElement('property', { name, value })])),
  );
