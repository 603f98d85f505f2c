/** The C++ client: the test vectors, what is told of servers that misbehave, each claim, and what docs/native.md shows. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../bench/corpus.ts';
import { vectorFolder } from '../../bench/protocol.ts';
import { answers, essence, framesIn } from '../../bench/replay.ts';
import { encoded } from '../../src/adapters/process/frame.ts';
import { built, checked, folder, followed, ran } from '../native.ts';

const cwd = folder();
const STRICT = 'g++ -std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Werror -I clients/cpp';
/** The path of a server of these tests, which is built where it is not there. */
function server(name: string, ...flags: readonly string[]): string {
  const program = join(cwd, `${name}${flags.length}`);
  if (existsSync(program)) return program;
  built([STRICT, ...flags, `clients/cpp/tests/${name}.cpp -o ${program}`].join(' '), cwd);
  return program;
}
const vectors = server('vectors', 'clients/cpp/tests/again.cpp');
const doubles = (...numbers: readonly number[]): Float64Array => Float64Array.from(numbers);
const bytes = (...frames: readonly Uint8Array[]): Uint8Array => Buffer.concat(frames);

test('it tells what the vectors say', () => {
  const { stderr, frames } = answers(readFileSync(join(vectorFolder, 'ask.bin')), vectors);
  expect(stderr).toBe('');
  expect(frames.map(essence)).toEqual(framesIn(readFileSync(join(vectorFolder, 'tell.bin'))).map(essence));
});

test('product and sum of a line are rounded each, whatever the machine fuses', () => {
  const fast = server('vectors', '-O3', '-march=native', '-ffp-contract=fast');
  const [v, t] = [0.1, 1 / 7];
  const call = { type: 'call', id: 1, subject: 0, what: 'f', points: 1, form: 'line' };
  const { frames } = answers(encoded(call, [doubles(-(t * v), 1, v, 0, t)]), fast);
  expect([...new Float64Array(frames[0]!.body.slice().buffer)]).toEqual([0, 1]);
});

test('what it does not know is answered with an error, and a host of another version with no subjects', () => {
  const asked = bytes(
    encoded({ type: 'hello', protocol: [2, 3], news: { 'a "key"': [null, true, -1.5e3, 'τ\n'] } }),
    encoded({ type: 'call', id: 4, subject: 9, what: 'f', points: 1 }, [doubles(1)]),
    encoded({ type: 'call', id: 5, subject: 0, what: 'f', points: 2 }, [doubles(1, 2, 3)]),
    encoded({ type: 'greeting', id: 6 }),
  );
  const { frames } = answers(asked, vectors);
  expect(frames.map(({ header: { protocol, subjects, id, error, message } }) => [protocol ?? id, subjects ?? error, message])).toEqual([
    [1, [], undefined],
    [4, 'Unknown', 'no subject 9 is served'],
    [5, 'std::invalid_argument', 'the body of a question has 3 numbers where 4 should be'],
    [6, 'Unknown', 'no message greeting is known'],
  ]);
});

test('a message arrives with all of its characters', () => {
  const { frames } = answers(encoded({ type: 'call', id: 1, subject: 5, what: 'f', points: 1 }, [doubles(1, 2)]), server('ailing'));
  expect(frames[0]!.header.faults).toEqual([{ at: 0, error: 'Singular', message: 'pivot "3"\n\t\\ is \x01 0' }]);
  expect([...new Float64Array(frames[0]!.body.slice().buffer)]).toEqual([Number.NaN, Number.NaN]);
});

test.each([
  ['other bytes', Buffer.from('GET / HTTP/1.1\r\n\r\n'), 'the channel carried what is no frame\n'],
  ['a header that is no JSON', Buffer.concat([encoded({}).subarray(0, 16), Buffer.from('{"a":1,}')]), 'a header is no JSON\n'],
  ['a header of another kind', Buffer.concat([encoded({}).subarray(0, 16), Buffer.from('{"\\u00  ')]), 'a header is no JSON\n'],
  ['an end within a frame', encoded({ type: 'hello' }).subarray(0, 20), ''],
])('%s ends it', (_, asked, said) => {
  expect(answers(asked, vectors)).toEqual({ stderr: said, frames: [] });
});

test('without a host it says what to do', () => {
  expect(ran(`env -u GRADCHECK_CHANNEL ${vectors}`, cwd)).toMatchObject({
    status: 2,
    stderr: 'no host has started this program: run it by gradcheck run --exec PROGRAM\n',
  });
  expect(ran(`GRADCHECK_CHANNEL=pipe:x ${vectors}`, cwd)).toMatchObject({ status: 2, stderr: 'GRADCHECK_CHANNEL names no channel\n' });
});

test('it announces where a subject is written, and the numbers that are written there', () => {
  const [hello] = answers(encoded({ type: 'hello', protocol: [1] }), 'sh', '-c', `cd '${cwd}' && exec ${vectors}`).frames;
  const [, second] = hello!.header.subjects as { source: object; literals: number[]; features: string[] }[];
  const line = readFileSync(join(root, 'clients/cpp/tests/vectors.cpp'), 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('"root"'));
  expect(second).toMatchObject({ source: { file: 'clients/cpp/tests/vectors.cpp', line: line }, literals: [0, 2, 3, 0.5] });
});

test('whatever a function does is told of it, and the others are checked', () => {
  const { told, results, stderr } = checked(server('ailing'), cwd, '--effort quick --runs 5 --timeout 8 --workers 1');
  const both = (fault: string) => [`deterministic-and-pure: ${fault}`, `vjp-matches-differences: ${fault}`];
  expect(told).toEqual({
    'first right': [],
    exits: both('crashed: ended with status 3'),
    'leaves by a signal': both('crashed: was ended by the signal SIGSEGV; it printed last: Segmentation fault'),
    hangs: both('timed-out: gave no answer in time and was killed'),
    prints: [],
    throws: both('throws: f threw: Singular: pivot "3"'),
    'throws a number': both('throws: f threw: exception: something was thrown that is no std::exception'),
    'throws on one side': [],
    'is not a number': both('not-finite: f is not finite at any sample'),
    'leaves an entry out': both('not-finite: f is not finite at any sample'),
    'asks for what is not there': both('throws: f threw: std::out_of_range: no input is named z'),
    'throws in its claim': ['vjp-matches-differences: throws: vjp threw: Singular: no gradient'],
    'claims what is not a number': ['vjp-matches-differences: not-finite'],
    'leaves a gradient out': ['vjp-matches-differences: fail'],
    'sums its gradient up': [],
    remembers: both('not-deterministic').map((fault) => expect.stringMatching(`^${fault}: f returned .* among many points and .* alone`)),
    'puts back what it remembers': [],
    'last right': [],
  });
  const wrong = results.flatMap(({ subject, wrong: parts }) => (subject === 'leaves a gradient out' ? (parts ?? []) : []));
  expect(wrong.map(({ label }) => label)).toEqual(['∂y[1]/∂x[1]']);
  expect(stderr).toContain('1GCP is no frame here');
});

test('each claim is one, in both precisions', () => {
  const laws = [
    'matches-differences',
    'homogeneous',
    'hessian-matches-differences',
    'hessian-vector-product',
    'jacobian-matches-differences',
    'matches-reference',
  ];
  const { told, results } = checked(server('claims'), cwd, `--runs 5 ${laws.map((law) => `--property ${law}`).join(' ')}`);
  expect(told).toEqual({
    cubic: [],
    'cubic of floats': [],
    'cubic with another Hessian': ['hessian-matches-differences: fail', 'hessian-vector-product: fail'],
    polar: [],
    'polar of floats': [],
    'polar with another reference': ['matches-reference: fail'],
    'polar of halves': ['matches-reference: inconclusive'],
  });
  expect(new Set(results.map(({ property }) => property))).toEqual(new Set(laws));
});

test('the example has two layer norms that are right, and one that is wrong', () => {
  built('g++ -std=c++17 -I clients/cpp examples/cpp/layer_norm.cpp -o layer_norm', cwd);
  const { told, results } = checked('./layer_norm', cwd, '--effort quick');
  expect(told).toEqual({
    'layer norm': [],
    'layer norm of floats': [],
    'layer norm without mean': ['vjp-matches-differences: fail'],
  });
  const [first] = results.flatMap(({ wrong }) => wrong ?? []);
  expect(first!.label).toMatch(/∂x\[\d,\d\]$/);
});

test('what docs/native.md shows of C++ is so', () => {
  const { printed, shown } = followed('C++', cwd);
  expect(printed).toContain('✓ scale');
  expect(shown).toEqual(['✗ scale   ∂y[1]/∂a, ∂y[2]/∂a are wrong']);
  for (const line of shown) expect(printed).toContain(line);
});
