import { setImmediate } from 'node:timers/promises';
import { messageOf } from '../../subject/guard.ts';
import { checkerOf } from './checker.ts';
import type { Crew } from './crew.ts';

/** This very process as the crew: nothing is isolated, and a debugger sees all. */
export function inlineCrew(): Crew {
  const checker = checkerOf();
  let stopped = false;
  return {
    load: (source) => checker.load(source),
    async check(subjects, settings, listener) {
      for (const subject of subjects) {
        for (const result of checker.check(subject.name, settings, { law: (law) => listener.law(subject, law) })) {
          listener.result(subject, result);
          await setImmediate();
          if (stopped) return;
        }
        listener.done(subject);
      }
    },
    async mutate(subjects, settings, listener) {
      for (const subject of subjects) {
        let problem: string | undefined;
        try {
          for (const fate of checker.mutate(subject.name, settings)) {
            listener.fate(subject, fate);
            await setImmediate();
            if (stopped) return;
          }
        } catch (error) {
          problem = messageOf(error);
        }
        listener.done(subject, problem);
      }
    },
    draw: async ({ name }, results, seed) => checker.draw(name, results, seed),
    stop() {
      stopped = true;
      checker.close();
    },
  };
}
