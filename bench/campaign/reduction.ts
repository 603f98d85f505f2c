import type { Interval } from '../../src/math/domain.ts';
import type { Program, Step } from './program.ts';

/** Boxes that are simple to read. */
const PLAIN: readonly Interval[] = [
  [0, 1],
  [-1, 1],
  [1, 2],
];
const NUMBERS = [1, 0, 2] as const;

/** How much there is to read in a program: its steps first, then the digits of its numbers. */
export function sizeOf({ steps, box, outputs }: Program): number {
  const digits = (value: number): number => (NUMBERS.includes(value as 1) ? 0 : String(Math.abs(value)).length);
  const numbers = [...box.flat(), ...steps.flatMap((step) => ('constant' in step ? [step.constant] : []))];
  const plainly = box.filter((interval) => !PLAIN.some(([low, high]) => low === interval[0] && high === interval[1])).length;
  return 1000 * (steps.length + outputs.length) + 10 * plainly + numbers.reduce((sum, value) => sum + digits(value), 0);
}

/** The program without steps and inputs that no output depends on. */
export function pruned({ name, box, steps, outputs }: Program): Program {
  const needed = new Set<number>(outputs);
  for (let k = steps.length - 1; k >= 0; k--) {
    const step = steps[k]!;
    if (needed.has(k) && 'operation' in step) for (const on of step.on) needed.add(on);
  }
  const kept = steps.flatMap((_, k) => (needed.has(k) ? [k] : []));
  const inputs = kept.flatMap((k) => ('input' in steps[k]! ? [(steps[k] as { input: number }).input] : []));
  const place = new Map(kept.map((k, at) => [k, at]));
  const moved = (step: Step): Step => {
    if ('input' in step) return { ...step, input: inputs.indexOf(step.input) };
    return 'constant' in step ? step : { ...step, on: step.on.map((on) => place.get(on)!) };
  };
  return { name, box: inputs.map((i) => box[i]!), steps: kept.map((k) => moved(steps[k]!)), outputs: outputs.map((k) => place.get(k)!) };
}

/** Everything that uses a step uses another one, before it. */
const redirected = (program: Program, from: number, to: number): Program => {
  const aim = (k: number): number => (k === from ? to : k);
  return {
    ...program,
    steps: program.steps.map((step) => ('operation' in step ? { ...step, on: step.on.map(aim) } : step)),
    outputs: program.outputs.map(aim),
  };
};

const replaced = (program: Program, at: number, step: Step): Program => ({
  ...program,
  steps: program.steps.map((one, k) => (k === at ? step : one)),
});

/** Programs that are one simplification away; `values` are those of the steps at a point that matters. */
function* simpler(program: Program, values: readonly number[]): Generator<Program> {
  const { steps, outputs, box } = program;
  if (outputs.length > 1) for (const k of outputs.keys()) yield { ...program, outputs: outputs.filter((_, i) => i !== k) };
  for (let k = steps.length - 1; k >= 0; k--) {
    const step = steps[k]!;
    if ('operation' in step) for (const on of new Set(step.on)) yield redirected(program, k, on);
    if (!('constant' in step) && Number.isFinite(values[k])) yield replaced(program, k, { constant: Number(values[k]!.toPrecision(2)) });
    if ('constant' in step)
      for (const constant of [...NUMBERS, Number(step.constant.toPrecision(1))]) yield replaced(program, k, { constant });
  }
  for (const i of box.keys()) for (const interval of PLAIN) yield { ...program, box: box.map((one, j) => (j === i ? interval : one)) };
}

/**
 * The smallest program that simplification, one step after the other, comes to while it still shows something, in so many seconds.
 * @param shows the values of the steps at the point where a program shows it, or undefined where it does not.
 */
export function reduced(program: Program, shows: (program: Program) => readonly number[] | undefined, seconds: number): Program {
  const deadline = performance.now() + 1000 * seconds;
  let best = program;
  let values = shows(best);
  for (let found = true; found && values; ) {
    found = false;
    for (const candidate of simpler(best, values)) {
      if (performance.now() > deadline) return best;
      const smaller = pruned(candidate);
      if (smaller.box.length === 0 || sizeOf(smaller) >= sizeOf(best)) continue;
      const still = shows(smaller);
      if (!still) continue;
      [best, values, found] = [smaller, still, true];
      break;
    }
  }
  return best;
}
