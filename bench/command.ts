/** Command lines as the program runs them, in this very process: for tests that need no process of their own. */
import { dispatch } from '../src/cli/start.ts';

/** What a command line comes to. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A stream that is no terminal, whatever it was. */
const PIPE = { isTTY: false, columns: undefined } as const;

/** Environment variables. */
export type Environment = Readonly<Record<string, string>>;

/** Runs a command line in a folder, as if into a pipe, with nothing in its environment but PATH and HOME, and without workers. */
export const commanded = (cwd: string, ...args: readonly string[]): Promise<Outcome> => commandedWith({}, cwd, ...args);

/** The same with more in its environment. */
export async function commandedWith(environment: Environment, cwd: string, ...args: readonly string[]): Promise<Outcome> {
  const { stdout, stderr } = process;
  const [out, err] = [stdout, stderr].map(({ write, isTTY, columns }) => ({ write, isTTY, columns }));
  const before = { cwd: process.cwd(), env: process.env };
  const told = { stdout: '', stderr: '' };
  const into = (name: keyof typeof told) => (text: string | Uint8Array) => {
    told[name] += text;
    return true;
  };
  process.chdir(cwd);
  process.env = { PATH: before.env.PATH, HOME: before.env.HOME, GRADCHECK_WORKERS: '0', ...environment };
  Object.assign(stdout, PIPE, { write: into('stdout') });
  Object.assign(stderr, PIPE, { write: into('stderr') });
  try {
    return { status: await dispatch(args), ...told };
  } finally {
    Object.assign(stdout, out);
    Object.assign(stderr, err);
    process.env = before.env;
    process.chdir(before.cwd);
  }
}
