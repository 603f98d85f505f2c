import type { Comparison, Observation } from '../comparison.ts';
import type { Diagnosis } from './diagnosis.ts';
import { fitted, measuredAt, reach } from './fit.ts';

/** Entries of a tensor that are added up for each of them, and what over. */
interface Sums {
  readonly over: string;
  readonly of: (entry: number) => readonly number[];
}

/** The sums over each axis of a tensor, and over all of it, of more than one entry. */
function sumsOf({
  name,
  shape,
  offset,
}: {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
}): readonly Sums[] {
  const size = shape.reduce((a, b) => a * b, 1);
  const axes = shape.map((length, axis): Sums => {
    const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
    return {
      over: `axis ${axis} of ${name}`,
      of: (entry) => {
        const place = Math.floor((entry - offset) / stride) % length;
        return Array.from({ length }, (_, i) => entry + (i - place) * stride);
      },
    };
  });
  const all: Sums = { over: `all of ${name}`, of: () => Array.from({ length: size }, (_, i) => offset + i) };
  return [...(shape.length > 1 ? axes.filter((_, axis) => shape[axis]! > 1) : []), ...(size > 1 ? [all] : [])];
}

/** What is measured for some entries, added up; undefined where one of them could not be. */
function sumOf(point: Observation, entries: readonly number[]) {
  const parts = entries.map((k) => measuredAt(point, k));
  if (parts.some((part) => !part)) return undefined;
  return { value: parts.reduce((sum, part) => sum + part!.value, 0), error: parts.reduce((sum, part) => sum + part!.error, 0) };
}

/** The tensor in which all wrong entries are. */
const tensorOf = ({ wrong, target: { subject } }: Comparison) =>
  (subject.tensors ?? []).find(({ shape, offset }) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return wrong.every((k) => k >= offset && k < offset + size);
  });

/** A sum over one axis too many: every entry gets what belongs to a whole row of them. */
export const summedOver: Diagnosis = {
  name: 'summed-over',
  explain({ comparison }) {
    const { claim } = comparison;
    const tensor = claim === 'vjp' || claim === 'gradient' ? tensorOf(comparison) : undefined;
    for (const { over, of } of tensor ? sumsOf(tensor) : []) {
      const fit = fitted(comparison, (point, k) => sumOf(point, of(k)));
      if (fit)
        return {
          text: `a sum over one axis too many: claimed = what is measured, added up over ${over}, ${reach(comparison, fit)}`,
          everywhere: fit.everywhere,
        };
    }
    return undefined;
  },
};
