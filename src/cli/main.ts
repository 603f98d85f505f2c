#!/usr/bin/env node
const argv = process.argv.slice(2);

if (argv[0] === '--version' || argv[0] === '-v') {
  const { version } = await import('../report/version.ts');
  process.stdout.write(`${version}\n`);
} else {
  const { start } = await import('./start.ts');
  await start(argv);
}
