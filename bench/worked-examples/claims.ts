import matchesDifferences from '../../properties/matches-differences.ts';
import type { FunctionSubject } from '../../src/authoring.ts';
import { examine } from '../../src/check/examine.ts';
import { examiner, type Outcome } from '../../src/check/examiner.ts';
import { judge, type Measurement } from '../../src/law/verdict.ts';
import type { Estimate } from '../../src/math/estimate.ts';
import { instrument } from '../../src/measure/instrument.ts';
import { bar, figure } from '../../src/reporters/figure.ts';
import { evaluatorOf } from '../../src/subject/kind.ts';
import { brief, table } from '../table.ts';
import { type Curve, curve, slopeOf } from './curve.ts';

const single = Math.fround;

/** What the law `matches-differences` makes of a claim at one point along one direction. */
export function outcomeOf(of: FunctionSubject, x: readonly number[], v: readonly number[] = [1]): Outcome {
  return examine(examiner(evaluatorOf(of), matchesDifferences), { x: Float64Array.from(x), v: Float64Array.from(v) }, 'thorough');
}

export const verdictOf = ({ verdict, reason }: { readonly verdict: string; readonly reason?: string }): string =>
  reason === undefined ? verdict : `${verdict}: ${reason}`;

/** Points at which f is not smooth, or looks as if it were not. */
export function kinks(): string {
  const row = (name: string, f: Curve, claim: number, domain: readonly [number, number] = [-2, 2]): string[] => {
    const { kind, left, right } = slopeOf(f, 0, { domain: [domain] });
    const side = ({ value, error }: Estimate) => (Number.isFinite(error) ? bar({ value, error }) : '–');
    return [
      name,
      side(left),
      side(right),
      kind,
      figure(claim),
      verdictOf(
        outcomeOf(
          curve(f, () => claim, domain),
          [0],
        ),
      ),
    ];
  };
  const relu: Curve = (x) => Math.max(0, x);
  return table(
    ['f, at 0', 'left', 'right', 'shape', 'claimed', 'verdict'],
    [
      row('abs(x)', Math.abs, 0.3),
      row('abs(x)', Math.abs, 1.2),
      row('relu(x) − relu(−x)', (x) => relu(x) - relu(-x), 0),
      row('eˣ on [0, 2]', Math.exp, 1, [0, 2]),
      row('√x on [0, 2]', Math.sqrt, Number.POSITIVE_INFINITY, [0, 2]),
      row('0 below 0, else 1', (x) => (x < 0 ? 0 : 1), 0),
    ],
  );
}

/** A gradient that is itself a difference quotient: with a large step it is wrong, with a small one noisy. */
export function claimNoise(): string {
  const rows = [1e-5, 1e-8, 1e-10, 1e-14].map((h) => {
    const claimed = curve(Math.sin, (x) => (Math.sin(x + h) - Math.sin(x)) / h);
    const target = evaluatorOf(claimed);
    const look = (effort: 'thorough' | 'weighed') =>
      instrument(target, effort).product(target.gradient!, Float64Array.of(1), Float64Array.of(1));
    const [first, weighed] = [look('thorough'), look('weighed')];
    const outcome = outcomeOf(claimed, [1]);
    const digits = outcome.verdict === 'pass' ? `, ${outcome.digits!.toFixed(1)} digits` : '';
    return [String(h), brief(Math.abs(first.value - Math.cos(1))), brief(first.error), brief(weighed.error), verdictOf(outcome) + digits];
  });
  return table(['h', 'true error of the claim', 'bar, four roundings', 'bar, measured', 'verdict'], rows);
}

/** Right claims, and one wrong one, about functions whose values round away what is claimed. */
export function rounding(): string {
  const [gamma, beta] = [1e-3, 1e3];
  const norm: Curve = (x) => single(single(Math.sqrt(single(single(x * x) + 1e-5))));
  const sigmoid: Curve = (x) => 1 / (1 + Math.exp(-x));
  const row = (name: string, of: FunctionSubject, x: number): string[] => {
    const outcome = outcomeOf(of, [x]);
    const [{ claimed, measured }] = outcome.measurements as [Measurement];
    return [name, figure(x), brief(claimed.value), bar({ value: measured.value, error: measured.error }), verdictOf(outcome)];
  };
  const softplus: Curve = (x) => Math.log(1 + Math.exp(x));
  return table(
    ['f', 'at', 'claimed', 'measured', 'verdict'],
    [
      row('log(1 + eˣ)', curve(softplus, Math.exp, [-50, 50]), -40),
      row(
        'log(1 + eˣ), claimed twice as large',
        curve(softplus, (x) => 2 * Math.exp(x), [-50, 50]),
        -40,
      ),
      row(
        'log1p(e⁻ˣ), claimed σ(x) − 1',
        curve(
          (x) => Math.log1p(Math.exp(-x)),
          (x) => sigmoid(x) - 1,
          [-50, 50],
        ),
        40,
      ),
      row(
        '10⁻³ x/√(x² + 10⁻⁵) + 10³, in single precision',
        curve(
          (x) => single(single(gamma * single(x / norm(x))) + beta),
          (x) => single((gamma * 1e-5) / norm(x) ** 3),
          [-3, 3],
          'float32',
        ),
        0,
      ),
    ],
  );
}

/** Two sides, and what `judge` says of them. */
export function verdicts(): string {
  const about = (value: number, error: number): Estimate => ({ value, error });
  const measured = { ...about(2, 1e-12), kind: 'smooth' } as const;
  const kink = { ...about(0, 1), kind: 'kink', left: about(-1, 1e-12), right: about(1, 1e-12) } as const;
  const sides: readonly (readonly [Measurement['claimed'], Measurement['measured'], shown?: string])[] = [
    [about(2.001, 1e-15), measured],
    [about(2 + 2e-12, 1e-15), measured],
    [about(2.001, 1e-15), { ...about(2, 0.01), kind: 'smooth' }],
    [about(1e-13, 0), { ...about(0, 1e-12), kind: 'smooth', variation: 1 }, '0 ± 1e-12, where f varies by a slope of 1'],
    [about(Number.NaN, 0), measured],
    [about(2.1, 0.05), measured],
    [about(0.3, 0), kink, '−1 … 1, a kink'],
    [about(2, 0), { ...measured, kind: 'jump' }, '2 ± 1e-12, at a jump'],
  ];
  const rows = sides.map(([claimed, measured, shown]) => {
    const judgement = judge({ claimed, measured });
    const { bars, digits } = judgement;
    return [
      bar(claimed),
      shown ?? bar(measured),
      Number.isFinite(bars) ? brief(bars) : '–',
      verdictOf(judgement),
      digits === undefined ? '' : digits.toFixed(1),
    ];
  });
  return table(['claimed', 'measured', 'bars apart', 'verdict', 'digits'], rows);
}
