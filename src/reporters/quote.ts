/** The word quoted for a POSIX shell. Control and invisible characters are written as bytes in $'…'. */
export function shellQuoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (!/[^\x20-\x7e\p{L}\p{N}\p{P}\p{S}]/u.test(word)) return `'${word.replaceAll("'", "'\\''")}'`;
  const bytes = Array.from(new TextEncoder().encode(word), (byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`,
  );
  return `$'${bytes.join('')}'`;
}

/** A flag with its value. A value that begins with a minus is joined by =, so that it is not taken for a flag. */
export const option = (name: string, value: string): string =>
  value.startsWith('-') ? shellQuoted(`--${name}=${value}`) : `--${name} ${shellQuoted(value)}`;
