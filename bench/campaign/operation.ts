/** Partial derivatives with respect to the operands, from operands, result and parameter. */
export type Rule<T> = (on: readonly T[], result: T, parameter: number) => readonly T[];

/** An operation of programs in one arithmetic: its value, its derivative as a reverse mode has it, and mistakes in that. */
export interface Operation<T> {
  readonly operands: 1 | 2 | 3;
  readonly value: (on: readonly T[], parameter: number) => T;
  /** What the value tends to in exact arithmetic, where an iteration of doubles goes another way. */
  readonly limit?: (on: readonly T[], parameter: number) => T;
  readonly rule: Rule<T>;
  readonly wrong?: Readonly<Record<string, Rule<T>>>;
  /** Parameters among which a generator chooses. */
  readonly parameters?: readonly number[];
  /** Where it is less than twice differentiable: its value, its slope or its curvature jumps. */
  readonly breaks?: 'value' | 'slope' | 'curvature';
  /** Its results are only as good as the tolerance of an iteration. */
  readonly iterated?: true;
  /** Only its slopes are claimed: the rule does not vary along a direction as the limit does. */
  readonly once?: true;
}

export type Table<T> = Readonly<Record<string, Operation<T>>>;

/** An operation of one number. */
export const unary = <T>(
  value: (a: T) => T,
  slope: (a: T, y: T) => T,
  wrong: Readonly<Record<string, (a: T, y: T) => T>> = {},
): Operation<T> => ({
  operands: 1,
  value: ([a]) => value(a!),
  rule: ([a], y) => [slope(a!, y)],
  wrong: Object.fromEntries(Object.entries(wrong).map(([name, bad]) => [name, ([a]: readonly T[], y: T) => [bad(a!, y)]])),
});

type Pair<T> = readonly [T, T];
/** An operation of two numbers. */
export const binary = <T>(
  value: (a: T, b: T) => T,
  slopes: (a: T, b: T, y: T) => Pair<T>,
  wrong: Readonly<Record<string, (a: T, b: T, y: T) => Pair<T>>> = {},
): Operation<T> => ({
  operands: 2,
  value: ([a, b]) => value(a!, b!),
  rule: ([a, b], y) => slopes(a!, b!, y),
  wrong: Object.fromEntries(Object.entries(wrong).map(([name, bad]) => [name, ([a, b]: readonly T[], y: T) => bad(a!, b!, y)])),
});
