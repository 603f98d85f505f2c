import { referenced } from './escape.ts';
import type { Element } from './markup.ts';

/** The text for an element or a quoted attribute of SVG, without characters that XML cannot hold. */
export const escapedText = (text: string): string =>
  referenced(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, ''), { "'": '&#39;' });

/** The text of an element of SVG. */
export function svgText({ tag, attributes, children }: Element): string {
  const list = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapedText(String(value))}"`);
  const inner = children.map((child) => (typeof child === 'string' ? escapedText(child) : svgText(child))).join('');
  return inner === '' ? `<${tag}${list.join('')}/>` : `<${tag}${list.join('')}>${inner}</${tag}>`;
}
