import { check } from './check.ts';
import type { Command } from './command.ts';
import { explore } from './explore.ts';
import { list } from './list.ts';
import { run } from './run.ts';
import { selftest } from './selftest.ts';

/** What `gradcheck` can do. */
export const commands: readonly Command[] = [run, check, selftest, list, explore];
