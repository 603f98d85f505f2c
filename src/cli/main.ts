#!/usr/bin/env node
const argv = process.argv.slice(2);

if (argv[0] === '--version' || argv[0] === '-v') import('../report/version.ts').then(({ version }) => process.stdout.write(`${version}\n`));
else import('./start.ts').then(({ start }) => start(argv));
