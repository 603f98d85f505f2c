import { createRequire } from 'node:module';

/**
 * mathjs' parser, from the one file that starts five times as fast as the package's own entry. It reads a text as a tree of nodes T, and throws a SyntaxError if it cannot. In the built package
 * the parser alone stands in its place (packaging/build.ts), which starts seven times as fast again.
 */
export const parser = <T>(): ((text: string) => T) =>
  (createRequire(import.meta.url)('mathjs/lib/browser/math.js') as { readonly parse: (text: string) => T }).parse;
