/**
 * Characters that move the cursor, are invisible, or change the direction of writing: C0, C1, bidi and zero-width marks, separators, tags,
 * lone surrogates.
 */
export const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * The text for an element or a quoted attribute of HTML and XML, with references in place of & < > ". `more` has the references of other
 * characters that a format needs.
 */
export const referenced = (text: string, more: Readonly<Record<string, string>>): string =>
  text.replace(/[&<>"'`]/g, (mark) => REFERENCES[mark] ?? more[mark] ?? mark);

/** JSON for a script element of a page, which ends neither the element nor a line. Numbers that are not finite become null. */
export const scriptData = (value: unknown): string => JSON.stringify(value).replace(/[<>&]/g, unicode).replace(UNSEEN, unicode);

const unicode = (mark: string): string =>
  Array.from({ length: mark.length }, (_, i) => `\\u${mark.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
