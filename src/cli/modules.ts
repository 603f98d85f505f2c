import { resolve } from 'node:path';
import { firstLine, UsageError } from './usage-error.ts';

/**
 * The exports of a TypeScript or JavaScript module, which is run. An import of `gradcheck` in it gives this package, wherever the file is.
 * @throws {UsageError} naming the file, if it cannot be loaded.
 */
export async function imported(file: string): Promise<Readonly<Record<string, unknown>>> {
  const [{ createJiti }, gradcheck, authoring, properties, fixtures] = await Promise.all([
    import('jiti'),
    import('../index.ts'),
    import('../authoring.ts'),
    import('../../properties/index.ts'),
    import('../../fixtures/index.ts'),
  ]);
  const jiti = createJiti(import.meta.url, {
    fsCache: false,
    interopDefault: false,
    virtualModules: { gradcheck, 'gradcheck/authoring': authoring, 'gradcheck/properties': properties, 'gradcheck/fixtures': fixtures },
  });
  try {
    return await jiti.import<Readonly<Record<string, unknown>>>(resolve(file));
  } catch (error) {
    const reason = firstLine(error);
    const missing = /_gradcheck\w*\.(\w+)\) is not a function/.exec(reason)?.[1];
    const moved = missing !== undefined && missing in authoring ? `: ${missing} is exported by gradcheck/authoring` : `: ${reason}`;
    throw new UsageError(`${file}: cannot be loaded${moved}`);
  }
}
