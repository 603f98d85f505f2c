import type { Domain } from '../math/domain.ts';
import { labelled } from './guard.ts';

/** What a subject says of the names of its inputs. */
export interface Named {
  readonly domain: Domain;
  readonly variables?: readonly string[];
  readonly label?: (index: number) => string;
}

const letters = ['x', 'y', 'z'] as const;

/** The name of input i in reports: its label, the name of its variable, x, y or z, or x[i]. */
export function labelOf({ label, domain, variables }: Named, index: number): string {
  const otherwise = variables?.[index] ?? (Array.isArray(domain) && domain.length <= letters.length ? letters[index]! : `x[${index}]`);
  return label ? labelled(otherwise, () => label(index)) : otherwise;
}

/** The name of output k in reports: its label, or `otherwise`. */
export const outputLabelOf = (
  { outputLabel }: { readonly outputLabel?: (index: number) => string },
  index: number,
  otherwise = `F[${index}]`,
): string => (outputLabel ? labelled(otherwise, () => outputLabel(index)) : otherwise);

/** The names that a formula gives to n inputs: x, y, z, or x1 … xn. */
export const defaultVariables = (n: number): readonly string[] =>
  n <= letters.length ? letters.slice(0, n) : Array.from({ length: n }, (_, i) => `x${i + 1}`);
