/** The documents of the repository, and the parts of them that programs read and write. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './corpus.ts';

/** Every document, by its path in the repository. */
export const documents: readonly string[] = ['', 'docs/'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => folder + name),
);

/** The text of a document. */
export const read = (document: string): string => readFileSync(join(root, document), 'utf8');

/** A fenced block: its language, what stands in it, and the name of the file that it is, where the fence tells one (```ts loss.gradcheck.ts). */
export interface Fence {
  readonly language: string;
  readonly file?: string;
  readonly text: string;
  /** The line of the document on which the block opens, from 1. */
  readonly line: number;
}

const FENCE = /^```(\S+)(?: (\S+))?\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a text, in their order. */
export const fences = (text: string): readonly Fence[] =>
  [...text.matchAll(FENCE)].map(({ 1: language, 2: file, 3: body, index }) => ({
    language: language!,
    ...(file !== undefined && { file }),
    text: body!,
    line: text.slice(0, index).split('\n').length,
  }));

/** The text with every console block replaced. */
export function withSessions(text: string, session: (before: string) => string): string {
  return text.replace(FENCE, (whole, language: string, _: unknown, body: string) =>
    language === 'console' ? `\`\`\`console\n${session(body)}\`\`\`` : whole,
  );
}

const GENERATED = /(<!-- generated: ([^>]+?) -->\n)([\s\S]*?)(<!-- end -->)/g;

/** The generated blocks of a text, by their names. */
export const generated = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(GENERATED)].map(([, , name, held]) => [name!, held!]));

/** The text with generated blocks replaced, those that `held` gives something for. */
export const withGenerated = (text: string, held: (name: string) => string | undefined): string =>
  text.replace(GENERATED, (whole: string, ...[start, name, , end]: string[]) => {
    const now = held(name!);
    return now === undefined ? whole : `${start}${now}${end}`;
  });

/** The prose of a text: without fenced blocks. */
const prose = (text: string): string => text.replace(FENCE, '');

/** What the prose sets as code, in one line. */
export const inlineCode = (text: string): readonly string[] => [...prose(text).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);

/** Where the prose links to. */
export const links = (text: string): readonly string[] =>
  [...prose(text).matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)].map(([, link, image]) => (link ?? image)!);

/** The names under which a document's headings can be linked to, as GitHub makes them. */
export const anchors = (text: string): readonly string[] =>
  [...prose(text).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
