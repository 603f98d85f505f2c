import type { Estimate } from '../math/estimate.ts';

const MOST_CELLS = 32;
const FEWEST_CELLS = 12;
/** Zero is on the axis if the gap is larger than this part of the numbers: then the picture shows a wrong factor or sign. */
const BESIDE_ZERO = 1 / 20;

/**
 * Both sides of a law on one axis, drawn to scale: the measured value with its error bar, and the claimed value. Undefined if a side is
 * not finite, if the sides are equal, or if `room` has too few columns.
 */
export function toScale(claimed: number, { value, error }: Estimate, room: number): string | undefined {
  const reach = Number.isFinite(error) ? error : 0;
  const largest = Math.max(Math.abs(claimed), Math.abs(value), reach);
  if (!Number.isFinite(largest) || claimed === value) return undefined;
  const legend = `◆ claimed${bars(claimed, value, reach)}`;
  const beside = room - [...legend].length - 3;
  const cells = Math.min(beside >= FEWEST_CELLS ? beside : room, MOST_CELLS);
  if (cells < FEWEST_CELLS) return undefined;

  const [c, v, e] = [claimed / largest, value / largest, reach / largest];
  const zero = Math.abs(c - v) > BESIDE_ZERO ? [0] : [];
  const ends = [c, v - e, v + e, ...zero];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const cell = (place: number): number => Math.round(((place - low) / (high - low)) * (cells - 1));
  const [from, to] = [cell(Math.min(c, v - e)), cell(Math.max(c, v + e))];
  const marks: string[] = Array.from({ length: cells }, (_, i) => (i >= from && i <= to ? '─' : ' '));
  for (const place of zero) marks[cell(place)] = '0';
  if (cell(v - e) < cell(v)) marks[cell(v - e)] = '├';
  if (cell(v + e) > cell(v)) marks[cell(v + e)] = '┤';
  marks[cell(v)] = '●';
  marks[cell(c)] = '◆';
  return beside >= FEWEST_CELLS ? `${marks.join('')}   ${legend}` : marks.join('').trimEnd();
}

/** The distance of the two in error bars, in words; empty if there is no error bar. */
function bars(claimed: number, value: number, error: number): string {
  const apart = Math.abs(claimed - value) / error;
  if (!Number.isFinite(apart)) return '';
  const count = apart < 10 ? apart.toFixed(1) : apart < 1e4 ? apart.toFixed(0) : apart.toPrecision(1).replace('e+', 'e');
  return `, ${count} error bars off`;
}
