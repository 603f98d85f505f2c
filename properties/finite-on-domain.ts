import {
  axis,
  claimedFields,
  claimNames,
  cotangent,
  direction,
  type Evaluator,
  exactly,
  fc,
  type Measurement,
  point,
  property,
  type Side,
  type Vector,
} from '../src/authoring.ts';

/** Where f is finite and smooth, its derivatives are finite. A component that is NaN or infinite is held against the slope that is measured there. */
export default property({
  name: 'finite-on-domain',
  law: 'f finite and smooth at x  ⇒  its claimed derivatives are finite at x',
  when: (target) => claimNames.some((claim) => target[claim] !== undefined),
  forAll: (target) => fc.record({ x: point(target), v: direction(target), w: cotangent(target.outputs) }),
  fields: (target, { v, w }) => claimedFields(target, v, w),
  measure(target, { x, v, w }, { derivative }) {
    const output = (k: number) => (y: Vector) => target.map(y)[k]!;
    const input = (i: number) => axis(x.length, i);
    const held: Measurement[] = [];
    const hold = (claim: string, values: Vector, slope: (i: number) => Side) => {
      values.forEach((value, i) => {
        if (!Number.isFinite(value))
          held.push({ what: `${claim}[${i}]`, claimed: exactly(value), measured: fixed(target, i) ? exactly(0) : slope(i) });
      });
    };
    const along = (k: number) => (i: number) => derivative(output(k), x, input(i));
    const weighted = (i: number) => derivative((y) => target.map(y).reduce((sum, value, k) => sum + w[k]! * value, 0), x, input(i));
    const { gradient, jacobian, vjp, jvp, hessian, hvp } = target;
    if (gradient) hold('gradient', gradient(x), along(0));
    for (const [k, row] of jacobian?.(x).entries() ?? []) hold(`jacobian[${k}]`, row, along(k));
    if (vjp) hold('vjp', vjp(x, w), weighted);
    if (jvp) hold('jvp', jvp(x, v), (k) => derivative(output(k), x, v));
    const bend = (j: number) => (i: number) => derivative((y) => gradient!(y)[j]!, x, input(i));
    const steady = (y: Vector) => gradient?.(y).every(Number.isFinite);
    if (hessian && steady(x)) for (const [j, row] of hessian(x).entries()) hold(`hessian[${j}]`, row, bend(j));
    if (hvp && steady(x)) hold('hvp', hvp(x, v), (i) => derivative((y) => gradient!(y)[i]!, x, v));
    return held.length > 0 ? held : { claimed: exactly(1), measured: exactly(1) };
  },
});

const fixed = ({ domain, inputs }: Evaluator, i: number): boolean => 'length' in domain && inputs > i && domain[i]![0] === domain[i]![1];
