import type { Comparison } from '../comparison.ts';
import type { Diagnosis } from './diagnosis.ts';
import { type Fit, fitted, measuredAt } from './fit.ts';

type Tensor = NonNullable<Comparison['target']['subject']['tensors']>[number];

const sizeOf = ({ shape }: Tensor): number => shape.reduce((a, b) => a * b, 1);

/** The tensor of the same size whose gradient is claimed for this one, and how well that holds. */
function origin(comparison: Comparison, all: readonly Tensor[], of: Tensor): { readonly from: Tensor; readonly fit: Fit } | undefined {
  const entries = comparison.wrong.filter((k) => k >= of.offset && k < of.offset + sizeOf(of));
  for (const from of all) {
    if (from === of || sizeOf(from) !== sizeOf(of)) continue;
    const fit = fitted(comparison, (point, k) => measuredAt(point, k - of.offset + from.offset), 0, entries);
    if (fit) return { from, fit };
  }
  return undefined;
}

/** The gradient of another input of the same size. */
export const wrongInput: Diagnosis = {
  name: 'wrong-input',
  explain({ comparison }) {
    const { claim, wrong, target } = comparison;
    const all = target.subject.tensors ?? [];
    if ((claim !== 'vjp' && claim !== 'gradient') || all.length < 2) return undefined;
    const broken = all.filter((one) => wrong.some((k) => k >= one.offset && k < one.offset + sizeOf(one)));
    const found = broken.flatMap((of) => {
      const one = origin(comparison, all, of);
      return one ? [{ of, ...one }] : [];
    });
    if (found.length === 0 || found.length < broken.length) return undefined;
    const [first, second] = found;
    const at = `at ${Math.max(...found.map(({ fit }) => fit.points))} points`;
    const exchanged = found.length === 2 && first!.from === second!.of && second!.from === first!.of;
    return {
      text: exchanged
        ? `the gradients of two inputs exchanged: that of ${first!.of.name} is claimed for ${second!.of.name}, and the other way round, ${at}`
        : `the gradient of the wrong input: ${found.map(({ of, from }) => `that of ${from.name} is claimed for ${of.name}`).join(', ')}, ${at}`,
      everywhere: found.every(({ fit }) => fit.everywhere),
    };
  },
};
