import { norm } from '../../math/vector.ts';
import { labelOf, outputLabelOf } from '../../subject/label.ts';
import type { Comparison, Observation } from '../comparison.ts';

/** A number that is known at each point, for an entry. */
export interface Quantity {
  readonly name: (entry: number) => string;
  readonly at: (point: Observation, entry: number) => number;
}

/** The most inputs of which all are tried as quantities; of more, only an entry's own. Why: the number of rules grows with it, and so does the chance that one fits. */
const FEW_QUANTITIES = 12;

/** What an entry may be confused with: its own input and output, the other inputs, f, sizes. */
export function quantities({ target: { subject, inputs: n, outputs: m }, matrix, claim }: Comparison): readonly Quantity[] {
  const second = claim === 'hvp' || claim === 'hessian';
  const input = (k: number) => (matrix ? k % matrix[1] : k);
  const output = (k: number) => (matrix ? (second ? 0 : Math.floor(k / matrix[1])) : m === 1 ? 0 : k);
  const perOutput = matrix !== undefined || m === 1 || claim === 'jvp' || m === n;
  return [
    ...(claim === 'jvp' ? [] : [{ name: (k: number) => labelOf(subject, input(k)), at: ({ x }: Observation, k: number) => x[input(k)]! }]),
    ...(perOutput
      ? [
          {
            name: (k: number) => outputLabelOf(subject, output(k), m === 1 ? 'f' : undefined),
            at: ({ values }: Observation, k: number) => values[output(k)]!,
          },
        ]
      : []),
    ...(n > 1 && n <= FEW_QUANTITIES
      ? Array.from({ length: n }, (_, i): Quantity => ({ name: () => labelOf(subject, i), at: ({ x }) => x[i]! }))
      : []),
    ...(n > 1 ? [{ name: () => '‖x‖', at: ({ x }: Observation) => norm(x) }] : []),
  ];
}

/** Functions that inner derivatives are made of. */
export const shapes: readonly (readonly [name: (u: string) => string, of: (u: number) => number])[] = [
  [(u) => u, (u) => u],
  [(u) => `1/${u}`, (u) => 1 / u],
  [(u) => `${u}²`, (u) => u * u],
  [(u) => `1/${u}²`, (u) => 1 / (u * u)],
  [(u) => `1 − ${u}²`, (u) => 1 - u * u],
  [(u) => `1/(1 − ${u}²)`, (u) => 1 / (1 - u * u)],
  [(u) => `${u}(1 − ${u})`, (u) => u * (1 - u)],
  [(u) => `1/(${u}(1 − ${u}))`, (u) => 1 / (u * (1 - u))],
  [(u) => `cos ${u}`, Math.cos],
  [(u) => `1/cos ${u}`, (u) => 1 / Math.cos(u)],
  [(u) => `sin ${u}`, Math.sin],
  [(u) => `1/sin ${u}`, (u) => 1 / Math.sin(u)],
  [(u) => `tan ${u}`, Math.tan],
  [(u) => `1/tan ${u}`, (u) => 1 / Math.tan(u)],
  [(u) => `exp(${u})`, Math.exp],
  [(u) => `exp(−${u})`, (u) => Math.exp(-u)],
  [(u) => `ln ${u}`, Math.log],
  [(u) => `1/ln ${u}`, (u) => 1 / Math.log(u)],
  [(u) => `√${u}`, Math.sqrt],
  [(u) => `1/√${u}`, (u) => 1 / Math.sqrt(u)],
  [(u) => `1 − tanh² ${u}`, (u) => 1 - Math.tanh(u) ** 2],
  [(u) => `1/(1 − tanh² ${u})`, (u) => Math.cosh(u) ** 2],
  [(u) => `1/(1 + ${u}²)`, (u) => 1 / (1 + u * u)],
  [(u) => `1 + ${u}²`, (u) => 1 + u * u],
  [(u) => `sign ${u}`, Math.sign],
];
