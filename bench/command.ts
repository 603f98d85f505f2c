/** Command lines as the program runs them, in this very process: for tests that need no process of their own. */
import { captured, type Outcome } from '../src/cli/captured.ts';
import { dispatch } from '../src/cli/start.ts';

export type { Outcome };

/** Environment variables. */
export type Environment = Readonly<Record<string, string>>;

/** Runs a command line in a folder, as if into a pipe, with nothing in its environment but PATH and HOME, and without workers. */
export const commanded = (cwd: string, ...args: readonly string[]): Promise<Outcome> => commandedWith({}, cwd, ...args);

/** The same with more in its environment. */
export const commandedWith = (environment: Environment, cwd: string, ...args: readonly string[]): Promise<Outcome> =>
  captured(() => dispatch(args), { cwd, env: { PATH: process.env.PATH, HOME: process.env.HOME, GRADCHECK_WORKERS: '0', ...environment } });
