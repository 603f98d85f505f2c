/** An error that the user can correct. Its message is shown in one line, and the exit status is 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** The first line of the message of whatever was thrown. */
export function firstLine(error: unknown): string {
  try {
    const text = error instanceof Error ? error.message || error.name : String(error);
    return text.split('\n').find((line) => line.trim() !== '') ?? 'an error without a message';
  } catch {
    return 'an error that cannot be printed';
  }
}
