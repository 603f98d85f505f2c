import { cotangent, fc, norm, point, reading, type StackEvaluator, type StackedLayer, type Vector } from '../src/authoring.ts';

/** Samples of a stack. Why: a median of 40, and a share of them, are known to a tenth. */
const FLOW_SAMPLES = 40;
/** A signal that changes by this factor from the last layer but one back to the first vanishes or explodes. Why: learning rates that suit one end are then a thousand times off at the other. */
const FAR_SIGNAL = 1e3;
/** A unit is saturated if it hands on less than this part of the signal, at this share of the samples. Why: it learns a hundred times more slowly than the others, mostly. */
const SATURATED = 0.01;
/** The share of samples at which a unit is to be saturated. Why: see SATURATED. */
const MOSTLY = 0.75;
/** Units that a warning names. Why: it is one line. */
const NAMED_UNITS = 4;

/** The signal in a stack at one sample: the norms of ∂L/∂y for the outputs y of each layer and of the derivatives with respect to its parameters, and the gain of each unit, from its output back to its input. */
interface Flow {
  readonly signal: readonly number[];
  readonly parameters: readonly number[];
  readonly gains: readonly Vector[];
  /** The first layer whose outputs are not finite, or, on the way back, whose derivatives are not. */
  readonly broken?: { readonly layer: number; readonly back: boolean };
}

/** The golden ratio less 1, whose multiples modulo 1 are spread evenly and never repeat. Why: any irrational number would do. */
const GOLDEN = 0.6180339887;

/** Cotangents of different sizes, between 1 and 2, which no normalisation annihilates. */
const uneven = (size: number): Vector => Float64Array.from({ length: size }, (_, k) => 1 + (((k + 1) * GOLDEN) % 1));

function flowOf({ layers, pass }: StackEvaluator, x: Vector, w: Vector): Flow {
  const { taken, y } = pass(x);
  const given = [...layers.slice(1).map(({ fed }, l) => taken[l + 1]!.subarray(0, fed)), y];
  const broken = given.findIndex((values) => !values.every(Number.isFinite));
  const [signal, parameters, gains]: [number[], number[], Vector[]] = [[], [], []];
  if (broken >= 0) return { signal, parameters, gains, broken: { layer: broken, back: false } };
  let back = w;
  for (let l = layers.length - 1; l >= 0; l--) {
    const { pull, fed, outputs } = layers[l]!;
    const both = pull!(taken[l]!, back);
    if (!both.every(Number.isFinite)) return { signal, parameters, gains, broken: { layer: l, back: true } };
    signal.unshift(norm(back));
    parameters.unshift(norm(both.subarray(fed)));
    const weights = uneven(outputs);
    gains.unshift(
      pull!(taken[l]!, weights)
        .map((gain, i) => Math.abs(gain) / (weights[i] ?? 1))
        .subarray(0, fed),
    );
    back = both.slice(0, fed);
  }
  return { signal, parameters, gains };
}

/**
 * How the backward signal goes through a stack: its size at each layer over all samples, and how that grows or falls. Warns of a signal that vanishes or explodes,
 * of units that hand nothing on at any sample or hardly anything at most of them, and of the first layer that gives what is not finite.
 * S. Hochreiter (1991); X. Glorot and Y. Bengio, AISTATS (2010).
 */
export default reading({
  name: 'gradient-flow',
  law: '‖∂L/∂yₗ‖ at each layer l, and its growth from the last layer back to the first',
  kind: 'stack',
  when: ({ layers }) => layers.every(({ pull }) => pull !== undefined),
  samples: FLOW_SAMPLES,
  forAll: (target) => {
    const sample = (stack: StackEvaluator) => fc.record({ x: point(stack), w: cotangent(stack.outputs) });
    return fc.record({ own: sample(target), beside: fc.tuple(...target.beside.map(sample)) });
  },
  read(target, samples) {
    const own = summary(
      target,
      samples.map(({ own: { x, w } }) => flowOf(target, x, w)),
    );
    const beside = target.beside.map((other, k) => ({
      stack: other.stack.name,
      ...summary(
        other,
        samples.map(({ beside }) => flowOf(other, beside[k]!.x, beside[k]!.w)),
      ),
    }));
    const told = [
      `the signal grows by ${figure(own.growth)} a layer`,
      ...beside.map(({ stack, growth }) => `in ${stack} by ${figure(growth)}`),
    ];
    return {
      summary: told.join(', '),
      warnings: own.warnings,
      figures: {
        growth: own.growth,
        layers: own.layers,
        ...(beside.length > 0 && { beside: beside.map(({ warnings: _, ...rest }) => rest) }),
      },
    };
  },
});

function summary({ layers }: StackEvaluator, flows: readonly Flow[]) {
  const whole = flows.filter(({ broken }) => broken === undefined);
  const sizes = layers.map(({ title }, l) => {
    const signal = whole.map((flow) => flow.signal[l]!);
    return { layer: title, signal: median(signal), spread: spreadOf(signal), parameters: median(whole.map((flow) => flow.parameters[l]!)) };
  });
  const steps = layers.slice(1).map((_, l) => median(whole.map(({ signal }) => ratio(signal[l]!, signal[l + 1]!))));
  const inner = steps.slice(0, -1);
  const fall = median(whole.map(({ signal }) => ratio(signal[0]!, signal.at(-2) ?? signal[0]!)));
  const growth = inner.length === 0 ? 1 : fall ** (1 / inner.length);
  return {
    growth,
    layers: sizes,
    warnings: [...brokenAt(layers, flows), ...(whole.length > 0 ? [...flowing(), ...unitsOf(layers, whole)] : [])],
  };

  function flowing(): string[] {
    if (inner.length < 2 || fall === 0 || (fall < FAR_SIGNAL && fall > 1 / FAR_SIGNAL)) return [];
    const vanishing = fall <= 1 / FAR_SIGNAL;
    const most = inner.indexOf(vanishing ? Math.min(...inner) : Math.max(...inner));
    return [
      `${vanishing ? 'vanishing' : 'exploding'} signal: ∂L/∂y changes by ${figure(fall)} from ${layers.at(-2)!.title} back to ${layers[0]!.title}, by ${figure(growth)} a layer and most, by ${figure(inner[most]!)}, in ${layers[most + 1]!.title}`,
    ];
  }
}

function brokenAt(layers: readonly StackedLayer[], flows: readonly Flow[]): string[] {
  return [false, true].flatMap((back) => {
    const found = flows.flatMap(({ broken }) => (broken?.back === back ? [broken.layer] : []));
    const first = back ? Math.max(...found) : Math.min(...found);
    if (found.length === 0) return [];
    const what = back ? 'is the first on the way back whose derivative is not finite' : 'is the first whose outputs are not finite';
    return [`${layers[first]!.title} ${what}, at ${found.filter((layer) => layer === first).length} of ${flows.length} samples`];
  });
}

/** Units that hand on nothing, or hardly anything. */
function unitsOf(layers: readonly StackedLayer[], flows: readonly Flow[]): string[] {
  return layers.flatMap(({ fed, inputs, outputs, label }, l) => {
    const units = Array.from({ length: fed }, (_, i) => i);
    const share = (i: number, below: (gain: number) => boolean) => flows.filter(({ gains }) => below(gains[l]![i]!)).length / flows.length;
    const dead = units.filter((i) => share(i, (gain) => gain === 0) === 1);
    const elementwise = inputs === fed && outputs === fed;
    const saturated = elementwise ? units.filter((i) => !dead.includes(i) && share(i, (gain) => gain < SATURATED) >= MOSTLY) : [];
    return [
      ...(dead.length > 0 ? [`dead, exactly 0 at every sample: ${listed(dead.map(label))}`] : []),
      ...(saturated.length > 0 ? [`saturated, under ${SATURATED} of the signal at most samples: ${listed(saturated.map(label))}`] : []),
    ];
  });
}

const listed = (names: readonly string[]): string =>
  [...names.slice(0, NAMED_UNITS), ...(names.length > NAMED_UNITS ? [`${names.length - NAMED_UNITS} more`] : [])].join(', ');

/** a/b, and 1 where nothing comes in and nothing goes out. */
const ratio = (a: number, b: number): number => (a === 0 && b === 0 ? 1 : a / b);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Standard deviation in powers of ten, over the samples at which there is a signal. */
function spreadOf(values: readonly number[]): number {
  const logs = values.filter((value) => value > 0).map(Math.log10);
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return logs.length === 0 ? 0 : Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length);
}

const figure = (value: number): string => `×${Number(value.toPrecision(2))}`;
