import stochasticGradientUnbiased from '../properties/stochastic-gradient-unbiased.ts';
import { type Stochastic, stochastic } from '../src/authoring.ts';
import { check } from '../src/check/check.ts';
import { drift } from '../src/law/sequential-test.ts';
import { stream } from './random.ts';

/** Numbers between −1 and 1 with mean 0 and this standard deviation, from uniform ones. */
interface Noise {
  readonly name: string;
  readonly deviation: number;
  readonly draw: (uniform: number) => number;
}

const RARE = 0.05;
const noises: readonly Noise[] = [
  { name: 'uniform', deviation: 1 / Math.sqrt(3), draw: (u) => 2 * u - 1 },
  { name: 'a coin', deviation: 1, draw: (u) => (u < 0.5 ? -1 : 1) },
  { name: 'rare', deviation: Math.sqrt(RARE / (1 - RARE)), draw: (u) => (u < RARE ? 1 : -RARE / (1 - RARE)) },
];

const FULL = Float64Array.of(0.5, -0.25, 0);
const BOUND = Float64Array.of(1.55, 1.25, 1);
const TRIALS = 500_000;
const [ALARMS, FOUND] = [10_000, 200];
/** Draws of a test that looks for false alarms. */
const LENGTH = 2000;
const PART = 0.01;

/** How the mean is tested: with a bias in parts of the standard deviation, a number of draws, a probability of a false alarm, and a declared bound or none. */
interface Trial {
  readonly seed: number;
  readonly bias: number;
  readonly trials: number;
  readonly alarm: number;
  readonly declared: boolean;
}

/** One test of the mean of three components, the first of which has a bias in parts of its standard deviation. */
function tested({ draw, deviation }: Noise, { seed, bias, trials, alarm, declared }: Trial) {
  const next = stream(seed);
  const drawn = new Float64Array(FULL.length);
  return drift(
    FULL,
    () => {
      for (let i = 0; i < drawn.length; i++) drawn[i] = FULL[i]! + draw(next()) + (i === 0 ? bias * deviation : 0);
      return drawn;
    },
    { trials, alarm, rounding: new Float64Array(FULL.length), ...(declared && { bound: BOUND }) },
  );
}

/** The same as a subject, for whole checks. */
const gradientWith = ({ name, draw, deviation }: Noise, bias: number, trials: number): Stochastic =>
  stochastic({
    name,
    domain: [
      [-1, 1],
      [-1, 1],
    ],
    gradient([x, y]: ArrayLike<number> & Iterable<number>, seed) {
      const next = stream(seed);
      return [x! + draw(next()) + bias * deviation, y! + draw(next())];
    },
    full: ([x, y]: ArrayLike<number> & Iterable<number>) => [x!, y!],
    bound: 2.05,
    trials,
  });

const percent = (part: number): string => `${(100 * part).toFixed(2)} %`;
const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => 7919 * (k + 1));

for (const noise of noises) {
  for (const declared of noise === noises[0] ? [true, false] : [true]) {
    const bound = declared ? 'bound declared' : 'no bound';
    const alarms = seeds(ALARMS).filter(
      (seed) => tested(noise, { seed, bias: 0, trials: LENGTH, alarm: 0.01, declared }).biased !== undefined,
    ).length;
    console.log(`${noise.name}, ${bound}: ${percent(alarms / ALARMS)} false alarms in ${ALARMS} tests of ${LENGTH} draws, 1 % allowed for`);
    const runs = seeds(FOUND).map((seed) => tested(noise, { seed, bias: PART, trials: TRIALS, alarm: 1e-3, declared }));
    const found = runs.filter(({ biased }) => biased !== undefined);
    const draws = found.map(({ draws }) => draws).sort((a, b) => a - b);
    console.log(
      `${noise.name}, ${bound}: a bias of 1 % of the deviation found in ${percent(found.length / FOUND)} of ${FOUND} tests of ${TRIALS} draws, 0.1 % false alarms allowed for; median ${draws[draws.length >> 1]} draws`,
    );
  }
}
const few = gradientWith(noises[0]!, 0, 300);
const failed = seeds(ALARMS).filter((seed) => check(few, stochasticGradientUnbiased, { seed, runs: 8 }).verdict === 'fail').length;
console.log(`whole checks: ${percent(failed / ALARMS)} of ${ALARMS} unbiased ones fail`);
