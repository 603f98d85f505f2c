import { constants } from 'node:os';
import { expect, test } from 'vitest';
import { endOf } from './keeper.ts';
import { SLOT } from './keeper-thread.ts';

test('how a process ended is told by its signal or its status, or that its channel was closed before it was gone', () => {
  const ended = (of: Partial<Record<keyof typeof SLOT, number>>): string => {
    const slots = new Int32Array(64);
    for (const [name, value] of Object.entries(of)) slots[SLOT[name as keyof typeof SLOT]] = value;
    return endOf(slots);
  };
  expect(ended({})).toBe('closed its channel');
  expect(ended({ ended: 1, status: 3 })).toBe('ended with status 3');
  expect(ended({ ended: 1, status: 127 })).toBe('could not be started');
  expect(ended({ ended: 1, status: 128 + constants.signals.SIGKILL })).toBe('was ended by the signal SIGKILL');
  expect(ended({ ended: 1, signal: constants.signals.SIGTERM })).toBe('was ended by the signal SIGTERM');
});
