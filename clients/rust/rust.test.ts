/** The crate for Rust: the test vectors, what is told of servers that misbehave, each claim, and what docs/native.md shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { vectorFolder } from '../../bench/protocol.ts';
import { answers, essence, framesIn } from '../../bench/replay.ts';
import { encoded } from '../../src/adapters/process/frame.ts';
import { built, checked, folder, followed, ran } from '../native.ts';

const cwd = folder();
process.env.CARGO_TARGET_DIR ??= join(cwd, 'target');
const server = (name: string): string => join(process.env.CARGO_TARGET_DIR!, 'debug/examples', name);
const doubles = (...numbers: readonly number[]): Float64Array => Float64Array.from(numbers);

beforeAll(() => built("RUSTFLAGS='-D warnings' cargo build --quiet --manifest-path clients/rust/Cargo.toml --examples", cwd));

test('it tells what the vectors say', () => {
  const { stderr, frames } = answers(readFileSync(join(vectorFolder, 'ask.bin')), server('vectors'));
  expect(stderr).toBe('');
  expect(frames.map(essence)).toEqual(framesIn(readFileSync(join(vectorFolder, 'tell.bin'))).map(essence));
});

test('what it does not know is answered with an error, and a host of another version with no subjects', () => {
  const asked = Buffer.concat([
    encoded({ type: 'hello', protocol: [2, 3], news: { 'a "key"': [null, true, -1.5e3, 'τ\n'] } }),
    encoded({ type: 'call', id: 4, subject: 9, what: 'f', points: 1 }, [doubles(1)]),
    encoded({ type: 'call', id: 5, subject: 0, what: 'f', points: 2 }, [doubles(1, 2, 3)]),
    encoded({ type: 'greeting', id: 6 }),
  ]);
  const { frames } = answers(asked, server('vectors'));
  expect(frames.map(({ header: { protocol, subjects, id, error, message } }) => [protocol ?? id, subjects ?? error, message])).toEqual([
    [1, [], undefined],
    [4, 'Unknown', 'no subject 9 is served'],
    [5, 'Unknown', 'the body of a question has 3 numbers where 4 should be'],
    [6, 'Unknown', 'no message greeting is known'],
  ]);
});

test('a panic is told with its place, and with all characters of its message', () => {
  const { frames, stderr } = answers(encoded({ type: 'call', id: 1, subject: 5, what: 'f', points: 1 }, [doubles(1, 2)]), server('ailing'));
  const message = expect.stringMatching(/^pivot "3"\n\t\\ is \x01 0 \(examples\/ailing\.rs:\d+\)$/);
  expect(frames[0]!.header.faults).toEqual([{ at: 0, error: 'panic', message }]);
  expect([...new Float64Array(frames[0]!.body.slice().buffer)]).toEqual([Number.NaN, Number.NaN]);
  expect(stderr).toBe('');
});

test.each([
  ['other bytes', Buffer.from('GET / HTTP/1.1\r\n\r\n'), 'the channel carried what is no frame\n'],
  ['a header that is no JSON', Buffer.concat([encoded({}).subarray(0, 16), Buffer.from('{"a":1,}')]), 'a header is no JSON\n'],
  ['an end within a frame', encoded({ type: 'hello' }).subarray(0, 20), ''],
])('%s ends it', (_, asked, said) => {
  expect(answers(asked, server('vectors'))).toEqual({ stderr: said, frames: [] });
});

test('without a host it says what to do', () => {
  expect(ran(`env -u GRADCHECK_CHANNEL ${server('vectors')}`, cwd)).toMatchObject({
    status: 2,
    stderr: 'no host has started this program: run it by gradcheck run --exec PROGRAM\n',
  });
  expect(ran(`GRADCHECK_CHANNEL=pipe:x,y ${server('vectors')}`, cwd)).toMatchObject({
    status: 2,
    stderr: 'GRADCHECK_CHANNEL names no channel\n',
  });
});

test('it announces where a subject is written, and the numbers that are written there', () => {
  const [hello] = answers(
    encoded({ type: 'hello', protocol: [1] }),
    'sh',
    '-c',
    `cd '${cwd}/clients/rust' && exec ${server('vectors')}`,
  ).frames;
  const [, root] = hello!.header.subjects as object[];
  const line = readFileSync(join(cwd, 'clients/rust/examples/vectors.rs'), 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('= function'));
  expect(root).toMatchObject({ source: { file: 'examples/vectors.rs', line: line + 1 }, literals: [0, 2, 3, 0.5] });
});

test('whatever a function does is told of it, and the others are checked', () => {
  const { told, results, stderr } = checked(server('ailing'), cwd, '--effort quick --runs 5 --timeout 8 --workers 1');
  const both = (fault: string) =>
    ['deterministic-and-pure', 'vjp-matches-differences'].map((law) => expect.stringMatching(new RegExp(`^${law}: ${fault}`)));
  expect(told).toEqual({
    'first right': [],
    exits: both('crashed: ended with status 3$'),
    aborts: both('crashed: was ended by the signal SIGABRT'),
    hangs: both('timed-out: gave no answer in time and was killed$'),
    prints: [],
    panics: both('throws: f threw: panic: pivot "3"$'),
    'reads beyond its input': both(
      'throws: f threw: panic: index out of bounds: the len is 2 but the index is 2 \\(examples/ailing.rs:\\d+\\)$',
    ),
    'panics on one side': [],
    'is not a number': both('not-finite: f is not finite at any sample$'),
    'leaves an entry out': both('not-finite: f is not finite at any sample$'),
    'asks for what is not there': both('throws: f threw: panic: no input is named z '),
    'panics in its claim': [
      expect.stringMatching(/^vjp-matches-differences: throws: vjp threw: panic: no gradient \(examples\/ailing\.rs:\d+\)$/),
    ],
    'takes another number of gradients': [
      expect.stringMatching(/^vjp-matches-differences: throws: vjp threw: panic: there are 1 inputs, not 2 /),
    ],
    'claims what is not a number': ['vjp-matches-differences: not-finite'],
    'leaves a gradient out': ['vjp-matches-differences: fail'],
    remembers: both('not-deterministic: f returned .* among many points and .* alone'),
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
    'cubic with another Hessian': ['hessian-matches-differences: fail', 'hessian-vector-product: fail'],
    'polar of floats': [],
    'polar with another reference': ['matches-reference: fail'],
    'polar of halves': ['matches-reference: inconclusive'],
  });
  expect(new Set(results.map(({ property }) => property))).toEqual(new Set(laws));
});

test('the example has an attention that is right, and one that is wrong', () => {
  built('cargo build --quiet --manifest-path examples/rust/Cargo.toml', cwd);
  const { told, results } = checked(join(process.env.CARGO_TARGET_DIR!, 'debug/attention'), cwd, '--effort quick');
  expect(told).toEqual({ attention: [], 'attention without scale of keys': ['vjp-matches-differences: fail'] });
  const [first] = results.flatMap(({ wrong }) => wrong ?? []);
  expect(first!.label).toMatch(/^∂y\[\d\]\/∂k\[\d,\d\]$/);
});

test('what docs/native.md shows of Rust is so', () => {
  const { printed, shown } = followed('Rust', cwd);
  expect(printed).toContain('✓ scale');
  expect(shown).toEqual(['✗ scale   ∂y[1]/∂a, ∂y[2]/∂a are wrong']);
  for (const line of shown) expect(printed).toContain(line);
});
