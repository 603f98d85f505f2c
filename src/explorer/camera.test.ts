import { expect, test } from 'vitest';
import { project, turned } from './camera.ts';

test('from above the plane is seen as it is on a map', () => {
  const above = { azimuth: 0, elevation: Math.PI / 2 };
  const [x, y] = project(above, [0.5, 0.25, 0]);
  expect([x, y]).toEqual([0.5, expect.closeTo(-0.25, 12)]);
  expect(project(above, [0, 0, 1])[2]).toBeGreaterThan(project(above, [0, 0, 0])[2]);
});

test('from the front high is up and what is far is small', () => {
  const front = { azimuth: 0, elevation: 0 };
  const near = project(front, [0.5, -1, 0.5]);
  const far = project(front, [0.5, 1, 0.5]);
  expect(near[1]).toBeLessThan(0);
  expect(near[0]).toBeGreaterThan(far[0]);
  expect(near[2]).toBeGreaterThan(far[2]);
});

test('a quarter turn brings the side to the front', () => {
  const [x, , depth] = project({ azimuth: Math.PI / 2, elevation: 0 }, [1, 0, 0]);
  expect(x).toBeCloseTo(0, 12);
  expect(Math.abs(depth)).toBeCloseTo(1, 12);
});

test('the camera stays above the plane', () => {
  const camera = { azimuth: 0, elevation: 0.5 };
  expect(turned(camera, 0, -9).elevation).toBe(0.12);
  expect(turned(camera, 0, 9).elevation).toBe(Math.PI / 2);
  expect(turned(camera, 0.2, 0).azimuth).toBeCloseTo(0.2, 12);
});
