import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { firstLine, UsageError } from '../usage-error.ts';

/** Where the checks of a project run. */
export type Platform = 'github' | 'gitlab';

/** What a folder shows of the project in it. */
export interface Project {
  /** The packages that `package.json` names, with what it says of each; undefined without such a file. */
  readonly packages?: ReadonlyMap<string, string>;
  /** Whether its code is TypeScript. */
  readonly typed: boolean;
  /** Whether `.js` files are modules of ECMAScript. */
  readonly modules: boolean;
  /** Files of Python, here or in a folder here. */
  readonly python: boolean;
  /** The command that installs what it depends on, as CI does. */
  readonly installation: string;
  /** Where its repository lies, as its remote says. */
  readonly platform: Platform;
}

/** Lock files, and the command that installs by them. */
const INSTALLATIONS: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm ci',
  'npm-shrinkwrap.json': 'npm ci',
  'pnpm-lock.yaml': 'corepack enable && pnpm install --frozen-lockfile',
  'yarn.lock': 'corepack enable && yarn install',
};

/** What the working directory shows of its project. @throws {UsageError} if its `package.json` cannot be read. */
export function projectHere(): Project {
  const manifest = manifestHere();
  const lock = Object.keys(INSTALLATIONS).find((name) => existsSync(name));
  const packages = manifest && new Map([manifest.dependencies, manifest.devDependencies].flatMap((group) => Object.entries(group ?? {})));
  return {
    ...(packages && { packages }),
    typed: existsSync('tsconfig.json') || packages?.has('typescript') === true,
    modules: manifest?.type === 'module',
    python: hasPython('.') || folders('.').some((folder) => hasPython(folder)),
    installation: lock === undefined ? 'npm install' : INSTALLATIONS[lock]!,
    platform: /gitlab/i.test(remotes()) ? 'gitlab' : 'github',
  };
}

interface PackageManifest {
  readonly type?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function manifestHere(): PackageManifest | undefined {
  if (!existsSync('package.json')) return undefined;
  try {
    return JSON.parse(readFileSync('package.json', 'utf8')) as PackageManifest;
  } catch (error) {
    throw new UsageError(`package.json: ${firstLine(error)}`);
  }
}

const folders = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name))
    .map(({ name }) => name);

function hasPython(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith('.py') || name === 'pyproject.toml');
  } catch {
    return false;
  }
}

/** What git says of the remotes of the repository; an empty text without git or a repository. */
function remotes(): string {
  try {
    return execFileSync('git', ['remote', '-v'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}
