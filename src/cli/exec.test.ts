/** Subjects that are served by programs in other languages: what each of their misdeeds is told as, and that nothing of it stays. */
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../bench/folder.ts';
import { binary } from '../../bench/hostile/trial.ts';
import { vectorFolder } from '../../bench/protocol.ts';
import { fromJson, type Report } from '../report/report.ts';

const cwd = temporaryFolder('exec');
const env = { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: join(cwd) };
const served = (program: string, file: string, ...args: readonly string[]): string =>
  [program, join(vectorFolder, file), ...args].join(' ');
const python = (...args: readonly string[]): string => served('python3', 'ailing.py', ...args);
const javascript = served('node', 'ailing.mjs');
const ran = (...args: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync('node', [binary, 'run', ...args], { cwd, encoding: 'utf8', env });
const reportIn = (file: string): Report => fromJson(readFileSync(join(cwd, file), 'utf8'));

/** The processes of servers of these tests that are there: their channel is in this folder. */
const serving = (): readonly string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`GRADCHECK_CHANNEL=fifo:${cwd}`);
    } catch {
      return false;
    }
  });
const channels = (): readonly string[] => readdirSync(cwd).filter((name) => name.startsWith('gradcheck-channel'));

/** Waits until no server and no folder of a channel is left, five seconds at most. */
async function nothingLeft(): Promise<void> {
  for (let k = 0; k < 100 && (serving().length > 0 || channels().length > 0); k++) await setTimeout(50);
  expect([serving(), channels()]).toEqual([[], []]);
}

const FAST = ['--runs', '5', '--property', 'vjp-matches-differences', '--no-memory'];

/** What is told of each subject: its verdict or fault, and the message. */
const told = ({ results }: Report): Readonly<Record<string, string>> =>
  Object.fromEntries(
    results.map(({ subject, verdict, fault, message }) => [subject, [fault ?? verdict, message].filter(Boolean).join(': ')]),
  );

const [TIMED_OUT, NO_NUMBERS] = ['gave no answer in time and was killed', 'where float64 or float32 should be'];

beforeAll(() => {
  expect(existsSync(binary)).toBe(true);
});

test('a server without a subject is told', () => {
  writeFileSync(join(cwd, 'none.mjs'), `import { serve } from ${JSON.stringify(join(vectorFolder, 'server.mjs'))};\nserve([]);\n`);
  const { status, stderr } = ran('--exec', 'node none.mjs', ...FAST);
  expect({ status, stderr }).toEqual({ status: 2, stderr: 'gradcheck: node none.mjs: serves no subject\n' });
});

/** A server of two right subjects, each with these notes. */
function noting(name: string, notes: string): string {
  const subject = (k: number) =>
    `{ name: 's${k}', inputs: [{ name: 'x', shape: [1] }], outputs: 1, notes: ${notes}, f: (x) => [x[0] * x[0]], vjp: (x, w) => [2 * x[0] * w[0]] }`;
  const from = JSON.stringify(join(vectorFolder, 'server.mjs'));
  writeFileSync(join(cwd, name), `import { serve } from ${from};\nserve([${subject(1)}, ${subject(2)}]);\n`);
  return `node ${name}`;
}

test('the notes of subjects end the report, each once, and stand in that of JSON', () => {
  const command = noting('noting.mjs', String.raw`['x is in seconds', '\u001b[31mred']`);
  const { status, stdout } = ran('--exec', command, ...FAST, '--reporter', 'terminal', '--reporter', 'json=noted.json');
  expect(status).toBe(0);
  expect(stdout.match(/^(?:x is|.*red).*$/gm)).toEqual(['x is in seconds', String.raw`\u{1b}[31mred`]);
  const { subjects } = reportIn('noted.json');
  expect(subjects!.map(({ notes }) => notes)).toEqual(Array(2).fill(['x is in seconds', '\u001b[31mred']));
});

test('without a note a report says nothing of notes, and what is none is told', () => {
  expect(ran('--exec', noting('without.mjs', '[]'), ...FAST, '--reporter', 'json=without.json').status).toBe(0);
  expect(readFileSync(join(cwd, 'without.json'), 'utf8')).not.toContain('"notes"');
  const { stderr } = ran('--exec', noting('wrongly.mjs', "'x is in seconds'"), ...FAST);
  expect(stderr).toContain('subject "s1" is announced wrongly: notes: ');
});

test('whatever a server does is told of the subject that it was asked for, and the others are checked', async () => {
  const { status, stderr } = ran(
    '--exec',
    python(),
    '--exec',
    javascript,
    ...FAST,
    '--timeout',
    '8',
    '--workers',
    '2',
    '--reporter',
    'json=ail.json',
  );
  expect(status).toBe(2);
  expect(told(reportIn('ail.json'))).toEqual({
    'first right': 'pass',
    exits: 'crashed: ended with status 3',
    'exits by name': 'crashed: ended with status 1; it printed last: enough',
    'leaves a grandchild': 'crashed: ended with status 4; it printed last: a grandchild stays',
    'is killed': expect.stringMatching(/^crashed: was ended by the signal SIGKILL/),
    'is stopped': `timed-out: ${TIMED_OUT}`,
    hangs: `timed-out: ${TIMED_OUT}`,
    prints: 'pass',
    babbles: 'crashed: its channel carried bytes that are no frame: "Traceback (most "',
    'is not a number': 'not-finite: f is not finite at any sample',
    'has another shape': 'wrong-length: f returned shape [3] where [2] should be',
    'is complex': `wrong-type: f returned numbers of type "complex" ${NO_NUMBERS}`,
    'is text': `wrong-type: f returned numbers of type "str" ${NO_NUMBERS}`,
    'is nothing': `wrong-type: f returned numbers of type "NoneType" ${NO_NUMBERS}`,
    raises: 'throws: f threw: ValueError: shapes (3,) and (4,) not aligned',
    'raises in its claim': 'throws: vjp threw: ValueError: shapes (3,) and (4,) not aligned',
    'claims another shape': 'wrong-length: vjp returned shape [1] where [2] should be',
    'claims what is complex': `wrong-type: vjp returned numbers of type "complex" ${NO_NUMBERS}`,
    'last right': 'pass',
    'js first right': 'pass',
    'js exits': 'crashed: ended with status 3',
    'js spins': `timed-out: ${TIMED_OUT}`,
    'js babbles': 'crashed: its channel carried bytes that are no frame: "console.log is n"',
    'js throws': "throws: f threw: TypeError: Cannot read properties of null (reading 'x')",
    'js returns fewer': 'wrong-length: vjp returned shape [1] where [2] should be',
    'js last right': 'pass',
    'lives on a sphere': 'throws: subject "lives on a sphere": its input "x" lives on a manifold, which this version does not know',
    'has no inputs': 'throws: subject "has no inputs" is announced wrongly: inputs: Too small: expected array to have >=1 items',
  });
  expect(stderr).toContain('1GCP is no frame here');
  await nothingLeft();
});

test.each([
  ['is no command', 'no-such-program-here', /could not be started; it printed last: .*not found$/],
  ['dies at import', python('import'), /ended with status 1; it printed last: .*ModuleNotFoundError: No module named 'no_such_module'$/],
  ['never says hello', python('silent'), /gave no answer in time and was killed$/],
  ['speaks another version', python('version'), /it speaks version 7 of the protocol, and this gradcheck version 1$/],
  [
    'says what is no frame',
    python('text'),
    /its channel carried bytes that are no frame: "usage: ailing.py"; it printed last|its channel carried bytes that are no frame: "usage: ailing.py"$/,
  ],
])('a server that %s ends the run with one line', async (_, command, message) => {
  const { status, stderr } = ran('--exec', command, ...FAST, '--timeout', '2');
  const lines = stderr.trimEnd().split('\n');
  expect(status).toBe(2);
  expect(lines.at(-1)).toMatch(message);
  expect(lines.at(-1)).toContain(`gradcheck: ${command}: `);
  await nothingLeft();
});

test('the line that replays a failure starts the server again, and so does a configuration', async () => {
  writeFileSync(
    join(cwd, 'wrong.mjs'),
    `import { serve } from ${JSON.stringify(join(vectorFolder, 'server.mjs'))};
serve([{ name: 'wrong square', inputs: [{ name: 'x', shape: [2] }], outputs: 2, source: { file: 'wrong.mjs', line: 2 }, f: (x) => x.map((xi) => xi * xi), vjp: (x, w) => x.map((xi, i) => xi * w[i]) }]);`,
  );
  const config = JSON.stringify({ exec: ['node wrong.mjs'], reporters: ['json=wrong.json'] });
  writeFileSync(join(cwd, 'gradcheck.config.json'), config);
  const refused = 'gradcheck: gradcheck.config.json: exec: starts programs, and a file of JSON is data; say it in gradcheck.config.mjs\n';
  expect(ran(...FAST)).toMatchObject({ status: 2, stderr: refused });
  rmSync(join(cwd, 'gradcheck.config.json'));
  writeFileSync(join(cwd, 'gradcheck.config.mjs'), `export default ${config};`);
  expect(ran(...FAST).status).toBe(1);
  rmSync(join(cwd, 'gradcheck.config.mjs'));
  const [failure] = reportIn('wrong.json').results;
  expect(failure).toMatchObject({ subject: 'wrong square', source: { file: 'wrong.mjs', line: 2 }, verdict: 'fail' });
  expect(failure!.replay).toMatch(/^gradcheck run --exec 'node wrong.mjs' --subject 'wrong square' --property vjp-matches-differences /);
  const again = spawnSync('bash', ['-c', failure!.replay!.replace('gradcheck', `node '${binary}'`)], { cwd, encoding: 'utf8', env });
  expect(again.status).toBe(1);
  expect(again.stdout).toContain('✗ wrong square   ∂y[1]/∂x[1] is wrong');
  await nothingLeft();
});

test('when a run is killed, its servers end, even one that hangs', async () => {
  const child = spawn('node', [binary, 'run', '--exec', python(), ...FAST, '--subject', 'hangs'], { cwd, env, stdio: 'ignore' });
  for (let k = 0; k < 400 && serving().length === 0; k++) await setTimeout(50);
  await setTimeout(1000);
  expect(serving().length).toBeGreaterThan(0);
  child.kill('SIGKILL');
  await nothingLeft();
});
