import { EPSILON, type Estimate } from '../math/estimate.ts';

/** A rule of Gauss and its extension by A. S. Kronrod (1965): nodes in [0, 1], from the outermost, mirrored at 0, their weights, and those of every other one of them in the rule of Gauss. */
interface Rule {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
  readonly gauss: readonly number[];
}

/** The rule of 7 and 15 points, of every panel. Why: A. S. Kronrod 1965; it is exact for polynomials of degree 22. */
const WHOLE_RULE: Rule = {
  nodes: [
    0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911, 0.4058451513773972,
    0.20778495500789848, 0,
  ],
  weights: [
    0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679, 0.19035057806478542,
    0.20443294007529889, 0.20948214108472782,
  ],
  gauss: [0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694],
};
/** The rule of 3 and 7 points, of which one panel may do. Why: the same author's; it is exact for polynomials of degree 10, as slopes are on a small part of their scale. */
const BRIEF_RULE: Rule = {
  nodes: [0.9604912687080203, 0.7745966692414834, 0.43424374934680254, 0],
  weights: [0.10465622602646726, 0.26848808986833345, 0.40139741477596225, 0.45091653865847414],
  gauss: [5 / 9, 8 / 9],
};

/** The finest bar that is worked for, relative to ∫|slope|. Why: some hundred roundings; below that the difference of the two rules is rounding. */
const FINEST = 2 ** -45;

/** Panels after which it is asked whether dividing helps. Why: the bar of an integrand that jumps halves with each panel, that of a smooth one vanishes. */
const PROBATION = 8;
/** Dividing does not help if the bar is still this part of the largest so far. Why: noise has the same bar on eight panels as on one; 16 jumps have a third of it. */
const HELPLESS = 0.6;

/** An integral with its error bar, and ∫|slope|, to which its rounding is relative. */
export interface Integral extends Estimate {
  readonly size: number;
}

/** What an integral may cost, and how accurate it need be. */
export interface Accuracy {
  /** The error bar at which it is accurate enough. */
  readonly tolerance: number;
  /** The same, as a part of ∫|slope|; 0 if omitted. */
  readonly relative?: number;
  /** The most panels into which the interval is divided; each new one costs 15 values. */
  readonly panels: number;
  /** The fewest; two if omitted, since one panel cannot be held to its halves. */
  readonly least?: number;
  /** An integral whose bar is more than this part of ∫|slope| on two panels is given up; none if omitted. */
  readonly hopeless?: number;
  /** Whether the whole interval is first tried with 7 values, which are enough if they are accurate enough; false if omitted. */
  readonly brief?: boolean;
}

/** A number for each place, which can be told at which it will be asked. */
export interface Integrand {
  (t: number): number;
  readonly ahead?: ((ts: readonly number[]) => void) | undefined;
}

/** A part of an interval with what the rule says about it. */
interface Panel extends Integral {
  readonly from: number;
  readonly to: number;
}

/**
 * ∫ slope(t) dt over [from, to] by the adaptive Gauss–Kronrod rule (R. Piessens et al. 1983), with the difference of the two rules as its error bar.
 * An integrand whose bar does not shrink, which is noise or waves that are too short, is given up with that bar. Beside a kink the rules may agree by accident, which only the halves of the interval tell. The ends are not asked for. Where a value is not finite the bar is infinite, unless halving gets past it.
 */
export function integral(slope: Integrand, from: number, to: number, accuracy: Accuracy): Integral {
  const { tolerance, relative = 0, panels, least = 2, hopeless = Number.POSITIVE_INFINITY } = accuracy;
  if (accuracy.brief) {
    slope.ahead?.(places(from, to, BRIEF_RULE));
    const { value, error, size } = panel(slope, from, to, BRIEF_RULE);
    if (error <= Math.max(tolerance, relative * size)) return { value, error: error + EPSILON * size, size };
  }
  slope.ahead?.(places(from, to));
  const parts = [panel(slope, from, to)];
  let largest = 0;
  for (;;) {
    const { error, size } = sum(parts);
    if (Number.isFinite(error)) largest = Math.max(largest, error);
    if (parts.length === 2 && error > hopeless * size) break;
    if (parts.length === PROBATION && error >= HELPLESS * largest && largest > 0) break;
    if (parts.length >= least && (error <= Math.max(tolerance, relative * size, FINEST * size) || parts.length >= panels)) break;
    const worst = parts.reduce((most, part, k) => (part.error > parts[most]!.error ? k : most), 0);
    const halves = halved(slope, parts[worst]!);
    if (!halves) break;
    parts.splice(worst, 1, ...halves);
  }
  const { value, error, size } = sum(parts);
  return { value, error: Number.isFinite(value) ? error + parts.length * EPSILON * size : Number.POSITIVE_INFINITY, size };
}

function halved(slope: Integrand, { from, to }: Panel): readonly Panel[] | undefined {
  const middle = (from + to) / 2;
  if (middle === from || middle === to) return undefined;
  slope.ahead?.([...places(from, middle), ...places(middle, to)]);
  return [panel(slope, from, middle), panel(slope, middle, to)];
}

/** The places of a panel. */
function places(from: number, to: number, { nodes } = WHOLE_RULE): readonly number[] {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  return nodes.flatMap((node) => (node === 0 ? [middle] : [middle + half * node, middle - half * node]));
}

function panel(slope: Integrand, from: number, to: number, { nodes, weights, gauss: every } = WHOLE_RULE): Panel {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  let [kronrod, gauss, size] = [0, 0, 0];
  const at = (t: number, k: number): void => {
    const value = slope(t);
    kronrod += weights[k]! * value;
    size += weights[k]! * Math.abs(value);
    if (k % 2 === 1) gauss += every[(k - 1) / 2]! * value;
  };
  for (let k = 0; k < nodes.length; k++) {
    const step = half * nodes[k]!;
    at(middle + step, k);
    if (step !== 0) at(middle - step, k);
  }
  const value = kronrod * half;
  const error = Number.isFinite(value) ? Math.abs((kronrod - gauss) * half) : Number.POSITIVE_INFINITY;
  return { from, to, value, error, size: size * Math.abs(half) };
}

function sum(parts: readonly Panel[]): Integral {
  let [value, error, size] = [0, 0, 0];
  for (const part of parts) {
    value += part.value;
    error += part.error;
    size += part.size;
  }
  return { value, error, size };
}
