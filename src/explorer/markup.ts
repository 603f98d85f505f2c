/** An element of SVG as plain data, from which a page makes nodes and a file text. */
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
