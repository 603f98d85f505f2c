import { fc, point, reading, type Vector } from '../src/authoring.ts';

/** Calls in a round, of f and of its gradient in turn. Why: the clock is too coarse for one; the fastest round of each counts, which other work on the machine disturbs least. */
const COST_CALLS = 4;
/** Rounds, with as many inputs as are needed to tell, and with fewer. Why: one of 40 is mostly undisturbed. */
const COST_ROUNDS = { telling: 40, few: 4 };
/** Inputs from which on the cost tells backpropagation from differences. Why: with fewer, n + 1 values of f cost no more than a backward pass may. */
const COST_INPUTS = 32;

/** The cost of a gradient, or a backward pass, relative to that of f: a few times as much by backpropagation (W. Baur, V. Strassen 1983), n + 1 times by differences. */
export default reading({
  name: 'cost',
  law: 'time of ∇f(x) / time of f(x): a few by backpropagation, n + 1 by differences',
  when: ({ gradient, vjp }) => gradient !== undefined || vjp !== undefined,
  samples: 1,
  forAll: (target) => fc.record({ x: point(target) }),
  read({ anew, inputs, outputs }, samples) {
    const { map, gradient, vjp } = anew();
    const { x } = samples[0]!;
    const w = new Float64Array(outputs).fill(1);
    const claim = gradient ?? ((y: Vector) => vjp!(y, w));
    const timed = (call: (x: Vector) => unknown): number => {
      const start = performance.now();
      for (let k = 0; k < COST_CALLS; k++) call(x);
      return (performance.now() - start) / COST_CALLS;
    };
    const rounds = Array.from({ length: inputs < COST_INPUTS ? COST_ROUNDS.few : COST_ROUNDS.telling }, () => ({
      f: timed(map),
      gradient: timed(claim),
    }));
    const times = { f: Math.min(...rounds.map(({ f }) => f)), gradient: Math.min(...rounds.map(({ gradient }) => gradient)) };
    const differences = inputs >= COST_INPUTS && times.gradient > ((inputs + 1) / 2) * times.f;
    return {
      summary:
        inputs < COST_INPUTS
          ? `${inputs} inputs are too few to tell`
          : differences
            ? 'about n + 1 times what f costs'
            : 'well under n + 1 times what f costs',
      warnings: differences ? ['the gradient costs about as much as n + 1 values of f, as differences do'] : [],
      figures: { inputs },
    };
  },
});
