import { setImmediate } from 'node:timers/promises';
import { benchOf } from './bench.ts';
import type { Crew } from './crew.ts';

/** This very process as the crew: nothing is isolated, and a debugger sees all. */
export function inlineCrew(): Crew {
  const bench = benchOf();
  let stopped = false;
  return {
    load: (source) => bench.load(source),
    async check(subjects, settings, listener) {
      for (const subject of subjects) {
        for (const result of bench.check(subject.name, settings, (law) => listener.law(subject, law))) {
          listener.result(subject, result);
          await setImmediate();
          if (stopped) return;
        }
        listener.done(subject);
      }
    },
    draw: async ({ name }, results, seed) => bench.draw(name, results, seed),
    stop() {
      stopped = true;
    },
  };
}
