import { properties } from '../../properties/index.ts';
import type { FunctionSubject } from '../../src/authoring.ts';
import { check, type Result } from '../../src/check/check.ts';
import { DEFAULT_RUNS } from '../../src/cli/flags.ts';
import type { Property } from '../../src/law/property.ts';

/** The law that compares the claim in question with differences of f. */
function law(subject: FunctionSubject, second: boolean): Property {
  const name = second ? 'hessian-matches-differences' : subject.jacobian ? 'jacobian-matches-differences' : 'matches-differences';
  return properties.find((property) => property.name === name)!;
}

/** The default check of this package with all its samples at one point, along directions of its own choice. */
export function atPoint(subject: FunctionSubject, x: readonly number[], second: boolean, seed: number): Result {
  const whole = law(subject, second);
  const here: Property = { ...whole, forAll: (target) => whole.forAll(target).map((sample) => ({ ...sample, x: Float64Array.from(x) })) };
  return check(subject, here, { seed, runs: DEFAULT_RUNS, hunting: false });
}

/** The default check as a user runs it: the points, too, are of its own choice. */
export const whole = (subject: FunctionSubject, second: boolean, seed: number): Result =>
  check(subject, law(subject, second), { seed, runs: DEFAULT_RUNS });
