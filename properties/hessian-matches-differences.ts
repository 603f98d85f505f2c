import {
  along,
  barsBetween,
  bendFields,
  contradict,
  denseDirection,
  dot,
  fc,
  gradientFields,
  interval,
  type Measurement,
  point,
  property,
  scaleAlong,
  times,
  unit,
  unmeasured,
} from '../src/authoring.ts';

/** The coarsest bar of a mixed second derivative of f, relative to the claim, with which it counts. Why: ten times below the coarsest bar that passes, so that noise in second differences leaves nothing open. */
export const USEFUL_BEND = 1e-4;
/** The bar of a glance at the second derivatives of f that is enough beside a gradient. Why: it tells whether that is wrong too, and which of the two is where they disagree; a failure is confirmed with care. */
const GLANCED_BEND = 2 ** -20;
/** Points beside x at which the gradient must be right, by this part of the unit of each input. Why: two that no simple fraction of the unit takes into each other, within the smooth neighbourhood that slopes were read from. */
const ASIDE = [1 / 8, 1 / 3];
/** Steps aside differ from input to input: by 0, 1 or 2 of these parts of them. Why: so that inputs that were tied at x are not. */
const UNEVEN = 1 / 4;
/** And by this part of the scale along v, to both sides. Why: there the slopes of the gradient were measured. */
const ASIDE_ALONG = 1 / 8;

/** Whether the slope of the gradient is known well, and is the one claimed. */
const agrees = ({ claimed, measured }: Measurement, size: number): boolean =>
  (measured.kind === 'smooth' || measured.kind === 'edge') && measured.error <= USEFUL_BEND * size && barsBetween(claimed, measured) <= 1;

/** Hv is the slope of the gradient along v, and ⟨u, Hv⟩ the mixed second derivative of f itself. The first contradicts only where the gradient is right at x and around. */
export default property({
  name: 'hessian-matches-differences',
  law: 'H(x)v = D_v ∇f(x), ⟨u, H(x)v⟩ = D²f(x)[u, v]',
  about: ['hessian', 'hvp', 'gradient'],
  tells: 'entries',
  scalar: true,
  when: ({ hessian, hvp }) => hessian !== undefined || hvp !== undefined,
  forAll: (target) => fc.record({ x: point(target), u: denseDirection(target), v: denseDirection(target) }),
  field: ({ gradient, hessian, hvp }, { u }) => ({
    f: (x) => (gradient ? dot(gradient(x), u) : Number.NaN),
    slope: (x, v) => dot(hessian ? times(hessian(x), v) : hvp!(x, v), u),
  }),
  fields: (target, { u }) => [...bendFields(target, u), ...gradientFields(target)],
  measure({ f, gradient, hessian, hvp, domain, inside }, { x, u, v }, look) {
    const claimed = look.product((y) => (hessian ? times(hessian(y), v) : hvp!(y, v)), x, u);
    const size = Math.max(Math.abs(claimed.value), claimed.scale);
    const fromGradient = gradient && {
      what: 'D_v⟨∇f, u⟩',
      claimed,
      measured: look.derivative((y) => dot(gradient(y), u), x, v),
      scale: claimed.scale,
    };
    if (fromGradient && look.effort === 'quick') return fromGradient;
    const bends = gradient && look.effort === 'thorough' ? look.upTo(GLANCED_BEND) : look;
    const measured = bends.mixed(f, x, u, v);
    const useful = measured.kind === 'smooth' && measured.error <= USEFUL_BEND * size;
    const fromValues = useful ? { what: 'D²f[u, v]', claimed, measured, scale: claimed.scale } : undefined;
    if (fromGradient && agrees(fromGradient, size) && !(fromValues && contradict(fromValues.measured, claimed))) return fromGradient;
    const trusted = fromGradient && rightNear() ? fromGradient : undefined;
    const both = [trusted, fromValues].filter((measurement) => measurement !== undefined);
    return both.length > 0 ? both : unmeasured(gradient ? 'the gradient itself is wrong here' : 'second differences of f drown in noise');

    function rightNear(): boolean {
      if (fromValues && contradict(fromValues.measured, fromGradient!.measured)) return false;
      const aside = ASIDE.map((part) =>
        x.map((xi, i) => {
          const [low, high] = interval(domain, i);
          const step = part * unit(domain, x, i) * (1 + (i % 3) * UNEVEN);
          return xi + step <= high ? xi + step : Math.max(low, xi - step);
        }),
      );
      const step = scaleAlong(domain, x, v) * ASIDE_ALONG;
      const points = [x, ...aside, along(x, v, step), along(x, v, -step)].filter((y) => y === x || inside(y));
      return points.every((y) => !contradict(look.derivative(f, y, u), look.product(gradient!, y, u)));
    }
  },
});
