import type { FunctionSubject } from '../subject/subject.ts';
import { type EngineDefinition, fromEngine } from './engine.ts';
import { type Tfjs, type TfjsTensor, tfjsEngine } from './engines.ts';
import type { Input } from './tensors.ts';

/**
 * A function of TensorFlow.js as a subject whose claim is the engine's own reverse mode, as a vector–Jacobian product: `fromTfjs(tf, { name, inputs: { x: [3, 4] }, f })`.
 * Of order 2, the subject is x ↦ ∇⟨w, f(x)⟩, computed by the engine, for a fixed w of random weights; its claim is the engine's derivative of that.
 * The backend is the one that is set, and has to be a synchronous one (cpu, wasm).
 * @throws {Error} naming the function and the input whose shape or range is not valid.
 */
export const fromTfjs = <E extends { tensor(values: never, shape?: never): TfjsTensor }, const I extends Readonly<Record<string, Input>>>(
  tf: E,
  definition: EngineDefinition<ReturnType<E['tensor']>, I>,
): FunctionSubject => fromEngine(tfjsEngine(tf as unknown as Tfjs<ReturnType<E['tensor']>>), definition);
