/** The gradients of a program: those that the engine claims of the whole, and those that the chain rule makes of its claims about each operation. */
import { type Engine, isUnderived } from '../adapters/engine.ts';
import type { Vector } from '../math/vector.ts';
import { messageOf } from '../subject/guard.ts';
import { familyOf, tensorsOf } from './catalogue.ts';
import { called, functionOf, isStep, leavesOf, type Program, type Step, type Value } from './program.ts';

/** The gradients of ⟨dy, f(x)⟩ that the engine claims, one for each value, and the result of f. */
export function gradientsOf<T>(
  engine: Engine<T>,
  f: (...x: T[]) => T,
  x: readonly Value[],
  dy: Value,
): { readonly gradients: Vector[]; readonly result?: Vector } {
  const work = () => {
    let result: Vector | undefined;
    const parts = engine.vjp(f, tensorsOf(engine, x), (y) => {
      const shape = engine.shape?.(y) ?? dy.shape;
      if (!engine.keep) result = Float64Array.from(engine.data(y));
      return engine.tensor(dy.numbers.slice(), shape);
    });
    if (parts.length !== x.length) throw new Error(`${parts.length} gradients where ${x.length} should be`);
    const gradients = x.map(({ numbers }, k) => {
      const part = parts[k];
      const values = part === null || part === undefined ? new Float64Array(numbers.length) : Float64Array.from(engine.data(part));
      if (values.length !== numbers.length) throw new Error(`a gradient of ${values.length} numbers where ${numbers.length} should be`);
      return values;
    });
    return { gradients, ...(result && { result }) };
  };
  return engine.scope ? engine.scope(work) : work();
}

/** What the engine claims of a whole program. */
export const wholeOf = <T>(engine: Engine<T>, program: Program<T>, dy: Value) =>
  gradientsOf(
    engine,
    functionOf(engine, program),
    leavesOf(program).map(({ value }) => value),
    dy,
  );

/** What the engine claims of one step by itself, at the values of its inputs. */
export const claimsOf = <T>(
  engine: Engine<T>,
  { operation, value: { shape } }: Step<T>,
  values: readonly Value[],
  dy: Vector,
): readonly Vector[] => gradientsOf(engine, (...x) => called(operation, x), values, { numbers: dy, shape }).gradients;

/** Where a chain ends before all is done: at a family of which the engine has no derivative, at a step whose derivative throws, or at one where it is not finite. */
export interface Ending<T> {
  readonly underived?: string;
  readonly thrown?: Step<T>;
  readonly endless?: Step<T>;
}

/**
 * Follows the chain rule backwards from the adjoint of the result, and fills in that of each node. `visit` hears each step with the cotangent of its result and its gradients, and may change these.
 */
export function chained<T>(
  engine: Engine<T>,
  program: Program<T>,
  adjoints: Map<number, Vector>,
  visit: (step: Step<T>, dy: Vector, gradients: readonly Vector[]) => void,
): Ending<T> {
  for (let k = program.length - 1; k >= 0; k--) {
    const step = program[k]!;
    const dy = adjoints.get(k);
    if (!isStep(step) || !dy) continue;
    let gradients: readonly Vector[];
    try {
      const values = step.inputs.map((input) => program[input]!.value);
      gradients = claimsOf(engine, step, values, dy);
    } catch (error) {
      return isUnderived(messageOf(error)) ? { underived: familyOf(step.operation) } : { thrown: step };
    }
    visit(step, dy, gradients);
    if (!gradients.every((part) => part.every(Number.isFinite))) return { endless: step };
    step.inputs.forEach((input, slot) => {
      const before = adjoints.get(input);
      const part = gradients[slot]!;
      adjoints.set(input, before ? before.map((value, i) => value + part[i]!) : part);
    });
  }
  return {};
}
