import { check } from './check.ts';
import type { Command } from './command.ts';
import { compare } from './compare.ts';
import { explore } from './explore.ts';
import { list } from './list.ts';
import { mutate } from './mutate.ts';
import { open } from './open.ts';
import { report } from './report.ts';
import { run } from './run.ts';
import { selftest } from './selftest.ts';

/** What `gradcheck` can do. */
export const commands: readonly Command[] = [run, check, selftest, list, explore, mutate, report, compare, open];
