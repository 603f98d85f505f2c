import { UNSEEN } from '../explorer/escape.ts';

const NAMED_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * The text as one line in which every character is visible, so that text from user files can neither move the cursor nor look like other
 * text.
 */
export const escaped = (text: string): string => text.replace(UNSEEN, (mark) => NAMED_ESCAPES[mark] ?? codePoint(mark));

/** The text with every character visible; tabs and ends of lines stay as they are. */
export const visible = (text: string): string => text.replace(UNSEEN, (mark) => (mark === '\n' || mark === '\t' ? mark : codePoint(mark)));

/** The number of a character, written as in \u{1f600}. */
export const codePoint = (mark: string): string => `\\u{${mark.codePointAt(0)!.toString(16)}}`;

/** The text, or if it is longer than `length` characters, its beginning and end with … between. */
export function shortened(text: string, length: number): string {
  const marks = [...text];
  if (marks.length <= length) return text;
  const kept = Math.max(length - 1, 2);
  return `${marks.slice(0, Math.ceil(kept / 2)).join('')}…${marks.slice(marks.length - Math.floor(kept / 2)).join('')}`;
}

/** The name of a subject as a terminal shows it: in one line of at most 60 characters. */
export const subjectName = (name: string): string => shortened(escaped(name), 60);

/**
 * Terminals with fewer columns get text that is broken between words. Wider ones break it themselves, so that it can be copied in one
 * piece.
 */
export const NARROW = 64;
const LEAST = 16;

/**
 * The text in lines of at most `width` columns, broken at spaces where possible. A width that is not narrow leaves the text in one line.
 */
export function folded(text: string, width: number): readonly string[] {
  if (width >= NARROW || width < LEAST) return [text];
  const lines: string[] = [];
  let rest = [...text];
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const end = space > 0 ? space : width;
    lines.push(rest.slice(0, end).join(''));
    rest = rest.slice(space > 0 ? end + 1 : end);
  }
  return [...lines, rest.join('')];
}
