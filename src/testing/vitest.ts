/** The entry `gradcheck/vitest`: importing it adds the matcher `toHaveCorrectGradient` to vitest's `expect`. */
import { expect, test } from 'vitest';
import { type AssertOptions, gradientTestOf, toHaveCorrectGradient } from './runner.ts';

expect.extend({ toHaveCorrectGradient });

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: declarations that merge have the same parameters
  interface Assertion<T = any> {
    /** Holds a subject to the laws of derivatives, at quick effort if no other is asked for. */
    toHaveCorrectGradient(options?: AssertOptions): void;
  }
}

/** A test that the derivative of a subject is right: `gradientTest(layer, { effort: 'normal' })`. */
export const gradientTest = gradientTestOf(test);

export {
  type AssertOptions,
  assertGradient,
  type ForAllOptions,
  forAllGradients,
  type GradientTestOptions,
  toHaveCorrectGradient,
} from './runner.ts';
