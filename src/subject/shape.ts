import * as z from 'zod';
import { nearest } from './nearest.ts';

/** Characters of a name that a message shows. Why: messages are one line. */
export const SHOWN_NAME = 80;

/** What a thing is called in messages: its noun and its name. */
export const owner = (noun: string, name: unknown): string => `${noun} ${JSON.stringify(String(name).slice(0, SHOWN_NAME))}`;

/** What is said of a key that is not known: the nearest known one, or all of them. */
export function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  return `unknown key ${JSON.stringify(key.slice(0, SHOWN_NAME))}; ${meant === undefined ? `known are ${known.join(', ')}` : `did you mean ${JSON.stringify(meant)}?`}`;
}

/** @throws {Error} with the owner and the nearest known key, if an object has a key that is not known. */
export function refuseUnknown(of: string, value: object, known: readonly string[]): void {
  const key = Object.keys(value).find((one) => !known.includes(one));
  if (key !== undefined) throw new Error(`${of}: ${unknownKey(key, known)}`);
}

/** The candidate itself, if it has this shape. @throws {Error} with the noun, the name and the key, if it has not. */
export function valid<S extends { readonly name: string }>(noun: string, shape: z.ZodType, candidate: S): S {
  const result = shape.safeParse(candidate);
  if (result.success) return candidate;
  const { issues } = result.error;
  // An unknown key first: one that is missing may have been misspelled so.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const key = issue?.path.length ? `${issue.path.map(String).join('.')}: ` : '';
  const named = owner(noun, candidate?.name ?? '(no name)');
  if (issue?.code === 'unrecognized_keys' && issue.path.length === 0 && 'shape' in shape)
    throw new Error(`${named}: ${unknownKey(String(issue.keys[0]), Object.keys(shape.shape as object))}`);
  throw new Error(`${named}: ${key}${issue?.message ?? `is no ${noun}`}`);
}

/** The most digits that a subject may require. Why: a double has no more. */
export const MOST_DIGITS_REQUIRED = 17;
/** What a subject may require of a run. */
export const requiresShape = z.strictObject(
  { digits: z.number().min(0).max(MOST_DIGITS_REQUIRED) },
  { error: `must be an object { digits: N }, with N from 0 to ${MOST_DIGITS_REQUIRED}` },
);
