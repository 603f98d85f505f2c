import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { createJiti } from 'jiti';

/** Where the page's own program begins, beside this very file: TypeScript here, JavaScript where it is compiled. */
const ENTRY = new URL(`./client/start${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

let made: string | undefined;

/**
 * The explorer's program for a page, as text for a script element: `gradcheckExplorer.mount(element, exploration)` shows an exploration in an
 * element, any number of them on a page. The modules are those of this package, each wrapped in a function; nothing is evaluated from text.
 */
export function explorerScript(): string {
  made ??= linked(ENTRY);
  return made;
}

/** A program of several modules as the text of one script: `entry`, and what it imports. */
export function linked(entry: URL): string {
  const jiti = (createRequire(import.meta.url)('jiti') as { createJiti: typeof createJiti }).createJiti(import.meta.url, {
    fsCache: false,
    sourceMaps: false,
  });
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  const enter = (url: URL): number => {
    const known = numbers.get(url.href);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(url.href, number);
    const code = jiti.transform({ source: readFileSync(url, 'utf8'), filename: url.pathname, ts: true, interopDefault: false });
    const body = code
      .replace(/^[ \t]*\/\*\*(?:(?!\*\/)[\s\S])*\*\//gm, '')
      .replace(/\brequire\("([^"]+)"\)/g, (_, target: string) => `require(${enter(new URL(target, url))})`);
    texts[number] = `(exports, require) => {${body}\n}`;
    return number;
  };
  enter(entry);
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
