import fc from 'fast-check';
import { assertGradient, forAllGradients, gradientTest } from 'gradcheck/vitest';
import { expect, test } from 'vitest';
import { product, scale } from '../products.gradcheck.mts';

gradientTest(scale);

test('the matcher', () => {
  expect(product).toHaveCorrectGradient({ effort: 'normal' });
  expect({ ...product, gradient: () => [1, 1] }).not.toHaveCorrectGradient();
});

test('the functions', () => {
  assertGradient(product, { strict: true });
  forAllGradients(fc.constantFrom(product, scale), { subjects: 2 });
});
