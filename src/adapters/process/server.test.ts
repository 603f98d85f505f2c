import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../bench/folder.ts';
import { vectorFolder } from '../../../bench/protocol.ts';
import { properties } from '../../../properties/index.ts';
import { results, run } from '../../report/run.ts';
import { harvest } from '../../search/literals.ts';
import { claimNames } from '../../subject/evaluator.ts';
import { Fault } from '../../subject/guard.ts';
import type { ManyClaims } from '../../subject/many-claims.ts';
import type { FunctionSubject } from '../../subject/subject.ts';
import type { Question } from './conversation.ts';
import { subjectsOf } from './served.ts';
import { patienceFor, type Server, serverOf } from './server.ts';

const folder = temporaryFolder('server');

/** A server of these subjects, as JavaScript. */
function program(name: string, subjects: string): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, `import { serve } from ${JSON.stringify(join(vectorFolder, 'server.mjs'))};\nserve(${subjects});\n`);
  return `node ${file}`;
}

const LAYER = `{ name: 'smooth', inputs: [{ name: 'x', shape: [2, 2], range: [-1, 1] }, { name: 'b', shape: [] , range: [0, null] }], outputs: 4,
  literals: [0.25], traits: { degree: 2 }, precision: 'float64',
  f: (x) => [0, 1, 2, 3].map((i) => x[i] * x[4]), vjp: (x, w) => [...[0, 1, 2, 3].map((i) => w[i] * x[4]), [0, 1, 2, 3].reduce((s, i) => s + w[i] * x[i], 0)] }`;

test.each(['fifos', 'pipes'] as const)('what a server announces is a subject as any other, over %s', (medium) => {
  const server = serverOf(program('smooth', `[${LAYER}]`), patienceFor(20_000), medium);
  const [smooth] = subjectsOf(server) as [FunctionSubject];
  const x = Float64Array.of(1, 2, 3, 4, 0.5) as never;
  expect(smooth).toMatchObject({
    name: 'smooth',
    outputs: 4,
    degree: 2,
    text: '0.25',
    precision: 'float64',
    domain: [
      [-1, 1],
      [-1, 1],
      [-1, 1],
      [-1, 1],
      [0, Infinity],
    ],
  });
  expect([...harvest(smooth)].sort((a, b) => a - b)).toEqual([-0.25, 0.25]);
  expect([0, 3, 4].map((i) => smooth.label!(i))).toEqual(['x[0,0]', 'x[1,1]', 'b']);
  expect([...(smooth.f(x) as Float64Array)]).toEqual([0.5, 1, 1.5, 2]);
  expect([...(smooth.vjp!(x, Float64Array.of(1, 0, 0, 1) as never) as Float64Array)]).toEqual([0.5, 0, 0, 0.5, 5]);
  const chosen = properties.filter(({ name }) => ['vjp-matches-differences', 'homogeneous'].includes(name));
  const { summary } = run([smooth], chosen, { seed: 1, runs: 5, hunting: false });
  expect(summary).toMatchObject({ pass: 2, fail: 0, inconclusive: 0 });
  server.close();
});

const LOSES = `[
  { name: 'exits', inputs: [{ name: 'x', shape: [1] }], outputs: 1, f: () => process.exit(9) },
  { name: 'also exits', inputs: [{ name: 'x', shape: [1] }], outputs: 1, f: () => process.exit(8) },
  { name: 'pid', inputs: [{ name: 'x', shape: [1] }], outputs: 1, f: () => process.pid },
]`;

test('a lost server is started again for another subject, and the one that lost it is never asked again', () => {
  const server = serverOf(program('loses', LOSES), patienceFor(20_000));
  const [exits, others, pid] = subjectsOf(server) as FunctionSubject[];
  const asked = ({ f }: FunctionSubject): unknown => {
    try {
      return (f(Float64Array.of(1) as never) as Float64Array)[0];
    } catch (error) {
      return error instanceof Fault ? `${error.kind}: ${error.message}` : error;
    }
  };
  const first = asked(pid!);
  expect([asked(exits!), asked(exits!)]).toEqual(['crashed: ended with status 9', 'crashed: ended with status 9']);
  const second = asked(pid!);
  expect(second).not.toBe(first);
  expect([asked(exits!), asked(pid!)]).toEqual(['crashed: ended with status 9', second]);
  expect([asked(others!), asked(pid!) === second]).toEqual(['crashed: ended with status 8', false]);
  server.close();
});

test('where a lost server cannot be started again, that is told of all that is left, at once', () => {
  const file = join(folder, 'once.mjs');
  const mark = join(folder, 'mark');
  writeFileSync(
    file,
    `import { existsSync, writeFileSync } from 'node:fs';
import { serve } from ${JSON.stringify(join(vectorFolder, 'server.mjs'))};
if (existsSync('${mark}')) { console.error('the port is taken'); process.exit(1); }
writeFileSync('${mark}', '');
serve(${LOSES});`,
  );
  const server = serverOf(`node ${file}`, patienceFor(20_000));
  const said = (subjectsOf(server) as FunctionSubject[]).map(({ f }) => {
    try {
      return f(Float64Array.of(1) as never);
    } catch (error) {
      return (error as Error).message;
    }
  });
  const reason =
    'the server was lost with another subject, and could not be started again: ended with status 1; it printed last: the port is taken';
  expect(said).toEqual(['ended with status 9', reason, reason]);
  server.close();
});

test('a server that says it is busy gets more time, ten times at most', () => {
  const file = join(folder, 'busy.mjs');
  writeFileSync(
    file,
    `import { openSync, readSync, writeSync } from 'node:fs';
import { channel, frame } from ${JSON.stringify(join(vectorFolder, 'server.mjs'))};
const [read, write] = channel();
const buffer = Buffer.alloc(65536);
const wait = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
let id = 0;
while (readSync(read, buffer) > 0) {
  const subject = (name) => ({ name, inputs: [{ name: 'x', shape: [1] }], outputs: 1, claims: [] });
  if (id === 0) writeSync(write, frame({ type: 'hello', protocol: 1, subjects: [subject('slow'), subject('endless')] }));
  for (let k = 0; id > 0 && k < (id === 1 ? 4 : 1000); k++) { wait(300); writeSync(write, frame({ type: 'busy', id })); }
  if (id > 0) writeSync(write, frame({ type: 'values', id, shape: [1, 1], dtype: 'f8' }, Float64Array.of(7)));
  id++;
}`,
  );
  const server = serverOf(`node ${file}`, { start: 20_000, answer: 800 });
  const [slow, endless] = subjectsOf(server) as FunctionSubject[];
  expect([...(slow!.f(Float64Array.of(1) as never) as Float64Array)]).toEqual([7]);
  const before = performance.now();
  expect(() => endless!.f(Float64Array.of(1) as never)).toThrow('gave no answer in time and was killed');
  expect((performance.now() - before) / 1000).toBeLessThan(8);
  server.close();
});

test.each([
  ['hangs', 'for (;;);', 'timed-out'],
  ['sleeps', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)', 'timed-out'],
  ['is stopped', "process.kill(process.pid, 'SIGSTOP')", 'timed-out'],
  ['is killed', "process.kill(process.pid, 'SIGKILL'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)", 'crashed'],
  ['closes its channel and lives on', 'closeSync(write); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)', 'timed-out'],
])('a server that %s is told within a second after its deadline, and started once more', (name, deed, kind) => {
  const [file, starts] = [join(folder, `${name.replaceAll(' ', '-')}.mjs`), join(folder, `${name}.starts`)];
  const subject = (text: string, f: string) => `{ name: '${text}', inputs: [{ name: 'x', shape: [1] }], outputs: 1, f: ${f} }`;
  writeFileSync(
    file,
    `import { appendFileSync, closeSync } from 'node:fs';
import { channel, serve } from ${JSON.stringify(join(vectorFolder, 'server.mjs'))};
appendFileSync(${JSON.stringify(starts)}, '.');
const [read, write] = channel();
serve([${subject(name, `([x]) => { ${deed}; return x; }`)}, ${subject('right', '([x]) => x')}], { open: () => [read, write] });`,
  );
  const server = serverOf(`node ${file}`, { start: 20_000, answer: 1000 });
  const [ailing, right] = subjectsOf(server) as FunctionSubject[];
  const x = Float64Array.of(1) as never;
  const before = performance.now();
  let fault: unknown;
  for (let k = 0; k < 3; k++)
    try {
      ailing!.f(x);
    } catch (error) {
      fault = error;
    }
  expect((performance.now() - before) / 1000).toBeLessThan(2);
  expect(fault).toMatchObject({ name: 'Fault', kind });
  expect([right!.f(x), right!.f(x)]).toEqual([Float64Array.of(1), Float64Array.of(1)]);
  expect(readFileSync(starts, 'utf8')).toBe('..');
  server.close();
});

test('a server that never says hello is told within a second after its deadline', () => {
  const before = performance.now();
  expect(() => serverOf('sleep 600', { start: 1000, answer: 1000 })).toThrow('gave no answer in time and was killed');
  expect((performance.now() - before) / 1000).toBeLessThan(2);
});

/** A server that answers a hello, and every question after it, with the frames of these expressions in JavaScript. */
function odd(name: string, hello: string, answer: string): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(
    file,
    `import { existsSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { channel, frame } from ${JSON.stringify(join(vectorFolder, 'server.mjs'))};
const [read, write] = channel();
const buffer = Buffer.alloc(65536);
const one = (name) => ({ name, inputs: [{ name: 'x', shape: [1] }], outputs: 1, claims: [] });
const mark = '${join(folder, name)}';
for (let id = 0; readSync(read, buffer) > 0; id++) writeSync(write, id === 0 ? frame(${hello}) : frame(${answer}));
`,
  );
  return `node ${file}`;
}
const PATIENT = patienceFor(20_000);
const HELLO = "{ type: 'hello', protocol: 1, subjects: [one('a'), one('b')] }";
const saidOf = ({ f }: FunctionSubject): string => {
  try {
    return String(f(Float64Array.of(1) as never));
  } catch (error) {
    return (error as Error).message;
  }
};

test('a server of another version, or without a hello, is refused', () => {
  expect(() => serverOf(odd('newer', "{ type: 'hello', protocol: 9, subjects: [] }", '{}'), PATIENT)).toThrow(
    'it speaks version 9 of the protocol, and this gradcheck version 1',
  );
  expect(() => serverOf(odd('newest', "{ type: 'hello', protocol: '1.2', subjects: [] }", '{}'), PATIENT)).toThrow(
    'it speaks version "1.2" of the protocol, and this gradcheck version 1',
  );
  expect(() => serverOf(odd('mute', "{ type: 'goodbye' }", '{}'), PATIENT)).toThrow('its first message is no hello: ');
});

test('an answer that is none, or has too few bytes, is told of the subject that was asked', () => {
  const of = (name: string, answer: string): string => {
    const server = serverOf(odd(name, HELLO, answer), PATIENT);
    const said = saidOf((subjectsOf(server) as FunctionSubject[])[0]!);
    server.close();
    return said;
  };
  expect(of('other', "{ type: 'values', id: 7, shape: [1, 1], dtype: 'f8' }, Float64Array.of(7)")).toMatch(
    /^its channel carried what is no answer to question 1: \{"type":"values","id":7,/,
  );
  expect(of('short', "{ type: 'values', id, shape: [1, 1], dtype: 'f8' }, Float64Array.of(7, 8)")).toBe(
    'its answer has 16 bytes where shape [1,1] of f8 has 8',
  );
});

test('a server that comes back with other subjects is not asked again', () => {
  const other = `existsSync(mark) ? { type: 'hello', protocol: 1, subjects: [one('c')] } : (writeFileSync(mark, ''), ${HELLO})`;
  const server = serverOf(odd('changed', other, '(process.exit(9), {})'), PATIENT);
  const [a, b] = subjectsOf(server) as FunctionSubject[];
  expect([saidOf(a!), saidOf(b!)]).toEqual([
    'ended with status 9',
    'the server was lost with another subject, and could not be started again: it announces other subjects than before',
  ]);
  server.close();
});

/** The same subject, of which no points are asked together. */
function alone(of: FunctionSubject): FunctionSubject {
  const claims = [...claimNames, 'reference' as const].filter((name) => of[name] !== undefined);
  const single = claims.map((name) => [
    name,
    { value: (...args: never[]) => (of[name] as (...args: never[]) => unknown)(...args), enumerable: true },
  ]);
  const none = { many: { value: undefined }, ...Object.fromEntries(single) };
  return Object.defineProperties({} as FunctionSubject, { ...Object.getOwnPropertyDescriptors(of), ...none });
}

/** A server whose questions are written down. */
function recorded(server: Server): { readonly answering: Server; readonly questions: Question[] } {
  const questions: Question[] = [];
  const ask = (question: Question) => {
    questions.push(question);
    return server.ask(question);
  };
  return { answering: { ...server, ask }, questions };
}

const PARTIAL = `{ name: 'partial', inputs: [{ name: 'x', shape: [2] }], outputs: 2, f: ([x, y]) => { if (x < -1 || y > 1.5) throw new RangeError('beyond'); return [Math.sin(x * y), x * x]; },
  vjp: ([x, y], [a, b]) => [a * y * Math.cos(x * y) + 2 * b * x, a * x * Math.cos(x * y)] }`;
const SINGLE = `{ name: 'single', precision: 'float32', inputs: [{ name: 'x', shape: [2] }], outputs: 1, f: ([x, y]) => Float32Array.of(Math.exp(x) * y),
  gradient: ([x, y]) => Float32Array.of(Math.exp(x) * y, Math.exp(x)) }`;
const WRONG = `{ name: 'wrong', inputs: [{ name: 'x', shape: [1] }], outputs: 1, f: ([x]) => [x * Math.abs(x)], gradient: ([x]) => [x > 1.5 ? 3 * x : 2 * Math.abs(x)] }`;
const NEVER = `{ name: 'never', inputs: [{ name: 'x', shape: [1] }], outputs: 1, f: () => { throw new RangeError('beyond'); }, gradient: () => [1] }`;

const SMOOTH = `{ name: 'tanh', inputs: [{ name: 'x', shape: [3] }, { name: 'w', shape: [3] }], outputs: 3, f: (x) => [0, 1, 2].map((i) => Math.tanh(x[i] * x[3 + i])),
  vjp: (x, w) => [0, 1, 2, 3, 4, 5].map((i) => w[i % 3] * (1 - Math.tanh(x[i % 3] * x[3 + (i % 3)]) ** 2) * x[(i + 3) % 6]) }`;

test('of a smooth function that passes most points go over together, in less than a fifth of as many messages', () => {
  const { answering, questions } = recorded(serverOf(program('often', `[${SMOOTH}]`), PATIENT));
  const [smooth] = subjectsOf(answering) as [FunctionSubject];
  const found = [...results([smooth], properties, { seed: 42, others: [] })];
  expect(found.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  const evaluations = found.reduce((sum, { evaluations: { f, claims } }) => sum + f + claims, 0);
  const points = questions.reduce((sum, question) => sum + question.points, 0);
  const together = questions.reduce((sum, question) => sum + (question.points > 1 ? question.points : 0), 0);
  expect(together / points).toBeGreaterThan(0.88);
  expect(questions.length / evaluations).toBeLessThanOrEqual(1 / 5.5);
  // Hardly a point is asked for that nobody needs.
  expect(points / evaluations).toBeLessThan(1.01);
  answering.close();
});

test('points that are announced go over together, and the results are the same to the bit', () => {
  const { answering, questions } = recorded(
    serverOf(program('together', `[${[PARTIAL, SINGLE, SMOOTH, WRONG, NEVER, REFERRED.replace('1.5', '1')]}]`), PATIENT),
  );
  const found = (one: FunctionSubject) => [...results([one], properties, { seed: 42, runs: 5, others: [] })];
  for (const one of subjectsOf(answering) as FunctionSubject[]) {
    const apart = found(alone(one));
    expect(questions.filter(({ points }) => points > 1)).toEqual([]);
    const singly = questions.splice(0).length;
    expect(found(one)).toEqual(apart);
    const batched = questions.splice(0).length;
    if (one.name === 'single' || one.name === 'tanh') expect(batched).toBeLessThan(singly / 3);
  }
  answering.close();
});

const REFERRED = `{ name: 'referred', inputs: [{ name: 'x', shape: [2] }], outputs: 2, f: ([x, y]) => [Math.sin(x * y), x],
  vjp: ([x, y], [a, b]) => [a * y * Math.cos(x * y) + b, a * x * Math.cos(x * y) * (x > 0 ? 1 : 1.5)], reference: ([x, y]) => [Math.sin(y * x), x] }`;

test('a reference is asked for many points at once, and for none twice', () => {
  const { answering, questions } = recorded(serverOf(program('referred', `[${REFERRED}]`), PATIENT));
  const [one] = subjectsOf(answering) as [FunctionSubject];
  const found = [...results([one], properties, { seed: 42, effort: 'quick', others: [] })];
  expect(found.find(({ property }) => property === 'matches-reference')!.verdict).toBe('fail');
  const asked = questions.filter(({ what }) => what === 'reference');
  const points = asked.reduce((sum, question) => sum + question.points, 0);
  expect(asked.length).toBeLessThan(points / 4);
  const seen = asked.flatMap(({ body, points: k }) =>
    body.slice(0, k).map((x) => Buffer.from(x.buffer, x.byteOffset, x.byteLength).toString('hex')),
  );
  // The first answers to many points are held to those to one of them alone.
  expect(seen.length - new Set(seen).size).toBeLessThanOrEqual(4);
  answering.close();
});

const ROUNDS = `{ name: 'rounds', precision: 'float32', features: ['single', 'deterministic'], inputs: [{ name: 'x', shape: [2] }], outputs: 1,
  f: (x) => { const [a, b] = Float32Array.from(x); return Float32Array.of(Math.fround(a * b) + a); },
  gradient: (x) => { const [a, b] = Float32Array.from(x); return Float32Array.of(b + (b > 1 ? 1 : 1.25), a); } }`;

test('a server that rounds to single precision is asked less, and the results are the same', () => {
  const outcome = (name: string, text: string) => {
    const { answering, questions } = recorded(serverOf(program(name, `[${text}]`), PATIENT));
    const [one] = subjectsOf(answering) as [FunctionSubject];
    const found = [...results([one], properties, { seed: 42, effort: 'quick', others: [] })];
    answering.close();
    return { found, points: questions.reduce((sum, question) => sum + question.points, 0) };
  };
  const [plain, single] = [outcome('doubles', ROUNDS.replace("'single', ", '')), outcome('singles', ROUNDS)];
  expect(plain.found.map(({ verdict }) => verdict)).toContain('fail');
  expect(single.found).toEqual(plain.found);
  expect(single.points).toBeLessThan(0.96 * plain.points);
});

const sizes = (questions: readonly Question[]): readonly number[] => questions.map(({ points }) => points);
const at = (...xs: readonly number[]): never => xs.map((x) => Float64Array.of(x, x)) as never;

test('what is thrown at one of many points is of that point alone', () => {
  const { answering, questions } = recorded(serverOf(program('faults', `[${PARTIAL}]`), PATIENT));
  const [partial] = subjectsOf(answering) as [FunctionSubject];
  expect(partial.many!(at(0, 1, -2, 3, 0.5))).toEqual(
    [[0, 0], [Math.sin(1), 1], undefined, undefined, [Math.sin(0.25), 0.25]].map((row) => row && Float64Array.from(row)),
  );
  expect(partial.many!(at(-2, 3))).toEqual([undefined, undefined]);
  expect(sizes(questions)).toEqual([1, 4, 2]);
  answering.close();
});

test('claims are asked together with one cotangent, and what is thrown is of its point alone', () => {
  const { answering, questions } = recorded(
    serverOf(
      program('claims', `[${PARTIAL.replace('vjp: ([x, y], [a, b]) => [', 'vjp: ([x, y], [a, b]) => x < -1 ? [].x.y : [')}]`),
      PATIENT,
    ),
  );
  const [partial] = subjectsOf(answering) as [FunctionSubject];
  const { many } = partial.vjp as ManyClaims;
  expect(many!(at(0, 1, -2), Float64Array.of(2, 2) as never)).toEqual([
    Float64Array.of(0, 0),
    Float64Array.of(2 * Math.cos(1) + 4, 2 * Math.cos(1)),
    undefined,
  ]);
  expect(questions.map(({ what, points, shared }) => [what, points, shared])).toEqual([
    ['vjp', 1, true],
    ['vjp', 2, true],
  ]);
  answering.close();
});

test('a message holds no more than a server takes, and no more than it answers in a tenth of a second', () => {
  const { answering, questions } = recorded(
    serverOf(
      odd(
        'small',
        `{ ...${HELLO}, limits: { body: 24 } }`,
        `{ type: 'values', id, shape: [${'id === 1 ? 1 : 2'}, 1], dtype: 'f8' }, Float64Array.of(...(id === 1 ? [1] : [2, 3]))`,
      ),
      PATIENT,
    ),
  );
  const [small] = subjectsOf(answering) as [FunctionSubject];
  expect(small.many!(at(1, 2, 3, 4, 5))).toEqual([1, 2, 3, 2, 3].map((value) => Float64Array.of(value)));
  expect(sizes(questions)).toEqual([1, 2, 2]);
  answering.close();
  const SLOW = `{ name: 'slow', inputs: [{ name: 'x', shape: [2] }], outputs: 1, f: ([x]) => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60); return x; } }`;
  const slowly = recorded(serverOf(program('slowly', `[${SLOW}]`), PATIENT));
  expect((subjectsOf(slowly.answering) as [FunctionSubject])[0].many!(at(1, 2, 3))).toHaveLength(3);
  expect(sizes(slowly.questions)).toEqual([1, 1, 1]);
  slowly.answering.close();
});

test('an answer to many points that is none is no fault before one of them is asked for', () => {
  const { answering } = recorded(
    serverOf(odd('none', HELLO, "{ type: 'values', id, shape: [1, 2], dtype: 'f8' }, Float64Array.of(1, 2)"), PATIENT),
  );
  const [none] = subjectsOf(answering) as [FunctionSubject];
  const thrown = (call: () => unknown): unknown => {
    try {
      return call();
    } catch (error) {
      return error;
    }
  };
  const message = 'f returned shape [2] where [1] should be';
  expect([thrown(() => none.many!(at(1))), thrown(() => none.f(Float64Array.of(1) as never))]).toEqual([
    new Error(message),
    new Fault('wrong-length', message),
  ]);
  expect(thrown(() => none.many!(at(1)))).not.toBeInstanceOf(Fault);
  answering.close();
});
