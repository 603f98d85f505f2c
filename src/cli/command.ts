import type { CommandName } from './flags.ts';

/** The arguments of a command line. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** The values of each flag that is given, in their order. A flag that is on or off has none. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** The whole command line, quoted so that it can be typed again. */
  readonly line: string;
}

/** Carries out a command line and returns the exit status. */
export type CarryOut = (argv: readonly string[]) => Promise<number>;

export interface Command {
  readonly name: CommandName;
  /** Its positional arguments, in the notation of yargs: <one>, [one], [many..]. */
  readonly positional?: string;
  readonly description: string;
  /** Carries out the command, which may carry out others, and returns the exit status. */
  run(args: Arguments, carryOut: CarryOut): Promise<number>;
}
