/**
 * What each law and each reading is known to do: on how many sound fixtures it speaks and stays silent, and how many planted mistakes it catches.
 * Prints one table for each chapter. Ends with 1 if a name of the catalogue has no law or reading, no sound fixture or no planted mistake, or if a law
 * or a reading has no place in the catalogue.
 */
import { parseArgs } from 'node:util';
import { ailing, flawed, sound } from '../fixtures/index.ts';
import { properties } from '../properties/index.ts';
import { readings } from '../readings/index.ts';
import { DEFAULT_RUNS, DEFAULT_SEED } from '../src/cli/flags.ts';
import { check, type Result, type Subject } from '../src/index.ts';
import type { Inquiry } from '../src/law/reading.ts';
import { grouped } from '../src/report/group.ts';
import { catalogue } from './catalogue.ts';
import { table } from './table.ts';

interface Row {
  readonly name: string;
  readonly law: string;
  /** What came of it on every sound fixture to which it applies. */
  readonly sound: readonly Result[];
  /** What came of it on every planted mistake that it should catch. */
  readonly planted: readonly { readonly subject: string; readonly caught: boolean }[];
}

const { values: options } = parseArgs({ options: { seed: { type: 'string', default: String(DEFAULT_SEED) } } });
const seed = Number(options.seed);
const held = (subject: Subject, inquiry: Inquiry): Result => check(subject, inquiry, { seed, runs: DEFAULT_RUNS });

/** A law catches by failing; a reading, which does not judge, by warning in the words that are due. */
const planted = (inquiry: Inquiry): Row['planted'] =>
  'read' in inquiry
    ? ailing.flatMap((subject) => {
        const due = subject.warns[inquiry.name];
        if (!due || !inquiry.appliesTo(subject)) return [];
        const told = (held(subject, inquiry).warnings ?? []).join('\n');
        return [{ subject: subject.name, caught: due.every((text) => told.includes(text)) }];
      })
    : flawed.flatMap((subject) =>
        subject.caughtBy.includes(inquiry.name) && inquiry.appliesTo(subject)
          ? [{ subject: subject.name, caught: check(subject, inquiry, { seed, runs: DEFAULT_RUNS, brief: true }).verdict === 'fail' }]
          : [],
      );

const inquiries = new Map<string, Inquiry>([...properties, ...readings].map((inquiry) => [inquiry.name, inquiry]));

function row(name: string): Row {
  const inquiry = inquiries.get(name);
  if (!inquiry) return { name, law: '', sound: [], planted: [] };
  const spoken = sound.filter((subject) => inquiry.appliesTo(subject)).map((subject) => held(subject, inquiry));
  return { name, law: inquiry.law, sound: spoken, planted: planted(inquiry) };
}

const count = (results: readonly Result[], verdict: Result['verdict']): number => results.filter((one) => one.verdict === verdict).length;
const title = ({ name }: Row): string => `\`${name}\`${readings.some((reading) => reading.name === name) ? ' (reading)' : ''}`;

/** The figures of a row; `figures` says what they are. */
const figures = ['sound fixtures', 'false alarms', 'left open', 'mistakes planted', 'caught', 'missed'];
const cells = ({ sound, planted }: Row): readonly string[] => {
  const caught = planted.filter((one) => one.caught).length;
  return [sound.length, count(sound, 'fail'), count(sound, 'inconclusive'), planted.length, caught, planted.length - caught].map(String);
};

const chapters = Object.entries(catalogue).map(([chapter, names]) => ({ chapter, rows: names.map(row) }));
const rows = chapters.flatMap((chapter) => chapter.rows);

for (const { chapter, rows } of chapters) {
  console.log(`### ${chapter}\n`);
  const [head, rule, ...lines] = table(
    ['property', ...figures],
    rows.map((row) => [title(row), ...cells(row)]),
  ).split('\n');
  const laws = lines.map((line, k) => `${line} ${rows[k]!.law.replaceAll('|', '\\|')} |`);
  console.log(`${[`${head} law |`, `${rule}:---|`, ...laws].join('\n')}\n`);
}

const open = rows.flatMap(({ sound }) => sound.filter(({ verdict }) => verdict === 'inconclusive'));
const notes = [
  ...[...grouped(open, ({ reason }) => reason ?? 'no reason')].map(
    ([reason, all]) => `left open, ${reason}: ${all.map(({ subject, property }) => `${subject} (\`${property}\`)`).join(', ')}`,
  ),
  ...rows.flatMap(({ name, sound, planted }) => [
    ...sound.filter(({ verdict }) => verdict === 'fail').map(({ subject }) => `false alarm: ${subject} (\`${name}\`)`),
    ...planted.filter(({ caught }) => !caught).map(({ subject }) => `missed: ${subject} (\`${name}\`)`),
  ]),
];
console.log(notes.map((note) => `- ${note}`).join('\n'));
console.log(`\n${sound.length} sound fixtures, ${flawed.length} flawed ones, ${ailing.length} ailing ones; seed ${seed}.`);

const gaps = rows.flatMap(({ name, sound, planted }) => [
  ...(inquiries.has(name) ? [] : [`${name}: no law and no reading of this name`]),
  ...(sound.length === 0 ? [`${name}: no sound fixture`] : []),
  ...(planted.length === 0 ? [`${name}: no planted mistake`] : []),
]);
const strays = [...inquiries.keys()].filter((name) => !rows.some((row) => row.name === name));
const faults = [...gaps, ...strays.map((name) => `${name}: not in the catalogue`)];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
