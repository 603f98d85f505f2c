import { fromFormula } from '../../src/authoring.ts';
import { exactMeasurement } from '../../src/law/exact-measurement.ts';
import { instrument } from '../../src/measure/instrument.ts';
import { figure } from '../../src/reporters/figure.ts';
import { evaluator } from '../../src/subject/evaluator.ts';
import { brief, table } from '../table.ts';

/** Claims that are formulas, decided in exact arithmetic at a point, beside what doubles make of them there. */
export function exact(): string {
  const row = (f: string, gradient: string, at: number): string[] => {
    const target = evaluator(fromFormula({ name: f, variables: { x: [null, null] }, f, gradient: [gradient] }));
    const [x, v] = [Float64Array.of(at), Float64Array.of(1)];
    const look = instrument(target, 'thorough');
    const claimed = look.product(target.gradient!, x, v);
    const measured = () => look.derivative(target.f, x, v);
    const found = exactMeasurement(target, { claim: 'gradient', x, weights: v, claimed, effort: look.effort, measured });
    const { agreement, written, ulps, condition } = found?.exact ?? {};
    const said = agreement === undefined ? 'nothing: slopes decide' : agreement === 'literal' ? `right to ${written} digits` : agreement;
    return [f, gradient, figure(at), said, ulps === undefined ? '' : brief(ulps), condition === undefined ? '' : brief(condition)];
  };
  return table(
    ['f', 'claimed', 'at', 'exact arithmetic says', 'error in doubles, units in the last place', 'condition number'],
    [
      row('log(1 + exp(-x))', '-1/(1 + exp(x))', 700),
      row('tanh(x)', 'sech(x)^2', 15),
      row('tanh(x)', '1 - tanh(x)^2', 15),
      row('(1 - cos(x))/x^2', 'sin(x)/x^2 - 2*(1 - cos(x))/x^3', 0.0001),
      row('2^x', '0.6931471805599453*2^x', 1),
      row('1.23456789012*x^2', '2.46913578025*x', 1),
      row('x == 1 ? 1 : x^2', '2*x', 1),
    ],
  );
}
