import type { Diagnosis } from './diagnosis.ts';

/** The largest gap, relative to the largest entry, that single precision explains. Why: 512 roundings of 2⁻²³: those of sums of some hundred terms. */
const ROUNDED_GAP = 2 ** -14;
/** A relative change of an input that double precision sees and single precision does not. Why: between 2⁻⁵² and 2⁻²⁴, with room to both. */
const UNSEEN_CHANGE = 1e-11;

/** Wrong entries that must be such. Why: one in 2²⁹ doubles is of single precision by chance, and simple numbers are so more often. */
const LEAST_ENTRIES = 3;
/** Points at which the inputs are changed. Why: the claim may stand still at one. */
const CHANGED_POINTS = 4;

/** Single precision on the way: the claim is made of numbers of 24 bits, or stands still where an input changes by less than these hold, and is off by as much. */
export const singlePrecision: Diagnosis = {
  name: 'single-precision',
  explain({ comparison: { points, entries, claimed, target } }) {
    if ((target.subject.precision ?? 'float64') !== 'float64') return undefined;
    const failing = points.filter(({ wrong }) => wrong.length > 0);
    const all = failing.flatMap((point) => point.wrong.map((k) => ({ point, k })));
    const gap = Math.max(
      ...all.map(
        ({ point, k }) => Math.abs(point.claimed[k]! - point.measured[k]!) / Math.max(...point.measured.map((m) => Math.abs(m) || 0)),
      ),
    );
    if (failing.length < 2 || all.length < LEAST_ENTRIES || !(gap <= ROUNDED_GAP)) return undefined;
    const rounded = all.every(({ point, k }) => Math.fround(point.claimed[k]!) === point.claimed[k]);
    const deaf = (): boolean =>
      failing.slice(0, CHANGED_POINTS).every((point) => {
        const moved = claimed(
          point.x.map((xi) => xi * (1 + UNSEEN_CHANGE)),
          point.weights,
        );
        return (
          Array.from({ length: entries }, (_, k) => k).every((k) => moved[k] === point.claimed[k]) && point.claimed.some((c) => c !== 0)
        );
      });
    const what = rounded
      ? 'every wrong entry is a number of 24 bits'
      : deaf()
        ? 'the claim stands still where x changes by a part of 1e-11'
        : undefined;
    return what === undefined
      ? undefined
      : {
          text: `single precision inside: ${what}, and off by up to ${Number(gap.toPrecision(1))} of its size at ${failing.length} points`,
          everywhere: true,
        };
  },
};
