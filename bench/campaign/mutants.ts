import { seedOf, stream } from '../random.ts';
import { claimed } from './claims.ts';
import { FLOATS, type Format, ROUNDOFF } from './floats.ts';
import { choice, pointsOf } from './generator.ts';
import type { Mistake, Program } from './program.ts';
import { CURVATURES, MACHINES, roundingOf, table, unitOf } from './rounding.ts';

/** A gap this many times the slope that f's rounding hides shows, and a mistake that shows at this share of points is to be found. */
const [SHOWS, SHARE] = [100, 0.02];
const [POINTS, VALUES, SHRINKINGS] = [200, 300, 16];
/** Irregular parts of a length at which a slope is asked for, so that waves do not look flat. */
const PARTS = [
  -0.9831713, 0.9710497, -0.8317329, 0.7942317, -0.6137193, 0.5372911, -0.3719237, 0.4123179, -0.1931273, 0.2319737, -0.0719317, 0.1137931,
] as const;
const FACTORS = [1e-3, 1e-5, 1e-7] as const;
const REGION = [0.03, 0.3] as const;

/** A mistake, by its class. */
export interface Mutant {
  readonly class: string;
  readonly mistake: Mistake;
}

/** One mistake of each class in the derivatives of a program, where it has room for one. */
export function mutants(program: Program, precision: Format): readonly Mutant[] {
  const choose = choice(stream(seedOf(`${program.name} mistakes`)));
  const rules = program.steps.flatMap((step, k) =>
    'operation' in step ? Object.keys(table[step.operation]!.wrong ?? {}).map((rule) => ({ step: k, rule })) : [],
  );
  const found: Mutant[] = [];
  for (const kind of ['rule', 'branch'] as const) {
    const some = rules.filter(({ rule }) => rule.startsWith('branch') === (kind === 'branch'));
    if (some.length > 0) found.push({ class: kind, mistake: { kind, ...choose.of(some) } });
  }
  const free = program.box.flatMap(([low, high], i) => (low < high ? [i] : []));
  for (const factor of FACTORS)
    found.push({ class: String(factor), mistake: { kind: 'factor', input: choose.of(free), factor: 1 + factor } });
  const step = choose.of(program.steps.flatMap((one, k) => ('operation' in one ? [k] : [])));
  const values = pointsOf(program, VALUES, 2).map((x) => MACHINES[precision].values(program, x.map(FLOATS[precision].of))[step]!);
  const above = values.sort((a, b) => a - b)[Math.floor((1 - choose.between(REGION)) * VALUES)]!;
  return [...found, { class: 'region', mistake: { kind: 'region', step, above } }];
}

/** A partial derivative of one output. */
interface Entry {
  readonly slope: number;
  readonly input: number;
  readonly w: readonly number[];
}

/** How far an input can be moved before the slope along it changes by half its size; no farther than its natural unit. */
function lengthOf(program: Program, precision: Format, x: readonly number[], entry: Entry): number {
  const { slope, input, w } = entry;
  const at = x.map(FLOATS[precision].of);
  const along = x.map((_, j) => (j === input ? 1 : 0));
  const bend = CURVATURES[precision](program, at, along, { w })[input]!;
  const [low, high] = program.box[input]!;
  const unit = Math.min(unitOf(program, x, input), (high - low) / 2);
  const changes = (length: number): boolean =>
    PARTS.some((part) => {
      const step = part * length;
      const moved = at.map((value, j) =>
        j === input ? FLOATS[precision].of(value + step >= low && value + step <= high ? value + step : value - step) : value,
      );
      return !(Math.abs(MACHINES[precision].pulled(program, moved, w)[input]! - slope) <= Math.abs(slope) / 2);
    });
  let length = bend === 0 || !Number.isFinite(bend) ? unit : Math.min(unit, Math.abs(slope / bend) / 2);
  for (let count = 0; count < SHRINKINGS && changes(length); count++) length /= 4;
  return length;
}

/**
 * The share of points of the box at which a mistake shows: where it moves some partial derivative by more than what the rounding of f hides
 * over the length on which that derivative is about the same, and than what rounds the derivative itself.
 */
export function shown(program: Program, precision: Format, mistake: Mistake): number {
  const points = pointsOf(program, POINTS, 3);
  const visible = points.filter((x) => {
    const [right, wrong] = [claimed(program, x, { precision }), claimed(program, x, { precision, mistake })];
    return program.outputs.some((_, k) => {
      const w = program.outputs.map((__, j) => (j === k ? 1 : 0));
      const hidden = SHOWS * roundingOf(program, precision, x, w);
      return right[k]!.some((slope, input) => {
        const gap = program.box[input]![0] < program.box[input]![1] ? Math.abs(slope - wrong[k]![input]!) : 0;
        const rounded = SHOWS * ROUNDOFF[precision] * Math.abs(slope);
        return (
          gap > rounded && gap * unitOf(program, x, input) > hidden && gap * lengthOf(program, precision, x, { slope, input, w }) > hidden
        );
      });
    });
  });
  return visible.length / points.length;
}

/** Whether a mistake is to be found. */
export const visible = (share: number): boolean => share >= SHARE;
