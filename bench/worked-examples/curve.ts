import { type Derivative, derivative, type LineOptions, subject } from '../../src/authoring.ts';

/** A function of one variable. */
export type Curve = (x: number) => number;

/** The slope of a curve at x, from its values. */
export const slopeOf = (f: Curve, x: number, look: LineOptions = {}): Derivative =>
  derivative(([t]) => f(t!), Float64Array.of(x), Float64Array.of(1), look);

/** A curve with the derivative that is claimed for it. */
export const curve = (
  f: Curve,
  gradient: Curve,
  domain: readonly [number, number] = [-2, 2],
  precision: 'float64' | 'float32' = 'float64',
) => subject({ name: 'curve', domain: [domain], precision, f: ([x]) => f(x), gradient: ([x]) => [gradient(x)] });
