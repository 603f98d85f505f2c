import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The version of this package, from the package.json in the nearest folder above this file, which is the same for the source and for the
 * build.
 */
export const version: string = (() => {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string; version?: string };
      if (manifest.name === 'gradcheck' && manifest.version) return manifest.version;
    } catch {}
    if (dirname(folder) === folder) return 'unknown';
  }
})();
