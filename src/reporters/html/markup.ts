import { referenced, scriptData } from '../../explorer/escape.ts';
import { visible } from '../escape.ts';

/** Text that is HTML already. Only `html` makes it, so that whatever else reaches a page is escaped. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Markup | string | number | undefined | false | readonly Content[];

/** A template of HTML. Values are escaped for text and quoted attributes, with what cannot be seen spelled out; markup and lists of it go in as they are, undefined and false as nothing. */
export const html = (parts: TemplateStringsArray, ...values: readonly Content[]): Markup =>
  new Markup(parts.reduce((text, part, i) => text + textOf(values[i - 1]) + part));

function textOf(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (Array.isArray(content)) return content.map(textOf).join('');
  return referenced(visible(String(content)), { "'": '&#39;', '`': '&#96;' });
}

/** JSON for a script element, as `scriptData` writes it. */
export const data = (value: unknown): Markup => new Markup(scriptData(value));
