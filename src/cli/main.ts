#!/usr/bin/env node
const argv = process.argv.slice(2);

if (argv[0] === '--version' || argv[0] === '-v') import('../report/version.ts').then(({ version }) => process.stdout.write(`${version}\n`));
else {
  if (['run', 'sweep', 'mutate', 'selftest'].includes(argv[0] ?? '') && needsWorker(argv))
    import('./pool/forked.ts').then(({ startEarly }) => startEarly());
  import('./start.ts').then(({ start }) => start(argv));
}

/** Whether a run has others check its subjects, as far as that is seen at a glance. A worker takes as long to start as this process, and does so at the same time. */
function needsWorker(words: readonly string[]): boolean {
  const asked = words.some((word) => /^(--help|-h|--workers(=.*)?)$/.test(word));
  return !asked && process.env.GRADCHECK_WORKERS === undefined && process.execArgv.every((word) => !word.startsWith('--inspect'));
}
