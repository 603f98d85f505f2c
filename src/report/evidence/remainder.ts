import * as z from 'zod';
import { number, rough } from './number.ts';
import type { Question } from './question.ts';

/** The size of the remainder of a Taylor polynomial at each step. */
const curve = z.object({
  /** |φ(h) − polynomial(h)|. */
  size: z.array(number),
  /** The slope of the curve in a doubly logarithmic plot, read where the remainder is well above the noise. */
  slope: number.optional(),
  /** The smallest slope that a right derivative allows: 2 for a polynomial of first degree, 3 for one of second degree. */
  due: number,
});

export const remainderSchema = z.object({
  label: z.string(),
  /** Steps, ascending. */
  h: z.array(number),
  noise: number,
  /** The remainder of the polynomial with the claimed slope, with the measured slope, and with claimed slope and curvature. */
  claimed: curve,
  measured: curve,
  second: curve.optional(),
});
export type Remainder = z.infer<typeof remainderSchema>;
export type Curve = z.infer<typeof curve>;

const HALVINGS = 36;
const ABOVE_NOISE = 30;

/** The remainders of a question along v or −v, whichever has more finite values within the domain. */
export function remainder({ label, at, claimed, observed, noise, scale, curvature }: Question): Remainder {
  const here = at(0);
  const side = [1, -1].map((sign) => ({ sign, finite: [1, 0.5, 0.25].filter((part) => Number.isFinite(at(sign * part * scale))).length }));
  const { sign } = side.sort((a, b) => b.finite - a.finite)[0]!;
  const points = Array.from({ length: HALVINGS }, (_, k) => scale * 2 ** (k + 1 - HALVINGS)).flatMap((h) => {
    const rise = at(sign * h) - here;
    return Number.isFinite(rise) ? [{ h, rise }] : [];
  });
  const against = (slope: number, bend: number, due: number): Curve => {
    const sizes = points.map(({ h, rise }) => Math.abs(rise - sign * h * slope - (h * h * bend) / 2));
    const clear = sizes.findLastIndex((size, i) => !(size > ABOVE_NOISE * (noise + Math.abs(slope) * Number.EPSILON * points[i]!.h))) + 1;
    const [from, to] = [clear, Math.min(clear + 4, sizes.length - 1)];
    const order = to - from < 3 ? undefined : Math.log(sizes[to]! / sizes[from]!) / Math.log(points[to]!.h / points[from]!.h);
    return { size: sizes.map(rough), ...(order !== undefined && Number.isFinite(order) && { slope: rough(order) }), due };
  };
  return {
    label,
    h: points.map(({ h }) => rough(h)),
    noise: rough(noise),
    claimed: against(claimed, 0, 2),
    measured: against(observed.value, 0, 2),
    ...(curvature !== undefined && { second: against(claimed, curvature, 3) }),
  };
}
