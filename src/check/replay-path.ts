import type { Sample } from '../law/property.ts';

/** Marks a path that is the sample itself. */
const MARK = 'm';

/** A sample as a path: its numbers, exactly, in letters that a shell leaves alone. */
export const packed = (sample: Sample): string => MARK + Buffer.from(JSON.stringify(sample, plain)).toString('base64url');

/** The sample that a path is; undefined for every other path. */
export function unpacked(path: string): Sample | undefined {
  if (!path.startsWith(MARK)) return undefined;
  try {
    const data: unknown = JSON.parse(Buffer.from(path.slice(MARK.length), 'base64url').toString());
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? revived(data as Sample) : undefined;
  } catch {
    return undefined;
  }
}

/** A sample from plain data: lists of numbers are vectors again. */
export const revived = (data: Sample): Sample =>
  Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      Array.isArray(value) && value.every((part) => typeof part === 'number' || part === NEGATIVE_ZERO)
        ? Float64Array.from(value, (part) => (part === NEGATIVE_ZERO ? -0 : part))
        : value,
    ]),
  );

const NEGATIVE_ZERO = '-0';

function plain(_: string, value: unknown): unknown {
  if (Object.is(value, -0)) return NEGATIVE_ZERO;
  return value instanceof Float64Array ? Array.from(value) : value;
}
