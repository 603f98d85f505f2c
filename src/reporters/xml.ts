import { UNSEEN } from './escape.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/**
 * Text for XML 1.0, as content or as the value of an attribute in quotes: what that forbids (control characters, half surrogates,
 * U+FFFE, U+FFFF) and what would not be seen stands as \u{…}; line breaks stay, so that attributes write them as references.
 */
export const xml = (text: string): string =>
  text
    .replace(UNSEEN, (mark) => (mark === '\n' || mark === '\t' ? mark : `\\u{${mark.codePointAt(0)!.toString(16)}}`))
    .replace(/[\ufffe\uffff]/g, (mark) => `\\u{${mark.codePointAt(0)!.toString(16)}}`)
    .replace(/[&<>"']/g, (mark) => ENTITIES[mark]!);

/** An element with its attributes, those that are undefined left out; without content it closes itself. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content: readonly string[] = [],
): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${xml(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`],
  );
  return content.length === 0 ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content.join('')}</${name}>`;
}
