import { scaled, transposeTimes, type Vector } from '../math/vector.ts';
import { asked, type Evaluator, numbers } from './evaluator.ts';

/** A claim, read as a field. */
export interface Claimed {
  /** `the claimed gradient`. */
  readonly what: string;
  readonly field: (x: Vector) => Vector;
}

/** The gradient of ⟨w, F⟩ as each claim has it from which it can be read: gradient, Jacobian, vjp. */
export function pullbacks({ gradient, jacobian, vjp, inputs }: Evaluator, w: Vector): readonly Claimed[] {
  const claims: Claimed[] = [];
  if (gradient) claims.push({ what: 'the claimed gradient', field: (x) => scaled(gradient(x), w[0]!) });
  if (jacobian) claims.push({ what: 'the claimed Jacobian', field: (x) => transposeTimes(jacobian(x), w, inputs) });
  if (vjp) claims.push({ what: 'the claimed vjp', field: (x) => vjp(x, w) });
  return claims;
}

/**
 * A function that a subject brings along beside its map and claims, called as these are: with a copy of its input, a plain array where they take one.
 * @throws {Fault} where it throws or does not return `length` numbers.
 */
export function guardedCall(
  { subject }: Evaluator,
  what: string,
  call: (x: never) => ArrayLike<number>,
  length: number,
): (x: Vector) => Vector {
  return (x) =>
    numbers(
      asked(what, () => call((subject.plain ? Array.from(x) : x.slice()) as never)),
      length,
      what,
    );
}
