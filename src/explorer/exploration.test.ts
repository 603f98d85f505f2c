import { expect, test } from 'vitest';
import { fromFormula } from '../adapters/formula.ts';
import { subject } from '../subject/subject.ts';
import { exploration } from './exploration.ts';
import { planeOf } from './plane.ts';

const square = { x: [-2, 2], y: [-2, 2] } as const;
const saddle = fromFormula({ name: 'saddle', variables: square, f: 'x^2 + 3*x*y + y^2', gradient: ['2*x + 3*y', '3*x + 2*y'] });
const peak = subject({
  name: 'peak',
  domain: [
    [-2, 2],
    [-2, 2],
  ],
  f: ([x, y]) => Math.exp(-x * x - y * y),
  gradient: ([x, y]) => [-2 * x * Math.exp(-x * x - y * y), -2 * y * Math.exp(-x * x - y * y)],
});
const through = <T>(value: T): T => JSON.parse(JSON.stringify(value));

test('a formula travels as its tree, and is exact', () => {
  const explored = through(exploration(saddle, { at: [1, 2] })!);
  expect(explored.grid).toBeUndefined();
  expect(explored.claim).toBe('same');
  expect(JSON.stringify(explored).length).toBeLessThan(1000);
  const plane = planeOf(explored, explored.axes, explored.at);
  expect(plane.value(1, 2)).toBe(11);
  expect(plane.gradient(1, 2)).toEqual([8, 7]);
  expect(plane.claimed!(1, 2)).toEqual([8, 7]);
  const [gx, gy] = plane.measured(1, 2);
  expect([gx.value, gy.value]).toEqual([expect.closeTo(8, 9), expect.closeTo(7, 9)]);
  expect([gx.kind, gy.kind]).toEqual(['smooth', 'smooth']);
});

test('a claim in formulas is drawn as it is, a sampled one as what it has beyond the truth', () => {
  const wrong = fromFormula({ name: 'wrong', variables: square, f: 'x^2 + 3*x*y + y^2', gradient: ['3*x + 3*y', '3*x + 2*y'] });
  const written = through(exploration(wrong, { gradient: ['3*x + 3*y', '3*x + 2*y'] })!);
  expect(written.claim).toBe('formulas');
  expect(planeOf(written, written.axes, written.at).claimed!(1, 2)).toEqual([9, 7]);
  const explored = through(exploration(wrong)!);
  expect(explored.claim).toHaveLength(2);
  const [cx, cy] = planeOf(explored, explored.axes, explored.at).claimed!(0.3, -1.234);
  expect([cx, cy]).toEqual([expect.closeTo(3 * 0.3 + 3 * -1.234, 6), expect.closeTo(3 * 0.3 + 2 * -1.234, 6)]);
});

test('a program is sampled, and interpolation is as near as it says', () => {
  const explored = through(exploration(peak)!);
  expect(explored.trees).toBeUndefined();
  expect(explored.claim).toBe('same');
  const plane = planeOf(explored, explored.axes, explored.at);
  const { accuracy } = explored.grid!;
  expect(accuracy).toBeLessThan(1e-4);
  expect(accuracy).toBeGreaterThan(0);
  for (let k = 0; k < 50; k++) {
    const [x, y] = [-2 + ((k * 0.7548) % 1) * 4, -2 + ((k * 0.5698) % 1) * 4];
    expect(Math.abs(plane.value(x, y) - Math.exp(-x * x - y * y))).toBeLessThan(3 * accuracy);
    expect(Math.abs(plane.gradient(x, y)[0] + 2 * x * Math.exp(-x * x - y * y))).toBeLessThan(6 * accuracy);
  }
  expect(plane.value(2.1, 0)).toBeNaN();
});

test('the accuracy tells a mesh that is too coarse', () => {
  const ripple = subject({
    name: 'ripple',
    domain: [
      [0, 1],
      [0, 1],
    ],
    f: ([x, y]) => Math.sin(80 * x) + y,
  });
  expect(exploration(ripple, { size: 17 })!.grid!.accuracy).toBeGreaterThan(0.3);
  expect(exploration(ripple, { size: 65 })!.grid!.accuracy).toBeLessThan(0.1);
});

test('a wrong claim of a program stands out', () => {
  const wrong = {
    ...peak,
    gradient: (([x, y]: number[]) => [2 * x! * Math.exp(-x! * x! - y! * y!), -2 * y! * Math.exp(-x! * x! - y! * y!)]) as never,
  };
  const explored = exploration(wrong)!;
  const plane = planeOf(explored, explored.axes, explored.at);
  expect(plane.claimed!(1, 0.5)[0]).toBeCloseTo(2 * Math.exp(-1.25), 4);
  expect(plane.gradient(1, 0.5)[0]).toBeCloseTo(-2 * Math.exp(-1.25), 4);
});

test('a formula that is not what f computes is not drawn in its place', () => {
  const other = { ...peak, formula: 'x^2 + y^2' };
  const explored = exploration(other)!;
  expect(explored.trees).toBeUndefined();
  expect(planeOf(explored, explored.axes, explored.at).value(0, 0)).toBeCloseTo(1, 6);
});

test('two inputs of three vary, and others can be chosen where there is a formula', () => {
  const three = fromFormula({ name: 'three', variables: { x: [-2, 2], y: [-2, 2], z: [-2, 2] }, f: 'x^2*y + exp(y*z)' });
  const explored = exploration(three, { axes: [0, 2], at: [1, 2, 0.5] })!;
  expect(explored.inputs.map(({ label }) => label)).toEqual(['x', 'y', 'z']);
  const plane = planeOf(explored, explored.axes, explored.at);
  expect([plane.x.label, plane.y.label]).toEqual(['x', 'z']);
  expect(plane.value(1, 0.5)).toBeCloseTo(2 + Math.E, 12);
  expect(plane.gradient(1, 0.5)).toEqual([4, expect.closeTo(2 * Math.E, 12)]);
  expect(planeOf(explored, [1, 2], [3, 0, 0]).value(2, 0.5)).toBeCloseTo(18 + Math.E, 12);
});

test('the point stands where f has a value, and infinite domains have a window', () => {
  const half = subject({
    name: 'half',
    domain: [
      [0, Number.POSITIVE_INFINITY],
      [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    ],
    where: ([x, y]) => x > y,
    f: ([x, y]) => Math.log(x - y),
  });
  const { inputs, at } = exploration(half)!;
  expect(inputs.map(({ low, high }) => [low, high])).toEqual([
    [0, 6],
    [-3, 3],
  ]);
  expect(at[0]!).toBeGreaterThan(at[1]!);
});

test('what cannot be explored', () => {
  const f = (): number => 1;
  expect(exploration(subject({ name: 'one', domain: [[0, 1]], f }))).toBeUndefined();
  expect(
    exploration(
      subject({
        name: 'fixed',
        domain: [
          [0, 1],
          [2, 2],
        ],
        f,
      }),
    ),
  ).toBeUndefined();
  expect(
    exploration(
      subject({
        name: 'map',
        domain: [
          [0, 1],
          [0, 1],
        ],
        outputs: 2,
        f: ([x, y]) => [x, y],
      }),
    ),
  ).toBeUndefined();
  expect(
    exploration(
      subject({
        name: 'nowhere',
        domain: [
          [0, 1],
          [0, 1],
        ],
        f: () => Number.NaN,
      }),
    ),
  ).toBeUndefined();
});

test('a claim of the wrong length, or that throws, is left out', () => {
  for (const gradient of [
    () => [1],
    () => {
      throw new Error('no');
    },
  ])
    expect(exploration({ ...peak, gradient: gradient as never })!.claim).toBeUndefined();
});

test('names are shown as far as they can be seen', () => {
  const named = { ...saddle, name: `\u202e</script>${'x'.repeat(9000)}`, label: () => 'a\u0000b' };
  const { name, inputs } = exploration(named)!;
  expect(name).toMatch(/^\\u202e<\/script>x+…$/);
  expect([...name].length).toBeLessThanOrEqual(200);
  expect(inputs[0]!.label).toBe('a\\u0000b');
});
