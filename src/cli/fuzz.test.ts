import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commanded } from '../../bench/command.ts';
import { temporaryFolder } from '../../bench/folder.ts';
import { words } from '../../bench/workspace.ts';

/** An engine of lists of numbers that remember how they came about, and a table with a sine whose slope is wrong below −1. */
const TABLE = `import { families, sweep } from 'gradcheck';
const made = (values, ...from) => ({ values, from });
const engine = {
  name: 'lists', dtype: 'float64',
  tensor: (values) => made([...values]),
  data: ({ values }) => values,
  vjp(f, x, dy) {
    const y = f(...x);
    const sums = new Map();
    const visit = (node, back) => {
      sums.set(node, (sums.get(node) ?? node.values.map(() => 0)).map((s, k) => s + back[k]));
      for (const [input, slope] of node.from) visit(input, back.map((b, k) => b * slope[k]));
    };
    visit(y, dy(y).values);
    return x.map((one) => sums.get(one) && made(sums.get(one)));
  },
};
const api = { own: {
  mul: (a, b) => made(a.values.map((v, k) => v * b.values[k]), [a, b.values], [b, a.values]),
  sin: (x) => made(x.values.map(Math.sin), [x, x.values.map((v) => SLOPE)]),
} };
export default sweep({
  engine,
  api,
  operations: [...families.binary('mul', api.own.mul).slice(-2, -1), ...families.unary('sin', api.own.sin).slice(0, 1)],
});
`;

function folder(slope: string): string {
  const path = temporaryFolder('fuzz');
  writeFileSync(join(path, 'table.mjs'), TABLE.replace('SLOPE', slope));
  return path;
}

const FOUND = `✗ sin   wrong in 65 programs
    const f = (x) => {
      const y = own.sin(x);
      return y;
    };
    const x = engine.tensor(Float64Array.of(-2), []);
    engine.vjp(f, [x], () => engine.tensor(Float64Array.of(1), []));
    // x: claimed 0, measured -0.416147
    replay   gradcheck fuzz table.mjs --seed 42 --path 0

1 wrong · lists · 100 programs · median 9 operations · 0 suspects cleared by the laws · seed 42
`;

test('fuzz shows the smallest program of a wrong derivative in words of the engine, writes it down, and shows it again', async () => {
  const cwd = folder('v < -1 ? 0 : Math.cos(v)');
  const { status, stdout } = await commanded(cwd, 'fuzz', 'table.mjs', '--programs', '100', '--out', 'found.md');
  expect([status, stdout]).toEqual([1, FOUND]);
  expect(readFileSync(join(cwd, 'found.md'), 'utf8')).toContain('```js\nconst f = (x) => {\n  const y = own.sin(x);\n  return y;\n};\n');
  const [, replay] = /replay {3}(.*)/.exec(stdout)!;
  const again = await commanded(cwd, ...words(replay!).slice(1));
  expect([again.status, again.stdout]).toEqual([1, expect.stringContaining('own.sin(x)')]);
});

/** An engine of single numbers that nests, in which the saved output of an exponential counts as constant. */
const NESTED = `import { families, sweep } from 'gradcheck';
const made = (value, ...from) => ({ value, from });
const mul = (a, b) => made(a.value * b.value, [a, (dy) => mul(dy, b)], [b, (dy) => mul(dy, a)]);
const add = (a, b) => made(a.value + b.value, [a, (dy) => dy], [b, (dy) => dy]);
const exp = (x) => {
  const y = Math.exp(x.value);
  return made(y, [x, (dy) => mul(dy, made(y))]);
};
const engine = {
  name: 'numbers', dtype: 'float64',
  tensor: ([value]) => made(value),
  data: ({ value }) => [value],
  shape: () => [],
  dot: (a, b) => a.map((one, k) => mul(one, b[k])).reduce(add),
  vjp(f, x, dy) {
    const y = f(...x);
    const sums = new Map();
    const visit = (node, back) => {
      sums.set(node, sums.has(node) ? add(sums.get(node), back) : back);
      if (!x.includes(node)) for (const [input, slope] of node.from) visit(input, slope(back));
    };
    visit(y, dy(y));
    return x.map((one) => sums.get(one));
  },
};
const [one] = families.unary('exp', exp), [two] = families.binary('mul', mul).slice(-2, -1);
export default sweep({ engine, api: { own: { mul, exp } }, operations: [one, two, { ...families.unary('twice', (x) => add(x, x))[0], order: 1 }] });
`;

const FOUND_NESTED = `✗ exp   wrong in second order in 11 programs
    const f = (x) => {
      const y = own.exp(x);
      return y;
    };
    const x = engine.tensor(Float64Array.of(0), []);
    const slope = (x) => {
      const gradients = engine.vjp(f, [x], () => engine.tensor(Float64Array.of(1), []));
      return engine.dot(gradients, [engine.tensor(Float64Array.of(1), [])]);
    };
    engine.vjp(slope, [x], () => engine.tensor(Float64Array.of(1), []));
    // x: claimed 0, measured 1
    replay   gradcheck fuzz nested.mjs --seed 42 --path 8

1 wrong · numbers · 99 programs, 13 in second order · median 8 operations · 0 suspects cleared by the laws · seed 42
in first order alone, as their second derivative is known to be wrong or lacking: twice
`;

test('fuzz shows what is wrong in second order as the derivative of the derivative, writes it down, and shows it again', async () => {
  const cwd = folder('1');
  writeFileSync(join(cwd, 'nested.mjs'), NESTED);
  const { status, stdout } = await commanded(cwd, 'fuzz', 'nested.mjs', '--programs', '100', '--out', 'found.md');
  expect([status, stdout]).toEqual([1, FOUND_NESTED]);
  expect(readFileSync(join(cwd, 'found.md'), 'utf8')).toContain('## exp, in second order\n\n```js\nconst f = (x) => {\n');
  const [, replay] = /replay {3}(.*)/.exec(stdout)!;
  const again = await commanded(cwd, ...words(replay!).slice(1));
  expect([again.status, again.stdout]).toEqual([1, expect.stringContaining('1 wrong · numbers · 1 program, 1 in second order')]);
});

test('fuzz ends with 0 where nothing is found, after the time that is given', async () => {
  const { status, stdout } = await commanded(folder('Math.cos(v)'), 'fuzz', 'table.mjs', '--time', '0.5');
  expect([status, stdout]).toEqual([
    0,
    expect.stringMatching(/^0 wrong · lists · [\d ]+ programs · median \d+ operations · 0 suspects cleared by the laws · seed 42\n$/u),
  ]);
});

test.each([
  [['nothing.mjs'], 'gradcheck: nothing.mjs: no table here; export what sweep({ engine, operations }) returns\n'],
  [['table.mjs', '--time', '0'], 'gradcheck: --time takes a number of seconds above 0 and up to 2000000, not "0"\n'],
  [['table.mjs', '--programs', 'many'], 'gradcheck: --programs takes a whole number from 1 to 2147483647, not "many"\n'],
  [['table.mjs', '--path', '1:2'], 'gradcheck: --path takes the number of a program, not "1:2"\n'],
  [['empty.mjs'], 'gradcheck: empty.mjs: no operation of the table can take part\n'],
])('fuzz of %j is refused in one line', async (args, stderr) => {
  const cwd = folder('1');
  writeFileSync(join(cwd, 'nothing.mjs'), 'export default 1;');
  writeFileSync(join(cwd, 'empty.mjs'), TABLE.replace(/operations: .*/, 'operations: [],'));
  expect(await commanded(cwd, 'fuzz', ...args)).toMatchObject({ status: 2, stderr });
});
