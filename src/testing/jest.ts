/** The entry `gradcheck/jest`: importing it adds the matcher `toHaveCorrectGradient` to jest's global `expect`. Without globals, it is added by `expect.extend({ toHaveCorrectGradient })`. */
import { type AssertOptions, gradientTestOf, type MatcherResult, type Tester, toHaveCorrectGradient } from './runner.ts';

/** What jest puts among the globals of a test. */
interface Globals {
  readonly expect?: { extend?(matchers: Readonly<Record<string, (received: unknown, options?: AssertOptions) => MatcherResult>>): void };
  readonly test?: Tester;
}

const globals = globalThis as Globals;
globals.expect?.extend?.({ toHaveCorrectGradient });

declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: declarations that merge have the same parameters
    interface Matchers<R, T = {}> {
      /** Holds a subject to the laws of derivatives, at quick effort if no other is asked for. */
      toHaveCorrectGradient(options?: AssertOptions): R;
    }
  }
}

/** A test that the derivative of a subject is right: `gradientTest(layer, { effort: 'normal' })`. @throws {Error} where jest has no global `test`. */
export const gradientTest = gradientTestOf((name, body, timeout) => {
  if (!globals.test)
    throw new Error('gradientTest: there is no global test here (injectGlobals: false); call assertGradient in a test of your own');
  globals.test(name, body, timeout);
});

export {
  type AssertOptions,
  assertGradient,
  type ForAllOptions,
  forAllGradients,
  type GradientTestOptions,
  toHaveCorrectGradient,
} from './runner.ts';
