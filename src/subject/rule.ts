import * as z from 'zod';
import { solve } from '../math/matrix.ts';
import { type Matrix, norm, scaled, type Vector } from '../math/vector.ts';

/** θ′ = θ − η g. With `decay` λ, here and in the rules below, λθ is added to g first (an L2 penalty). */
export interface Descent {
  readonly name: 'gradient-descent' | 'sgd';
  /** η. */
  readonly rate: number;
  readonly decay?: number;
}

/** B. T. Polyak (1964): b′ = μ b + (1 − τ) g, θ′ = θ − η b′. Y. Nesterov (1983), in the variables of I. Sutskever et al. (2013): θ′ = θ − η (g + μ b′). */
export interface Momentum {
  readonly name: 'momentum' | 'nesterov';
  readonly rate: number;
  /** μ; 'increasing' is (t − 1)/(t + 2) at step t = 1, 2, …. */
  readonly momentum: number | 'increasing';
  /** τ; 0 if omitted. */
  readonly dampening?: number;
  /** The first b′ is g, whatever τ. */
  readonly undampedStart?: boolean;
  readonly decay?: number;
}

/** J. Duchi, E. Hazan, Y. Singer (2011): s′ = s + g², θ′ = θ − η g / (√s′ + ε). */
export interface AdaGrad {
  readonly name: 'adagrad';
  readonly rate: number;
  /** ε. */
  readonly epsilon: number;
  /** 'inside' is √(s′ + ε); 'outside' if omitted. */
  readonly epsilonAt?: 'outside' | 'inside';
  /** s before the first step; 0 if omitted. */
  readonly initial?: number;
  /** γ, where the rate at step t is η / (1 + (t − 1) γ). */
  readonly rateDecay?: number;
  readonly decay?: number;
}

/** T. Tieleman, G. Hinton (2012): s′ = ρ s + (1 − ρ) g², θ′ = θ − η g / (√s′ + ε). */
export interface RmsProp {
  readonly name: 'rmsprop';
  readonly rate: number;
  /** ρ. */
  readonly smoothing: number;
  readonly epsilon: number;
  /** 'inside' is √(s′ + ε); 'outside' if omitted. */
  readonly epsilonAt?: 'outside' | 'inside';
  /** s before the first step; 0 if omitted. */
  readonly initial?: number;
  /** s′ less the square of the smoothed g, for s′ (A. Graves 2013). */
  readonly centered?: boolean;
  /** μ, where what is subtracted is b′ = μ b + η g / (√s′ + ε). */
  readonly momentum?: number;
  readonly decay?: number;
}

/** D. P. Kingma, J. Ba (2015): m′ = β₁ m + (1 − β₁) g, v′ = β₂ v + (1 − β₂) g², m̂ = m′/(1 − β₁ᵗ), v̂ = v′/(1 − β₂ᵗ), θ′ = θ − η m̂ / (√v̂ + ε). */
interface Moments {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** 'inside' is √(v̂ + ε), 'uncorrected' is √v̂ + ε/√(1 − β₂ᵗ), which is ε beside √v′ (ε̂ in their section 2); 'outside' if omitted. */
  readonly epsilonAt?: 'outside' | 'inside' | 'uncorrected';
  /** False: m′ and v′ stand for m̂ and v̂. True if omitted. */
  readonly corrected?: boolean;
  /** v̂ is the largest so far (S. J. Reddi, S. Kale, S. Kumar 2018): that of v′, corrected afterwards. */
  readonly amsgrad?: boolean;
}

/** The decay λ is an L2 penalty, and so goes through the moments. */
export interface Adam extends Moments {
  readonly name: 'adam';
  readonly decay?: number;
}

/** I. Loshchilov, F. Hutter (2019): decay past the moments, θ′ = θ − η λ θ − η m̂ / (√v̂ + ε). */
export interface AdamW extends Moments {
  readonly name: 'adamw';
  readonly decay: number;
  /** λ θ in place of η λ θ. */
  readonly unscaledDecay?: boolean;
}

/** θ′ = θ − η (H + λ I)⁻¹ g, H the Hessian of the loss at θ. */
export interface Newton {
  readonly name: 'newton';
  /** 1 if omitted. */
  readonly rate?: number;
  /** λ; 0 if omitted (K. Levenberg 1944). */
  readonly damping?: number;
}

/** θ′ = θ − min(1, c / (‖g‖ + ε)) g (R. Pascanu, T. Mikolov, Y. Bengio 2013), or each component cut off at ±c. */
export interface Clip {
  readonly name: 'clip-norm' | 'clip-value';
  /** c. */
  readonly limit: number;
  /** ε, for norms; 0 if omitted. */
  readonly epsilon?: number;
}

/** The rule that an update is said to follow: its name, its constants, and which of its variants it is. */
export type Rule = Descent | Momentum | AdaGrad | RmsProp | Adam | AdamW | Newton | Clip;

const amount = z.number({ error: 'must be a number' }).min(0);
const rate = amount.positive();
const share = amount.max(1);
const flag = z.boolean().exactOptional();
const some = amount.exactOptional();
const beside = z.enum(['outside', 'inside']).exactOptional();
const moments = {
  rate,
  beta1: share,
  beta2: share,
  epsilon: amount,
  epsilonAt: z.enum(['outside', 'inside', 'uncorrected']).exactOptional(),
  corrected: flag,
  amsgrad: flag,
};
const inertia = {
  rate,
  momentum: z.union([share, z.literal('increasing')], { error: "must be a number from 0 to 1, or 'increasing'" }),
  dampening: share.exactOptional(),
  undampedStart: flag,
  decay: some,
};

export const ruleShape: z.ZodType<Rule> = z.discriminatedUnion(
  'name',
  [
    z.strictObject({ name: z.enum(['gradient-descent', 'sgd']), rate, decay: some }),
    z.strictObject({ name: z.enum(['momentum', 'nesterov']), ...inertia }),
    z.strictObject({ name: z.literal('adagrad'), rate, epsilon: amount, epsilonAt: beside, initial: some, rateDecay: some, decay: some }),
    z.strictObject({
      name: z.literal('rmsprop'),
      rate,
      smoothing: share,
      epsilon: amount,
      epsilonAt: beside,
      initial: some,
      centered: flag,
      momentum: share.exactOptional(),
      decay: some,
    }),
    z.strictObject({ name: z.literal('adam'), ...moments, decay: some }),
    z.strictObject({ name: z.literal('adamw'), ...moments, decay: amount, unscaledDecay: flag }),
    z.strictObject({ name: z.literal('newton'), rate: rate.exactOptional(), damping: some }),
    z.strictObject({ name: z.enum(['clip-norm', 'clip-value']), limit: rate, epsilon: some }),
  ],
  {
    error: ({ code, options }) =>
      code === 'invalid_union' && Array.isArray(options) ? `must be one of ${options.join(', ')}` : 'must be an object { name, … }',
  },
);

/** The step of a rule: θ′ − θ. */
export interface Displacement {
  readonly change: Vector;
  /** The error of solving a linear system, where the rule does, in units of rounding; that of rounding θ, g and the constants is not in it. */
  readonly error: number;
}

/** A fresh optimizer that follows a rule: each call is one step from parameters θ with gradient g. */
export type Optimizer = (theta: Vector, g: Vector) => Displacement;

/** A step for one parameter θ with derivative g: what is added to θ. */
type Cell = (theta: number, g: number) => number;

const descent =
  ({ rate, decay = 0 }: Descent) =>
  (): Cell =>
  (theta, g) =>
    -rate * (g + decay * theta);

const inertial =
  ({ name, rate, momentum, dampening = 0, undampedStart = false, decay = 0 }: Momentum) =>
  (): Cell => {
    let [t, b] = [0, 0];
    return (theta, slope) => {
      t++;
      const g = slope + decay * theta;
      const mu = momentum === 'increasing' ? (t - 1) / (t + 2) : momentum;
      b = t === 1 && undampedStart ? g : mu * b + (1 - dampening) * g;
      return -rate * (name === 'nesterov' ? g + mu * b : b);
    };
  };

const adagrad =
  ({ rate, epsilon, epsilonAt = 'outside', initial = 0, rateDecay = 0, decay = 0 }: AdaGrad) =>
  (): Cell => {
    let [t, s] = [0, initial];
    return (theta, slope) => {
      t++;
      const g = slope + decay * theta;
      s += g * g;
      const size = epsilonAt === 'inside' ? Math.sqrt(s + epsilon) : Math.sqrt(s) + epsilon;
      return ((-rate / (1 + (t - 1) * rateDecay)) * g) / size;
    };
  };

const rmsprop =
  ({ rate, smoothing, epsilon, epsilonAt = 'outside', initial = 0, centered = false, momentum = 0, decay = 0 }: RmsProp) =>
  (): Cell => {
    let [s, mean, b] = [initial, 0, 0];
    return (theta, slope) => {
      const g = slope + decay * theta;
      s = smoothing * s + (1 - smoothing) * g * g;
      mean = smoothing * mean + (1 - smoothing) * g;
      const square = centered ? s - mean * mean : s;
      b = momentum * b + g / (epsilonAt === 'inside' ? Math.sqrt(square + epsilon) : Math.sqrt(square) + epsilon);
      return -rate * b;
    };
  };

const adam = (rule: Adam | AdamW) => (): Cell => {
  const { rate, beta1, beta2, epsilon, epsilonAt = 'outside', corrected = true, amsgrad = false, decay = 0 } = rule;
  const decoupled = rule.name === 'adamw' ? (rule.unscaledDecay ? decay : rate * decay) : 0;
  let [t, m, v, most] = [0, 0, 0, 0];
  return (theta, slope) => {
    t++;
    const g = rule.name === 'adam' ? slope + decay * theta : slope;
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    most = amsgrad ? Math.max(most, v) : v;
    const [first, second] = corrected ? [1 - beta1 ** t, 1 - beta2 ** t] : [1, 1];
    const square = most / second;
    const size =
      epsilonAt === 'inside'
        ? Math.sqrt(square + epsilon)
        : Math.sqrt(square) + (epsilonAt === 'uncorrected' ? epsilon / Math.sqrt(second) : epsilon);
    return (-rate * (m / first)) / size - decoupled * theta;
  };
};

/** A rule that acts on each parameter by itself, with a state of its own. */
function separate(fresh: () => Cell): Optimizer {
  const cells: Cell[] = [];
  return (theta, g) => ({ change: theta.map((value, i) => (cells[i] ??= fresh())(value, g[i]!)), error: 0 });
}

function newton({ rate = 1, damping = 0 }: Newton, hessian: (theta: Vector) => Matrix): Optimizer {
  return (theta, g) => {
    const rows = hessian(theta).map((row, i) => row.map((value, j) => value + (i === j ? damping : 0)));
    const { solution, condition } = solve(rows, g);
    const change = scaled(solution, -rate);
    return { change, error: theta.length * condition * norm(change) };
  };
}

/** A gradient, clipped. */
export function clipped({ name, limit, epsilon = 0 }: Clip, g: Vector): Vector {
  if (name === 'clip-value') return g.map((gi) => Math.max(-limit, Math.min(limit, gi)));
  const size = norm(g) + epsilon;
  return size <= limit ? g : scaled(g, limit / size);
}

/** A fresh optimizer that follows a rule; `hessian` is that of the loss, for Newton's rule. */
export function optimizer(rule: Rule, hessian: (theta: Vector) => Matrix): Optimizer {
  switch (rule.name) {
    case 'gradient-descent':
    case 'sgd':
      return separate(descent(rule));
    case 'momentum':
    case 'nesterov':
      return separate(inertial(rule));
    case 'adagrad':
      return separate(adagrad(rule));
    case 'rmsprop':
      return separate(rmsprop(rule));
    case 'adam':
    case 'adamw':
      return separate(adam(rule));
    case 'newton':
      return newton(rule, hessian);
    case 'clip-norm':
    case 'clip-value':
      return (_, g) => ({ change: scaled(clipped(rule, g), -1), error: 0 });
  }
}

/** Whether the first step of a rule goes downhill. With weight decay it need not: the loss may grow for the sake of smaller parameters. */
export const descends = (rule: Rule): boolean => !('decay' in rule && rule.decay !== 0 && rule.decay !== undefined);
