/// <reference lib="dom" />
import type { Element as Drawn } from '../markup.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** The node of an element of SVG. */
export function svgNode({ tag, attributes, children }: Drawn): SVGElement {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children.map((child) => (typeof child === 'string' ? child : svgNode(child))));
  return node;
}

type Attributes = Readonly<Record<string, string | number | boolean>>;

/** An element of HTML, without those attributes that are false. */
export function node<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== false) made.setAttribute(name, value === true ? '' : String(value));
  made.append(...children);
  return made;
}
