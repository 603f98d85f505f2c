import { dimension, interval } from '../math/domain.ts';
import type { Subject } from '../subject/kind.ts';
import { labelOf } from '../subject/label.ts';
import { problemOfPoint } from '../subject/points.ts';
import { SHOWN_NAME } from '../subject/shape.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import { numberOf } from './formulas.ts';
import { suggestion } from './suggestion.ts';
import { UsageError } from './usage-error.ts';

/**
 * A function with further fixed points, from texts such as `x=1,y=2`.
 * @throws {UsageError} if the subject is of another kind, or a text is no point of it.
 */
export function withPlaces(subject: Subject, texts: readonly string[]): FunctionSubject {
  if (subject.kind !== 'function')
    throw new UsageError(`--at: ${JSON.stringify(subject.name)} is of the kind ${subject.kind}; functions and layers have points`);
  const points = [...(subject.points ?? []), ...texts.map((text) => placeOf(text, subject))];
  return { ...subject, points };
}

/** The names that a message lists. Why: it is one line. */
const LISTED_NAMES = 8;
/** The most inputs among whose names one is looked for. Why: each name is made by a call; of more inputs, tensors are named. */
const NAMED_INPUTS = 100_000;

/** Inputs that have one name: a tensor, or an input by itself. */
interface Slot {
  readonly shape: readonly number[];
  readonly from: number;
  readonly size: number;
}

/**
 * The point of a subject that `x=1,y=2` names. A tensor is given as nested lists, `w=[[1,2],[3,4]]`, flat, or as one number for all of its entries that are not held, and an entry as
 * `w[0,1]=5`, which stands over what is said of its tensor before.
 * @throws {UsageError} in one line, unless every input has one finite number of its interval, and the condition of the subject holds.
 */
export function placeOf(text: string, subject: FunctionSubject): Float64Array {
  const wrong = (problem: string): never => {
    throw new UsageError(`--at ${JSON.stringify(shortened(text))}: ${problem}`);
  };
  const x = new Float64Array(dimension(subject.domain)).fill(Number.NaN);
  const slots = slotsOf(subject);
  const given = new Set<string>();
  for (const part of partsOf(text)) {
    const at = part.lastIndexOf('=');
    const [name, value] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    if (at < 1 || name === '') wrong('write it as NAME=VALUE,…, such as x=1,y=2 or w=[[1,2],[3,4]]');
    const slot = slots.get(name) ?? wrong(unknownInput(name, [...slots.keys()]));
    if (given.has(name)) wrong(`${name} is given twice`);
    given.add(name);
    const problem = fill(x, slot, value, subject);
    if (problem !== undefined) wrong(`${name}: ${problem}`);
  }
  const missing = x.findIndex(Number.isNaN);
  if (missing >= 0) wrong(`${labelOf(subject, missing)} is missing`);
  const problem = problemOfPoint(subject, x);
  return problem === undefined ? x : wrong(problem);
}

/** A text in at most so many characters as a message shows. */
const shortened = (text: string): string => (text.length <= SHOWN_NAME ? text : `${text.slice(0, SHOWN_NAME - 1)}…`);

const unknownInput = (name: string, names: readonly string[]): string =>
  `there is no input ${JSON.stringify(shortened(name))}${suggestion(name, names) || ` (inputs: ${names.slice(0, LISTED_NAMES).join(', ')}${names.length > LISTED_NAMES ? ', …' : ''})`}`;

/** The tensors of a subject and its inputs, by their names. */
function slotsOf(subject: FunctionSubject): ReadonlyMap<string, Slot> {
  const n = dimension(subject.domain);
  const whole = subject.label || subject.variables ? [] : [{ name: 'x', shape: [n], offset: 0 }];
  const tensors = (subject.tensors ?? whole).map(({ name, shape, offset }): [string, Slot] => [
    name,
    { shape, from: offset, size: shape.reduce((product, length) => product * length, 1) },
  ]);
  const single = Array.from({ length: Math.min(n, NAMED_INPUTS) }, (_, i): [string, Slot] => [
    labelOf(subject, i),
    { shape: [], from: i, size: 1 },
  ]);
  return new Map([...tensors, ...single]);
}

/** The parts between commas outside of brackets. */
export function partsOf(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '[') depth++;
    if (letter === ']') depth--;
    if (letter === ',' && depth <= 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

/** Sets the numbers of a slot, or says what is wrong with them. */
function fill(x: Float64Array, { shape, from, size }: Slot, text: string, { domain }: FunctionSubject): string | undefined {
  const one = numberOf(text);
  if (Number.isFinite(one)) {
    for (let i = from; i < from + size; i++) {
      const [low, high] = interval(domain, i);
      x[i] = size > 1 && low === high ? low : one;
    }
    return undefined;
  }
  const listed = listOf(text);
  if (!listed) return `${JSON.stringify(shortened(text))} is no finite number${size > 1 ? ', and no list of such' : ''}`;
  const numbers = listed.flat(Number.POSITIVE_INFINITY) as readonly unknown[];
  if (!numbers.every((number) => typeof number === 'number')) return 'a list holds finite numbers alone';
  if (numbers.length !== size || !(isFlat(listed) || fits(listed, shape)))
    return `has ${numbers.length === size ? 'another shape' : `${numbers.length} ${numbers.length === 1 ? 'number' : 'numbers'}`} where its shape is [${shape.join(',')}]`;
  x.set(numbers as readonly number[], from);
  return undefined;
}

const isFlat = (list: readonly unknown[]): boolean => list.every((one) => !Array.isArray(one));

/** Whether a list is nested in a shape. */
const fits = (value: unknown, [length, ...rest]: readonly number[]): boolean =>
  length === undefined ? !Array.isArray(value) : Array.isArray(value) && value.length === length && value.every((one) => fits(one, rest));

function listOf(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
