import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { createJiti } from 'jiti';

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
