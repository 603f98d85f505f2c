import { attendCommand } from './attend.ts';
import { checkCommand } from './check.ts';
import type { Command } from './command.ts';
import { compareCommand } from './compare.ts';
import { exploreCommand } from './explore.ts';
import { fuzzCommand } from './fuzz.ts';
import { initCommand } from './init.ts';
import { listCommand } from './list.ts';
import { mergeCommand } from './merge.ts';
import { mutateCommand } from './mutate.ts';
import { openCommand } from './open.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { selftestCommand } from './selftest.ts';
import { sweepCommand } from './sweep.ts';

/** The commands of `gradcheck`, in the order of the help. */
export const commands: readonly Command[] = [
  runCommand,
  checkCommand,
  selftestCommand,
  listCommand,
  exploreCommand,
  mutateCommand,
  sweepCommand,
  fuzzCommand,
  reportCommand,
  compareCommand,
  mergeCommand,
  openCommand,
  initCommand,
  attendCommand,
];
