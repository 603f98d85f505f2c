import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commanded } from '../../bench/command.ts';
import { temporaryFolder } from '../../bench/folder.ts';
import { layer } from '../adapters/layer.ts';
import { fromJson } from '../report/report.ts';
import { stack } from '../subject/stack.ts';
import { subject } from '../subject/subject.ts';
import { placeOf, withPlaces } from './place.ts';

const scale = layer({
  name: 'scale',
  inputs: {
    x: {
      shape: [2, 2],
      held: [
        [0, 0],
        [0, 1],
      ],
      at: 0,
    },
    w: [2],
    s: [],
  },
  forward: ({ x }) => x,
  backward: () => ({ x: [0, 0, 0, 0], w: [0, 0], s: 0 }),
});
const plane = subject({
  name: 'plane',
  domain: [
    [-2, 2],
    [-2, 2],
  ],
  f: ([x, y]) => x * y,
});
const many = subject({ name: 'many', domain: { dimension: 5, low: -2, high: 2 }, f: (x) => x[0]! });

test.each([
  ['x=1,y=-.5', plane, [1, -0.5]],
  [' y = 2e-1 , x = 0', plane, [0, 0.2]],
  ['x=[[1,2],[0.5,0]],w=[1,-1],s=2', scale, [1, 2, 0.5, 0, 1, -1, 2]],
  ['x=[1,2,0.5,0],w=0,s=2', scale, [1, 2, 0.5, 0, 0, 0, 2]],
  ['x=1,w=0,w[1]=2,s=0', scale, [1, 1, 1, 0, 0, 2, 0]],
  ['x=0.5,x[3]=1', many, [0.5, 0.5, 0.5, 1, 0.5]],
] as const)('%s is a point', (text, of, x) => {
  expect([...placeOf(text, of)]).toEqual(x);
});

test.each([
  ['x=1', plane, '--at "x=1": y is missing'],
  ['x=1,y=2,z=3', plane, '--at "x=1,y=2,z=3": there is no input "z" (inputs: x, y)'],
  ['x=1,y', plane, '--at "x=1,y": write it as NAME=VALUE,…, such as x=1,y=2 or w=[[1,2],[3,4]]'],
  ['x=1,y=2,x=1', plane, '--at "x=1,y=2,x=1": x is given twice'],
  ['x=1,y=inf', plane, '--at "x=1,y=inf": y: "inf" is no finite number'],
  ['x=3,y=1', plane, '--at "x=3,y=1": x = 3 lies outside its interval [-2, 2]'],
  ['x=[1,2],y=1', plane, '--at "x=[1,2],y=1": x: has 2 numbers where its shape is []'],
  ['w=many,s=1,x=0', scale, '--at "w=many,s=1,x=0": w: "many" is no finite number, and no list of such'],
  ['w=[1,"2"],s=1,x=0', scale, String.raw`--at "w=[1,\"2\"],s=1,x=0": w: a list holds finite numbers alone`],
  ['x=[[1],[2],[3],[0]],w=0,s=1', scale, '--at "x=[[1],[2],[3],[0]],w=0,s=1": x: has another shape where its shape is [2,2]'],
  ['x=0,x[1,1]=1,w=0,s=1', scale, '--at "x=0,x[1,1]=1,w=0,s=1": x[1,1] = 1 is held at 0'],
  ['W=0,x=0,s=1', scale, '--at "W=0,x=0,s=1": there is no input "W" (did you mean w?)'],
] as const)('%s is refused in plain words', (text, of, message) => {
  expect(() => placeOf(text, of)).toThrow(message);
});

test('a text of any length is refused in one short line', () => {
  for (const text of [`x=${'['.repeat(20_000)}`, `${'z'.repeat(20_000)}=1`, `x=1,y=${'9'.repeat(20_000)}`]) {
    let said = '';
    try {
      placeOf(text, plane);
    } catch (error) {
      said = (error as Error).message;
    }
    expect(said).toMatch(/^--at "[^"]{80}": /);
    expect(said.length).toBeLessThan(300);
  }
});

test('a function or layer gets points beside its own, and a stack gets none', () => {
  expect(withPlaces({ ...plane, points: [[1, 1]] }, ['x=0,y=0', 'x=2,y=0']).points).toEqual([
    [1, 1],
    Float64Array.of(0, 0),
    Float64Array.of(2, 0),
  ]);
  const net = stack({ name: 'net', layers: [scale] });
  expect(() => withPlaces(net, ['x=0'])).toThrow('--at: "net" is of the kind stack; functions and layers have points');
});

const source = `import { stack, subject } from 'gradcheck';
const wrongAt = (a) => subject({
  name: 'wrong at ' + a, domain: [[-2, 2]], f: ([x]) => x * x, gradient: ([x]) => [2 * x + (x === a ? 1 : 0)],
});
export const all = [wrongAt(0.3), wrongAt(0.7)];
`;

async function inFolder(use: (run: (...args: readonly string[]) => ReturnType<typeof commanded>, folder: string) => Promise<void>) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'wrong.gradcheck.mjs'), source);
  await use((...args) => commanded(folder, 'run', 'wrong.gradcheck.mjs', ...args), folder);
}
const few = ['--runs', '5', '--property', 'matches-differences', '--no-memory'];

test('run tries a point of the command line first, says so, and repeats it in the replay line', () =>
  inFolder(async (run, folder) => {
    expect((await run('--subject', 'wrong at 0.3', '--at', 'x=0.4', ...few)).stdout).toContain('1 fixed point');
    const { status, stdout } = await run('--subject', 'wrong at 0.3', '--at', 'x=0.4', '--at', 'x=0.3', ...few);
    expect(status).toBe(1);
    expect(stdout).toContain('at          x = 0.3 (fixed point 2 of 2)');
    const [result] = fromJson(readFileSync(join(folder, 'reports/gradcheck.json'), 'utf8')).results;
    expect(result).toMatchObject({ fixed: { points: 2, fails: 2 } });
    expect(result!.replay).toMatch(
      /^gradcheck run wrong\.gradcheck\.mjs --subject 'wrong at 0\.3' --at x=0\.4 --at x=0\.3 --property matches-differences .*--path p\d+$/,
    );
  }));

test('run needs one subject for it, and tells what is wrong with a point as a command that is wrong', () =>
  inFolder(async (run) => {
    expect(await run('--at', 'x=0.4', ...few)).toMatchObject({
      status: 2,
      stderr: 'gradcheck: --at needs exactly one subject; there are 2: choose one with --subject\n',
    });
    expect(await run('--subject', 'wrong at 0.3', '--at', 'x=4', ...few)).toMatchObject({
      status: 2,
      stderr: 'gradcheck: --at "x=4": x = 4 lies outside its interval [-2, 2]\n',
    });
  }));
