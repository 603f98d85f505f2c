/** Makes bench/truths.json: gradients of the corpus at random points of its boxes, in decimal arithmetic of 64 digits, rounded to doubles. */
import { writeFileSync } from 'node:fs';
import { corpus, type Item, logPoint, root, uniformPoint, usualPoint } from './corpus.ts';
import { decimal } from './decimal.ts';
import { seedOf, stream } from './random.ts';
import { play, tape } from './tape.ts';

/** The gradient of an item, or of one of its outputs, at a point; null where a double cannot hold it. */
export interface Truth {
  readonly item: string;
  readonly x: readonly number[];
  readonly output?: number;
  readonly grad: readonly (number | null)[];
}

const classes = ['smooth', 'ml', 'scale', 'border', 'illcond', 'oscill'];
const wide = ['scale', 'border', 'oscill'];
const smooth = (item: Item): boolean =>
  !item.template && (classes.includes(item.class) || (item.kind === 'wrong' && !/noisy/.test(item.class)));

function truths(item: Item): Truth[] {
  const rows = item.outDim === 0 ? [item.grad as readonly string[]] : (item.grad as readonly (readonly string[])[]);
  const gradient = play(tape(rows.flat(), item.vars), decimal);
  const random = stream(seedOf(item.id));
  const points = Math.max(6, Math.min(60, Math.floor(500 / (item.dim * rows.length))));
  return Array.from({ length: points }, (_, i) => {
    const draws = wide.some((name) => item.class.startsWith(name)) ? [usualPoint, uniformPoint, logPoint] : [usualPoint, uniformPoint];
    const x = draws[i % draws.length]!(item, random);
    const values = gradient(x).map((value) => value.toNumber());
    return rows.map((_, output) => ({
      item: item.id,
      x,
      ...(item.outDim === 0 ? {} : { output }),
      grad: values.slice(output * item.dim, (output + 1) * item.dim).map((value) => (Number.isFinite(value) ? value : null)),
    }));
  }).flat();
}

const all = corpus().filter(smooth).flatMap(truths);
writeFileSync(`${root}/bench/truths.json`, `[\n${all.map((truth) => JSON.stringify(truth)).join(',\n')}\n]\n`);
console.log(`${all.length} gradients, ${all.reduce((sum, { grad }) => sum + grad.filter((value) => value !== null).length, 0)} components`);
