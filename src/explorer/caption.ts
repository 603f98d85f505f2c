import { type Flat, steepness, type Vector2 } from './descent.ts';
import { numeral, pair } from './numeral.ts';
import type { MeasuredSlope } from './plane.ts';
import type { Situation } from './situation.ts';

/** The labels of the axes. */
type Names = readonly [string, string];

const FLAT: Readonly<Record<Flat | 'everywhere', string>> = {
  everywhere: 'the ground is level everywhere',
  minimum: 'a valley floor: every way leads up',
  maximum: 'a hilltop: every way leads down',
  saddle: 'a saddle: up one way, down another',
  undecided: 'level ground; the curvature does not tell what kind',
};

/** One or two sentences about the point: the steepest way up, or why there is no arrow. */
export function caption(situation: Situation, names: Names): string {
  const { at, value, gradient, flat, relative } = situation;
  const here = `At ${pair(at)}`;
  if (!Number.isFinite(value)) return `${here} the function has no value, so there is no slope and no arrow.`;
  if (!gradient.every(Number.isFinite)) return `${here} ${rough(situation.measured, names)}`;
  if (flat !== undefined) return `${here} the arrow has vanished: ${FLAT[flat]}.`;
  const up = `${here} the steepest way up is ${direction(gradient)}; steepness ${numeral(situation.steepness, 3)}.`;
  return relative < 0.02
    ? `${up} The ground is almost level here: the arrow has almost vanished.`
    : `${up} Walking along the contour changes nothing.`;
}

/** A gradient in numbers. A component that only rounding keeps from zero is written as zero. */
const direction = ([x, y]: Vector2): string =>
  pair([Math.abs(x) < ROUNDED_AWAY * Math.abs(y) ? 0 : x, Math.abs(y) < ROUNDED_AWAY * Math.abs(x) ? 0 : y]);

const ROUNDED_AWAY = 1e-12;

/** Why there is no arrow, by the shape of the function along each axis. */
function rough(measured: readonly [MeasuredSlope, MeasuredSlope], names: Names): string {
  const parts = measured.flatMap(({ kind, left, right }, i) => {
    if (kind === 'kink')
      return `is a kink: along ${names[i]} the slope is ${numeral(left.value, 3)} on one side and ${numeral(right.value, 3)} on the other`;
    if (kind === 'jump') return `is a jump along ${names[i]}`;
    if (kind === 'blow-up') return `the slope along ${names[i]} grows without limit`;
    return kind === 'unresolved' ? `the slope along ${names[i]} could not be measured` : [];
  });
  return `${parts.join(' and ') || 'the slope could not be measured'}. No single arrow is right.`;
}

/** How the claimed gradient compares with the measured one, and whether they agree; undefined without a claim. */
export function claimVerdict({
  gradient,
  claimed,
  measured,
  relative,
}: Situation): { readonly text: string; readonly right?: boolean } | undefined {
  if (!claimed) return undefined;
  if (!gradient.every(Number.isFinite))
    return { text: `The claim is ${direction(claimed)}; no single arrow was measured to compare it with.` };
  if (!claimed.every(Number.isFinite)) return { text: 'The claim is no number here.', right: false };
  const gap = steepness([claimed[0] - gradient[0], claimed[1] - gradient[1]]);
  const [c, g] = [steepness(claimed), steepness(gradient)];
  const bars = measured[0].error + measured[1].error;
  // Arrows are drawn to a thousandth of the longest, so that a smaller difference is not called wrong.
  const size = relative > 0 ? Math.max(c, g, (1e-3 * g) / relative) : Math.max(c, g);
  if (!(gap > 1e-3 * size + 4 * bars)) return { text: 'The claimed arrow lies on the measured one.', right: true };
  if (g === 0 || relative < 1e-8) return { text: `The claim is ${direction(claimed)} where the ground is level.`, right: false };
  if (c === 0) return { text: 'The claim is zero where the ground is not level.', right: false };
  return { text: `The claim is ${direction(claimed)}: ${difference(claimed, gradient, c / g)}.`, right: false };
}

function difference(claimed: Vector2, gradient: Vector2, ratio: number): string {
  const turn = Math.atan2(gradient[0] * claimed[1] - gradient[1] * claimed[0], gradient[0] * claimed[0] + gradient[1] * claimed[1]);
  const degrees = Math.abs((turn * 180) / Math.PI);
  const way =
    degrees > 179.5 ? 'it points the opposite way' : degrees < 0.5 ? 'the direction is right' : `turned by ${numeral(degrees, 2)}°`;
  const length = Math.abs(ratio - 1) < 0.005 ? 'the length is right' : `${numeral(ratio, 3)} times as long as measured`;
  return `${way}, ${length}`;
}

/** The steps of a descent, with its learning rate and the limit of that. */
export interface Walk {
  readonly rate: number;
  readonly limit?: number;
  readonly path: readonly Vector2[];
  readonly values: readonly number[];
  /** The number of steps that were asked for. */
  readonly steps: number;
  /** Set if the next step leads to a place without a value (`void`), or out of the area in which values were recorded (`beyond`). */
  readonly lost?: 'void' | 'beyond';
}

const LOST = { void: 'to where the function has no value', beyond: 'out of the picture' } as const;

/** One or two sentences about where the descent leads. */
export function walkCaption({ rate, limit, path, values, steps, lost }: Walk): string {
  const taken = path.length - 1;
  const [start, end] = [values[0] ?? Number.NaN, values.at(-1) ?? Number.NaN];
  if (!Number.isFinite(start)) return '';
  const [from, to, eta] = [numeral(start, 3), numeral(end, 3), numeral(rate, 3)];
  if (taken === 0) return `The first step with η = ${eta} leads ${LOST[lost ?? 'void']}.`;
  const [first, second] = [path[0]!, path[1]!];
  if (first[0] === second[0] && first[1] === second[1]) return 'Descent stays here: where the arrow is zero, so is the step.';
  const one = taken === 1;
  const count = `${taken} ${one ? 'step' : 'steps'} of descent with η = ${eta} ${one ? 'leads' : 'lead'}`;
  const way = end > start ? `up, from ${from} to ${to}` : end < start ? `from ${from} down to ${to}` : `nowhere: ${from} stays ${to}`;
  const rest = lost ? `, then ${LOST[lost]}` : taken < steps ? ', and out of sight' : '';
  const lead = `${count} ${way}${rest}.`;
  const beyond = limit !== undefined && rate > limit;
  if (beyond && values[1]! > start)
    return `η is beyond the limit ${numeral(limit, 3)}: the first step climbs, from ${from} to ${numeral(values[1]!, 3)}. ${lead}`;
  if (beyond) return `η is beyond the limit ${numeral(limit, 3)} of the quadratic model. ${lead}`;
  return values[1]! > start ? `The first step climbs, from ${from} to ${numeral(values[1]!, 3)}. ${lead}` : lead;
}
