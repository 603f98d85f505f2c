import { curvature, type Derivative, EPSILON, subject, type Vector } from '../../src/authoring.ts';
import type { Estimate } from '../../src/math/estimate.ts';
import { central } from '../../src/measure/differences/central.ts';
import { bend, derivativeOf, type Fit, fit } from '../../src/measure/differences/chebyshev.ts';
import { line } from '../../src/measure/differences/line.ts';
import { instrument } from '../../src/measure/instrument.ts';
import { bar, figure } from '../../src/reporters/figure.ts';
import { evaluatorOf } from '../../src/subject/kind.ts';
import { brief, table } from '../table.ts';
import { type Curve, slopeOf } from './curve.ts';

const square: Curve = (x) => x * x;
const peak: Curve = (x) => 1 / (1 + 1e4 * square(x - 1));
const wavy: Curve = (x) => Math.sin(x) + 1e-3 * Math.sin(1e3 * x);
const noisy: Curve = (x) => Math.sin(x) + 1e-8 * Math.sin(1e9 * x);
const rounded: Curve = (x) => Math.fround(Math.sin(x));

/** The slope of sin at 1, by a difference quotient and by what gradcheck does. */
export function slope(): string {
  const truth = Math.cos(1);
  const quotient = (h: number) => {
    const value = (Math.sin(1 + h) - Math.sin(1 - h)) / (2 * h);
    return [`difference quotient, h = ${h}`, brief(Math.abs(value - truth)), 'none', '2'];
  };
  const looked = (name: string, { value, error, evaluations }: Derivative) => [
    name,
    brief(Math.abs(value - truth)),
    brief(error),
    String(evaluations),
  ];
  return table(
    ['slope of sin at 1', 'true error', 'bar', 'evaluations'],
    [
      ...[0.1, 1e-5, 1e-9].map(quotient),
      looked('a glance', slopeOf(Math.sin, 1, { effort: 'quick' })),
      looked('a thorough look', slopeOf(Math.sin, 1)),
    ],
  );
}

/** The line through x, and the Chebyshev series of degree 16 on an interval of half-width r around x. */
function series(f: Curve, x: number, r: number) {
  const along = line(([t]) => f(t!), Float64Array.of(x), Float64Array.of(1));
  return { along, fitted: fit(along, -r, r, 16) as Fit };
}

const largest = ({ coefficients }: Fit, from: number, to: number): string =>
  brief(Math.max(...coefficients.slice(from, to + 1).map(Math.abs)));

/** A narrow peak, of which wide intervals show nothing. */
export function ladder(): string {
  const rows = [4, 64, 512].map((part) => {
    const { fitted } = series(peak, 1.01, 1 / part);
    const { ending } = fitted;
    return [
      `± 1/${part}`,
      largest(fitted, 1, 8),
      largest(fitted, 9, 12),
      largest(fitted, 13, 16),
      ending,
      bar(derivativeOf(fitted, 0, 1, false)),
    ];
  });
  return table(['interval around 1.01', 'largest of c₁ … c₈', 'of c₉ … c₁₂', 'of c₁₃ … c₁₆', 'ending', 'slope'], rows);
}

/** A wave that is noise, and one that is not. */
export function noise(): string {
  const slope = Math.cos(1);
  const row = (name: string, f: Curve, own: number | undefined): string[] => {
    const { value, error, noise, noisy } = slopeOf(f, 1);
    return [name, figure(slope), own === undefined ? '–' : figure(own), bar({ value, error }), brief(noise), noisy ? 'yes' : 'no'];
  };
  return table(
    ['f, at 1', 'slope of sin x', 'slope of f', 'measured', 'noise, standard deviation', 'coarser than rounding'],
    [
      row('sin x + 10⁻⁸ sin(10⁹x)', noisy, slope + 10 * Math.cos(1e9)),
      row('sin x + 10⁻³ sin(10³x)', wavy, slope + Math.cos(1e3)),
      row('sin x, rounded to single precision', rounded, undefined),
    ],
  );
}

/** What the bars of four slopes are made of. */
export function bars(): string {
  const row = (name: string, f: Curve, [x, r]: readonly [at: number, halfWidth: number], truth: number): string[] => {
    const { along, fitted } = series(f, x, r);
    const { value, error, noisePart } = derivativeOf(fitted, 0, 1, true);
    const own = EPSILON * Math.abs(value);
    const other = central(along, r / 8, 1, fitted.noise);
    return [
      `${name}, ± 1/${1 / r}`,
      brief(noisePart),
      brief(Math.max(0, error - noisePart - own)),
      brief(4 * along.rounding * bend(fitted, 0)),
      brief(Math.abs(value - other.value)),
      brief(Math.abs(value - truth)),
    ];
  };
  return table(
    ['f', 'noise', 'truncation', 'rounding of inputs', 'distance to second opinion', 'true error'],
    [
      row('sin x at 1', Math.sin, [1, 1 / 4], Math.cos(1)),
      row('sin x at 1, in single precision', rounded, [1, 1 / 4], Math.cos(1)),
      row('10⁶ + sin x at 1', (x) => 1e6 + Math.sin(x), [1, 1 / 4], Math.cos(1)),
      row('1/(1 + 10⁴(x − 1)²) at 1.01', peak, [1.01, 1 / 64], -50),
    ],
  );
}

/** Second derivatives along one line and along two. */
export function secondOrder(): string {
  const f = ([x, y]: Vector) => x! * x! * y!;
  const bent = curvature(([x]) => Math.sin(x!), Float64Array.of(1), Float64Array.of(1));
  const of = subject({
    name: 'x²y',
    domain: [
      [-2, 2],
      [-2, 2],
    ],
    f: ([x, y]) => x * x * y,
  });
  const mixed = instrument(evaluatorOf(of), 'thorough').mixed(f, Float64Array.of(1, 2), Float64Array.of(1, 0), Float64Array.of(0, 1));
  const row = (name: string, truth: number, { value, error }: Estimate) => [
    name,
    figure(truth),
    bar({ value, error }),
    brief(Math.abs(value - truth)),
  ];
  return table(
    ['second derivative', 'truth', 'measured', 'true error'],
    [row('d²/dx² sin x at 1', -Math.sin(1), bent), row('∂²/∂x∂y x²y at (1, 2)', 2, mixed)],
  );
}
