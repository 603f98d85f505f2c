import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SHOWN_NAME } from '../subject/shape.ts';
import { firstLine, UsageError } from './usage-error.ts';

/** A subject that a module asked for and that is not valid, with its name if it has one. */
export interface Invalid {
  readonly name?: string;
  readonly problem: string;
}

/** A module that has been run. */
export interface Imported {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly invalid: readonly Invalid[];
}

/**
 * Runs a TypeScript or JavaScript module. An import of `gradcheck` in it gives this package, wherever the file is. A subject that is not valid costs no other subject of the module: what
 * makes subjects returns an empty object in its place.
 * @throws {UsageError} naming the file, if it cannot be loaded.
 */
export async function imported(file: string): Promise<Imported> {
  const [{ createJiti }, gradcheck, authoring, properties, fixtures] = await Promise.all([
    import('jiti'),
    import('../index.ts'),
    import('../authoring.ts'),
    import('../../properties/index.ts'),
    import('../../fixtures/index.ts'),
  ]);
  const invalid: Invalid[] = [];
  const options = {
    fsCache: false,
    interopDefault: false,
    virtualModules: {
      gradcheck: lenient(gradcheck, invalid),
      'gradcheck/authoring': lenient(authoring, invalid),
      'gradcheck/properties': properties,
      'gradcheck/fixtures': fixtures,
    },
  };
  const path = resolve(file);
  try {
    const text = readFileSync(path, 'utf8');
    const exports = THEN.test(text)
      ? await withoutThen(createJiti, options, { filename: path, text })
      : await createJiti(import.meta.url, options).import<Imported['exports']>(path);
    return { exports, invalid };
  } catch (error) {
    const reason = invalid[0]?.problem ?? firstLine(error);
    const missing = /_gradcheck\w*\.(\w+)\) is not a function/.exec(reason)?.[1];
    const moved = missing !== undefined && missing in authoring ? `: ${missing} is exported by gradcheck/authoring` : `: ${reason}`;
    throw new UsageError(`${file}: cannot be loaded${moved}`);
  }
}

/** The functions of this package that make subjects. */
const MAKERS = ['subject', 'layer', 'stack', 'update', 'stochastic', 'operator', 'fromFormula', 'formula'];

/** A module whose functions that make subjects take note of what is not valid, and throw nothing. */
function lenient(exports: Readonly<Record<string, unknown>>, invalid: Invalid[]): Record<string, unknown> {
  const noting =
    (make: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) => {
      try {
        return make(...args);
      } catch (error) {
        const name = nameOf(args[0]);
        invalid.push({ ...(name !== undefined && { name }), problem: firstLine(error) });
        return {};
      }
    };
  const makers = MAKERS.map((name) => [name, noting(exports[name] as (...args: unknown[]) => unknown)] as const);
  return { ...exports, ...Object.fromEntries(makers) };
}

/** The name of what is no subject, if it can be read. */
export function nameOf(item: unknown): string | undefined {
  try {
    const { name } = item as { readonly name?: unknown };
    return typeof name === 'string' && name !== '' ? name.slice(0, SHOWN_NAME) : undefined;
  } catch {
    return undefined;
  }
}

/** What a text holds if its module exports `then`: an import calls that function, and waits for what it never tells. */
const THEN = /\bexport\b[^;]*\bthen\b/;

/** The exports of a module apart from a function `then`. */
function withoutThen(
  createJiti: typeof import('jiti').createJiti,
  options: Parameters<typeof createJiti>[1] & object,
  { filename, text }: { readonly filename: string; readonly text: string },
): Promise<Imported['exports']> {
  const { transform } = createJiti(import.meta.url, options);
  const hiding = (one: Parameters<typeof transform>[0]) => ({
    code: `${transform(one)}\n;if (typeof exports.then === 'function') exports.then = undefined;`,
  });
  const jiti = createJiti(import.meta.url, { ...options, transform: hiding });
  return jiti.evalModule(text, { filename, async: true, forceTranspile: true }) as Promise<Imported['exports']>;
}
