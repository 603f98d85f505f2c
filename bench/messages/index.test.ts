import { expect, test } from 'vitest';
import { type Message, messages, messagesOf, passed } from './index.ts';
import { shownText } from './text.ts';
import { linesOf, testFiles, testLines, unseen } from './witnesses.ts';

/** Errors that pass on what another says, as they stand in their files. What makes an error of its argument and is not among `TELLERS` would be missing here. */
const PASSING: Readonly<Record<string, readonly string[]>> = {
  'src/adapters/formula.ts': ['error.message', '`subject "{quoted(String(definition.name))}": {key}: {text}`', 'error.message'],
  'src/adapters/json-text.ts': ['message'],
  'src/adapters/json.ts': ['`{shown}: {problemOf(preferUnknown(whole.error.issues), value, false)}`', '`{shown}: {error.message}`'],
  'src/adapters/labels.ts': ['`{owner}: {problem}`'],
  'src/adapters/points.ts': ['`{owner}: {problem}`', '`{owner}: {problem}`'],
  'src/adapters/process/served.ts': ['thrownBy(answer)', 'thrownBy(fault)', 'error.message'],
  'src/adapters/process/server.ts': ['message'],
  'src/adapters/tensors.ts': ['`{owner}: {problem}`'],
  'src/cli/agenda.ts': ['misplaced.message'],
  'src/cli/check.ts': ['told(rejection)'],
  'src/cli/config.ts': [
    '`{file}: {key}: {error.message}`',
    "`{file}: {issue.path.map(String).join('.') || 'the configuration'}: {issue.message}`",
    '`{file}: {firstLine(error)}`',
  ],
  'src/cli/explore.ts': ["[unexplorable(subject), ...notes].join('; ')"],
  'src/cli/formulas.ts': ["`{what ? `{what}: ` : ''}{error.message}{hint}`"],
  'src/cli/load.ts': ['told(first)', 'item.problem', 'firstLine(error)', 'item.problem', 'withoutFile(firstLine(error), file)'],
  'src/cli/mutate.ts': ['told(first)'],
  'src/cli/place.ts': ['`--at {JSON.stringify(shortened(text))}: {problem}`'],
  'src/cli/pool/worker.ts': ['messageOf(error)'],
  'src/formulas/refusal.ts': ['reason'],
  'src/subject/guard.ts': ['`{name} threw: {messageOf(error)}`'],
  'src/subject/shape.ts': ['`{named}: {key}{issue?.message ?? `is no {noun}`}`'],
  'src/subject/stack.ts': ['`{broken.title} threw: {broken.thrown}`', '`{title}: {error.message}`'],
  'src/testing/assert.ts': ['message'],
};

const found = (source: string): readonly string[] => messagesOf('x.ts', source).texts.map(shownText);

test('what an error says is told with its holes, in all of its forms', () => {
  expect(
    found(`
const MOST = 7;
const where = (file: string) => \`the file \${file}\`;
export function read(file: string, count: number, name: unknown): void {
  const told = \`--domain \${JSON.stringify(file)}\`;
  const problem = count > MOST ? \`has more than \${MOST} lines\` : 'has no line at all';
  if (count === 1) throw new UsageError(\`\${told}: \${problem}\`);
  if (count === 2) throw new Fault('throws', \`\${where(file)} is \${count === 3 ? 'a' : 'b'} row\${count === 1 ? '' : 's'}\`);
  process.stderr.write(\`gradcheck: \${file} is damaged\\n\`);
  process.stderr.write('3 files\\n');
  throw new Error(count > 3 ? \`\${name}: no such file\` : (name as string));
}
const shape = z.string({ error: 'must be a text' }).min(1, 'must not be empty');
export const end = { fault: 'crashed', message: \`ended with \${shape}\` };
`),
  ).toEqual([
    '--domain "FILE": has more than 7 lines',
    '--domain "FILE": has no line at all',
    'the file FILE is … row…',
    'FILE is damaged\n',
    'NAME: no such file',
    'must not be empty',
    'must be a text',
    'ended with SHAPE',
  ]);
});

test('names mean what the nearest declaration says', () => {
  expect(
    found(`
const text = 'of the whole file';
export const a = (text: string) => new Error(\`what is \${text}\`);
export const b = () => new Error(\`what is \${text}\`);
`),
  ).toEqual(['what is TEXT', 'what is of the whole file']);
});

test('an error that only passes something on is found', () => {
  const source = `export const a = (message: string) => new Error(message); throw new Error(\`\${name}: \${message}\`);`;
  expect(messagesOf('x.ts', source)).toEqual({ texts: [], passing: ['message', '`{name}: {message}`'] });
});

const message = (...text: Message['text']): Message => ({ text, shown: shownText(text), files: ['x.ts'] });
const HOLE = { hole: 'X' };
const said = [
  message('--path takes what a replay line says, not "', HOLE, '"'),
  message(HOLE, ': no such file'),
  message(HOLE, ': no such file or folder'),
  message(HOLE, ' is given ', HOLE, ' times'),
];
const open = (source: string): readonly string[] => unseen(said, linesOf('x.test.ts', source)).map(({ shown }) => shown);

test('a test that looks at a message is found by the words of that message alone', () => {
  expect(open('expect(said).toBe(\'gradcheck: --path takes what a replay line says, not "3"\\n\');')).toEqual(
    said.slice(1).map(({ shown }) => shown),
  );
  expect(
    open(`expect(said).toMatch(/^--path takes what a replay/); expect(said).toContain(\`\${file}: no such file or folder\`);`),
  ).toEqual(['X: no such file', 'X is given X times']);
  expect(open("expect(said).toBe('a.ts: no such file'); expect(said).toMatch(/^--runs is given \\d+ times$/);")).toEqual([
    said[0]!.shown,
    said[2]!.shown,
  ]);
});

test('titles, comments, and words that others have too are no test of a message', () => {
  expect(open("// --path takes what a replay line says\ntest('--path takes what a replay line says', () => {});")).toEqual(
    said.map(({ shown }) => shown),
  );
  expect(
    open(
      "test.each(cases)('--path takes what a replay line says', () => {}); expect(said).toMatch(/no such fil/); expect(said).toContain('times');",
    ),
  ).toEqual(said.map(({ shown }) => shown));
});

test('every message has a test that looks at it', () => {
  const all = messages();
  expect(all.length).toBeGreaterThan(250);
  expect(testFiles.length).toBeGreaterThan(150);
  expect(unseen(all, testLines()).map(({ shown }) => shown)).toEqual([]);
});

test('no error is left out that says something by way of a function that nobody knows', () => {
  expect(passed()).toEqual(PASSING);
});
