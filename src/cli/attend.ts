import { createInterface } from 'node:readline';
import { z } from 'zod';
import { captured, type Outcome } from './captured.ts';
import { finish } from './ending.ts';
import { drained, guard } from './start.ts';
import { firstLine } from './usage-error.ts';

/** A command line, and where it is carried out. */
const Order = z.object({ words: z.array(z.string()), cwd: z.string(), env: z.record(z.string(), z.string()) });

/**
 * Carries out the command lines that another program writes to standard input, one after the other: each is a line of JSON `{ words, cwd, env }`, and is answered by a line
 * `{ status, stdout, stderr }`. What is checked runs in this process. Ends with the input.
 */
export async function attend(): Promise<never> {
  guard();
  for await (const line of createInterface({ input: process.stdin })) process.stdout.write(`${JSON.stringify(await outcomeOf(line))}\n`);
  await drained(process.stdout);
  finish(0);
}

async function outcomeOf(line: string): Promise<Outcome> {
  try {
    const { words, cwd, env } = Order.parse(JSON.parse(line));
    return await captured(words, { cwd, env: { ...env, GRADCHECK_WORKERS: '0' } });
  } catch (error) {
    return { status: 2, stdout: '', stderr: `gradcheck: this is no order: ${firstLine(error)}\n` };
  }
}
