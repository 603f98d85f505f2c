import { createInterface } from 'node:readline';
import { z } from 'zod';
import { captured, type Outcome } from './captured.ts';
import type { CarryOut, Command } from './command.ts';
import { firstLine } from './usage-error.ts';

/** Carries out commands for another program. What is checked runs in this process. */
export const attendCommand: Command = {
  name: 'attend',
  description:
    'Carries out command lines that another program writes to standard input, each a line of JSON {"words": [...], "cwd": "...", "env": {...}}, and answers each with a line {"status": ..., "stdout": "...", "stderr": "..."}.',
  async run(_, carryOut) {
    for await (const line of createInterface({ input: process.stdin }))
      process.stdout.write(`${JSON.stringify(await outcomeOf(line, carryOut))}\n`);
    return 0;
  },
};

const Order = z.object({ words: z.array(z.string()), cwd: z.string(), env: z.record(z.string(), z.string()) });

async function outcomeOf(line: string, carryOut: CarryOut): Promise<Outcome> {
  try {
    const { words, cwd, env } = Order.parse(JSON.parse(line));
    if (words[0] === attendCommand.name) throw new Error('one process attends already');
    return await captured(() => carryOut(words), { cwd, env: { ...env, GRADCHECK_WORKERS: '0' } });
  } catch (error) {
    return { status: 2, stdout: '', stderr: `gradcheck: this is no order: ${firstLine(error)}\n` };
  }
}
