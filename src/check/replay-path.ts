import type { Sample } from '../law/property.ts';

/** Where a sample of a run is found again: at its place among the generated ones, the searched ones or those at fixed points, or by its own numbers. */
export type ReplayPath =
  | { readonly kind: 'fixed'; readonly place: number; readonly point?: number }
  | { readonly kind: 'generated'; readonly place: string }
  | { readonly kind: 'searched'; readonly place: number }
  | { readonly kind: 'remembered'; readonly sample: Sample };

/** The letters with which the text of a path begins, if its sample was not generated. */
const SEARCHED = 'h';
const FIXED = 'p';
const REMEMBERED = 'm';

/** A path as text that a shell leaves alone; a remembered sample with its numbers, exactly. */
export function printed(path: ReplayPath): string {
  if (path.kind === 'generated') return path.place;
  if (path.kind === 'searched') return `${SEARCHED}${path.place}`;
  if (path.kind === 'fixed') return `${FIXED}${path.place}`;
  return REMEMBERED + Buffer.from(JSON.stringify(path.sample, plain)).toString('base64url');
}

/** The path that a text stands for. What is neither searched, nor at a fixed point, nor remembered is the place of a generated sample, which fast-check reads. */
export function parsed(text: string): ReplayPath {
  if (text.startsWith(SEARCHED)) return { kind: 'searched', place: Number(text.slice(SEARCHED.length)) };
  if (text.startsWith(FIXED)) return { kind: 'fixed', place: Number(text.slice(FIXED.length)) };
  const sample = text.startsWith(REMEMBERED) ? unpacked(text.slice(REMEMBERED.length)) : undefined;
  return sample ? { kind: 'remembered', sample } : { kind: 'generated', place: text };
}

function unpacked(letters: string): Sample | undefined {
  try {
    const data: unknown = JSON.parse(Buffer.from(letters, 'base64url').toString());
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

/** JSON has no −0. */
const NEGATIVE_ZERO = '-0';

function plain(_: string, value: unknown): unknown {
  if (Object.is(value, -0)) return NEGATIVE_ZERO;
  return value instanceof Float64Array ? Array.from(value) : value;
}
