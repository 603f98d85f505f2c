import { linked } from './linked.ts';

const made = new Map<string, string>();

/** The program of a page as the text of one script, linked of its source. In the built package the texts stand in the place of this file, by their names (packaging/build.ts). */
export function program(name: string, source: URL): string {
  const text = made.get(name) ?? linked(source);
  made.set(name, text);
  return text;
}
