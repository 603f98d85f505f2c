/** Command lines as the program runs them, in this very process: for tests that need no process of their own. */
import { dispatch } from '../src/cli/start.ts';

/** What a command line comes to. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in a folder, with nothing in its environment but PATH and HOME. */
export async function commanded(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  const { stdout, stderr } = process;
  const before = { cwd: process.cwd(), env: process.env, out: stdout.write, err: stderr.write };
  const told = { stdout: '', stderr: '' };
  const into = (name: keyof typeof told) => (text: string | Uint8Array) => {
    told[name] += text;
    return true;
  };
  process.chdir(cwd);
  process.env = { PATH: before.env.PATH, HOME: before.env.HOME };
  [stdout.write, stderr.write] = [into('stdout'), into('stderr')];
  try {
    return { status: await dispatch(args), ...told };
  } finally {
    [stdout.write, stderr.write] = [before.out, before.err];
    process.env = before.env;
    process.chdir(before.cwd);
  }
}
