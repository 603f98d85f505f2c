const { assertGradient, check, formula, subject } = require('gradcheck');
const { discard, fc, point, property } = require('gradcheck/authoring');
const { flawed, sound } = require('gradcheck/fixtures');
const { properties } = require('gradcheck/properties');

const product = (gradient) => subject({ name: 'product', domain: [[-2, 2], [-2, 2]], f: ([x, y]) => x * y, gradient });

test('a right gradient', () => assertGradient(product(([x, y]) => [y, x])));

test('a wrong gradient', () => {
  expect(() => assertGradient(product(([x, y]) => [y, -x]))).toThrow('the derivative of "product" is wrong');
});

test('a gradient that throws is a fault of the subject', () => {
  const broken = product(() => {
    throw new RangeError('no gradient');
  });
  expect(check(broken, properties[0], { seed: 1, runs: 10 })).toMatchObject({ verdict: 'fail', fault: 'throws' });
});

test('a formula', () =>
  assertGradient(formula({ name: 'square', variables: { x: [-2, 2] }, f: 'x^2', gradient: ['2*x'] })));

test('a law of this file leaves samples aside', () => {
  const silent = property({
    name: 'silent',
    law: 'nothing',
    forAll: (target) => fc.record({ x: point(target) }),
    measure: () => discard('no sample is spoken about'),
  });
  expect(check(product(([x, y]) => [y, x]), silent, { seed: 1, runs: 10 })).toMatchObject({ verdict: 'inconclusive' });
});

test('the fixtures are there', () => {
  expect([sound.length > 100, flawed.length > 50]).toEqual([true, true]);
});

const { assertGradient: assertQuickly, gradientTest } = require('gradcheck/jest');

gradientTest(product(([x, y]) => [y, x]));

test('the matcher', () => {
  expect(product(([x, y]) => [y, x])).toHaveCorrectGradient();
  expect(product(([x, y]) => [y, -x])).not.toHaveCorrectGradient();
  expect(() => assertQuickly(product(([x, y]) => [y, -x]))).toThrow('quick effort: 25 points a law');
});
