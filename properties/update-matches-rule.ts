import {
  about,
  fc,
  type Measurement,
  optimizer,
  point,
  property,
  type Rule,
  scaled,
  UNIT,
  type UpdateEvaluator,
  unmeasured,
  type Vector,
} from '../src/authoring.ts';

/** The number of parameters, where no loss says how many. Why: enough to tell components from each other. */
const UPDATE_PARAMETERS = 3;
/** The largest size of a component of a gradient. Why: above the limits at which gradients are clipped by default. */
const UPDATE_GRADIENT = 8;
/** Steps with one state. Why: a count that is stuck shows at the second, a decay that is forgotten later. */
const UPDATE_STEPS = 5;
/** One run in this many has a step whose gradient is 0. Why: momentum alone moves the parameters there. */
const ZERO_GRADIENTS = 4;
/** Inputs and constants are changed by this part to see how much a step changes. Why: half of the digits of a double, where a difference quotient is most accurate. */
const NUDGE = 2 ** -26;
/** Roundings of each input and constant in one step, beside one for each step so far. Why: a rule takes each through about as many operations. */
const UPDATE_ROUNDINGS = 6;

type Ruled = UpdateEvaluator & { readonly update: { readonly rule: Rule } };

/** Where each step starts and the gradient that it is given. */
interface Path {
  readonly thetas: readonly Vector[];
  readonly gradients: readonly Vector[];
}

/** The steps of the rule along a path: θ′ − θ at each. */
function followed({ loss }: UpdateEvaluator, rule: Rule, { thetas, gradients }: Path) {
  const next = optimizer(rule, (theta) => loss!.hessian!(theta));
  return thetas.map((theta, t) => next(theta, gradients[t]!));
}

/** The rule with one of its constants a little less, for each of them. */
const nudgedRules = (rule: Rule): readonly Rule[] =>
  Object.entries(rule).flatMap(([key, value]) =>
    typeof value === 'number' && value > 0 ? [{ ...rule, [key]: value * (1 - NUDGE) } as Rule] : [],
  );

/** Paths with one gradient or one θ a little less, for each of them. */
const nudgedPaths = (path: Path): readonly Path[] =>
  (['thetas', 'gradients'] as const).flatMap((key) =>
    path[key].map((_, t) => ({ ...path, [key]: path[key].map((v, k) => (k === t ? scaled(v, 1 - NUDGE) : v)) })),
  );

/** The condition of each component of each step: the sum of its changes when each input and constant is changed in turn, relative to the relative change. A rounding of these is multiplied by it. */
function sensitivity(target: Ruled, path: Path, steps: ReturnType<typeof followed>): readonly Vector[] {
  const { rule } = target.update;
  const others = [
    ...nudgedRules(rule).map((other) => followed(target, other, path)),
    ...nudgedPaths(path).map((other) => followed(target, rule, other)),
  ];
  return steps.map(({ change }, t) =>
    change.map((d, i) => others.reduce((sum, other) => sum + Math.abs(other[t]!.change[i]! - d) / NUDGE, 0)),
  );
}

/** The path of a run of the update, and where each of its steps led. A second run with a state of its own takes its steps in turn with the first, as for two groups of parameters: a state that both share would show. */
function taken(target: Ruled, theta: Vector, gradients: readonly Vector[]): { readonly path: Path; readonly reached: readonly Vector[] } {
  const n = theta.length;
  const [thetas, given, reached]: [Vector[], Vector[], Vector[]] = [[], [], []];
  let here = { theta, state: target.fresh(n) };
  let other = { theta, state: target.fresh(n) };
  for (const [t, drawn] of gradients.entries()) {
    if (target.loss && !target.loss.inside(here.theta)) break;
    const g = target.loss?.gradient?.(here.theta) ?? drawn;
    const next = target.step(here.theta, g, here.state);
    if (!target.loss) other = target.step(other.theta, scaled(gradients[gradients.length - 1 - t]!, -2), other.state);
    thetas.push(here.theta);
    given.push(g);
    reached.push(next.theta);
    if (!next.theta.every(Number.isFinite)) break;
    here = next;
  }
  return { path: { thetas, gradients: given }, reached };
}

/** Every step is what the named rule says, from where the update stands, with the state of the steps before. */
export default property({
  name: 'update-matches-rule',
  law: 'θ′ − θ is what the rule says of g₁ … g_t, for steps t = 1, 2, …',
  kind: 'update',
  when: ({ update }) => update.rule !== undefined,
  forAll: ({ loss }) => {
    const region = { domain: loss?.domain ?? { dimension: UPDATE_PARAMETERS, low: -2, high: 2 }, inside: loss?.inside ?? (() => true) };
    const n = loss?.inputs ?? UPDATE_PARAMETERS;
    const box = { dimension: n * UPDATE_STEPS, low: -UPDATE_GRADIENT, high: UPDATE_GRADIENT };
    const gradients = { domain: box, inside: () => true };
    const g = fc.tuple(point(gradients), fc.nat(ZERO_GRADIENTS * UPDATE_STEPS - 1)).map(([g, t]) => g.fill(0, t * n, (t + 1) * n));
    return fc.record({ theta: point(region), g });
  },
  measure(measured, { theta, g }): readonly Measurement[] {
    const target = measured as Ruled;
    const n = theta.length;
    const gradients = Array.from({ length: g.length / n }, (_, t) => g.slice(t * n, (t + 1) * n));
    const { path, reached } = taken(target, theta, gradients);
    const steps = followed(target, target.update.rule, path);
    if (steps.some(({ change, error }) => !change.every(Number.isFinite) || !Number.isFinite(error)))
      unmeasured('the rule is not finite here');
    const sensitivities = sensitivity(target, path, steps);
    const unit = UNIT[target.subject.precision ?? 'float64'];
    const largest = Math.max(...steps.flatMap(({ change }) => Array.from(change, Math.abs)));
    return steps.flatMap(({ change, error }, t) => {
      const from = path.thetas[t]!;
      return Array.from(change, (d, i) => ({
        what: `θ[${i}] in step ${t + 1}`,
        claimed: about(reached[t]![i]! - from[i]!, 2 * unit * (Math.abs(from[i]!) + Math.abs(d))),
        measured: about(d, (UPDATE_ROUNDINGS + t) * unit * (sensitivities[t]![i]! + Math.abs(d) + error)),
        scale: largest,
      }));
    });
  },
});
