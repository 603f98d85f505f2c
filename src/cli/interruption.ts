import { finish } from './ending.ts';

/** The signals that ask a run to end, with the exit status of what ended so. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** The exit status of a run that was interrupted; undefined as long as it is not. */
export interface Interruption {
  readonly status: number | undefined;
  /** From now on signals do again what they do by default. */
  ignore(): void;
}

/** Takes notice of SIGINT and SIGTERM: the first one is told, a second one ends the process at once. */
export function interruption(onFirst: () => void): Interruption {
  let status: number | undefined;
  const listeners = Object.entries(SIGNALS).map(([signal, code]) => {
    const listener = (): void => {
      if (status !== undefined) finish(code);
      status = code;
      onFirst();
    };
    process.on(signal, listener);
    return [signal, listener] as const;
  });
  return {
    get status() {
      return status;
    },
    ignore() {
      for (const [signal, listener] of listeners) process.off(signal, listener);
    },
  };
}
