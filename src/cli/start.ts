import { writeSync } from 'node:fs';
import { escaped } from '../reporters/escape.ts';
import { finish, isFinished } from './ending.ts';
import { firstLine, UsageError } from './usage-error.ts';

/** Carries out a command line and ends the process. */
export async function start(argv: readonly string[]): Promise<never> {
  guard();
  const status = await dispatch(argv);
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  finish(status);
}

/** Carries out a command line and returns the exit status. Errors are written to standard error. */
export async function dispatch(argv: readonly string[]): Promise<number> {
  try {
    const { parseCommand } = await import('./parse.ts');
    const { commands } = await import('./commands.ts');
    const request = await parseCommand(argv, commands);
    if ('command' in request) return await request.command.run(request.args, dispatch);
    process.stdout.write(`${request.help}\n`);
    return 0;
  } catch (error) {
    const text = oneLine(error);
    const known = error instanceof UsageError;
    if (!known && process.env.GRADCHECK_DEBUG) process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.stderr.write(known ? `gradcheck: ${text}\n` : `gradcheck: internal error: ${text} (GRADCHECK_DEBUG=1 shows where)\n`);
    return 2;
  }
}

/** The longest line of an error, in characters. Why: it may quote what was given, and that may be any length. */
const LONGEST_LINE = 1000;

function oneLine(error: unknown): string {
  const text = escaped(firstLine(error));
  return text.length <= LONGEST_LINE ? text : `${text.slice(0, LONGEST_LINE / 2)} … ${text.slice(-LONGEST_LINE / 4)}`;
}

/**
 * Ignores that a reader of the output has gone. Reports it as an error if user code ends the process, or leaves it waiting, before the
 * report is written.
 */
function guard(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  process.on('exit', () => {
    if (isFinished()) return;
    process.exitCode = 2;
    complain('the process ended before the report was written: a subject called process.exit, or waits for what never comes');
  });
  process.on('uncaughtException', (error) => {
    complain(`an error outside of every check: ${escaped(firstLine(error))}`);
    finish(2);
  });
}

function complain(text: string): void {
  try {
    writeSync(2, `gradcheck: ${text}\n`);
  } catch {}
}

const drained = (stream: NodeJS.WriteStream): Promise<void> => new Promise((done) => stream.write('', () => done()));
