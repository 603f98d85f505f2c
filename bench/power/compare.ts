/** Holds published rules of other checkers and this one to the same functions at the same points, with no setting touched. */
import { parseArgs } from 'node:util';
import type { FunctionSubject } from '../../src/authoring.ts';
import type { Result } from '../../src/check/check.ts';
import { grouped } from '../../src/report/group.ts';
import { corpus, type Item, usualPoint } from '../corpus.ts';
import { functions } from '../functions.ts';
import { seedOf, stream } from '../random.ts';
import { asCode } from '../subjects.ts';
import { mean, percent, quantile, table } from '../table.ts';
import { peers } from './index.ts';
import { atPoint, whole } from './ours.ts';
import type { Claim, Rule } from './rule.ts';

interface Trial {
  readonly item: Item;
  readonly rule: string;
  readonly accepted: boolean;
  readonly evaluations: number;
  /** True where the rule says that it cannot tell. */
  readonly open: boolean;
  readonly digits?: number | undefined;
  /** False where the wrong derivative has the right value. */
  readonly visible: boolean;
}

const { values: options } = parseArgs({
  options: {
    points: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    item: { type: 'string' },
    checks: { type: 'string', default: '3' },
    brief: { type: 'boolean', default: false },
    small: { type: 'boolean', default: false },
  },
});

const pointsOf = ({ dim }: Item): number => Math.max(1, Math.min(Number(options.points), Math.floor(1000 / dim)));

function trials(item: Item): Trial[] {
  const claimed = functions(item);
  const right = functions(item, 'right');
  const second = item.class === 'hessian';
  const random = stream(seedOf(item.id) + Number(options.seed));
  const subject = asCode(item);
  const points = Array.from({ length: pointsOf(item) }, () => {
    const x = usualPoint(item, random);
    const parts = (of: typeof claimed) => (second ? of.hessian!(x) : of.jacobian(x)).flat();
    const truth = parts(right);
    const visible = parts(claimed).some((value, i) => value !== truth[i]);
    const at = { item, x, second, visible };
    return [...peers.flatMap((rule) => trial(rule, claimed, at)), ours(subject, at)];
  }).flat();
  const checks = Array.from({ length: item.dim < 1000 ? Number(options.checks) : 1 }, (_, k) =>
    outcome(item, WHOLE, whole(subject, second, Number(options.seed) + k), item.kind === 'wrong'),
  );
  return [...points, ...checks];
}

const OURS = 'gradcheck, one point';
const WHOLE = 'gradcheck, whole check';

const outcome = (item: Item, rule: string, { verdict, evaluations, digits }: Result, visible: boolean): Trial => ({
  item,
  rule,
  accepted: verdict !== 'fail',
  open: verdict === 'inconclusive',
  evaluations: evaluations.f,
  digits: digits?.median,
  visible,
});

/** One point of an item at which a claim is tried: whether it is the Hessian, and whether its mistake shows there. */
interface At {
  readonly item: Item;
  readonly x: readonly number[];
  readonly second: boolean;
  readonly visible: boolean;
}

const ours = (subject: FunctionSubject, { item, x, second, visible }: At): Trial =>
  outcome(item, OURS, atPoint(subject, x, second, Number(options.seed)), visible);

function trial(rule: Rule, claimed: ReturnType<typeof functions>, { item, x, second, visible }: At): Trial[] {
  let evaluations = 0;
  const counted =
    <T>(call: (x: ArrayLike<number>) => T) =>
    (y: ArrayLike<number>): T => {
      evaluations++;
      return call(y);
    };
  const { f, jacobian, hessian } = claimed;
  const claim: Claim = {
    n: item.dim,
    m: Math.max(1, item.outDim),
    f: counted(f),
    jacobian: second ? counted(jacobian) : jacobian,
    ...(hessian && { hessian }),
  };
  const accepts = second ? rule.acceptsHessian : rule.accepts;
  if (!accepts) return [];
  const accepted = accepts(claim, x, stream(seedOf(`${item.id} ${rule.name} ${x.join()}`) + Number(options.seed)));
  return [{ item, rule: rule.name, accepted, open: false, evaluations, visible }];
}

/** Classes that tell the same story, for the short tables of `--brief`. */
const families: readonly (readonly [RegExp, string])[] = [
  [/^(smooth|ml|large_n)$/, 'smooth'],
  [/^(illcond|scale)$/, 'badly scaled'],
  [/^oscill$/, 'oscillating'],
  [/^noisy$/, 'noisy'],
  [/^border$/, 'near the edge of the domain'],
  [/^(kink|piecewise)/, 'kinks and joints'],
  [/^rel1e-[23]$/, 'off by 1e-2 and 1e-3'],
  [/^rel1e-4$/, 'off by 1e-4'],
  [/^rel1e-[56]$/, 'off by 1e-5 and 1e-6'],
  [/^one_of/, 'one component of 10 to 10 000'],
  [/^(rare|saturation|branch)/, 'only in a region, at 0, at ties'],
  [/^(tiny|big|illcond|large|oscill|border|noisy)_/, 'badly scaled, oscillating, noisy'],
  [/^(approx|eps_reg)/, 'nearly right formula'],
  [/^hessian$/, 'Hessian'],
];
const family = ({ class: name }: Item): string =>
  options.brief ? (families.find(([classes]) => classes.test(name))?.[1] ?? 'plainly wrong formula') : name;

function shares(all: readonly Trial[], title: string, holds: (trial: Trial) => boolean, visible: boolean): string {
  const rules = [...peers.map(({ name }) => name), OURS, WHOLE];
  const cells = (trials: readonly Trial[]) =>
    rules
      .map((rule) => trials.filter((trial) => trial.rule === rule))
      .map((some) => (some.length ? percent(some.filter(holds).length / some.length, 0) : '–'));
  const seen = (trials: readonly Trial[]) => {
    const points = trials.filter(({ rule }) => rule === OURS);
    return visible ? [percent(points.filter((trial) => trial.visible).length / points.length, 0)] : [];
  };
  const groups = [...grouped(all, ({ item }) => family(item))];
  return table(
    [title, ...(visible ? ['shows'] : []), ...rules],
    [...groups, ['all', all] as const].map(([name, trials]) => [name, ...seen(trials), ...cells(trials)]),
  );
}

const began = performance.now();
const items = corpus().filter(({ id, dim }) => (options.item ? id === options.item : !options.small || dim < 1000));
const all = items.flatMap((item, i) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${i + 1} of ${items.length}  `);
  return trials(item);
});
if (process.stderr.isTTY) process.stderr.write('\r');
const [correct, wrong] = [all.filter(({ item }) => item.kind === 'correct'), all.filter(({ item }) => item.kind === 'wrong')];
console.log(`Points ${options.points} per item, fewer above 33 inputs; seed ${options.seed}.\n`);
console.log(`${shares(correct, 'correct: share of points flagged', ({ accepted }) => !accepted, false)}\n`);
console.log(`${shares(wrong, 'wrong: share of points where it is found', ({ accepted, visible }) => !accepted && visible, true)}\n`);
console.log(
  `${shares(
    wrong.filter(({ visible }) => !visible),
    'wrong elsewhere: share of points flagged where all is right',
    ({ accepted }) => !accepted,
    false,
  )}\n`,
);
console.log(
  table(
    ['evaluations of f per point', 'median, n < 20', 'mean, n < 20', 'median per input'],
    [...grouped(all, ({ rule }) => rule)].map(([rule, trials]) => {
      const small = trials.filter(({ item }) => item.dim < 20).map(({ evaluations }) => evaluations);
      return [
        rule,
        String(quantile(small, 0.5)),
        mean(small).toFixed(0),
        quantile(
          trials.map(({ evaluations, item }) => evaluations / item.dim),
          0.5,
        ).toFixed(1),
      ];
    }),
  ),
);
const own = all.filter(({ rule, item }) => rule === OURS && item.kind === 'correct');
console.log(
  `\n${table(
    ['gradcheck on correct functions', 'left open', 'digits established, median'],
    [...grouped(own, ({ item }) => family(item)), ['all', own] as const].map(([name, trials]) => [
      name,
      percent(trials.filter(({ open }) => open).length / trials.length),
      quantile(
        trials.flatMap(({ digits }) => (digits === undefined ? [] : [digits])),
        0.5,
      ).toFixed(1),
    ]),
  )}`,
);
console.log(`\n${((performance.now() - began) / 1000).toFixed(0)} s`);
