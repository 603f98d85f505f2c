import { expect, test } from 'vitest';
import { vector } from '../math/vector.ts';
import { clipped, descends, optimizer, type Rule } from './rule.ts';
import { update } from './update.ts';

/** θ after each step from 1, with these gradients. */
function path(rule: Rule, gradients: readonly number[]): readonly number[] {
  const next = optimizer(rule, () => [vector([4])]);
  let theta = vector([1]);
  return gradients.map((g) => {
    const { change } = next(theta, vector([g]));
    theta = vector([theta[0]! + change[0]!]);
    return theta[0]!;
  });
}

const close = (values: readonly number[], expected: readonly number[]) => {
  for (const [k, value] of values.entries()) expect(value).toBeCloseTo(expected[k]!, 12);
};

test('each rule, by hand over two steps with gradients 2 and 1', () => {
  const g = [2, 1];
  close(path({ name: 'gradient-descent', rate: 0.1 }, g), [0.8, 0.7]);
  close(path({ name: 'sgd', rate: 0.1, decay: 0.5 }, g), [0.75, 0.6125]);
  close(path({ name: 'momentum', rate: 0.1, momentum: 0.5 }, g), [0.8, 0.6]);
  close(path({ name: 'momentum', rate: 0.1, momentum: 0.5, dampening: 0.5 }, g), [0.9, 0.8]);
  close(path({ name: 'momentum', rate: 0.1, momentum: 0.5, dampening: 0.5, undampedStart: true }, g), [0.8, 0.65]);
  close(path({ name: 'nesterov', rate: 0.1, momentum: 0.5 }, g), [0.7, 0.5]);
  close(path({ name: 'nesterov', rate: 0.1, momentum: 'increasing' }, g), [0.8, 0.6625]);
  close(path({ name: 'adagrad', rate: 1, epsilon: 0 }, g), [0, -1 / Math.sqrt(5)]);
  close(path({ name: 'adagrad', rate: 1, epsilon: 4, epsilonAt: 'inside', initial: 1, rateDecay: 1 }, g), [
    1 - 2 / 3,
    1 - 2 / 3 - 0.5 / Math.sqrt(10),
  ]);
  close(path({ name: 'rmsprop', rate: 1, smoothing: 0.5, epsilon: 0 }, g), [1 - Math.SQRT2, 1 - Math.SQRT2 - 1 / Math.sqrt(1.5)]);
  close(path({ name: 'rmsprop', rate: 1, smoothing: 0.5, epsilon: 1, centered: true, momentum: 0.5 }, g), [
    0,
    -0.5 - 1 / (Math.sqrt(0.5) + 1),
  ]);
  close(path({ name: 'newton' }, g), [0.5, 0.25]);
  close(path({ name: 'newton', rate: 0.5, damping: 1 }, g), [0.8, 0.7]);
  close(path({ name: 'clip-value', limit: 1.5 }, g), [-0.5, -1.5]);
});

test('Adam goes by its rate at the first step, and at the second as its means say', () => {
  const constants = { rate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 0 };
  const second = 1 / 0.75 / Math.sqrt(1 / 0.4375);
  close(path({ name: 'adam', ...constants }, [2, 1]), [0.9, 0.9 - 0.1 * second]);
  close(path({ name: 'adam', ...constants, corrected: false }, [2, 1]), [0.9, 0.8]);
  close(path({ name: 'adam', ...constants, epsilon: 2 }, [2]), [0.95]);
  close(path({ name: 'adam', ...constants, epsilon: 5, epsilonAt: 'inside' }, [2]), [1 - 0.2 / 3]);
  close(path({ name: 'adam', ...constants, epsilon: 1, epsilonAt: 'uncorrected' }, [2]), [0.95]);
  close(path({ name: 'adam', ...constants, amsgrad: true }, [4, 0]), [0.9, 0.9 - (0.1 * (1 / 0.75)) / Math.sqrt(4 / 0.4375)]);
  close(path({ name: 'adamw', ...constants, decay: 0.5 }, [2]), [0.85]);
  close(path({ name: 'adamw', ...constants, decay: 0.5, unscaledDecay: true }, [2]), [0.4]);
});

test('clipping by norm', () => {
  expect(Array.from(clipped({ name: 'clip-norm', limit: 1 }, vector([3, 4])))).toEqual([0.6000000000000001, 0.8]);
  expect(Array.from(clipped({ name: 'clip-norm', limit: 5 }, vector([3, 4])))).toEqual([3, 4]);
  expect(Array.from(clipped({ name: 'clip-norm', limit: 3, epsilon: 1 }, vector([3, 4])))).toEqual([1.5, 2]);
});

test('rules with decay do not promise to go downhill', () => {
  expect([{ name: 'sgd', rate: 1 } as const, { name: 'sgd', rate: 1, decay: 0 } as const].every(descends)).toBe(true);
  expect(descends({ name: 'sgd', rate: 1, decay: 0.1 })).toBe(false);
  expect(descends({ name: 'adamw', rate: 1, beta1: 0.9, beta2: 0.9, epsilon: 0, decay: 0.1 })).toBe(false);
});

test('a rule that is none is told by its key', () => {
  const bad = (rule: unknown) => () =>
    update({ name: 'u', init: () => 0, step: (theta, _, state) => ({ theta, state }), rule: rule as Rule });
  expect(bad({ name: 'adma' })).toThrow(
    'update "u": rule.name: must be one of gradient-descent, sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw, newton, clip-norm, clip-value',
  );
  expect(bad({ name: 'adam', rate: 0.1 })).toThrow('update "u": rule.beta1: must be a number');
  expect(bad({ name: 'sgd', rate: -1 })).toThrow('update "u": rule.rate: ');
  expect(bad({ name: 'momentum', rate: 0.1, momentum: 'growing' })).toThrow(
    'update "u": rule.momentum: must be a number from 0 to 1, or \'increasing\'',
  );
  expect(bad({ name: 'nesterov', rate: 0.1, momentum: 'growing' })).toThrow(
    'update "u": rule.momentum: must be a number from 0 to 1, or \'increasing\'',
  );
  expect(bad(3)).toThrow('update "u": rule: must be an object { name, … }');
  expect(bad({ name: 'newton' })).toThrow('update "u": loss: must be a function with a Hessian');
});
