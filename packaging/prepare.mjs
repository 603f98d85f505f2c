/**
 * What npm runs where the package is installed from a clone of its repository: it makes `dist`. A folder that another project installs as a link has no dependencies of its own, so that
 * they are installed first, by the lock file; npm comes back here then. Where the compiler is left out on purpose, nothing is made.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What making `dist` needs, and what tells this package's own dependencies from those of a project around it. */
const NEEDED = ['typescript', 'rollup', 'jiti', 'mathjs', 'yargs', 'zod'];

/** Settings of the project that installs this folder, which are not meant for the folder. */
const FOREIGN = /^npm_config_(global|location|omit|include|only|production|save|workspace|prefix|local_prefix|dry_run|install_links|package_lock)/i;

function found(name, folder = process.cwd()) {
  return existsSync(join(folder, 'node_modules', name)) || (dirname(folder) !== folder && found(name, dirname(folder)));
}

function npm(...args) {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  const env = { ...Object.fromEntries(own), INIT_CWD: process.cwd() };
  execFileSync('npm', args, { stdio: 'inherit', env, shell: process.platform === 'win32' });
}

if (NEEDED.every((name) => found(name))) npm('run', 'build');
else if (resolve(process.env.INIT_CWD ?? '.') !== process.cwd()) npm('ci', '--include=dev', '--no-audit', '--no-fund');
