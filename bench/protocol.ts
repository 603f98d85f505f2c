/** Writes the test vectors of the protocol: what a host asks, and what a server of three subjects tells. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encoded } from '../src/adapters/process/frame.ts';
import { root } from './corpus.ts';

/** The subjects that every client defines to replay the vectors. All of their numbers are exact in any arithmetic. */
const SUBJECTS = [
  { name: 'cube', inputs: [{ name: 'x', shape: [2] }], outputs: 2, claims: ['vjp', 'jvp'] },
  { name: 'root', inputs: [{ name: 'x', shape: [], range: [0, null] }], outputs: 1, claims: ['gradient'] },
  { name: 'double', precision: 'float32', inputs: [{ name: 'x', shape: [3] }], outputs: 3, claims: [] },
];

const doubles = (...values: readonly number[]): Float64Array => Float64Array.from(values);
const values = (id: number, shape: readonly number[], rest: object = {}) => ({ type: 'values', id, shape, dtype: 'f8', ...rest });
/** Numbers in single precision, as the bytes of a body. */
const singles = (...numbers: readonly number[]): Float64Array => new Float64Array(Float32Array.from(numbers).buffer);
const fault = (at: number) => ({ faults: [{ at, error: 'ValueError', message: 'x is below 0' }] });

/** Questions and their answers, each a header and a body. A frame of the host that has no answer stands alone. */
const EXCHANGES: readonly { readonly ask: readonly [object, Float64Array?]; readonly tell?: readonly [object, Float64Array?] }[] = [
  {
    ask: [{ type: 'hello', protocol: [1], host: 'gradcheck' }],
    tell: [{ type: 'hello', protocol: 1, client: 'vectors', subjects: SUBJECTS }],
  },
  {
    ask: [{ type: 'call', id: 1, subject: 0, what: 'f', points: 1 }, doubles(2, -3)],
    tell: [values(1, [1, 2]), doubles(8, -27)],
  },
  {
    ask: [
      { type: 'call', id: 2, subject: 0, what: 'f', points: 3, form: 'points' },
      doubles(-0, Number.POSITIVE_INFINITY, Number.NaN, 1, 2 ** -340, 0.5),
    ],
    tell: [values(2, [3, 2]), doubles(-0, Number.POSITIVE_INFINITY, Number.NaN, 1, 2 ** -1020, 0.125)],
  },
  {
    ask: [{ type: 'call', id: 3, subject: 0, what: 'f', points: 3, form: 'line' }, doubles(1, 2, 1, -1, 0, 0.5, 2)],
    tell: [values(3, [3, 2]), doubles(1, 8, 3.375, 3.375, 27, 0)],
  },
  {
    ask: [{ type: 'call', id: 4, subject: 0, what: 'vjp', points: 2, form: 'points' }, doubles(1, 2, 3, 4, 1, -1, 0, 2)],
    tell: [values(4, [2, 2]), doubles(3, -12, 0, 96)],
  },
  {
    ask: [{ type: 'call', id: 5, subject: 0, what: 'jvp', points: 2, form: 'points', shared: true }, doubles(1, 2, 3, 4, 1, 10)],
    tell: [values(5, [2, 2]), doubles(3, 120, 27, 480)],
  },
  {
    ask: [{ type: 'call', id: 6, subject: 0, what: 'vjp', points: 2, form: 'line', shared: true }, doubles(1, 2, 1, 0, 0, 2, 1, 1)],
    tell: [values(6, [2, 2]), doubles(3, 12, 27, 12)],
  },
  {
    ask: [{ type: 'call', id: 7, subject: 1, what: 'f', points: 3, form: 'points' }, doubles(4, -1, 0.25)],
    tell: [values(7, [3, 1], fault(1)), doubles(2, Number.NaN, 0.5)],
  },
  {
    ask: [{ type: 'call', id: 8, subject: 1, what: 'gradient', points: 1 }, doubles(-1)],
    tell: [values(8, [1, 1], fault(0)), doubles(Number.NaN)],
  },
  {
    ask: [{ type: 'call', id: 9, subject: 2, what: 'f', points: 2, form: 'points' }, doubles(1, 2 ** -149, 0.1, 3, 4, 5)],
    tell: [{ ...values(9, [2, 3]), dtype: 'f4' }, singles(2, 2 ** -148, 2 * Math.fround(0.1), 6, 8, 10)],
  },
  {
    ask: [{ type: 'call', id: 10, subject: 0, what: 'nothing of this version', points: 1 }, doubles(1, 2)],
    tell: [{ type: 'error', id: 10, error: 'Unknown', message: 'any text' }],
  },
  { ask: [{ type: 'bye' }] },
];

/** The vectors by the names of their files. */
export const vectors = (): ReadonlyMap<string, Uint8Array> => {
  const bytes = (side: 'ask' | 'tell'): Uint8Array =>
    Buffer.concat(
      EXCHANGES.flatMap((exchange) => {
        const [header, body] = exchange[side] ?? [];
        return header ? [encoded(header as Record<string, unknown>, body ? [body] : [])] : [];
      }),
    );
  return new Map([
    ['ask.bin', bytes('ask')],
    ['tell.bin', bytes('tell')],
  ]);
};

export const vectorFolder = join(root, 'fixtures/protocol');

if (process.argv[1] === import.meta.filename) {
  mkdirSync(vectorFolder, { recursive: true });
  for (const [name, bytes] of vectors()) writeFileSync(join(vectorFolder, name), bytes);
}
