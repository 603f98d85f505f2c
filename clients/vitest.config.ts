import { defineConfig } from 'vitest/config';

/** Tests of the clients of other languages. They need a compiler each, so the script `try` beside each client runs them, and not those of the repository. */
export default defineConfig({
  test: { include: ['clients/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false },
});
