import matchesDifferences from '../properties/matches-differences.ts';
import { locate } from '../src/explain/locate.ts';
import { instrument } from '../src/measure/instrument.ts';
import { evaluator } from '../src/subject/evaluator.ts';
import { subject } from '../src/subject/subject.ts';
import { seedOf, stream } from './random.ts';
import { started } from './started.ts';
import { table } from './table.ts';

/** A right gradient of n components, but that those at these places are off by one part in a thousand. */
const wide = (n: number, wrong: ReadonlySet<number>) => {
  const scales = Float64Array.from({ length: n }, (_, i) => 1 + ((i * 7919) % 13) / 13);
  return evaluator(
    subject({
      name: 'wide',
      domain: { dimension: n, low: -1, high: 1 },
      f: (x) => {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += scales[i]! * x[i]! * x[i]! + Math.sin(x[i]!);
        return sum;
      },
      gradient: (x) => x.map((xi, i) => (2 * scales[i]! * xi + Math.cos(xi)) * (wrong.has(i) ? 1.001 : 1)),
    }),
  );
};

/** What it takes to see that something is wrong: one glance along all inputs. */
const DETECTION = 7;

/** The components that are found to be wrong, and the evaluations of f that it took beyond seeing that some are. */
export function located(n: number, places: readonly number[]): { readonly found: readonly number[]; readonly evaluations: number } {
  const target = wide(n, new Set(places));
  const x = Float64Array.from({ length: n }, (_, i) => Math.sin(i * 1.7));
  const wrong = locate(target, matchesDifferences.topic, { x }, () => instrument(target, 'thorough'));
  return { found: wrong.map(({ index }) => index).sort((a, b) => a - b), evaluations: target.evaluations.f - DETECTION };
}

/** So many different places, the same for the same seed. */
export function places(n: number, count: number, seed: number): readonly number[] {
  const next = stream(seedOf(`places ${seed}`));
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(Math.floor(n * next()));
  return [...chosen].sort((a, b) => a - b);
}

if (started(import.meta.url)) {
  const rows = [1, 10].flatMap((count) =>
    [1, 2, 3].map((seed) => {
      const wrong = places(1_000_000, count, seed);
      const { found, evaluations } = located(1_000_000, wrong);
      return [String(count), String(wrong.filter((i) => found.includes(i)).length), String(found.length), String(evaluations)];
    }),
  );
  console.log(table(['wrong of 1 000 000', 'located', 'named in all', 'evaluations of f beyond detection'], rows));
}
