import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { createJiti } from 'jiti';

/**
 * The explorer's program for a page, as the text of a script element. `gradcheckExplorer.mount(element, exploration)` shows an exploration
 * in an element; a page may have several. The modules of the program are wrapped in functions, and no text is evaluated.
 */
export const explorerScript = (): string => program('explorer', new URL('./client/start.ts', import.meta.url));

const made = new Map<string, string>();

/**
 * The program of a page as the text of one script. From the source it is linked now; in a build, where that is done, it is read from the
 * file of this name.
 */
export function program(name: string, source: URL): string {
  const text =
    made.get(name) ??
    (import.meta.url.endsWith('.ts') ? linked(source) : readFileSync(new URL(`./client/${name}.js`, import.meta.url), 'utf8'));
  made.set(name, text);
  return text;
}

/** A module of a program: where it is written, and what becomes of it, line for line. */
interface Module {
  readonly url: URL;
  readonly body: string;
}

/** The module `entry` and those that it imports, which they require by their places. */
export function modulesOf(entry: URL): readonly Module[] {
  const jiti = (createRequire(import.meta.url)('jiti') as { createJiti: typeof createJiti }).createJiti(import.meta.url, {
    fsCache: false,
    sourceMaps: false,
  });
  const numbers = new Map<string, number>();
  const modules: Module[] = [];
  const enter = (url: URL): number => {
    const known = numbers.get(url.href);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(url.href, number);
    const code = jiti.transform({ source: readFileSync(url, 'utf8'), filename: url.pathname, ts: true, interopDefault: false });
    const body = code
      .replace(/^[ \t]*\/\*\*(?:(?!\*\/)[\s\S])*\*\//gm, (comment) => comment.replace(/[^\n]/g, ''))
      .replace(/\brequire\("([^"]+)"\)/g, (_, target: string) => `require(${enter(new URL(target, url))})`);
    modules[number] = { url, body };
    return number;
  };
  enter(entry);
  return modules;
}

/** The module `entry` and those that it imports, as the text of one script. */
export function linked(entry: URL): string {
  const texts = modulesOf(entry).map(({ body }) => `(exports, require) => {${body}\n}`);
  return `'use strict';
(() => {
const modules = [${texts.join(',\n')}];
const loaded = [];
const require = (k) => {
  if (!loaded[k]) modules[k]((loaded[k] = {}), require);
  return loaded[k];
};
require(0);
})();
`;
}
