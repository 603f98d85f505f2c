import { UNSEEN } from '../explorer/escape.ts';

const NAMED_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One line in which everything is visible: text from a user's file can neither move the cursor nor pretend to be something else. */
export const escaped = (text: string): string => text.replace(UNSEEN, (mark) => NAMED_ESCAPES[mark] ?? codePoint(mark));

/** The same text, tabs and ends of lines kept. */
export const visible = (text: string): string => text.replace(UNSEEN, (mark) => (mark === '\n' || mark === '\t' ? mark : codePoint(mark)));

/** A character by its number: \u{1f600}. */
export const codePoint = (mark: string): string => `\\u{${mark.codePointAt(0)!.toString(16)}}`;

/** At most `length` characters, with the middle left out. */
export function shortened(text: string, length: number): string {
  const marks = [...text];
  if (marks.length <= length) return text;
  const kept = Math.max(length - 1, 2);
  return `${marks.slice(0, Math.ceil(kept / 2)).join('')}…${marks.slice(marks.length - Math.floor(kept / 2)).join('')}`;
}

/** The name of a subject as a terminal shows it: in one line of at most 60 characters. */
export const subjectName = (name: string): string => shortened(escaped(name), 60);

/** Below so many columns, a text is broken between words; wider terminals break it themselves, and leave it in one piece for copying. */
export const NARROW = 64;
const LEAST = 16;

/** The lines of a text of at most `width` columns, broken at spaces where there are some, if that is narrow. */
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
