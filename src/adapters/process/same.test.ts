import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../bench/folder.ts';
import { vectorFolder } from '../../../bench/protocol.ts';
import { properties } from '../../../properties/index.ts';
import { readings } from '../../../readings/index.ts';
import type { Result } from '../../check/check.ts';
import { results } from '../../report/run.ts';
import type { FunctionSubject } from '../../subject/subject.ts';
import { layout, overTensors } from '../tensors.ts';
import { subjectsOf } from './served.ts';
import { patienceFor, serverOf } from './server.ts';

/** Functions as a server has them: right and wrong, smooth, kinked, rounded, not finite everywhere, with each kind of claim. */
const FUNCTIONS = `
const entries = (n, range) => Array.from({ length: n }, (_, i) => ({ name: 'x' + i, shape: [], range }));
const rosenbrock = {
  f: ([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: ([x, y]) => [2 * (x - 1) - 400 * x * (y - x * x), 200 * (y - x * x)],
};
const hessian = ([x, y]) => [[2 - 400 * (y - 3 * x * x), -400 * x], [-400 * x, 200]];
export const functions = [
  { name: 'rosenbrock', inputs: entries(2, [-2, 2]), outputs: 1, ...rosenbrock, hessian, hvp: (x, [a, b]) => hessian(x).map(([p, q]) => p * a + q * b) },
  { name: 'rosenbrock, wrong in one term', inputs: entries(2, [-2, 2]), outputs: 1, ...rosenbrock, gradient: ([x, y]) => [2 * (x - 1) - 200 * x * (y - x * x), 200 * (y - x * x)] },
  { name: 'hessian of another', inputs: entries(2, [-2, 2]), outputs: 1, ...rosenbrock, hessian: (x) => hessian(x).map((row) => row.map((h) => h + 1)) },
  { name: 'maximum', inputs: entries(3, [-1, 1]), outputs: 1, f: (x) => Math.max(...x), gradient: (x) => [0, 1, 2].map((i) => +(i === x.indexOf(Math.max(...x)))) },
  { name: 'relu, wrong sign below', inputs: entries(2, [-2, 2]), outputs: 2, f: (x) => [...x].map((t) => Math.max(0, t)), vjp: (x, w) => [...x].map((t, i) => (t > 0 ? w[i] : -w[i])) },
  { name: 'logarithm', inputs: entries(1, [0, null]), outputs: 1, f: ([x]) => Math.log(x), gradient: ([x]) => [1 / x] },
  { name: 'rare', inputs: entries(2, [-3, 3]), outputs: 1, literals: [1.75], f: ([x, y]) => x * x * y, gradient: ([x, y]) => [2 * x * y, x > 1.75 ? 1.01 * x * x : x * x] },
  { name: 'polar', inputs: entries(2, [0.5, 3]), outputs: 2, f: ([r, t]) => [r * Math.cos(t), r * Math.sin(t)], jacobian: ([r, t]) => [[Math.cos(t), -r * Math.sin(t)], [Math.sin(t), r * Math.cos(t)]],
    jvp: ([r, t], [a, b]) => [a * Math.cos(t) - b * r * Math.sin(t), a * Math.sin(t) + b * r * Math.cos(t)] },
  { name: 'single', precision: 'float32', inputs: entries(2, [-2, 2]), outputs: 1, f: ([x, y]) => Float32Array.of(Math.exp(Math.fround(x)) * Math.fround(y)),
    gradient: ([x, y]) => Float32Array.of(Math.exp(Math.fround(x)) * Math.fround(y), Math.exp(Math.fround(x))) },
  { name: 'not finite on one side', inputs: entries(1, [-2, 2]), outputs: 1, f: ([x]) => x ** 1.5, gradient: ([x]) => [1.5 * Math.sqrt(x)] },
];
`;

const CLAIMS = ['gradient', 'jacobian', 'vjp', 'jvp', 'hessian', 'hvp'] as const;

/** A function as its file has it. */
interface Written {
  readonly name: string;
  readonly precision?: 'float32';
  readonly outputs: number;
  readonly literals?: readonly number[];
  readonly inputs: readonly { readonly name: string; readonly range: readonly [number | null, number | null] }[];
}

/** The same function in this process. What a server announces of a text are its numbers. */
function inProcess({ name, precision, outputs, literals = [], inputs, ...functions }: Written): FunctionSubject {
  const given = functions as Readonly<Record<string, ((x: never) => unknown) | undefined>>;
  const claims = CLAIMS.flatMap((what) => (given[what] ? [[what, given[what].bind(undefined)] as const] : []));
  const named = inputs.map(({ name: input, range: [low, high] }) => [
    input,
    { shape: [], range: [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY] as const },
  ]);
  return overTensors(layout(name, Object.fromEntries(named)), given.f!.bind(undefined) as never, {
    name,
    ...(precision && { precision }),
    outputs,
    text: literals.join(' '),
    ...Object.fromEntries(claims),
  });
}

/** A result without what differs by its nature: how long calls take. */
const comparable = ({ evidence, warnings, ...result }: Result): Partial<Result> =>
  result.property === 'cost' ? result : { ...result, ...(evidence && { evidence }), ...(warnings && { warnings }) };

test('what is found of functions in JavaScript, and of the same through a server of them, is equal', async () => {
  const folder = temporaryFolder('same');
  const file = join(folder, 'functions.mjs');
  writeFileSync(file, FUNCTIONS);
  writeFileSync(
    join(folder, 'server.mjs'),
    `import { serve } from ${JSON.stringify(join(vectorFolder, 'server.mjs'))};\nimport { functions } from './functions.mjs';\nserve(functions);\n`,
  );
  const { functions } = (await import(pathToFileURL(file).href)) as { readonly functions: readonly Written[] };
  const server = serverOf(`node ${join(folder, 'server.mjs')}`, patienceFor(60_000));
  const served = subjectsOf(server) as readonly FunctionSubject[];
  const found = (one: FunctionSubject) =>
    [...results([one], [...properties, ...readings], { seed: 42, runs: 10, hunting: false, others: [] })].map(({ source: _, ...result }) =>
      comparable(result),
    );
  for (const [k, written] of functions.entries()) expect(found(served[k]!), written.name).toEqual(found(inProcess(written)));
  server.close();
});
