import type { Setting } from './claims.ts';
import { plausible, pointsOf } from './generator.ts';
import { shown, visible } from './mutants.ts';
import type { Mistake, Program } from './program.ts';
import { reduced } from './reduction.ts';
import { MACHINES } from './rounding.ts';
import { type Effort, type Trial, tried } from './trial.ts';

/** A program with the step marked in which a mistake is planted. */
const marked = (program: Program, mistake: Mistake): Program => ({
  ...program,
  steps: program.steps.map((step, k) => {
    const here = mistake.kind === 'factor' ? 'input' in step && step.input === mistake.input : k === mistake.step;
    return here && !('constant' in step) ? { ...step, marked: true as const } : step;
  }),
});

/** The mistake at the step that is marked; undefined where none is. */
function mistakeIn({ steps }: Program, mistake: Mistake): Mistake | undefined {
  const step = steps.findIndex((one) => !('constant' in one) && one.marked);
  const found = steps[step];
  if (!found) return undefined;
  if (mistake.kind !== 'factor') return { ...mistake, step };
  return 'input' in found ? { ...mistake, input: found.input } : undefined;
}

/** A wrong program that was missed. */
interface Missed {
  readonly program: Program;
  readonly mistake: Mistake;
}

/** The smallest wrong program with the same mistake that is missed in the same way though it shows, in so many seconds. */
export function smallestMissed(
  program: Program,
  setting: Setting & { readonly mistake: Mistake },
  verdict: Trial['verdict'],
  { seconds, ...effort }: Effort,
): Missed {
  const { precision, mistake, second } = setting;
  const shows = (candidate: Program): readonly number[] | undefined => {
    const moved = mistakeIn(candidate, mistake);
    if (!moved || !plausible(candidate, precision) || !visible(shown(candidate, precision, moved))) return undefined;
    const trial = tried(candidate, { precision, second, mistake: moved }, { ...effort, seconds: Math.min(5, seconds), brief: true });
    return trial.verdict === verdict ? MACHINES[precision].values(candidate, pointsOf(candidate, 1)[0]!) : undefined;
  };
  const found = reduced(marked(program, mistake), shows, seconds);
  return { program: found, mistake: mistakeIn(found, mistake)! };
}
