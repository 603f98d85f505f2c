import { stepsSchema } from '../report/evidence/index.ts';
import { figure } from './figure.ts';

const BLOCKS = [...'▁▂▃▄▅▆▇█'];
const MOST_BLOCKS = 33;
const FEWEST_BLOCKS = 12;

/**
 * Two sparklines of the two-point difference quotient over the logarithm of its step: its distance from the measured value and from the
 * claimed one, on one logarithmic scale. A right value shows a valley, a wrong one a plain as high as the mistake. Empty without a step
 * curve.
 */
export function sparklines(evidence: Readonly<Record<string, unknown>> | undefined, room: number): readonly string[] {
  const steps = stepsSchema.safeParse(evidence?.steps);
  const cells = Math.min(room, MOST_BLOCKS);
  if (!steps.success || cells < FEWEST_BLOCKS) return [];
  const { h, measuredError, claimedError } = steps.data;
  const [first, last] = [h[0], h.at(-1)];
  const logs = [measuredError, claimedError].map((errors) => condensed(errors.slice(0, h.length).map(Math.log10), cells));
  const finite = logs.flat().filter(Number.isFinite);
  if (first === undefined || last === undefined || finite.length < FEWEST_BLOCKS) return [];
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const level = (log: number): string =>
    Number.isNaN(log)
      ? ' '
      : BLOCKS[Math.max(Math.min(Math.floor(((log - low) / (high - low || 1)) * BLOCKS.length), BLOCKS.length - 1), 0)]!;
  const [measured, claimed] = logs.map((line) => line.map(level).join(''));
  const beside = (text: string): string => (room >= cells + 2 + text.length ? `  ${text}` : '');
  return [
    `${measured}${beside(`towards what is measured, steps ${figure(first)} to ${figure(last)}`)}`,
    `${claimed}${beside('towards the claim')}`,
  ];
}

/** The medians of at most `cells` runs of neighbouring values. */
function condensed(values: readonly number[], cells: number): readonly number[] {
  const size = Math.max(Math.ceil(values.length / cells), 1);
  return Array.from({ length: Math.ceil(values.length / size) }, (_, i) => {
    const run = values
      .slice(i * size, (i + 1) * size)
      .filter((value) => !Number.isNaN(value))
      .sort((a, b) => a - b);
    return run[run.length >> 1] ?? Number.NaN;
  });
}
