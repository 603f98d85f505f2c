import type { Graph, Operation } from '../formulas/graph.ts';
import { tape } from '../formulas/tape.ts';
import { type Derivative, derivative } from '../measure/differences/index.ts';
import type { Vector2 } from './descent.ts';
import type { Axis, Exploration } from './exploration.ts';
import { decoded, interpolated, type PackedMesh } from './field.ts';

/** A measured slope, and the shape of the function along its line. */
export type MeasuredSlope = Pick<Derivative, 'value' | 'error' | 'kind' | 'left' | 'right'>;

/** A function on a plane. Values that are not known are NaN. */
export interface Plane {
  readonly x: Axis;
  readonly y: Axis;
  /** True if nothing is known beyond the axes. */
  readonly bounded?: true;
  value(x: number, y: number): number;
  /** The true gradient, by algebra or measured beforehand. */
  gradient(x: number, y: number): Vector2;
  /** The claimed gradient. */
  readonly claimed?: (x: number, y: number) => Vector2;
  /** The slopes along both axes, measured from values of f alone, now or beforehand. */
  measured(x: number, y: number): readonly [MeasuredSlope, MeasuredSlope];
}

/** The plane of these axes through `point`. Without trees it is the plane that was sampled. */
export function planeOf(exploration: Exploration, [a, b]: readonly [number, number], point: readonly number[]): Plane {
  const [x, y] = [exploration.inputs[a]!, exploration.inputs[b]!];
  const plane = exploration.trees ? exact(exploration, [a, b], point) : sampled(exploration, x, y);
  if (exploration.claim === 'same') return { ...plane, claimed: plane.gradient };
  if (exploration.claim === undefined || exploration.claim === 'formulas') return plane;
  // The claim was sampled on the axes of the exploration only.
  if (a !== exploration.axes[0] || b !== exploration.axes[1]) return plane;
  const beyond = exploration.claim.map((field) => fieldAt(field, x, y));
  return {
    ...plane,
    claimed: (u, v) => {
      const [gx, gy] = plane.gradient(u, v);
      return [gx + beyond[0]!(u, v), gy + beyond[1]!(u, v)];
    },
  };
}

type InPlane = (x: number, y: number) => number;

function fieldAt(field: PackedMesh, x: Axis, y: Axis): InPlane {
  const mesh = decoded(field);
  const { columns, rows } = field;
  return (u, v) => interpolated(mesh, ((u - x.low) / (x.high - x.low)) * (columns - 1), ((v - y.low) / (y.high - y.low)) * (rows - 1));
}

function sampled({ grid }: Exploration, x: Axis, y: Axis): Plane {
  const value = fieldAt(grid!.f, x, y);
  const [gx, gy] = grid!.slopes.map((field) => fieldAt(field, x, y)) as [InPlane, InPlane];
  const measured = (slope: number): MeasuredSlope => {
    const seen = { value: slope, error: 0 };
    return { ...seen, left: seen, right: seen, kind: Number.isFinite(slope) ? 'smooth' : 'unresolved' };
  };
  return {
    x,
    y,
    bounded: true,
    value,
    gradient: (u, v) => [gx(u, v), gy(u, v)],
    measured: (u, v) => [measured(gx(u, v)), measured(gy(u, v))],
  };
}

function exact({ trees, inputs }: Exploration, [a, b]: readonly [number, number], point: readonly number[]): Plane {
  const { operations, operands, values, f, gradient, claims } = trees!;
  const g: Graph = {
    operation: operations as Operation[],
    operands: [...operands],
    value: values.map(Number),
    name: values.map(() => ''),
    folds: true,
    known: new Map(),
  };
  const at = Float64Array.from(point);
  const run = (roots: readonly number[]): ((u: number, v: number) => Float64Array) => {
    const evaluate = tape(g, roots);
    const out = new Float64Array(roots.length);
    return (u, v) => {
      at[a] = u;
      at[b] = v;
      return evaluate(at, out);
    };
  };
  const pairOf = (roots: readonly number[]): ((u: number, v: number) => Vector2) => {
    const both = run([roots[a]!, roots[b]!]);
    return (u, v) => {
      const out = both(u, v);
      return [out[0]!, out[1]!];
    };
  };
  const one = run([f]);
  const value: InPlane = (u, v) => one(u, v)[0]!;
  const along = (u: number, v: number, direction: Vector2): MeasuredSlope =>
    derivative(([p, q]) => value(p!, q!), Float64Array.of(u, v), Float64Array.from(direction));
  return {
    x: inputs[a]!,
    y: inputs[b]!,
    value,
    gradient: pairOf(gradient),
    measured: (u, v) => [along(u, v, [1, 0]), along(u, v, [0, 1])],
    ...(claims && { claimed: pairOf(claims) }),
  };
}
