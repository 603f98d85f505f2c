import { escaped, shortened } from '../reporters/escape.ts';

/**
 * A line of progress on standard error that is drawn again and again. It is silent in CI, whose log would keep every drawing, and where
 * standard error is no terminal.
 */
export interface Progress {
  show(subject: string, property: string, done: number, all: number): void;
  /** Draws another text in the line. */
  tell(text: string): void;
  clear(): void;
}

const silent: Progress = { show: () => {}, tell: () => {}, clear: () => {} };
/** Milliseconds between two drawings. */
const REST = 80;
/** Milliseconds after which the remaining time is estimated. */
const WARM = 2000;

/** The part of a stream that a line of progress uses. */
type Screen = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & { write(text: string): unknown };

export function progress(
  stream: Screen = process.stderr,
  env: Readonly<Record<string, string | undefined>> = process.env,
  clock: () => number = Date.now,
): Progress {
  if (!stream.isTTY || env.CI || env.TERM === 'dumb') return silent;
  const start = clock();
  let drawn = Number.NEGATIVE_INFINITY;
  const tell = (text: string): void => {
    drawn = clock();
    stream.write(`\r\x1b[2K${shortened(text, Math.max((stream.columns ?? 80) - 1, 3))}`);
  };
  return {
    show(subject, property, done, all) {
      const now = clock();
      if (now - drawn < REST) return;
      tell(`${all - done} to go${left(now - start, done, all)} · ${escaped(subject)} · ${escaped(property)}`);
    },
    tell,
    clear: () => void (drawn > 0 && stream.write('\r\x1b[2K')),
  };
}

/** The time that the remaining checks take if they take as long as those that are done. */
function left(elapsed: number, done: number, all: number): string {
  if (elapsed < WARM || done === 0) return '';
  const seconds = Math.ceil(((elapsed / done) * (all - done)) / 1000);
  return seconds < 60 ? `, about ${seconds} s` : `, about ${Math.ceil(seconds / 60)} min`;
}
