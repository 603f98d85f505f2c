import { FLOATS, type Format, ROUNDOFF, TOLERANCE } from './floats.ts';
import { curvature, type Machine, machine, operations } from './machine.ts';
import type { Program } from './program.ts';

/** Programs as they run in each precision. */
export const MACHINES: Readonly<Record<Format, Machine<number>>> = {
  float64: machine(FLOATS.float64),
  float32: machine(FLOATS.float32),
  float16: machine(FLOATS.float16),
  bfloat16: machine(FLOATS.bfloat16),
};

/** H v of Σₖ fₖ in each precision. */
export const CURVATURES = {
  float64: curvature(FLOATS.float64),
  float32: curvature(FLOATS.float32),
  float16: curvature(FLOATS.float16),
  bfloat16: curvature(FLOATS.bfloat16),
} as const;

/** All operations, in doubles. */
export const table = operations(FLOATS.float64);

/** To first order, how far rounding of all steps can move Σₖ wₖ fₖ: Σ |f̄ₛ| u |s| over the steps s, where an iteration has its tolerance for u. Inputs are doubles, and round in other precisions. */
export function roundingOf(program: Program, precision: Format, x: readonly number[], w: readonly number[]): number {
  const { values, adjoints } = MACHINES[precision];
  const v = values(program, x.map(FLOATS[precision].of));
  const bar = adjoints(program, v, w);
  let sum = 0;
  for (const [k, step] of program.steps.entries()) {
    if (bar[k] === 0 || ('input' in step && precision === 'float64')) continue;
    const iterated = 'operation' in step && table[step.operation]!.iterated;
    sum += Math.abs(bar[k]!) * (iterated ? TOLERANCE[precision] : ROUNDOFF[precision]) * Math.abs(v[k]!);
  }
  return sum;
}

/** The natural unit of an input: its size, or near 0 one, or a part of its interval. */
export const unitOf = ({ box }: Program, x: readonly number[], i: number): number =>
  Math.max(Math.abs(x[i]!), Math.min(1, (box[i]![1] - box[i]![0]) / 16));
