import type { Diagnosis } from './diagnosis.ts';

/** Relative gaps that the rounding of single precision explains, accumulated over a few operations. */
const ROUNDED_GAP = 2 ** -14;
/** A change of an input that double precision sees and single precision does not. */
const UNSEEN_CHANGE = 1e-11;

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
    if (failing.length < 2 || all.length < 3 || !(gap <= ROUNDED_GAP)) return undefined;
    const rounded = all.every(({ point, k }) => Math.fround(point.claimed[k]!) === point.claimed[k]);
    const deaf = (): boolean =>
      failing.slice(0, 4).every((point) => {
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
