import { Decimal } from 'decimal.js';
import { apply, type Graph, type Operation, type Term } from '../graph.ts';
import { exactText, OWNER } from '../numeral.ts';
import { type Elementary, elementary, GUARD_DIGITS } from './elementary.ts';

/** Why nothing is said of a term: it is no finite real number, it lies at a kink or on two sides of one, or a decision is not known at this precision. */
export type Silence = 'not finite' | 'kink' | 'open';
export type Value = Decimal | Silence;

/** An evaluation of terms of a graph at a point with a number of digits. It grows with the terms that are asked for. */
export interface Evaluation {
  readonly digits: number;
  readonly values: Map<Term, Value>;
  /** By how much the operands of a decision (a comparison, abs, max, floor, …) are away from the other outcome. */
  readonly margins: Map<Term, Decimal>;
  readonly doubles: Map<Term, number>;
  /** Terms whose values are free of rounding. */
  readonly exact: Set<Term>;
}

/** An evaluation of no terms yet. */
export const evaluation = (digits: number): Evaluation => ({
  digits,
  values: new Map(),
  margins: new Map(),
  doubles: new Map(),
  exact: new Set(),
});

/** What is evaluated: terms in their order, at the values of the variables, which are doubles and taken as they are. */
export interface Question {
  readonly g: Graph;
  readonly order: readonly Term[];
  readonly x: ArrayLike<number>;
}

/** A level of precision: the numbers and the functions. */
interface Level extends Elementary {
  readonly D: typeof Decimal;
  readonly digits: number;
}

/** The largest exponent of ten. Why: decimal.js has no larger one. */
const LARGEST_POWER = 9e15;
/** Digits to which a margin must be known for its decision to count. Why: rounding alone gives margins that change from precision to precision; ten digits in common are no accident. */
const MARGIN_DIGITS = 10;

const levels = new Map<number, Level>();
function levelOf(digits: number): Level {
  const known = levels.get(digits);
  if (known) return known;
  const D = Decimal.clone({ precision: digits + GUARD_DIGITS, minE: -LARGEST_POWER, maxE: LARGEST_POWER });
  const level = { D, digits, ...elementary(D, digits) };
  levels.set(digits, level);
  return level;
}

/** Whether two results, the second with more digits, have so many in common. */
export const agree = (a: Decimal, b: Decimal, digits: number): boolean =>
  a.isZero() || b.isZero()
    ? a.isZero() && b.isZero()
    : a
        .minus(b)
        .abs()
        .lte(b.abs().times(`1e-${digits}`));

/** Whether a result falls with the rounding of the digits that it has more, as that of a number does which is 0: by half of them at least, for a rounding of zero falls by nearly all. */
export const vanishes = (a: Decimal, b: Decimal, more: number): boolean => b.abs().lte(a.abs().times(`1e-${Math.floor(more / 2)}`));

/**
 * Evaluates the terms that an evaluation lacks. Decisions count that came out alike in the evaluation before, with fewer digits, and in doubles. A zero that
 * may be what rounding left of a number, as 1 + 10⁻³⁰⁰ − 1 is with 50 digits, is left open, unless this evaluation is the last.
 */
export function evaluate({ digits, values, margins, doubles, exact }: Evaluation, question: Question, { before, last }: Course): void {
  const { g, order, x } = question;
  const level = levelOf(digits);
  for (const k of order) {
    if (values.has(k)) continue;
    const operands = g.operands[k]!;
    const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = operands.map((part) => doubles.get(part)!);
    const double =
      operands.length === 0 ? (g.operation[k] === 'variable' ? x[g.value[k]!]! : g.value[k]!) : apply(g.operation[k]!, a, b, c);
    doubles.set(k, double);
    const decide: Decide = (margin, outcome, inDoubles) => {
      if (outcome !== inDoubles) return 'kink';
      if (margin.isZero()) return last || operands.every((part) => exact.has(part)) ? 'kink' : 'open';
      margins.set(k, margin);
      const known = before?.margins.get(k);
      return !known || agree(known, margin, MARGIN_DIGITS) ? undefined : last ? 'kink' : 'open';
    };
    const value = operands.length === 0 ? leaf(question, k, level) : operation(g, k, values, { level, decide, doubles, double });
    const free = value instanceof Decimal && isExact(question, k, { value, values, exact }, level);
    if (free) exact.add(k);
    if (typeof value === 'string') values.set(k, value);
    else values.set(k, !value.isFinite() ? 'not finite' : value.isZero() && !free && !last ? 'open' : value);
  }
}

/** The evaluation before this one, and whether none follows. */
interface Course {
  readonly before: Evaluation | undefined;
  readonly last: boolean;
}

/** The power of ten of the last digit that a number has. */
const lastPlace = (x: Decimal): number => x.e - x.sd() + 1;

/** Whether the result of an operation on numbers without rounding has none either. */
const rational: Readonly<Partial<Record<Operation, (value: Decimal, a: Decimal, b: Decimal, precision: number) => boolean>>> = {
  negate: () => true,
  '+': (_, a, b, precision) => a.isZero() || b.isZero() || Math.max(a.e, b.e) + 2 - Math.min(lastPlace(a), lastPlace(b)) <= precision,
  '-': (_, a, b, precision) => a.isZero() || b.isZero() || Math.max(a.e, b.e) + 2 - Math.min(lastPlace(a), lastPlace(b)) <= precision,
  '*': (_, a, b, precision) => a.sd() + b.sd() <= precision,
  '/': (value, a, b, precision) => value.sd() + b.sd() <= precision && value.times(b).eq(a),
  '^': (_, a, b, precision) => b.isInteger() && b.gte(0) && b.times(a.sd()).lte(precision),
  sqrt: (value, a, _, precision) => 2 * value.sd() <= precision && value.times(value).eq(a),
};

/** Whether a value is known to be free of rounding. */
function isExact(
  { g }: Question,
  k: Term,
  { value, values, exact }: { readonly value: Decimal; readonly values: ReadonlyMap<Term, Value>; readonly exact: ReadonlySet<Term> },
  { D }: Level,
): boolean {
  const name = g.operation[k]!;
  const operands = g.operands[k]!;
  if (operands.length === 0) return g.name[k] !== 'pi' && g.name[k] !== 'e';
  const zero = (part: Term | undefined): boolean => {
    const operand = part === undefined ? undefined : values.get(part);
    return operand instanceof Decimal && operand.isZero() && exact.has(part!);
  };
  if ((name === '*' && operands.some(zero)) || (name === '/' && zero(operands[0]))) return true;
  if (name === 'if') return values.get(operands[1]!) === value ? exact.has(operands[1]!) : exact.has(operands[2]!);
  if (name in comparisons || name in steps || name === 'sign' || logical.has(name)) return true;
  if (!operands.every((part) => exact.has(part))) return false;
  const [a, b = a] = operands.map((part) => values.get(part) as Decimal);
  const rule = rational[name];
  if (rule) return rule(value, a!, b!, D.precision);
  if (name === 'abs' || name === 'max' || name === 'min' || name === 'mod') return true;
  // Elementary functions have rational values at 0 and 1, or none that are known here.
  return operands.length === 1 && (a!.isZero() || a!.eq(1)) && value.isInteger();
}

/** Says nothing if a decision with this margin counts; `exact` and `inDoubles` are its outcomes in both arithmetics. */
type Decide = (margin: Decimal, exact: number, inDoubles: number) => Silence | undefined;

function leaf({ g, x }: Question, k: Term, { D, pi, functions }: Level): Value {
  const name = g.name[k]!;
  const double = g.operation[k] === 'variable' ? x[g.value[k]!]! : g.value[k]!;
  if (name === '' && !Number.isFinite(double)) return 'not finite';
  return name === 'pi' ? pi : name === 'e' ? functions.exp!(new D(1)) : new D(name === '' ? exactText(double) : name.replace(OWNER, ''));
}

interface Place {
  readonly level: Level;
  readonly decide: Decide;
  readonly doubles: ReadonlyMap<Term, number>;
  readonly double: number;
}

const truth = (holds: boolean): number => (holds ? 1 : 0);

const comparisons: Readonly<Partial<Record<Operation, (a: Decimal, b: Decimal) => boolean>>> = {
  '<': (a, b) => a.lt(b),
  '<=': (a, b) => a.lte(b),
  '>': (a, b) => a.gt(b),
  '>=': (a, b) => a.gte(b),
  '==': (a, b) => a.eq(b),
  '!=': (a, b) => !a.eq(b),
};

/** The steps: the whole number, and how far the operand is from the nearest jump. */
const steps: Readonly<Partial<Record<Operation, (a: Decimal) => readonly [whole: Decimal, margin: Decimal]>>> = {
  floor: (a) => [a.floor(), a.minus(a.round())],
  ceil: (a) => [a.ceil(), a.minus(a.round())],
  // Between −1 and 1 it is 0, without a jump.
  fix: (a) => [a.trunc(), a.abs().lt(0.5) ? a.minus(1) : a.minus(a.round())],
  // The jumps are at the halves.
  round: (a) => [a.round(), a.minus(a.floor()).minus(0.5)],
};

const logical: ReadonlySet<Operation> = new Set([...(Object.keys(comparisons) as Operation[]), 'and', 'or', 'xor', 'not', 'constant']);

/** Whether an operation decides between several results. */
export const decides = (operation: Operation): boolean =>
  operation !== 'constant' &&
  (logical.has(operation) || operation in steps || ['abs', 'sign', 'max', 'min', 'mod', 'if'].includes(operation));

/** The value of an operation on terms that have theirs. */
function operation(g: Graph, k: Term, values: ReadonlyMap<Term, Value>, place: Place): Value {
  const name = g.operation[k]!;
  if (name === 'if' || name === 'and' || name === 'or' || name === 'xor' || name === 'not') return logic(g, k, values, place);
  const [a, b] = g.operands[k]!.map((part) => values.get(part)!);
  if (typeof a === 'string') return a;
  if (typeof b === 'string') return b;
  const { level, decide, double, doubles } = place;
  const { D } = level;
  const compare = comparisons[name];
  if (compare) return decide(a!.minus(b!), truth(compare(a!, b!)), double) ?? new D(truth(compare(a!, b!)));
  const step = steps[name];
  if (step) {
    const [whole, margin] = step(a!);
    return decide(margin, whole.toNumber(), double + 0) ?? whole;
  }
  const [da = Number.NaN, db = Number.NaN] = g.operands[k]!.map((part) => doubles.get(part)!);
  switch (name) {
    case 'abs':
    case 'sign':
      return decide(a!, a!.s, Math.sign(da)) ?? (name === 'abs' ? a!.abs() : new D(a!.s));
    case 'max':
    case 'min':
      return decide(a!.minus(b!), a!.cmp(b!), Math.sign(da - db)) ?? (a!.gt(b!) === (name === 'max') ? a! : b!);
    case 'mod': {
      const turns = a!.div(b!);
      return decide(turns.minus(turns.round()), turns.floor().toNumber(), Math.floor(da / db)) ?? a!.minus(b!.times(turns.floor()));
    }
    default:
      return arithmetic(name, a!, b!, level);
  }
}

function arithmetic(name: Operation, a: Decimal, b: Decimal, { functions, power, atan2 }: Level): Decimal {
  switch (name) {
    case '+':
      return a.plus(b);
    case '-':
      return a.minus(b);
    case '*':
      return a.times(b);
    case '/':
      return a.div(b);
    case 'negate':
      return a.neg();
    case '^':
      return power(a, b);
    case 'hypot':
      return a.times(a).plus(b.times(b)).sqrt();
    case 'atan2':
      return atan2(a, b);
    default:
      return functions[name]!(a);
  }
}

/** Conditions, and what depends on them: an operand that does not count may be silent. */
function logic(g: Graph, k: Term, values: ReadonlyMap<Term, Value>, { level: { D }, decide, doubles }: Place): Value {
  const operands = g.operands[k]!;
  const holds = (part: Term): boolean | Silence => {
    const value = values.get(part)!;
    if (typeof value === 'string') return value;
    const silence = logical.has(g.operation[part]!) ? undefined : decide(value, truth(!value.isZero()), truth(doubles.get(part) !== 0));
    return silence ?? !value.isZero();
  };
  const first = holds(operands[0]!);
  if (typeof first === 'string') return first;
  switch (g.operation[k]) {
    case 'if':
      return values.get(operands[first ? 1 : 2]!)!;
    case 'not':
      return new D(truth(!first));
    case 'and':
      if (!first) return new D(0);
      break;
    case 'or':
      if (first) return new D(1);
  }
  const second = holds(operands[1]!);
  if (typeof second === 'string') return second;
  return new D(truth(g.operation[k] === 'xor' ? first !== second : second));
}
