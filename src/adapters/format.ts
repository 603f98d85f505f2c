import { type Precision, UNIT } from '../math/precision.ts';
import type { FunctionSubject } from '../subject/subject.ts';

/** Numbers that are sent through an engine. Why: no format holds them exactly, and all formats have numbers of their sizes. */
const FORMAT_PROBES = Float64Array.of(1 / 3, -Math.SQRT2, Math.PI, Math.E / 100, -1 / 7, Math.LN2 * 50);

/** What takes numbers, and gives them back. */
interface Keeper<T> {
  tensor(values: Float64Array, shape: readonly number[]): T;
  data(t: T): ArrayLike<number>;
  scope?<R>(work: () => R): R;
}

/** The format in which an engine keeps numbers, whatever it says: the finest one that FORMAT_PROBES survive on their way through it. */
export function formatOf<T>(engine: Keeper<T>): Precision {
  const formats = FORMAT_PROBES.map((probe) => {
    const work = (): number => Number(engine.data(engine.tensor(Float64Array.of(probe), []))[0]);
    const error = Math.abs((engine.scope ? engine.scope(work) : work()) / probe - 1);
    return ORDER.findIndex((format) => error <= UNIT[format]);
  });
  return ORDER[Math.max(...formats)] ?? 'bfloat16';
}

/** The formats from the finest on. */
const ORDER: readonly Precision[] = ['float64', 'float32', 'float16', 'bfloat16'];

/** Whether a map that takes doubles, and returns a vector, gives single precision: all of its values are numbers of that format, or as far from its reference as those are. */
export function isSingle({ f, reference }: FunctionSubject, x: Float64Array): boolean {
  try {
    const at = x.map(off);
    const values = f(at as never) as Float64Array;
    if (values.every((value) => value === Math.fround(value)) && values.some((value) => value !== short(value))) return true;
    if (!reference) return false;
    const truth = reference(at as never) as Float64Array;
    const size = Math.max(...truth.map(Math.abs));
    return Math.max(...truth.map((value, k) => Math.abs(value - values[k]!))) > COARSE * size;
  } catch {
    return false;
  }
}

/** The first twelve bits of a number (G. W. Veltkamp 1968). Why: a value that has no more may have come from doubles, as 0, ½ and 3 do. */
const short = (x: number): number => {
  const shifted = x * (2 ** 41 + 1);
  return shifted - (shifted - x);
};

/** The relative distance from a reference beyond which values are those of single precision. Why: between the roundings of both formats, far from either. */
const COARSE = 2 ** -36;

/** A number near x that is no number of a shorter format. Why: functions of round numbers often have round values. */
const off = (x: number): number => x + FORMAT_PROBES[0]! / 1024;
