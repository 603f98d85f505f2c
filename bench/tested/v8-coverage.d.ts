/** The part of a library without types of its own that is used here. */
declare module '@bcoe/v8-coverage' {
  import type { Profiler } from 'node:inspector';

  export interface ProcessCov {
    readonly result: readonly Profiler.ScriptCoverage[];
  }
  /** The sum of what several processes have run. */
  export function mergeProcessCovs(parts: readonly ProcessCov[]): ProcessCov;
}
