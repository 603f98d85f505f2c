import { assertGradient, check, type Result, stack, subject } from 'gradcheck';
import { discard, fc, point, property } from 'gradcheck/authoring';
import { flawed } from 'gradcheck/fixtures';
import { properties } from 'gradcheck/properties';

const square = subject({ name: 'square', domain: [[-1, 1]], f: ([x]) => x * x, gradient: ([x]) => [2 * x] });

/** A law that says nothing about any point. */
const silent = property({
  name: 'silent',
  law: 'nothing',
  forAll: (target) => fc.record({ x: point(target) }),
  measure: () => discard('no point is spoken about'),
});

assertGradient(square, { runs: 20 });
const result: Result = check(square, silent, { seed: 1, runs: 20 });

export const seen = {
  law: `${result.property}: ${result.verdict}`,
  laws: properties.length > 40,
  flawed: flawed.length > 50,
  stack: typeof stack,
};
