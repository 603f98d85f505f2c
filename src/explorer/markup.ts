/** An element of SVG as plain data: a page makes nodes of it, a file text. */
export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Element | string)[];
}

export const element = (tag: string, attributes: Element['attributes'] = {}, ...children: readonly (Element | string)[]): Element => ({
  tag,
  attributes,
  children,
});

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as XML and HTML hold it, in an element or a quoted attribute. What XML cannot hold at all is left out. */
export const escapedText = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '').replace(/[&<>"']/g, (mark) => ENTITIES[mark]!);

/** The element as text. */
export function written({ tag, attributes, children }: Element): string {
  const list = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapedText(String(value))}"`);
  const inner = children.map((child) => (typeof child === 'string' ? escapedText(child) : written(child))).join('');
  return inner === '' ? `<${tag}${list.join('')}/>` : `<${tag}${list.join('')}>${inner}</${tag}>`;
}
