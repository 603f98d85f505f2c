import { createHash } from 'node:crypto';
import type { Result } from '../check/check.ts';
import { isReading } from '../report/report.ts';
import { accounts, reasonOf } from './account.ts';
import { causeFrom, causes, type Laws } from './cause.ts';
import { escaped } from './escape.ts';
import { statement } from './failure.ts';
import { headline } from './headline.ts';
import type { Reporter } from './reporter.ts';

const ROOT = '%SRCROOT%';

/**
 * SARIF 2.1.0 (OASIS, 2020). Laws are rules. Failures are errors, known failures are suppressed errors, warnings are warnings, and
 * undecided results are open. Results that pass are not listed.
 */
export const sarif: Reporter = ({ results, provenance, tool, seed }) => {
  const laws = [...new Map(results.map((result) => [result.property, result])).values()];
  const indices = new Map(laws.map(({ property }, i) => [property, i]));
  const found = accounts({ results, provenance }).flatMap(({ results: of }) => findings(of, provenance, indices));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool.name, version: tool.version, semanticVersion: tool.version, rules: laws.map(rule) } },
        invocations: [{ executionSuccessful: true, commandLine: provenance.command, endTimeUtc: provenance.date }],
        originalUriBaseIds: {
          [ROOT]: { description: message('The root of the repository, or else the folder in which gradcheck was run.') },
        },
        columnKind: 'utf16CodeUnits',
        results: found,
        properties: { seed, commit: provenance.commit, node: provenance.node, machine: provenance.machine, engines: provenance.engines },
      },
    ],
  };
  return `${withoutHalves(JSON.stringify(log, finite, 1))}\n`;
};

/** Replaces NaN and the infinities, which JSON lacks, by text. */
const finite = (_: string, value: unknown): unknown => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value);

/** JSON without the escapes of lone surrogates, which some readers refuse. */
const withoutHalves = (json: string): string =>
  json.replace(/\\(?:ud[89a-f][\da-f]{2}|.)/g, (found) => (found.startsWith('\\ud') ? '\ufffd' : found));

/** A message of SARIF. Its braces are no placeholders (SARIF 2.1.0, 3.11.5), and its brackets no links (3.11.6). */
const message = (text: string): { readonly text: string } => ({
  text: text.replace(/[{}]/g, '$&$&').replace(/\[(?=[^\]]*\]\()/g, '\\['),
});

function rule(result: Result) {
  const { property, law } = result;
  const reading = isReading(result);
  const help = reading
    ? `A reading: ${law}. It warns of what is not healthy, and does not judge whether a derivative is right.`
    : `A law that every true derivative obeys: ${law}. A failure is a sample at which the claimed derivative and what was measured from values of the function lie further apart than their error bars allow; it was measured again with more care before it was reported.`;
  return {
    id: property,
    name: property.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: message(escaped(law) || property),
    fullDescription: message(escaped(help)),
    help: message(escaped(help)),
    defaultConfiguration: { level: reading ? 'warning' : 'error' },
  };
}

/** The findings of a subject: its failures, the clearest of each cause first, its undecided results, and each of its warnings once. */
function findings(results: readonly Result[], laws: Laws, indices: ReadonlyMap<string, number>) {
  const failing = causes(
    results.filter(({ verdict }) => verdict === 'fail'),
    laws,
  ).flatMap(({ clearest, all }) => [clearest, ...all.filter((result) => result !== clearest)]);
  const open = results.filter(({ verdict }) => verdict === 'inconclusive');
  const warned = new Map(results.flatMap((result) => (result.warnings ?? []).map((warning) => [warning, result] as const)).reverse());
  return [
    ...failing.map((result) =>
      finding(result, indices, 'error', `${result.subject}: ${headline(result, 'law')}\n${statement(causeFrom([result], laws))}`),
    ),
    ...open.map((result) => finding(result, indices, 'none', `${result.subject}: undecided: ${reasonOf(result)}`)),
    ...[...warned].reverse().map(([warning, result]) => finding(result, indices, 'warning', `${result.subject}: ${warning}`)),
  ];
}

function finding(result: Result, indices: ReadonlyMap<string, number>, level: 'error' | 'warning' | 'none', said: string) {
  const { subject, property, expected, wrong, simplest, diagnosis, region, replay, requirement, fault, evaluations, runs } = result;
  const failure = level === 'error';
  const about = level === 'warning' ? [subject, property, said] : [subject, property];
  return {
    ruleId: property,
    ruleIndex: indices.get(property),
    kind: level === 'none' ? 'open' : 'fail',
    level,
    message: message(said.split('\n').map(escaped).join('\n')),
    locations: [location(result)],
    partialFingerprints: { 'gradcheck/v1': createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 32) },
    ...(failure &&
      expected !== undefined && { suppressions: [{ kind: 'external', status: 'accepted', justification: escaped(expected) }] }),
    properties: {
      subject,
      requirement,
      runs,
      evaluations,
      ...(failure && { fault, wrong, measurements: simplest?.measurements, sample: simplest?.sample, diagnosis, region, replay }),
    },
  };
}

function location({ subject, source }: Result) {
  const name = escaped(subject) || 'subject';
  const logicalLocations = [{ name, fullyQualifiedName: name, kind: 'function' }];
  if (!source) return { logicalLocations };
  const artifactLocation = uri(source.file);
  return {
    physicalLocation: { artifactLocation, ...(source.line !== undefined && { region: { startLine: source.line } }) },
    logicalLocations,
  };
}

/** The path as a URI. A relative path is relative to the root of the repository, or else to the folder of the run. */
function uri(file: string): { readonly uri: string; readonly uriBaseId?: string } {
  const encoded = file
    .replaceAll('\\', '/')
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  if (/^[a-z]%3A\//i.test(encoded)) return { uri: `file:///${encoded.replace('%3A', ':')}` };
  return encoded.startsWith('/') ? { uri: `file://${encoded.replace(/^\/+/, '/')}` } : { uri: encoded, uriBaseId: ROOT };
}
