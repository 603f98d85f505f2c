import { fc, point, reading, type Vector } from '../src/authoring.ts';

/** Calls in a round, of f and of its gradient in turn; the fastest round of each counts. */
const CALLS = 4;
/** Rounds, where there are enough inputs to tell, and where there are not. */
const [THOROUGH, BRIEF] = [40, 4];
/** Below so many inputs, differences are cheap enough to be mistaken for a backward pass. */
const MANY = 32;

/** What a gradient, or a backward pass, costs beside f: a few times as much by backpropagation (W. Baur and V. Strassen, Theoretical Computer Science 22 (1983)), n + 1 times by differences. */
export default reading({
  name: 'cost',
  law: 'time of ∇f(x) / time of f(x): a few by backpropagation, n + 1 by differences',
  when: ({ gradient, vjp }) => gradient !== undefined || vjp !== undefined,
  samples: 1,
  forAll: (target) => fc.record({ x: point(target) }),
  read({ map, gradient, vjp, inputs, outputs }, samples) {
    const { x } = samples[0]!;
    const w = new Float64Array(outputs).fill(1);
    const claim = gradient ?? ((y: Vector) => vjp!(y, w));
    const timed = (call: (x: Vector) => unknown): number => {
      const start = performance.now();
      for (let k = 0; k < CALLS; k++) call(x);
      return (performance.now() - start) / CALLS;
    };
    const rounds = Array.from({ length: inputs < MANY ? BRIEF : THOROUGH }, () => ({ f: timed(map), gradient: timed(claim) }));
    const times = { f: Math.min(...rounds.map(({ f }) => f)), gradient: Math.min(...rounds.map(({ gradient }) => gradient)) };
    const differences = inputs >= MANY && times.gradient > ((inputs + 1) / 2) * times.f;
    return {
      summary:
        inputs < MANY
          ? `${inputs} inputs are too few to tell`
          : differences
            ? 'about n + 1 times what f costs'
            : 'well under n + 1 times what f costs',
      warnings: differences ? ['the gradient costs about as much as n + 1 values of f, as differences do'] : [],
      figures: { inputs },
    };
  },
});
