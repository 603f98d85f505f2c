import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { vectorFolder, vectors } from '../../../bench/protocol.ts';
import { Closed, framesOf } from './channel.ts';
import { decoded, encoded, type Frame, Garbage } from './frame.ts';
import { answerOf, helloOf, numbersOf } from './message.ts';

/** All frames of a text, read in gulps of so many bytes. */
function framesIn(bytes: Uint8Array, gulp = bytes.length): readonly Frame[] {
  let at = 0;
  const next = framesOf((into) => {
    const part = bytes.subarray(at, at + Math.min(gulp, into.length));
    if (part.length === 0) throw new Closed();
    into.set(part);
    at += part.length;
    return part.length;
  });
  const frames: Frame[] = [];
  try {
    for (;;) frames.push(next());
  } catch (error) {
    if (error instanceof Closed) return frames;
    throw error;
  }
}

const asked = readFileSync(join(vectorFolder, 'ask.bin'));
const told = readFileSync(join(vectorFolder, 'tell.bin'));

/** What a frame says, apart from texts that a server may choose: names of clients, and messages. */
function essence({ header, body }: Frame): object {
  const { type, protocol, subjects, id, shape, dtype, faults } = header as Record<string, never>;
  const announced = (subject: Record<string, unknown>) => {
    const { name, inputs, outputs, claims, precision = 'float64' } = subject;
    return { name, inputs, outputs, claims, precision };
  };
  return {
    type,
    ...(type === 'hello' && { protocol, subjects: (subjects as unknown as Record<string, unknown>[]).map(announced) }),
    ...(type === 'values' && { id, shape, dtype, faults: ((faults ?? []) as { at: number }[]).map(({ at }) => at) }),
    bytes: Buffer.from(body).toString('hex'),
  };
}

test('the vectors are what their command makes', () => {
  expect([...vectors()].map(([name, bytes]) => [name, Buffer.from(bytes).equals(readFileSync(join(vectorFolder, name)))])).toEqual([
    ['ask.bin', true],
    ['tell.bin', true],
  ]);
});

test('frames are the same in whatever pieces they come', () => {
  const whole = framesIn(told);
  expect(whole.length).toBe(11);
  for (const gulp of [1, 7, 100]) expect(framesIn(told, gulp)).toEqual(whole);
});

test('numbers arrive to the bit, and float32 is widened', () => {
  const numbers = framesIn(told).flatMap(({ header, body }) => {
    const answer = answerOf(header);
    if (answer?.type !== 'values') return [];
    const [points, ...shape] = answer.shape;
    return [[...numbersOf(answer, body, { what: 'f', points: points!, shape })]];
  });
  expect(numbers[1]!.map((value) => (Object.is(value, -0) ? '-0' : value))).toEqual(['-0', Infinity, NaN, 1, 2 ** -1020, 0.125]);
  expect(numbers.at(-1)).toEqual([2, 2 ** -148, 0.20000000298023224, 6, 8, 10]);
});

test.each([
  ['JavaScript', process.execPath, 'vectors.mjs'],
  ['Python', 'python3', 'vectors.py'],
])('a server in %s tells what the vectors say', (_, program, file) => {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-vectors-'));
  const out = join(folder, 'out.bin');
  const env = { ...process.env, GRADCHECK_CHANNEL: `fifo:${join(vectorFolder, 'ask.bin')},${out}` };
  const { stderr } = spawnSync(program, [join(vectorFolder, file)], { env, encoding: 'utf8' });
  expect(stderr).toBe('');
  const frames = framesIn(readFileSync(out)).map(essence);
  rmSync(folder, { recursive: true });
  expect(frames).toEqual(framesIn(told).map(essence));
});

test('the questions of the vectors are those of a host', () => {
  expect(framesIn(asked).map(({ header }) => [header.type, header.what, header.form].join(' ').trim())).toEqual([
    'hello',
    'call f',
    'call f points',
    'call f line',
    'call vjp points',
    'call jvp points',
    'call vjp line',
    'call f points',
    'call gradient',
    'call f points',
    'call nothing of this version',
    'bye',
  ]);
});

test('what is no frame is told with its bytes', () => {
  const thrown = (bytes: Uint8Array): string => {
    try {
      decoded(bytes);
    } catch (error) {
      return error instanceof Garbage ? error.message : 'another error';
    }
    return 'a frame';
  };
  const frame = (header: string): Uint8Array => {
    const bytes = encoded({});
    bytes.set(Buffer.from(header.padEnd(8)), 16);
    return bytes;
  };
  const large = encoded({});
  new DataView(large.buffer).setUint32(4, 2 ** 25, true);
  const odd = encoded({});
  new DataView(odd.buffer).setUint32(4, 7, true);
  expect([Buffer.from('Traceback (most recent'), frame('[1]'), frame('{"a'), large, odd, frame('{}')].map(thrown)).toEqual([
    'its channel carried bytes that are no frame: "Traceback (most "',
    'its channel carried a header that is no JSON object: "[1]     "',
    'its channel carried a header that is no JSON object: "{\\"a     "',
    'its channel carried a frame of 33554432 + 0 bytes, which is none: "1GCP\\u0000\\u0000\\u0000\\u0002\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000"',
    'its channel carried a frame of 7 + 0 bytes, which is none: "1GCP\\u0007\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000"',
    'a frame',
  ]);
});

test('a hello of another version, and one that is none, are told', () => {
  const said = (header: object): string => {
    try {
      helloOf(header as never, 1);
    } catch (error) {
      return (error as Error).message;
    }
    return 'a hello';
  };
  expect([{ type: 'hello', protocol: 2 }, { type: 'values' }, { type: 'hello', protocol: 1, more: true }].map(said)).toEqual([
    'it speaks version 2 of the protocol, and this gradcheck version 1',
    'its first message is no hello: type: Invalid input: expected "hello"',
    'a hello',
  ]);
});
