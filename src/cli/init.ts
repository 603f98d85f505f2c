import { existsSync, readdirSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { Arguments, Command } from './command.ts';
import { extensionOf, runnerOf, type StarterFile, starterFiles } from './starter/files.ts';
import { type Platform, type Project, projectHere } from './starter/project.ts';
import { suggestion } from './suggestion.ts';
import { UsageError } from './usage-error.ts';
import { single } from './values.ts';
import { write } from './writing.ts';

/** Writes the first files of a project, and leaves those that are there as they are. */
export const initCommand: Command = {
  name: 'init',
  description:
    'Writes a first file of subjects, a configuration and a CI workflow that fit the project in this folder. What is there is left as it is.',
  async run(args) {
    const project = projectHere();
    const wanted = starterFiles(project, platformOf(args) ?? project.platform);
    const there = wanted.flatMap((file) => {
      const path = placeOf(file);
      return path === undefined ? [] : [{ ...file, path }];
    });
    const written = wanted.filter((file) => placeOf(file) === undefined);
    for (const { path, text } of written) write(path, text);
    const lines = [
      ...listed('wrote', written),
      ...listed('left as it is', there),
      '',
      ...steps(project, written).map((step, i) => `${i + 1}. ${step}`),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  },
};

const PLATFORMS: readonly Platform[] = ['github', 'gitlab'];

/** The platform that `--ci` names. @throws {UsageError} if there is no workflow for it. */
function platformOf(args: Arguments): Platform | undefined {
  const text = single(args, 'ci');
  const found = PLATFORMS.find((platform) => platform === text);
  if (text !== undefined && !found)
    throw new UsageError(`--ci takes ${PLATFORMS.join(' or ')}, not ${JSON.stringify(text)}${suggestion(text, PLATFORMS)}`);
  return found;
}

/** The path at which a file is there, or one that stands for the same: a configuration of another kind. */
function placeOf({ path }: StarterFile): string | undefined {
  if (existsSync(path)) return path;
  return path.startsWith(CONFIGURATION) ? readdirSync('.').find((name) => name.startsWith(CONFIGURATION)) : undefined;
}

/** How the names of configurations begin. */
const CONFIGURATION = 'gradcheck.config.';

function listed(heading: string, files: readonly StarterFile[]): readonly string[] {
  const column = Math.max(...files.map(({ path }) => path.length), 0) + 3;
  return files.length === 0 ? [] : [`${heading}:`, ...files.map(({ path, purpose }) => `  ${path.padEnd(column)}${purpose}`)];
}

/** What to do next. */
function steps(project: Project, written: readonly StarterFile[]): readonly string[] {
  const { packages, python, modules } = project;
  const [jest, runner] = [packages?.has('jest') ?? false, runnerOf(project)];
  const own = packages?.get('gradcheck');
  const outside = own !== undefined && /^(file|link):/.test(own) && !resolve(own.replace(/^\w+:/, '')).startsWith(process.cwd() + sep);
  const workflow = written.find(({ path }) => path.endsWith('.yml'));
  return [
    ...(own === undefined ? ['npm install --save-dev PATH-OR-URL-OF-GRADCHECK   (package.json does not name it yet)'] : []),
    `npx gradcheck run   checks ${written.some(({ path }) => path.startsWith('example.')) ? 'the examples' : 'all subjects'}; change a sign in one, and run it again`,
    `put your own functions and layers into files named *.gradcheck.${extensionOf(project)}, anywhere in the project`,
    ...(runner === 'jest' && modules
      ? ['in jest: NODE_OPTIONS=--experimental-vm-modules npx jest, which reads modules of ECMAScript']
      : []),
    ...(jest && runner !== 'jest'
      ? ["in jest: require('gradcheck/jest'), then expect(subject).toHaveCorrectGradient() or gradientTest(subject)"]
      : []),
    ...(packages?.has('@jax-js/jax')
      ? ['jax-js: give what grad(f) returns as the gradient of subject({ … }), with precision: float32']
      : []),
    ...(python ? ['Python: the package in clients/python of gradcheck checks NumPy, PyTorch and JAX by the same laws'] : []),
    'add reports/ and .gradcheck/ to .gitignore',
    ...(workflow && outside ? [`${workflow.path} installs what package.json names: ${own} is not there in CI`] : []),
  ];
}
