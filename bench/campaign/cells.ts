/** The cells of smoothness that meet at a point where comparisons tie. */
import type { Decimal } from 'decimal.js';
import { solve } from '../../src/math/matrix.ts';
import { stream } from '../random.ts';
import { decimals } from './decimals.ts';
import { choice } from './generator.ts';
import type { Program } from './program.ts';
import { type Evaluated, evaluated } from './truth.ts';

/** Random directions along which a point is left, and how far, in units of an input; digits; most cells that are sought. */
const [DIRECTIONS, DISTANCE, DIGITS, MOST] = [96, '1e-30', 80, 256] as const;
/** A step across the wall between two cells, beside one along it. */
const ACROSS = 1e-3;
/** Walls whose directions differ by less are one. */
const SAME = 1e-14;

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const scaled = (a: readonly number[], factor: number): number[] => a.map((value) => value * factor);
const plus = (a: readonly number[], b: readonly number[]): number[] => a.map((value, i) => value + b[i]!);

/** A cell, and a direction that leads into it. */
interface Cell {
  readonly v: readonly number[];
  readonly there: Evaluated;
}

/**
 * Exact derivatives in the cells that meet at a point within the box: of those into which random directions lead, and of their neighbours, found by crossing the walls of each: the
 * hyperplanes on which numbers that are compared stay equal.
 */
export function around(program: Program, x: readonly number[], distance: string = DISTANCE): readonly Evaluated[] {
  const m = decimals(DIGITS, { tie: false, nearest: 0 });
  const size = x.map((value) => Math.max(Math.abs(value), 1e-6));
  const entered = (v: readonly number[]): Cell => {
    const at: Decimal[] = x.map((value, i) => m.of(value).plus(m.of(v[i]! * size[i]!).times(distance)));
    return { v, there: evaluated(program, at, DIGITS) };
  };
  const all: Evaluated[] = [];
  const found = new Map<string, Cell>();
  const enter = (v: readonly number[], sought: 'any' | 'new'): void => {
    if (v.every((vi) => vi === 0)) return;
    const cell = entered(v);
    const key = JSON.stringify(cell.there.taken);
    if (sought === 'any' || !found.has(key)) all.push(cell.there);
    if (!found.has(key)) found.set(key, cell);
  };
  for (const v of directions(program, x)) enter(v, 'any');
  for (const { v, there } of found.values()) {
    if (found.size > MOST) break;
    const normals = evaluated(program, x, DIGITS, there.taken).normals;
    const walls = distinct(normals.map((normal) => normal.map((value, i) => value * size[i]!)));
    for (const wall of walls) for (const over of crossings(walls, wall, v)) enter(inward(program, x, over), 'new');
  }
  return all;
}

/** Walls as unit vectors, each once. */
function distinct(normals: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const walls: number[][] = [];
  for (const normal of normals) {
    const length = Math.sqrt(dot(normal, normal));
    if (!(length > 0) || !Number.isFinite(length)) continue;
    const unit = scaled(normal, 1 / length);
    if (walls.every((wall) => 1 - Math.abs(dot(wall, unit)) > SAME)) walls.push(unit);
  }
  return walls;
}

/** Directions that lead from a cell across one of its walls, and that keep to the same side of the others as far as can be. */
function crossings(walls: readonly (readonly number[])[], wall: readonly number[], v: readonly number[]): readonly (readonly number[])[] {
  const away = dot(wall, v);
  if (away === 0) return [];
  const straight = plus(v, scaled(wall, -away - ACROSS * away));
  const sides = walls.map((one) => (one === wall ? -ACROSS : 1) * Math.sign(dot(one, v)));
  const gram = walls.map((a) => Float64Array.from(walls, (b) => dot(a, b)));
  const { solution } = solve(gram, Float64Array.from(sides));
  const aimed = walls.reduce<readonly number[]>((sum, one, i) => plus(sum, scaled(one, solution[i]!)), scaled(v, 0));
  return [straight, aimed].filter((one) => one.every(Number.isFinite));
}

/** Whether a step leads out of the box: beyond an edge, or along an input that is fixed. */
const leaves = (program: Program, x: readonly number[], v: readonly number[], i: number): boolean => {
  const [low, high] = program.box[i]!;
  return (v[i]! < 0 && x[i]! <= low) || (v[i]! > 0 && x[i]! >= high);
};

/** The direction, without what leads out of the box. */
const inward = (program: Program, x: readonly number[], v: readonly number[]): readonly number[] =>
  v.map((vi, i) => (leaves(program, x, v, i) ? 0 : vi));

/** Random directions into the box, both ways along each axis first. */
function directions(program: Program, x: readonly number[]): readonly (readonly number[])[] {
  const choose = choice(stream(1));
  return Array.from({ length: DIRECTIONS }, (_, k) => {
    const axis = k < 2 * x.length ? k >> 1 : undefined;
    const v = x.map((__, i) => {
      if (axis !== undefined) return i === axis ? 1 - 2 * (k % 2) : 0;
      return choose.between([-1, 1]) * 10 ** (k % 3 === 0 ? choose.between([-6, 0]) : 0);
    });
    const turned = v.map((vi, i) => (axis === undefined && leaves(program, x, v, i) ? -vi : vi));
    return inward(program, x, turned);
  });
}
