/** Plants mistakes of known kinds, and random noise, and tells how often the first diagnosis is right. */
import { parseArgs } from 'node:util';
import { flawed, sound } from '../fixtures/index.ts';
import { properties } from '../properties/index.ts';
import type { FunctionSubject, Subject } from '../src/authoring.ts';
import { check, type Result } from '../src/check/check.ts';
import { mutants } from '../src/mutation/mutants/index.ts';
import { placeOf, spoiled } from '../src/mutation/mutation.ts';
import { claimNames } from '../src/subject/evaluator.ts';
import { corpus, type Item } from './corpus.ts';
import { stream } from './random.ts';
import { asCode } from './subjects.ts';
import { percent, table } from './table.ts';

const { values: options } = parseArgs({
  options: { seed: { type: 'string', default: '42' }, verbose: { type: 'boolean', default: false }, only: { type: 'string' } },
});

/** A subject with a mistake, and the diagnoses that say what it is; none for noise. */
interface Planted {
  readonly subject: FunctionSubject;
  readonly from: string;
  readonly kinds: readonly string[];
}

/** Right functions of several forms: bowls and valleys, a loss, networks, layers, maps, an operator with a matrix. */
const HOSTS = [
  'rosenbrock',
  'himmelblau',
  'trid',
  'log-sum-exp',
  'two-layer-network',
  'gelu',
  'parabola-and-product',
  'dense-layer',
  'dense-batch',
  'softmax-rows',
  'attention',
  'product-plus-exponential',
];

const isFunction = (subject: { readonly kind: string }): subject is FunctionSubject => subject.kind === 'function';
const hosts = sound.filter(isFunction).filter(({ name }) => HOSTS.includes(name));

/** The first of its claims, without laws that compare it with others. */
const mainClaim = (subject: FunctionSubject) => claimNames.find((name) => subject[name] !== undefined)!;

/** Other words for the same claim: 1/n counts the entries of the only input; x added to 2x is a factor of 1.5. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  'divided by the number of inputs': ['mean-for-sum'],
  'the input added to one entry': ['factor'],
};

const planted: readonly Planted[] = hosts.flatMap((host) => {
  const place = placeOf(host, mainClaim(host));
  return mutants.flatMap(({ name, kind, plant }) => {
    const spoil = plant(place);
    return spoil ? [{ subject: spoiled(place, name, spoil), from: 'mutant', kinds: [kind, ...(ALSO[name] ?? [])] }] : [];
  });
});

/** Flawed fixtures whose kind of mistake their name tells. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'circular-bowl-descent-for-gradient': ['sign'],
  'quadratic-saddle-sign-of-one-component': ['sign'],
  'two-layer-network-target-minus-output': ['sign'],
  'circular-bowl-doubled': ['factor'],
  'one-example-regression-without-the-two': ['factor'],
  'linear-regression-sum-for-mean': ['factor', 'mean-for-sum'],
  'multilayer-perceptron-batch-size-twice': ['factor', 'mean-for-sum'],
  'large-offset-degrees-for-radians': ['factor'],
  'l1-norm-doubled': ['factor'],
  'parabola-and-product-transposed': ['transposed'],
  'sine-and-parabola-transposed': ['transposed'],
  'attention-keys-transposed': ['transposed'],
  'dense-batch-weight-gradient-transposed': ['transposed'],
  'dense-batch-weights-not-transposed': ['transposed'],
  'residual-block-weights-not-transposed': ['transposed'],
  'convolution-kernel-not-reversed': ['permuted'],
  'trid-rotated': ['permuted'],
  'sphere-loop-from-one': ['zeroed'],
  'kl-divergence-detached': ['zeroed'],
  'softmax-cross-entropy-label-counted-from-one': ['term'],
  'quadratic-saddle-without-cross-term': ['term'],
  'poisson-loss-without-counts': ['term'],
  'circular-bowl-constant-kept': ['term'],
  'residual-block-skip-forgotten': ['term'],
  'convolution-value-added-to-tangent': ['term'],
  'rosenbrock-hessian-without-a-term': ['term'],
  'linear-regression-offset-averaged-twice': ['factor'],
  'global-average-pooling-divided-by-batch-too': ['mean-for-sum', 'factor'],
  'smoothed-cross-entropy-sum-for-mean': ['mean-for-sum'],
  'smoothed-cross-entropy-mean-over-classes-too': ['mean-for-sum'],
  'mean-squared-error-divided-by-batch-only': ['mean-for-sum'],
  'huber-loss-sum-for-mean': ['mean-for-sum'],
  'dense-batch-bias-averaged': ['mean-for-sum'],
  'dense-batch-bias-from-last-example': ['broadcast-sum'],
  'dense-batch-weights-from-first-example': ['broadcast-sum'],
  'embedding-repeated-token-overwritten': ['broadcast-sum'],
  'upsampling-nearest-last-copy-only': ['broadcast-sum'],
  'average-pooling-overlap-overwritten': ['broadcast-sum'],
  'mccormick-hessian-halved': ['factor'],
  'hilltop-hessian-of-the-negative': ['sign'],
  'griewank-sign-of-mixed-derivative': ['sign'],
  'logistic-regression-hvp-doubled': ['factor'],
  'freudenstein-roth-gauss-newton-for-hessian': ['second-order'],
  'trid-hvp-without-right-neighbours': ['second-order'],
  'linear-regression-hvp-returns-gradient': ['second-order'],
  'osborne-2-residuals-peak-without-its-rate': ['chain-factor'],
  'brown-almost-linear-residuals-factor-left-in-the-product': ['chain-factor'],
  'cobb-douglas-exponent-kept': ['chain-factor'],
  'cobb-douglas-capital-as-a-cost': ['sign'],
  'helical-valley-sum-without-the-half-turn': ['region-only'],
  'wide-cauchy-power-of-a-negative': ['not-finite'],
  'elu-zero-at-zero': ['tie'],
  'elu-both-sides-at-zero': ['tie'],
  'softmax-rows-probabilities-of-the-call-before': ['hidden-state'],
  'embedding-never-set-to-zero': ['hidden-state'],
  'broyden-banded-residuals-transposed-band': ['transposed'],
  'softmax-cross-entropy-reference-with-another-label': ['odd-one-out'],
};

const known: readonly Planted[] = (flawed as readonly Subject[])
  .filter(isFunction)
  .filter(({ name }) => KINDS[name] !== undefined)
  .map((subject) => ({ subject, from: 'fixture', kinds: KINDS[subject.name]! }));

/** Classes of the corpus that name a kind of mistake. */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  sign_one: ['sign'],
  sign_all: ['sign'],
  factor2: ['factor'],
  const_factor: ['factor'],
  transpose: ['transposed'],
  index_shift: ['permuted'],
  'rel1e-2': ['factor'],
  'rel1e-3': ['factor'],
  'rel1e-4': ['factor'],
  'rel1e-5': ['factor'],
  'rel1e-6': ['factor'],
  one_of_10: ['factor'],
  'rare_x<-3': ['region-only'],
  'rare_|x|<1e-2': ['region-only'],
  rare_equal: ['tie'],
  rare_large: ['region-only'],
  rare_corner: ['region-only'],
  rare_zero: ['tie'],
  'rare_x>2': ['region-only'],
  saturation: ['region-only'],
  branch: ['region-only'],
};

const fromCorpus: readonly Planted[] = corpus()
  .filter((item: Item) => item.kind === 'wrong' && CLASSES[item.class] !== undefined)
  .map((item) => ({ subject: asCode(item), from: 'corpus', kinds: CLASSES[item.class]! }));

/** A number in [−1, 1) made from the bits of x and an index: noise that is the same whenever it is asked for. */
function hashed(x: Float64Array, k: number): number {
  let h = 0x811c9dc5 ^ k;
  for (const byte of new Uint8Array(x.buffer.slice(0))) h = Math.imul(h ^ byte, 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return ((h ^ (h >>> 12)) >>> 0) / 2 ** 31 - 1;
}

const fresh = stream(7);

const noisy: readonly Planted[] = hosts.flatMap((host) => {
  const place = placeOf(host, mainClaim(host));
  const kinds: readonly (readonly [string, (right: Float64Array, x: Float64Array) => Float64Array])[] = [
    ['noise of 10 % of the largest entry', (right, x) => right.map((value, k) => value + 0.1 * place.size * hashed(x, k))],
    ['noise of 1 % of each entry', (right, x) => right.map((value, k) => value * (1 + 0.01 * hashed(x, k)))],
    ['noise in one entry', (right, x) => right.with(place.largest, right[place.largest]! + place.size * hashed(x, 0))],
    ['fresh noise at each call', (right) => right.map((value) => value + 0.1 * place.size * (fresh() - 0.5))],
  ];
  return kinds.map(([name, spoil]) => ({ subject: spoiled(place, name, spoil), from: 'noise', kinds: [] }));
});

/** The failure that says most: of the law that compares the claim itself, else of the first that fails. */
function failure(subject: FunctionSubject): Result | undefined {
  const laws = properties
    .filter((law) => law.name !== 'deterministic-and-pure' && law.appliesTo(subject))
    .sort((a, b) => Number(b.name.includes('matches-differences')) - Number(a.name.includes('matches-differences')));
  for (const law of laws) {
    const result = check(subject, law, { seed: Number(options.seed), runs: 100 });
    if (result.verdict === 'fail') return result;
  }
  return undefined;
}

const all = [...planted, ...known, ...fromCorpus, ...noisy].filter(
  ({ subject, from }) => !options.only || `${from} ${subject.name}`.includes(options.only),
);
const confusion = new Map<string, Map<string, number>>();
const tallies = { right: 0, wrong: 0, none: 0, missed: 0, noise: 0, said: 0 };
for (const { subject, from, kinds } of all) {
  const result = failure(subject);
  const first = result ? (result.diagnosis?.[0]?.kind ?? 'none') : 'not caught';
  const due = kinds[0] ?? 'noise';
  const row = confusion.get(due) ?? confusion.set(due, new Map()).get(due)!;
  row.set(first, (row.get(first) ?? 0) + 1);
  if (first === 'not caught') tallies.missed++;
  else if (kinds.length === 0) {
    tallies.noise++;
    if (first !== 'none') tallies.said++;
  } else if (kinds.includes(first)) tallies.right++;
  else if (first === 'none') tallies.none++;
  else tallies.wrong++;
  const good = first === 'not caught' || (kinds.length === 0 ? first === 'none' : kinds.includes(first));
  if (!good || options.verbose)
    console.log(
      `${from}: ${subject.name}: ${due} → ${result?.diagnosis?.map(({ kind, text }) => `${kind} (${text})`).join('; ') ?? first}${result?.region ? ` where ${result.region}` : ''}`,
    );
}

const said = [...new Set([...confusion.values()].flatMap((row) => [...row.keys()]))].sort();
console.log(
  `\n${table(
    ['planted \\ first diagnosis', ...said],
    [...confusion].sort().map(([due, row]) => [due, ...said.map((kind) => String(row.get(kind) ?? ''))]),
  )}`,
);
const { right, wrong, none, missed, noise, said: alarms } = tallies;
const judged = right + wrong + none;
console.log(
  `\n${judged} mistakes: first diagnosis right ${percent(right / judged)}, wrong ${percent(wrong / judged)}, none ${percent(none / judged)}; not caught ${missed}`,
);
console.log(`noise: ${alarms} of ${noise} diagnosed`);
