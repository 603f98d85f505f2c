import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../bench/folder.ts';
import { exploreCommand } from './explore.ts';
import { opener } from './opened.ts';
import { parseCommand } from './parse.ts';

const folder = temporaryFolder('explore');
const file = (name: string): string => join(folder, name);

/** Does what the command line says, in this very process. */
async function gradcheck(...words: readonly string[]): Promise<number> {
  const request = await parseCommand(['explore', ...words], [exploreCommand]);
  if (!('command' in request)) throw new Error('help');
  return request.command.run(request.args, async () => 2);
}
const refusal = (...words: readonly string[]): Promise<string> =>
  gradcheck(...words, '--svg', file('never.svg')).then(
    () => 'no error',
    (error: Error) => `${error.name}: ${error.message}`,
  );

test('a formula makes a page, or a still picture that is the same each time', async () => {
  const words = ['x^2 + 3*x*y + y^2', '--gradient', '3*x+3*y', '--gradient', '3*x+2*y', '--at', 'x=1,y=2'];
  expect(await gradcheck(...words, '--output', file('page.html'))).toBe(0);
  const page = readFileSync(file('page.html'), 'utf8');
  expect(page).toContain('"at":[1,2]');
  expect(page).toContain('"claim":"formulas"');
  expect(page).toContain('matches-differences fails here');
  for (const name of ['a.svg', 'b.svg']) expect(await gradcheck(...words, '--svg', file(name))).toBe(0);
  const svg = readFileSync(file('a.svg'), 'utf8');
  expect(svg).toBe(readFileSync(file('b.svg'), 'utf8'));
  expect(svg).toContain('The claim is (9, 7)');
  expect(svg).toContain('class="failure"');
});

test('without --gradient nothing is claimed', async () => {
  await gradcheck('x^2 + y', '--svg', file('plain.svg'));
  const svg = readFileSync(file('plain.svg'), 'utf8');
  expect(svg).toContain('class="measured"');
  expect(svg).not.toContain('class="claimed"');
});

test('a point beyond the default interval is in sight, a given interval is kept', async () => {
  await gradcheck('x*y', '--at', 'x=30,y=1', '--output', file('far.html'), '--no-open');
  expect(readFileSync(file('far.html'), 'utf8')).toContain(
    '"inputs":[{"label":"x","low":-50,"high":50},{"label":"y","low":-50,"high":50}]',
  );
  await gradcheck('x*y', '--domain', 'x=0:3', '--output', file('given.html'), '--no-open');
  expect(readFileSync(file('given.html'), 'utf8')).toContain('"inputs":[{"label":"x","low":0,"high":3},{"label":"y","low":-2,"high":2}]');
});

test('a subject of a file, and one that is built in', async () => {
  const subjects = ['f', 'g'].map((name) => ({
    name,
    variables: { a: [-1, 1], b: [0, 2], c: [0, 1] },
    f: 'a*b + c^2',
    gradient: ['b', 'a', '2*c'],
  }));
  writeFileSync(file('two.gradcheck.json'), JSON.stringify({ subjects }));
  await gradcheck(file('two.gradcheck.json'), '--subject', 'g', '--axes', 'c,a', '--output', file('g.html'), '--no-open');
  const page = readFileSync(file('g.html'), 'utf8');
  expect(page).toContain('<h1>g</h1>');
  expect(page).toContain('"axes":[2,0]');
  expect(await refusal(file('two.gradcheck.json'))).toBe(
    'UsageError: one subject is explored at a time: choose with --subject one of f, g',
  );
  await gradcheck('--subject', 'himmelblau', '--svg', file('h.svg'));
  expect(readFileSync(file('h.svg'), 'utf8').match(/class="flat minimum"/g)?.length).toBeGreaterThanOrEqual(1);
});

const layered = `import { layer } from 'gradcheck';
export default layer({
  name: 'products', nested: true, inputs: { x: [2, 2], w: [] }, outputs: [2, 2],
  forward: ({ x, w }) => x.map((row, i) => row.map((xij, j) => (i + 2 * j + 1) * w * xij)),
  backward: ({ x, w }, dy) => ({
    x: x.map((row, i) => row.map((_, j) => (i + 2 * j + 1) * w * dy[i][j])),
    w: x.flatMap((row, i) => row.map((xij, j) => 2 * (i + 2 * j + 1) * xij * dy[i][j])).reduce((a, b) => a + b),
  }),
});
`;

/** The page of an exploration of that layer, and what is said beside it. */
async function layerPage(...words: readonly string[]): Promise<string> {
  writeFileSync(file('products.gradcheck.mjs'), layered);
  await gradcheck(file('products.gradcheck.mjs'), ...words, '--output', file('products.html'), '--no-open');
  return readFileSync(file('products.html'), 'utf8');
}

test('of a layer that output is drawn which slopes most along the axes, or the one that is named', async () => {
  expect(await layerPage('--axes', 'x[1,1],w')).toContain('<h1>products: y[1,1]</h1>');
  expect(await layerPage('--axes', 'x[0,1],x[0,0]')).toContain('<h1>products: y[0,1]</h1>');
  const page = await layerPage('--component', 'y[1,0]', '--axes', 'x[1,0],w', '--at', 'x=0,x[1,0]=1,w=0.5');
  expect(page).toContain('<h1>products: y[1,0]</h1>');
  expect(page).toContain('"at":[1,0.5,0');
  expect(page).toContain('fails here');
});

test('a sum of its outputs with weights, all of them or some by name', async () => {
  expect(await layerPage('--weights', '1,0,0,-2')).toContain('<h1>products: y[0,0] − 2 y[1,1]</h1>');
  expect(await layerPage('--weights', 'y[0,1]=-1,y[1,0]=0.5')).toContain('<h1>products: −y[0,1] + 0.5 y[1,0]</h1>');
  const file = 'products.gradcheck.mjs';
  const refused = (...words: readonly string[]) => refusal(join(folder, file), ...words);
  expect(await refused('--component', 'z')).toContain('--component "z": there is no such output (outputs: y[0,0], y[0,1], y[1,0], y[1,1])');
  expect(await refused('--weights', '1,2')).toContain('--weights "1,2": has 2 numbers where there are 4 outputs');
  expect(await refused('--weights', '1,NaN,0,0')).toContain('--weights "1,NaN,0,0": write numbers, such as 1,0,-2, or NAME=NUMBER,…');
  expect(await refused('--weights', 'y[3]=1')).toContain('--weights "y[3]": there is no such output');
  expect(await refused('--component', 'y[0,0]', '--weights', '1,0,0,0')).toContain('--component and --weights: give one of them');
});

test('a map of formulas is drawn by the formula of one output', async () => {
  const pair = { name: 'pair', variables: { a: [0, 1], b: [0, 1] }, f: ['a*b', 'a - b'] };
  writeFileSync(file('pair.gradcheck.json'), JSON.stringify({ subjects: [pair] }));
  await gradcheck(file('pair.gradcheck.json'), '--component', 'F[0]', '--output', file('pair.html'), '--no-open');
  const page = readFileSync(file('pair.html'), 'utf8');
  expect(page).toContain('<h1>pair: F[0]</h1>');
  expect(page).toContain('"trees"');
});

test('what cannot be explored is told in one line', async () => {
  expect(await refusal('x^^2')).toMatch(/^UsageError: the formula: syntax of "x\^\^2"/);
  expect(await refusal('3xy')).toBe(
    'UsageError: "3xy" has one input that can vary; a plane needs two; xy is one variable; a product is written 3*x*y',
  );
  expect(await refusal('x^2')).toBe('UsageError: "x^2" has one input that can vary; a plane needs two');
  expect(await refusal('x*y', '--gradient', 'y')).toContain('1 --gradient given');
  expect(await refusal('x*y*z', '--axes', 'x,w')).toContain('--axes "x,w": there is no input "w"');
  expect(await refusal('x*y*z', '--axes', 'x,x')).toContain('two different inputs');
  expect(await refusal('x*y*z', '--axes', 'x')).toContain('two different inputs');
  expect(await refusal('sqrt(-1 - x^2 - y^2)')).toContain('has no value on this plane');
  expect(await refusal('x*y', '--at', 'x=1')).toContain('y is missing');
  expect(await refusal('x*y*z', '--domain', 'z=1:1', '--axes', 'x,z')).toBe('UsageError: --axes "x,z": z is fixed by its domain');
  expect(await refusal('none.gradcheck.ts')).toContain('no such file');
  expect(await refusal('--subject', 'himmelblau', '--domain', 'x=0:1')).toContain('--domain belongs to a formula');
  expect(await refusal()).toContain('nothing to explore');
  expect(await gradcheck('x*y', '--svg', join(folder, 'a.svg', 'b.svg')).catch((error: Error) => error.message)).toMatch(
    /cannot be written/,
  );
});

test('a browser is opened where there is a screen, and never through a shell', () => {
  expect(opener('linux', { DISPLAY: ':0' }, '/a b;c.html')).toEqual(['xdg-open', ['/a b;c.html']]);
  expect(opener('linux', { WAYLAND_DISPLAY: 'w' }, 'f')).toEqual(['xdg-open', ['f']]);
  expect(opener('linux', {}, 'f')).toBeUndefined();
  expect(opener('darwin', {}, 'f')).toEqual(['open', ['f']]);
  expect(opener('win32', {}, 'f')).toEqual(['explorer.exe', ['f']]);
  expect(opener('darwin', { CI: 'true' }, 'f')).toBeUndefined();
});
