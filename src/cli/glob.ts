/**
 * Whether the whole text matches the pattern, in which `*` stands for any text, `?` for one character, and `\` takes the next character
 * literally. The time is at most proportional to |pattern| · |text|.
 */
export function matches(pattern: string, text: string): boolean {
  const tokens = [...pattern.matchAll(/\\([\s\S])|([\s\S])/gu)].map(([, literal, plain]) => (literal === undefined ? plain! : { literal }));
  const marks = [...text];
  let [p, t, star, resume] = [0, 0, -1, 0];
  while (t < marks.length) {
    const token = tokens[p];
    if (token === '*') {
      star = p++;
      resume = t;
    } else if (token !== undefined && (token === '?' || (typeof token === 'string' ? token : token.literal) === marks[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (tokens[p] === '*') p++;
  return p === tokens.length;
}

/** The pattern that matches this text and no other. NUL becomes `?`, since no command line can hold it. */
export const literally = (text: string): string => text.replace(/[*?\\]/g, '\\$&').replaceAll('\0', '?');

/** Whether a path matches the pattern: `*` and `?` do not match a slash, and `**` stands for any number of folders. */
export function matchesPath(pattern: string, path: string): boolean {
  const rest = (patterns: readonly string[], parts: readonly string[]): boolean => {
    const [first, ...others] = patterns;
    if (first === undefined) return parts.length === 0;
    if (first === '**') return rest(others, parts) || (parts.length > 0 && rest(patterns, parts.slice(1)));
    return parts.length > 0 && matches(first, parts[0]!) && rest(others, parts.slice(1));
  };
  const collapsed = pattern.split('/').filter((part, i, all) => part !== '.' && part !== '' && !(part === '**' && all[i - 1] === '**'));
  return rest(collapsed, path.split('/'));
}

export const isGlob = (text: string): boolean => /[*?]/.test(text);
