import { UNSEEN } from '../escape.ts';

/** Text that is HTML already. Only `html` makes it, so that whatever else reaches a page is escaped. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Markup | string | number | undefined | false | readonly Content[];

/** A template of HTML. Values are escaped for text and quoted attributes; markup and lists of it go in as they are, undefined and false as nothing. */
export const html = (parts: TemplateStringsArray, ...values: readonly Content[]): Markup =>
  new Markup(parts.reduce((text, part, i) => text + written(values[i - 1]) + part));

function written(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (Array.isArray(content)) return content.map(written).join('');
  return plain(String(content));
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** Escaped for HTML, with what cannot be seen or turns the direction of writing spelled out. */
const plain = (text: string): string => text.replace(UNSEEN, spelled).replace(/[&<>"'`]/g, (mark) => ENTITIES[mark]!);

const spelled = (mark: string): string => (mark === '\n' || mark === '\t' ? mark : `\\u{${mark.codePointAt(0)!.toString(16)}}`);

/** JSON that can stand inside a script element: nothing in it ends the element or a line. What is not finite is null. */
export const data = (value: unknown): Markup => new Markup(JSON.stringify(value).replace(/[<>&]/g, coded).replace(UNSEEN, coded));

const coded = (mark: string): string =>
  Array.from({ length: mark.length }, (_, i) => `\\u${mark.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
