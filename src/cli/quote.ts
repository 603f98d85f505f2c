/** A word as a POSIX shell reads it back; control and invisible characters as the bytes of $'…'. */
export function shellQuoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (!/[^\x20-\x7e\p{L}\p{N}\p{P}\p{S}]/u.test(word)) return `'${word.replaceAll("'", "'\\''")}'`;
  const bytes = Array.from(new TextEncoder().encode(word), (byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`,
  );
  return `$'${bytes.join('')}'`;
}

/** A flag with its value, told apart from a flag even where the value begins with a minus. */
export const option = (name: string, value: string): string =>
  value.startsWith('-') ? shellQuoted(`--${name}=${value}`) : `--${name} ${shellQuoted(value)}`;
