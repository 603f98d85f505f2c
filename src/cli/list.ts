import type { Property } from '../law/property.ts';
import { dimension } from '../math/domain.ts';
import { escaped } from '../reporters/escape.ts';
import { plural, superscript } from '../reporters/figure.ts';
import { claimNames } from '../subject/evaluator.ts';
import { asFunction, type Kind, type Subject } from '../subject/kind.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import type { Command } from './command.ts';
import { subjectFiles } from './files.ts';
import { type Loaded, load } from './load.ts';

/** Lists subjects, properties and readings. */
export const listCommand: Command = {
  name: 'list',
  positional: '[files..]',
  description: 'Lists the subjects of the files, or the built-in ones, and the properties.',
  async run({ positionals, values }) {
    const { properties } = await import('../../properties/index.ts');
    const { readings } = await import('../../readings/index.ts');
    const { sound } = await import('../../fixtures/index.ts');
    const own: Pick<Loaded, 'subjects' | 'inquiries'> =
      positionals.length > 0 ? await load(subjectFiles(positionals, { globs: false })) : { subjects: sound, inquiries: [] };
    const laws = [...properties, ...own.inquiries.filter((inquiry) => 'measure' in inquiry)];
    const gauges = [...readings, ...own.inquiries.filter((inquiry) => 'read' in inquiry)].map(stated);
    const subjects = own.subjects.map((subject) => entryOf(subject, laws));
    process.stdout.write(
      values.has('json')
        ? `${JSON.stringify({ subjects, properties: laws.map(stated), readings: gauges }, null, 2)}\n`
        : text(subjects, laws.map(stated), gauges, positionals.length > 0),
    );
    return 0;
  },
};

interface Entry {
  readonly name: string;
  readonly kind: Kind;
  readonly inputs: number;
  readonly outputs: number;
  readonly claims: readonly string[];
  readonly properties: readonly string[];
  readonly source?: Subject['source'] & {};
}

function entryOf(subject: Subject, properties: readonly Property[]): Entry {
  const map = asFunction(subject);
  return {
    name: subject.name,
    kind: subject.kind,
    inputs: dimension(map.domain),
    outputs: map.outputs ?? 1,
    claims: claimsOf(map),
    properties: properties.filter((property) => property.appliesTo(subject)).map(({ name }) => name),
    ...(subject.source && { source: subject.source }),
  };
}

interface Stated {
  readonly name: string;
  readonly law: string;
}

const stated = ({ name, law }: Stated): Stated => ({ name, law });

/** The list as text; `each` says that the laws of each subject are named. */
function text(subjects: readonly Entry[], laws: readonly Stated[], gauges: readonly Stated[], each: boolean): string {
  const wide = (names: readonly { readonly name: string }[]): number =>
    Math.min(Math.max(...names.map(({ name }) => name.length), 0), 48) + 2;
  const [column, lawColumn] = [wide(subjects), wide([...laws, ...gauges])];
  const line = ({ name, law }: Stated): string => `  ${escaped(name).padEnd(lawColumn)}${escaped(law)}`;
  return [
    plural(subjects.length, 'subject'),
    ...subjects.flatMap(({ name, kind, inputs, outputs, claims, properties }) => [
      `  ${escaped(name).padEnd(column)}${`${space(inputs)} → ${space(outputs)}`.padEnd(12)}${[...(kind === 'function' ? [] : [kind]), ...claims].join(', ').padEnd(28)}${plural(properties.length, 'law')}`,
      ...(each ? [`    ${properties.map(escaped).join(', ')}`] : []),
    ]),
    '',
    plural(laws.length, 'property', 'properties'),
    ...laws.map(line),
    '',
    plural(gauges.length, 'reading'),
    ...gauges.map(line),
    '',
  ].join('\n');
}

const claimsOf = (subject: FunctionSubject): readonly string[] => claimNames.filter((claim) => subject[claim] !== undefined);

/** ℝⁿ */
const space = (n: number): string => `ℝ${n === 1 ? '' : superscript(String(n))}`;
