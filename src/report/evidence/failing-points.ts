import type { Result } from '../../check/check.ts';

/**
 * The points at which laws failed, each once, with a text that names the law. Samples that are not points of n finite inputs are left out.
 */
export function failingPoints(results: readonly Result[], n: number): readonly { readonly at: readonly number[]; readonly text: string }[] {
  const seen = new Set<string>();
  return results
    .filter(({ verdict }) => verdict === 'fail')
    .flatMap(({ property, simplest, starkest }) =>
      [simplest, starkest].flatMap((exhibit) => {
        const x = exhibit?.sample.x;
        const at = Array.isArray(x) || ArrayBuffer.isView(x) ? Array.from(x as ArrayLike<unknown>) : [];
        if (at.length !== n || !at.every((value): value is number => Number.isFinite(value))) return [];
        const key = at.join(' ');
        if (seen.has(key)) return [];
        seen.add(key);
        return [{ at, text: `${property} fails here` }];
      }),
    );
}
