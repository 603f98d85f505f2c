import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** A module of this package, as the examples import it. */
const own = (file: string) => fileURLToPath(new URL(`src/${file}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^gradcheck$/, replacement: own('index.ts') },
      { find: /^gradcheck\/authoring$/, replacement: own('authoring.ts') },
    ],
  },
  test: {
    include: [
      'src/**/*.test.ts',
      'properties/**/*.test.ts',
      'readings/**/*.test.ts',
      'fixtures/**/*.test.ts',
      'examples/**/*.test.ts',
      'bench/**/*.test.ts',
      'packaging/**/*.test.ts',
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Loading and compiling the modules anew for each of a hundred files is a tenth of the suite's CPU time; no test changes what another imports.
    isolate: false,
    // Checks make much short-lived garbage: in a larger nursery a fifth of their CPU time is saved.
    execArgv: ['--max-semi-space-size=128', '--min-semi-space-size=64'],
    coverage: { provider: 'v8', include: ['src/**', 'properties/**', 'readings/**', 'fixtures/**'], exclude: ['**/*.test.ts'] },
  },
});
