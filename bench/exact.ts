/**
 * Exact decisions: pairs of formulas that are the same function, or differ in the twelfth digit of one coefficient, told apart; and how all claims of the corpus
 * come out.
 */
import { parseArgs } from 'node:util';
import { corpus, type Item, uniformPoint, usualPoint } from './corpus.ts';
import { type Decision, decided, toldApart } from './exact-decisions.ts';
import { seedOf, stream } from './random.ts';

const { values: options } = parseArgs({
  options: { pairs: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' }, points: { type: 'string', default: '8' } },
});

const began = performance.now();
const { errors, milliseconds } = toldApart(Number(options.pairs), Number(options.seed));
console.log(
  `${options.pairs} pairs of formulas, half of them wrong in the twelfth digit of a coefficient: ${errors.length} errors, ${milliseconds.toFixed(1)} ms a point`,
);
for (const { f, claim, right, decision } of errors) console.log(`  ${right ? 'right' : 'wrong'} told ${decision}: ${f}\n    ${claim}`);

/** How the claims of an item come out at usual and uniform points. */
function ofItem(item: Item): Decision {
  const random = stream(seedOf(item.id));
  const points = Array.from({ length: Number(options.points) }, (_, k) => (k % 2 === 0 ? usualPoint : uniformPoint)(item, random));
  const claims = [item.wrongGrad ?? item.grad].flat(2);
  return decided([item.f].flat(), item.vars, claims, points);
}

const counts = new Map<string, string[]>();
for (const item of corpus()) {
  if (item.template) continue;
  const told = `${item.kind}: ${ofItem(item)}`;
  counts.set(told, [...(counts.get(told) ?? []), item.id]);
}
console.log('gradients of the corpus:');
for (const [told, ids] of [...counts].sort()) console.log(`  ${told}: ${ids.length}${ids.length <= 12 ? ` (${ids.join(', ')})` : ''}`);
console.log(`${((performance.now() - began) / 1000).toFixed(0)} s`);
