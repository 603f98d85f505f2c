import { styleText } from 'node:util';
import { type Change, type ChangeKind, type Changes, kinds, regressed } from '../report/changes.ts';
import { grouped } from '../report/group.ts';
import { ascii } from './ascii.ts';
import { escaped, subjectName } from './escape.ts';
import { locationOf } from './failure.ts';
import { plural } from './figure.ts';
import { headline } from './headline.ts';
import { code } from './markdown.ts';
import type { Paint, ReporterOptions } from './reporter.ts';

interface ChangeReporter {
  (changes: Changes, options: ReporterOptions): string;
  readonly shares?: true;
}

const LAWS_NAMED = 3;
/** Subjects of each kind of change that are listed without --verbose. */
const SUBJECTS_SHOWN = 30;

/** The changes of one kind of one subject. */
interface Group {
  readonly kind: ChangeKind;
  readonly of: readonly [Change, ...Change[]];
}

const groups = ({ changes }: Changes): readonly Group[] =>
  [...grouped(changes, ({ kind, subject }) => JSON.stringify([kind, subject])).values()].map((of) => ({
    kind: of[0]!.kind,
    of: of as readonly [Change, ...Change[]],
  }));

function counts({ changes, common }: Changes): string {
  const found = [...grouped(changes, ({ kind }) => kind)].map(([kind, of]) => `${of.length} ${COUNTED_AS[kind]}`);
  return [...(found.length > 0 ? found : ['nothing changed']), `${plural(common, 'check')} in both`].join(' · ');
}

const COUNTED_AS: Readonly<Record<ChangeKind, string>> = {
  broke: 'broken',
  undecided: 'no longer decided',
  'fewer-digits': 'with fewer digits',
  dearer: 'dearer',
  known: 'known',
  better: 'better',
  new: 'new',
  gone: 'gone',
};

/** The laws of a group with their earlier and later state. Laws that changed alike stand together. */
function laws({ of }: Group, all: boolean): readonly string[] {
  const alike = grouped(of, ({ from, to }) => [from, to].filter((text) => text !== undefined).join(' → '));
  return [...alike].map(([turn, same]) => {
    const names = same.slice(0, all ? same.length : LAWS_NAMED).map(({ property }) => escaped(property));
    const more = same.length > names.length ? ` and ${plural(same.length - names.length, 'more law')}` : '';
    return `${names.join(', ')}${more}: ${turn}`;
  });
}

/** The headline of a subject that broke, and the place where the subject is written. */
function about({ kind, of: [{ result }] }: Group): string {
  const said = kind === 'broke' ? headline(result, 'law') : '';
  return [said, escaped(locationOf(result))].filter((text) => text !== '').join('   ');
}

const terminal: ChangeReporter = (changes, { color, verbose, ascii: plain = false }) => {
  const paint: Paint = color ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
  const lines = [...grouped(groups(changes), ({ kind }) => kind)].flatMap(([kind, all]) => {
    const style = kind === 'broke' ? 'red' : kinds[kind].regression ? 'yellow' : kind === 'better' ? 'green' : 'dim';
    const shown = verbose ? all : all.slice(0, SUBJECTS_SHOWN);
    return [
      `${paint(style, kinds[kind].regression ? '✗' : kind === 'better' ? '✓' : '·')} ${paint('bold', kinds[kind].title)}`,
      ...shown.flatMap((group) => [
        `    ${[subjectName(group.of[0].subject), about(group)].filter((text) => text !== '').join('   ')}`,
        ...laws(group, verbose).map((law) => paint('dim', `        ${law}`)),
      ]),
      ...(shown.length < all.length ? [`    and ${plural(all.length - shown.length, 'more subject')} (--verbose tells all)`] : []),
      '',
    ];
  });
  const text = `${[...lines, ...changes.notes.map((note) => `note: ${escaped(note)}`), counts(changes)].join('\n')}\n`;
  return plain ? ascii(text) : text;
};

const markdown: ChangeReporter = (changes, { verbose }) => {
  const all = groups(changes);
  const shown = verbose ? all : all.slice(0, SUBJECTS_SHOWN * 4);
  const rows = shown.map((group) => {
    const cells = [
      kinds[group.kind].title,
      code(subjectName(group.of[0].subject)),
      laws(group, verbose).map(code).join('<br>'),
      code(about(group)),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const more = shown.length < all.length ? [`| | and ${plural(all.length - shown.length, 'more subject')} | | |`] : [];
  const table = rows.length > 0 ? ['| | subject | laws | |', '|---|---|---|---|', ...rows, ...more, ''] : [];
  const title = regressed(changes) ? '✗ Something got worse' : '✓ Nothing got worse';
  return `${[`## ${title}`, '', ...table, ...changes.notes.map((note) => `${code(note)}\n`), counts(changes)].join('\n')}\n`;
};

const json: ChangeReporter = (changes) =>
  `${JSON.stringify(
    {
      version: 1,
      regressed: regressed(changes),
      common: changes.common,
      notes: changes.notes,
      changes: changes.changes.map(({ result: { source, replay, verdict }, ...change }) => ({
        ...change,
        regression: kinds[change.kind].regression,
        verdict,
        source,
        replay,
      })),
    },
    null,
    1,
  )}\n`;

/** The reporters of changes, by the name that `--reporter` takes. */
export const changeReporters: Readonly<Record<string, ChangeReporter>> = { terminal, markdown, json };
