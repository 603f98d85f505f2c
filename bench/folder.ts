/** Temporary folders of tests. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** A fresh folder, `gradcheck-NAME-…`, which is removed when the test that asks for it has ended; if none has begun yet, with the last of its file. */
export function temporaryFolder(name = 'test'): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `gradcheck-${name}-`)));
  const home = process.cwd();
  const remove = (): void => {
    // A process that was ended may still be writing.
    if (process.cwd() === path) process.chdir(home);
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    onTestFinished(remove);
  } catch {
    afterAll(remove);
  }
  return path;
}
