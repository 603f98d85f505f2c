import { referenced, scriptData } from '../../explorer/escape.ts';
import { visible } from '../escape.ts';

/** Text that is HTML already. Only `html` and `data` make it from other text, so that everything else in a page is escaped. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Markup | string | number | undefined | false | readonly Content[];

/**
 * A template of HTML. Values are escaped for text and quoted attributes, and invisible characters are spelled out. Markup and lists of it
 * are inserted as they are; undefined and false as nothing.
 */
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
