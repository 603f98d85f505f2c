import { type Effort, extentOf, heldAt } from '../check/effort.ts';
import type { Role } from '../law/property.ts';

/** What was done in a run that was not of normal effort, and what was left out. */
export interface Scope {
  readonly name: Effort;
  /** Samples of each law. */
  readonly points: number;
  /** Names of laws and readings that apply to a subject of the run and were left out of it, in their order. */
  readonly leftOut: readonly string[];
}

/** The scope of a run, from the laws and readings that apply to each of its subjects; undefined where all was done that normally is, and no more, and where a path leads to one sample. */
export function scopeOf(
  { effort = 'normal', runs, path }: { readonly effort?: Effort; readonly runs?: number; readonly path?: string },
  applying: readonly (readonly { readonly name: string; readonly role?: Role }[])[],
): Scope | undefined {
  if (effort === 'normal' || path !== undefined) return undefined;
  const left = applying.flatMap((laws) => {
    const held = heldAt(effort, laws);
    return laws.filter((law) => !held.includes(law));
  });
  return {
    name: effort,
    points: extentOf({ effort, ...(runs !== undefined && { runs }) }).runs,
    leftOut: [...new Set(left.map(({ name }) => name))],
  };
}
