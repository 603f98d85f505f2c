/**
 * Throws bad input at every command: as many inputs of each model as the first argument says (100 000 if omitted), and modules that do what no subject should, a hundredth
 * of that, and signals to runs at 20 random moments. The second argument is a seed, the third the only model that is tried. Ends with 1 if something was taken badly.
 */
import fc from 'fast-check';
import { fuzzed, models } from './hostile/models.ts';
import { type Hostile, hostile } from './hostile/modules.ts';
import { interruptions } from './hostile/signals.ts';
import { problems, tried } from './hostile/trial.ts';

const [count = 100_000, seed = Date.now() % 2 ** 31] = process.argv.slice(2, 4).map(Number);
const only = process.argv[4];
console.log(`seed ${seed}`);

for (const name of Object.keys(models).filter((name) => only === undefined || only === name)) {
  const start = performance.now();
  const found = await fuzzed(name, count, seed).then(
    () => undefined,
    (error: Error) => error.message,
  );
  console.log(`${name}: ${count} inputs, ${((performance.now() - start) / 1000).toFixed(0)} s${found === undefined ? '' : `: ${found}`}`);
  if (found !== undefined) process.exitCode = 1;
}

/** Moments at which a run is interrupted. */
const MOMENTS = 20;
if (only === undefined || only === 'signals') {
  const found = await interruptions(MOMENTS, seed);
  console.log(`signals: ${MOMENTS}${found.length > 0 ? `\n${found.join('\n')}` : ''}`);
  if (found.length > 0) process.exitCode = 1;
}

/** Modules of one run. */
const TOGETHER = 40;
if (only === undefined || only === 'modules')
  for (let done = 0; done < Math.max(count / 100, 1); done += TOGETHER) {
    const modules: readonly Hostile[] = fc.sample(fc.shuffledSubarray([...hostile], { minLength: TOGETHER, maxLength: TOGETHER }), {
      numRuns: 1,
      seed: seed + done,
    })[0]!;
    const found = problems(modules, tried(modules));
    console.log(`modules: ${done + modules.length}${found.length > 0 ? `\n${found.join('\n')}` : ''}`);
    if (found.length > 0) process.exitCode = 1;
  }
