import { expect, test } from 'vitest';
import { fromFormula } from '../adapters/formula.ts';
import { subject } from '../subject/subject.ts';
import { caption, claimVerdict, walkCaption } from './caption.ts';
import type { Vector2 } from './descent.ts';
import { exploration } from './exploration.ts';
import { landscapeOf } from './landscape.ts';
import { type Plane, planeOf } from './plane.ts';
import { firstRate, walkOf } from './rate.ts';
import { type Situation, situationAt } from './situation.ts';

function of(f: string, gradient?: readonly string[], reach = 2): { readonly plane: Plane; at(...point: Vector2): Situation } {
  const subject = fromFormula({ name: f, variables: { x: [-reach, reach], y: [-reach, reach] }, f, ...(gradient && { gradient }) });
  const explored = exploration(subject, gradient ? { gradient } : {})!;
  const plane = planeOf(explored, explored.axes, explored.at);
  const { typical } = landscapeOf(plane);
  return { plane, at: (...point) => situationAt(plane, point, typical) };
}
const told = (f: string, ...point: Vector2): string => caption(of(f).at(...point), ['x', 'y']);

test('on a slope: the way up, its steepness, and what the contour is', () => {
  expect(told('x^2 + 3*x*y + y^2', 1, 2)).toBe(
    'At (1, 2) the steepest way up is (8, 7); steepness 10.6. Walking along the contour changes nothing.',
  );
});

test('a component that only rounding leaves is told as zero, a small one as it is', () => {
  const pointing = (...gradient: Vector2): string => caption({ ...of('x^2 + y^2').at(1, 1), gradient }, ['x', 'y']);
  expect(pointing(-2.1e-17, 2)).toContain('the steepest way up is (0, 2)');
  expect(pointing(2, 3e-16)).toContain('the steepest way up is (2, 0)');
  expect(pointing(2e-9, 2)).toContain('the steepest way up is (2e−9, 2)');
});

test('where the arrow vanishes, what the place is', () => {
  expect(told('x^2 + 3*x*y + y^2', 0, 0)).toBe('At (0, 0) the arrow has vanished: a saddle: up one way, down another.');
  expect(told('x^2 + y^2', 0, 0)).toBe('At (0, 0) the arrow has vanished: a valley floor: every way leads up.');
  expect(told('1 - x^2 - y^2', 0, 0)).toBe('At (0, 0) the arrow has vanished: a hilltop: every way leads down.');
  expect(told('0*x*y + 3', 1, 1)).toBe('At (1, 1) the arrow has vanished: the ground is level everywhere.');
  expect(told('x^2 + y^2', 0.01, 0)).toContain('almost vanished');
});

test('where there is no arrow, why', () => {
  expect(told('abs(x) + abs(y)', 0, 1)).toBe(
    'At (0, 1) is a kink: along x the slope is −1 on one side and 1 on the other. No single arrow is right.',
  );
  expect(told('log(x*y)', -1, 1)).toBe('At (−1, 1) the function has no value, so there is no slope and no arrow.');
  expect(told('cbrt(x) + y', 0, 1)).toContain('grows without limit');
});

test('a claim beside what was measured', () => {
  const f = 'x^2 + 3*x*y + y^2';
  const judged = (gradient: readonly string[], ...point: Vector2) => claimVerdict(of(f, gradient).at(...point))!;
  expect(judged(['2*x+3*y', '3*x+2*y'], 1, 2)).toEqual({ text: 'The claimed arrow lies on the measured one.', right: true });
  expect(judged(['-(2*x+3*y)', '-(3*x+2*y)'], 1, 2).text).toBe('The claim is (−8, −7): it points the opposite way, the length is right.');
  expect(judged(['2*(2*x+3*y)', '2*(3*x+2*y)'], 1, 2).text).toBe(
    'The claim is (16, 14): the direction is right, 2 times as long as measured.',
  );
  expect(judged(['3*x+3*y', '3*x+2*y'], 1, 2)).toEqual({
    text: 'The claim is (9, 7): turned by 3.3°, 1.07 times as long as measured.',
    right: false,
  });
  expect(judged(['3*x+3*y', '3*x+2*y'], 0, 0).right).toBe(true);
  expect(judged(['1', '0*y'], 0, 0)).toEqual({ text: 'The claim is (1, 0) where the ground is level.', right: false });
  expect(judged(['0*x', '0*y'], 1, 2).right).toBe(false);
  expect(judged(['1/(x-1)', '3*x+2*y'], 1, 2)).toEqual({ text: 'The claim is no number here.', right: false });
  expect(claimVerdict(of('abs(x)+abs(y)', ['sign(x)', 'sign(y)']).at(0, 1))!.right).toBeUndefined();
});

test('a descent that goes well, one that is too fast, and one that stays', () => {
  const { plane, at } = of('x^2 + 3*y^2', ['2*x', '6*y']);
  const walk = (rate: number, steps: number, ...point: Vector2) =>
    walkCaption(walkOf(plane, at(...point), { rate, steps, along: 'claim' }));
  expect(at(1, 1).limit).toBeCloseTo(80 / 224, 7);
  expect(walk(0.1, 20, 1, 1)).toBe('20 steps of descent with η = 0.1 lead from 4 down to 0.000133.');
  expect(walk(0.36, 1, 1, 1)).toMatch(
    /^η is beyond the limit 0.357: the first step climbs, from 4 to 4.12\. 1 step of descent with η = 0.36 leads up/,
  );
  expect(walk(0.35, 1, 1, 1)).not.toContain('climbs');
  expect(walk(0.1, 20, 0, 0)).toBe('Descent stays here: where the arrow is zero, so is the step.');
  expect(walk(2, 20, 1, 1)).toContain('out of sight');
});

test('the path of a wrong claim climbs, and says so', () => {
  const { plane, at } = of('x^2 + y^2', ['-2*x', '-2*y']);
  expect(walkCaption(walkOf(plane, at(1, 1), { rate: 0.1, steps: 5, along: 'claim' }))).toMatch(
    /^The first step climbs, from 2 to 2.88\. 5 steps/,
  );
  expect(walkCaption(walkOf(plane, at(1, 1), { rate: 0.1, steps: 5, along: 'truth' }))).toContain('down to');
});

test('a path ends before a place without a value', () => {
  const { plane, at } = of('log(x) + y^2');
  const walk = walkOf(plane, at(1, 1), { rate: 0.5, steps: 20, along: 'claim' });
  expect(walk.values.every(Number.isFinite)).toBe(true);
  expect(walkCaption(walk)).toContain('where the function has no value');
  const slope = subject({
    name: 'slope',
    domain: [
      [-1, 1],
      [-1, 1],
    ],
    f: ([x, y]) => x + y ** 2,
    gradient: ([, y]) => [1, 2 * y],
  });
  const recorded = exploration(slope, { at: [0, 0.5], size: 17 })!;
  const bounded = planeOf(recorded, recorded.axes, recorded.at);
  const situation = situationAt(bounded, [0, 0.5], landscapeOf(bounded).typical);
  expect(walkCaption(walkOf(bounded, situation, { rate: 0.2, steps: 20, along: 'claim' }))).toContain(
    'down to −0.998, then out of the picture',
  );
});

test('the first learning rate is round and well below the limit', () => {
  const { plane, at } = of('x^2 + 3*y^2');
  expect(firstRate(plane, at(1, 1))).toBe(0.05);
  expect(firstRate(plane, at(0, 0))).toBeGreaterThan(0);
});
