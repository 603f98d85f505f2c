/** Distinct ids for links, one for each name, made of the letters, digits, dots and dashes of the name. */
export function slugs(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    names.map((name) => {
      const base = slug(name);
      let id = base;
      for (let i = 2; taken.has(id.toLowerCase()); i++) id = `${base}-${i}`;
      taken.add(id.toLowerCase());
      return [name, id];
    }),
  );
}

const SLUG_LENGTH = 60;

/** The name as part of a link. */
export const slug = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^-+/, '')
    .slice(0, SLUG_LENGTH)
    .replace(/[\p{Cs}-]+$/u, '') || 'subject';
