import { defineConfig } from 'vitest/config';

export default defineConfig({
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
    coverage: { provider: 'v8', include: ['src/**', 'properties/**', 'readings/**', 'fixtures/**'], exclude: ['**/*.test.ts'] },
  },
});
