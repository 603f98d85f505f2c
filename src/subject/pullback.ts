import { scaled, transposeTimes, type Vector } from '../math/vector.ts';
import type { Announced } from './announcement.ts';
import type { Claimed as ClaimedFunction, Evaluator } from './evaluator.ts';
import { asked, givenTo, numbers } from './guard.ts';

/** A claimed gradient field x ↦ ∇⟨w, F(x)⟩. */
export interface Claimed {
  /** Its name in reports: `the claimed gradient`. */
  readonly what: string;
  /** n numbers. */
  readonly field: Announced<Vector>;
}

/** The gradient of ⟨w, F⟩, for a covector w of m numbers, from each claim that gives it: gradient, Jacobian, vjp. */
export function pullbacks({ gradient, jacobian, vjp, inputs }: Evaluator, w: Vector): readonly Claimed[] {
  const claims: Claimed[] = [];
  if (gradient) {
    const { ahead } = gradient;
    claims.push({ what: 'the claimed gradient', field: Object.assign((x: Vector) => scaled(gradient(x), w[0]!), { ahead }) });
  }
  if (jacobian) claims.push({ what: 'the claimed Jacobian', field: (x) => transposeTimes(jacobian(x), w, inputs) });
  if (vjp) claims.push({ what: 'the claimed vjp', field: alongOf(vjp, w) });
  return claims;
}

/** A claim for one and the same cotangent or tangent. */
export const alongOf = (claim: Along, c: Vector): Announced<Vector> =>
  Object.assign((x: Vector) => claim(x, c), { ahead: claim.ahead && ((xs: readonly Vector[]) => claim.ahead?.(xs, c)) });

/** A claim of a vector that takes a cotangent or a tangent. */
type Along = Pick<ClaimedFunction<[Vector]>, 'ahead'> & ((x: Vector, c: Vector) => Vector);

/**
 * A function of a subject beside its map and claims, as an energy is, called as these are: with a copy of its input, as a plain array where they take one.
 * It throws a Fault that names it with `what` where it throws or does not return `length` numbers.
 */
export function guardedCall(
  { subject }: Evaluator,
  what: string,
  call: (x: never) => ArrayLike<number>,
  length: number,
): (x: Vector) => Vector {
  return (x) =>
    numbers(
      asked(what, () => call(givenTo(subject, x))),
      length,
      what,
    );
}
