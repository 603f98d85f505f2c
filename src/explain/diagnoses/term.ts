import { labelOf } from '../../subject/label.ts';
import type { Comparison, Observation } from '../comparison.ts';
import type { Diagnosis } from './diagnosis.ts';
import { type Fit, fitted, measuredAt, sevenDigits } from './fit.ts';
import { type Quantity, quantities, shapes } from './quantity.ts';
import { COMPONENTS_WITH_OWN, SAME_NUMBER } from './ratio.ts';

/** The most inputs whose products are tried as terms. Why: their number grows with the square, and so does the chance that one fits. */
const FEW_TERMS = 6;
/** The most inputs each of which is tried as a term; of more, only an entry's own. Why: as above. */
const MANY_TERMS = 64;

/** What a term may be: a constant, another component, an input, a function of one, a product of two. */
function terms(comparison: Comparison): readonly Quantity[] {
  const { entries, label, target, matrix } = comparison;
  const { subject, inputs: n } = target;
  const plain: Quantity[] = [{ name: () => '', at: () => 1 }];
  const others = Array.from(
    { length: entries > 1 ? entries : 0 },
    (_, j): Quantity => ({ name: () => `the measured ${label(j)}`, at: ({ measured }, k) => (j === k ? Number.NaN : measured[j]!) }),
  );
  const simple = quantities(comparison);
  const inputs =
    n > FEW_TERMS && n <= MANY_TERMS
      ? Array.from({ length: n }, (_, i): Quantity => ({ name: () => labelOf(subject, i), at: ({ x }) => x[i]! }))
      : [];
  const functions = simple.flatMap(({ name, at }) =>
    shapes.map(([shape, of]): Quantity => ({ name: (k) => shape(name(k)), at: (point, k) => of(at(point, k)) })),
  );
  const products: Quantity[] = [];
  if (n <= FEW_TERMS)
    for (let i = 0; i < n; i++)
      for (let j = i + 1; j < n; j++)
        products.push({ name: () => `${labelOf(subject, i)}·${labelOf(subject, j)}`, at: ({ x }) => x[i]! * x[j]! });
  const weighted = (q: Quantity): Quantity => ({
    name: (k) => [q.name(k), 'its cotangent'].filter(Boolean).join(' · '),
    at: (point, k) => q.at(point, k) * point.weights![k]!,
  });
  const all = [...plain, ...simple, ...inputs, ...others, ...functions, ...products];
  const weights = comparison.points[0]?.weights?.length ?? 0;
  const elementwise = !matrix && comparison.wrong.every((k) => k < weights);
  return elementwise ? [...plain.map(weighted), ...simple.map(weighted), ...functions.map(weighted), ...all] : all;
}

interface Term {
  readonly quantity: Quantity;
  readonly a: number;
  readonly fit: Fit;
}

function termOf(comparison: Comparison, quantity: Quantity, entries: readonly number[]): Term | undefined {
  const gap = ({ claimed, measured }: Observation, k: number) => claimed[k]! - measured[k]!;
  let best: { readonly size: number; readonly a: number } | undefined;
  for (const point of comparison.points)
    for (const k of entries) {
      const q = quantity.at(point, k);
      const size = Math.abs(gap(point, k)) / point.bars[k]!;
      const a = gap(point, k) / q;
      if (point.wrong.includes(k) && Number.isFinite(size) && Number.isFinite(a) && !(best && best.size >= size)) best = { size, a };
    }
  if (!best) return undefined;
  const { a } = best;
  const rule = (point: Observation, k: number) => {
    const seen = measuredAt(point, k);
    const term = a * quantity.at(point, k);
    return seen && Number.isFinite(term) ? { value: seen.value + term, error: 2 * seen.error } : undefined;
  };
  const fit = fitted(comparison, rule, 2, entries);
  return fit && { quantity, a, fit };
}

const written = ({ quantity, a }: Term, k: number): string => {
  const name = quantity.name(k);
  if (name === '') return sevenDigits(a);
  return Math.abs(a - 1) < SAME_NUMBER ? name : Math.abs(a + 1) < SAME_NUMBER ? `−${name}` : `${sevenDigits(a)} · ${name}`;
};

/** A summand forgotten or left over: claimed − measured is a number, or a multiple of something else that is known at each point. */
export const term: Diagnosis = {
  name: 'term',
  explain({ comparison }) {
    const { wrong, label } = comparison;
    const candidates = terms(comparison);
    for (const quantity of candidates) {
      const shared = termOf(comparison, quantity, wrong);
      if (!shared) continue;
      const own = new Set(wrong.map(quantity.name)).size > 1;
      const where = own
        ? `for example in ${label(wrong[0]!)}`
        : wrong.length > 2
          ? `in ${wrong.length} components`
          : `in ${wrong.map(label).join(' and ')}`;
      return {
        text: `a term too many or too few: claimed − measured = ${written(shared, wrong[0]!)} ${where}, at ${shared.fit.points} points`,
        everywhere: shared.fit.everywhere,
      };
    }
    if (wrong.length < 2 || wrong.length > COMPONENTS_WITH_OWN) return undefined;
    const found: { readonly k: number; readonly own: Term }[] = [];
    for (const k of wrong) {
      let own: Term | undefined;
      for (const quantity of candidates) if ((own = termOf(comparison, quantity, [k]))) break;
      if (!own) return undefined;
      found.push({ k, own });
    }
    const list = found.map(({ k, own }) => `${written(own, k)} in ${label(k)}`).join(', ');
    return {
      text: `a term too many or too few: claimed − measured = ${list}, at ${Math.min(...found.map(({ own }) => own.fit.points))} points`,
      everywhere: found.every(({ own }) => own.fit.everywhere),
    };
  },
};
