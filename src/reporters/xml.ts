import { referenced } from '../explorer/escape.ts';
import { codePoint, visible } from './escape.ts';

/**
 * Text for XML 1.0, as content or as the value of an attribute in quotes. Characters that XML forbids (control characters, lone
 * surrogates, U+FFFE, U+FFFF) and invisible ones are written as \u{…}. Line breaks stay; attributes write them as references.
 */
export const xml = (text: string): string => referenced(visible(text).replace(/[\ufffe\uffff]/g, codePoint), { "'": '&apos;' });

/** An element with its attributes, without those that are undefined. */
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
