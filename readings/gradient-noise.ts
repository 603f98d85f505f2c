import { discard, drift, fc, labelOf, point, reading, type StochasticEvaluator, type Vector } from '../src/authoring.ts';

/** Draws at a point; all of them, where there are no more than this. Why: a standard deviation is known to 2 % then. */
const NOISE_DRAWS = 1000;
/** Points at which draws are taken. Why: a gradient may be 0 at one of them by chance. */
const NOISE_PLACES = 3;
/** The probability with which an interval for the bias misses it. Why: that of a confidence of 99 %. */
const NOISE_ALARM = 0.01;
/** A parameter is drowned if its gradient is less than this part of the standard deviation of a draw, at every point. Why: 10 000 draws then show no more than its sign. */
const DROWNED = 0.01;

/** The statistics of the draws of one parameter. */
interface Parameter {
  readonly parameter: string;
  readonly variance: number;
  /** The size of the full gradient over the standard deviation of a draw. */
  readonly signalToNoise: number;
  /** A bias larger than this part of the standard deviation is excluded; 0 where all draws were taken. */
  readonly biasExcluded: number;
}

/** The deviation of a draw from the full gradient, and the largest bias that is not excluded, for each parameter. */
function spread({ stochastic, bound, draw, seeds }: StochasticEvaluator, x: Vector, full: Vector, seed: number) {
  const { draws = Number.POSITIVE_INFINITY } = stochastic;
  if (draws <= NOISE_DRAWS) {
    const all = Array.from({ length: draws }, (_, k) => draw(x, k));
    return Array.from(full, (value, i) => ({
      deviation: Math.sqrt(all.reduce((sum, drawn) => sum + (drawn[i]! - value) ** 2, 0) / draws),
      bias: 0,
    }));
  }
  const next = seeds(seed);
  const options = { trials: NOISE_DRAWS, alarm: NOISE_ALARM, rounding: new Float64Array(full.length), ...(bound && { bound }) };
  const { biases, beyond } = drift(full, () => draw(x, next()), options);
  if (beyond) discard('some draws go far beyond the others');
  return biases.map(({ deviation, low, high }) => ({ deviation, bias: Math.max(-low, high) }));
}

const ratio = (value: number, deviation: number): number => (value === 0 ? 0 : value / deviation);

/** The signal-to-noise ratio of a stochastic gradient (S. McCandlish, J. Kaplan, D. Amodei et al. 2018). It warns of parameters of which one draw says nearly nothing. */
export default reading({
  name: 'gradient-noise',
  law: 'the variance of gradient(θ, seed), and |full(θ)| over its standard deviation, for each parameter',
  kind: 'stochastic',
  samples: NOISE_PLACES,
  forAll: (target) => fc.record({ x: point(target), seed: fc.noBias(fc.nat()) }),
  read(target, samples) {
    const places = samples.map(({ x, seed }) => {
      const full = target.map(x);
      const found = spread(target, x, full, seed);
      const parameters = Array.from(full, (value, i): Parameter => {
        const { deviation, bias } = found[i]!;
        return {
          parameter: labelOf(target.subject, i),
          variance: deviation ** 2,
          signalToNoise: ratio(Math.abs(value), deviation),
          biasExcluded: ratio(bias, deviation),
        };
      });
      return { x: Array.from(x), parameters };
    });
    const [first] = places;
    const strongest = first!.parameters.map(({ parameter }, i) => ({
      parameter,
      signalToNoise: Math.max(...places.map(({ parameters }) => parameters[i]!.signalToNoise)),
    }));
    const ratios = strongest.map(({ signalToNoise }) => signalToNoise);
    const excluded = Math.max(...places.flatMap(({ parameters }) => parameters.map(({ biasExcluded }) => biasExcluded)));
    return {
      summary: `signal to noise of one draw up to ${Math.min(...ratios).toPrecision(2)} … ${Math.max(...ratios).toPrecision(2)}${excluded > 0 ? `, a bias above ${(100 * excluded).toPrecision(2)} % of the standard deviation is excluded` : ''}`,
      warnings: strongest
        .filter(({ signalToNoise }) => signalToNoise > 0 && signalToNoise < DROWNED)
        .map(
          ({ parameter, signalToNoise }) =>
            `the gradient of ${parameter} is drowned in noise: about ${(1 / signalToNoise ** 2).toPrecision(2)} draws show its sign`,
        ),
      figures: { places },
    };
  },
});
