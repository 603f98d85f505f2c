import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { vectorFolder, vectors } from '../../../bench/protocol.ts';
import { answers, essence, framesIn } from '../../../bench/replay.ts';
import { decoded, encoded, Garbage } from './frame.ts';
import { answerOf, helloOf, numbersOf } from './message.ts';

const asked = readFileSync(join(vectorFolder, 'ask.bin'));
const told = readFileSync(join(vectorFolder, 'tell.bin'));

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
  const { stderr, frames } = answers(asked, program, join(vectorFolder, file));
  expect(stderr).toBe('');
  expect(frames.map(essence)).toEqual(framesIn(told).map(essence));
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
