let finished = false;

/** Whether the process ends since all is done that was asked. */
export const isFinished = (): boolean => finished;

/** Ends the process, as the program means to. */
export function finish(status: number): never {
  finished = true;
  process.exit(status);
}
