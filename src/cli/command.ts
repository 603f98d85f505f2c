import type { CommandName } from './flags.ts';

/** What was given on the command line. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** The values of a flag, in their order; of a flag that is on or off, none. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** The whole command, as it can be typed again. */
  readonly line: string;
}

export interface Command {
  readonly name: CommandName;
  /** Its positional arguments, in the notation of yargs: <one>, [one], [many..]. */
  readonly positional?: string;
  readonly description: string;
  /** Does it and gives the exit status. */
  run(args: Arguments): Promise<number>;
}
