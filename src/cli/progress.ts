import { clipped, escaped } from '../reporters/escape.ts';

/** One line on standard error that is drawn again and again; nothing where that is no terminal. */
export interface Progress {
  show(subject: string, property: string, done: number, all: number): void;
  clear(): void;
}

const silent: Progress = { show: () => {}, clear: () => {} };
/** Milliseconds between two drawings. */
const REST = 80;

export function progress(stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return silent;
  let drawn = 0;
  return {
    show(subject, property, done, all) {
      const now = Date.now();
      if (now - drawn < REST) return;
      drawn = now;
      stream.write(
        `\r\x1b[2K${clipped(`${all - done} to go · ${escaped(subject)} · ${escaped(property)}`, Math.max((stream.columns ?? 80) - 1, 20))}`,
      );
    },
    clear: () => void (drawn && stream.write('\r\x1b[2K')),
  };
}
