/** Holds `derivative` to the true gradients of bench/truths.json: is the bar honest, is the value right, what does it cost? */
import { parseArgs } from 'node:util';
import { type Derivative, derivative } from '../src/authoring.ts';
import { grouped } from '../src/report/group.ts';
import { corpus, type Item, readJson } from './corpus.ts';
import { functions } from './functions.ts';
import { brief, mean, percent, quantile, table } from './table.ts';
import type { Truth } from './truths.ts';

interface Component {
  readonly item: Item;
  readonly x: readonly number[];
  readonly component: number;
  readonly truth: number;
  /** The largest component of the same gradient. */
  readonly largest: number;
  readonly seen: Derivative;
}

const { values: options } = parseArgs({
  options: {
    class: { type: 'string' },
    item: { type: 'string' },
    limit: { type: 'string', default: 'Infinity' },
    effort: { type: 'string', default: 'thorough' },
    misses: { type: 'string', default: '15' },
  },
});

const group = ({ class: name, base }: Item): string =>
  ['smooth', 'ml', 'scale', 'border', 'illcond', 'oscill'].find((known) => name.includes(known)) ??
  (/offset|tiny|large/.test(base) ? 'scale' : 'others');

function components(item: Item, truths: readonly Truth[], limit: number): Component[] {
  const { f } = functions(item, 'right');
  const all = truths.flatMap(({ x, output = 0, grad }) => {
    const largest = Math.max(...grad.map((value) => Math.abs(value ?? 0)));
    return grad.flatMap((truth, component) => (truth === null ? [] : [{ x, output, truth, component, largest }]));
  });
  const stride = Math.max(1, all.length / limit);
  const chosen = Array.from({ length: Math.min(limit, all.length) }, (_, i) => all[Math.floor(i * stride)]!);
  return chosen.map(({ x, output, truth, component, largest }) => {
    const direction = Float64Array.from(x, (_, i) => (i === component ? 1 : 0));
    const look = { domain: item.box, effort: options.effort as 'quick' | 'thorough' };
    return { item, x, component, truth, largest, seen: derivative((y) => f(y)[output]!, Float64Array.from(x), direction, look) };
  });
}

const gap = ({ seen, truth }: Component): number => Math.abs(seen.value - truth);
const covered = (one: Component): boolean =>
  gap(one) <= one.seen.error || (Number.isNaN(one.seen.value) && one.seen.error === Number.POSITIVE_INFINITY);
const relative = (one: Component): number => (gap(one) === 0 ? 0 : gap(one) / Math.abs(one.truth));
const close = (one: Component): boolean => gap(one) <= 1e-6 * Math.max(Math.abs(one.truth), 1e-6 * one.largest);

function row(name: string, all: readonly Component[]): string[] {
  const count = (holds: (one: Component) => boolean) => all.filter(holds).length;
  const ratios = all.filter((one) => gap(one) > 0 && Number.isFinite(one.seen.error)).map((one) => one.seen.error / gap(one));
  const errors = all.map(relative).map((error) => (Number.isNaN(error) ? Number.POSITIVE_INFINITY : error));
  const evaluations = all.map(({ seen }) => seen.evaluations);
  const kinds = grouped(all, ({ seen }) => seen.kind);
  return [
    name,
    String(all.length),
    percent(count(covered) / all.length, 2),
    brief(quantile(errors, 0.5)),
    brief(quantile(errors, 0.95)),
    brief(quantile(ratios, 0.5)),
    percent(count(close) / all.length),
    String(count(({ seen }) => !Number.isFinite(seen.error))),
    String(count((one) => one.seen.error === 0 && gap(one) > 0)),
    String(quantile(evaluations, 0.5)),
    mean(evaluations).toFixed(0),
    [...kinds].map(([kind, { length }]) => `${kind} ${length}`).join(', '),
  ];
}

const items = corpus().filter(
  ({ class: name, id }) =>
    (!options.class || group({ class: name, base: id } as Item) === options.class) && (!options.item || id === options.item),
);
/** The points that come with the corpus, in the form of the others. */
const samples = (item: Item): Truth[] =>
  item.template || /noisy|kink|piecewise/.test(item.class)
    ? []
    : item.samples.flatMap(({ x, grad }) =>
        Array.from({ length: grad.length / item.dim }, (_, output) => ({
          item: item.id,
          x,
          output,
          grad: grad.slice(output * item.dim, (output + 1) * item.dim),
        })),
      );
const truths = grouped(readJson('bench/truths.json') as readonly Truth[], ({ item }) => item);
const began = performance.now();
const all = items.flatMap((item) => components(item, [...samples(item), ...(truths.get(item.id) ?? [])], Number(options.limit)));
const groups = grouped(all, ({ item }) => group(item));
console.log(
  table(
    [
      'class',
      'components',
      'covered',
      'error, median',
      '95 %',
      'bar / error',
      'within 1e-6',
      'no bar',
      'bar 0',
      'evaluations',
      'mean',
      'kinds',
    ],
    [...[...groups].map(([name, members]) => row(name, members)), row('all', all)],
  ),
);
console.log(`${((performance.now() - began) / 1000).toFixed(0)} s`);

const worst = all.filter((one) => !covered(one)).sort((a, b) => gap(b) / b.seen.error - gap(a) / a.seen.error);
console.log(`\n${worst.length} components outside their bar; the worst:`);
for (const { item, x, component, truth, seen } of worst.slice(0, Number(options.misses)))
  console.log(
    `${item.id} ∂${component} at [${x.join(', ')}]\n    ${seen.value} ± ${brief(seen.error)}, truth ${truth}, ${seen.kind}, ${seen.evaluations} evaluations`,
  );
const far = all.filter((one) => !close(one)).sort((a, b) => relative(b) - relative(a));
console.log(
  `\n${far.length} components not within 1e-6, by item: ${[...grouped(far, ({ item }) => item.id)].map(([id, { length }]) => `${id} ${length}`).join(', ')}`,
);
