import { referenced } from '../explorer/escape.ts';
import { codePoint, visible } from './escape.ts';

/**
 * Text for XML 1.0, as content or as the value of an attribute in quotes. What XML forbids (control characters, half surrogates, U+FFFE, U+FFFF)
 * and what would not be seen stands as \u{…}. Line breaks stay, so that attributes write them as references.
 */
export const xml = (text: string): string => referenced(visible(text).replace(/[\ufffe\uffff]/g, codePoint), { "'": '&apos;' });

/** An element with its attributes, those that are undefined left out; without content it closes itself. */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content: readonly string[] = [],
): string {
  const list = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${xml(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`],
  );
  return content.length === 0 ? `<${name}${list.join('')}/>` : `<${name}${list.join('')}>${content.join('')}</${name}>`;
}
