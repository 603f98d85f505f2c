import { expect, test } from 'vitest';
import { childOf, type End } from './child.ts';

test('a worker that the system does not start is told as that', async () => {
  const program = process.execPath;
  process.execPath = '/no/such/program';
  try {
    const end = await new Promise<End>((resolve) => {
      childOf({ memory: 2 ** 40 }, { news: () => {}, end: resolve } as Parameters<typeof childOf>[1]);
    });
    expect(end).toEqual({ fault: 'crashed', message: expect.stringMatching(/^cannot be started: spawn .*ENOENT$/) });
  } finally {
    process.execPath = program;
  }
});
