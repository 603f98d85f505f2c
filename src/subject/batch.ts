import { scaled, type Vector } from '../math/vector.ts';
import { type Evaluator, evaluator } from './evaluator.ts';
import { asked, Fault } from './guard.ts';
import type { Traits } from './subject.ts';

/** A map over a batch of B examples, evaluated one example at a time. */
export interface Loop {
  /** Whether the examples come together in one mean or sum. */
  readonly reduced: boolean;
  /** All outputs at x: those of example after example, or their mean or sum. */
  value(x: Vector): Vector;
  /** Jᵀw for a covector w of all outputs, added up over the examples; absent where the map of one example claims neither vjp nor gradient. */
  readonly pull?: (x: Vector, w: Vector) => Vector;
}

/** The places of an example's inputs among all, and where its outputs start. */
interface Example {
  readonly places: readonly number[];
  readonly from: number;
}

/**
 * The loop over the examples that a subject declares. Its calls are counted with those of the subject.
 * The loop throws a Fault 'wrong-length' if the examples do not have as many inputs or outputs as the map of one example.
 */
export function loopOf({ subject, inputs, outputs, evaluations }: Evaluator & { readonly subject: Required<Pick<Traits, 'batch'>> }): Loop {
  const { size, of, example, reduction = 'mean' } = subject.batch;
  const one = evaluator(of, evaluations);
  const reduced = outputs === one.outputs && size > 1;
  const share = reduced && reduction === 'mean' ? 1 / size : 1;
  const examples = (): readonly Example[] => {
    if (!reduced && outputs !== size * one.outputs)
      throw new Fault('wrong-length', `a batch of ${size} examples with ${one.outputs} outputs each has ${outputs} outputs`);
    return Array.from({ length: size }, (_, b) => {
      const places = Array.from(asked(`batch.example(${b})`, () => Array.from(example(b))));
      if (places.length !== one.inputs || places.some((i) => !(i >= 0 && i < inputs)))
        throw new Fault(
          'wrong-length',
          `batch.example(${b}) is ${places.length} numbers where ${one.inputs} from 0 to ${inputs - 1} should be`,
        );
      return { places, from: reduced ? 0 : b * one.outputs };
    });
  };
  const { vjp, gradient } = one;
  const pull = vjp ?? (gradient && ((x: Vector, w: Vector) => scaled(gradient(x), w[0]!)));
  const taken = (x: Vector, places: readonly number[]): Vector => Float64Array.from(places, (i) => x[i]!);
  return {
    reduced,
    value(x) {
      const y = new Float64Array(outputs);
      for (const { places, from } of examples())
        for (const [k, value] of one.map(taken(x, places)).entries()) y[from + k]! += share * value;
      return y;
    },
    ...(pull && {
      pull(x: Vector, w: Vector) {
        const result = new Float64Array(inputs);
        for (const { places, from } of examples()) {
          const back = pull(taken(x, places), scaled(w.subarray(from, from + one.outputs), share));
          for (const [k, i] of places.entries()) result[i]! += back[k]!;
        }
        return result;
      },
    }),
  };
}
