import { type Dirent, existsSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import { isGlob, matchesPath } from './glob.ts';
import { UsageError } from './usage-error.ts';
import { codeOf } from './writing.ts';

/** The names of files that hold subjects. */
const SUBJECT_FILE = /\.gradcheck\.(ts|js|mts|mjs|json)$/;
const READABLE = /\.(ts|js|mts|mjs|json)$/;
const PATTERN = '*.gradcheck.{ts,js,mts,mjs,json}';
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git', 'dist']);

/**
 * The subject files that these paths stand for, each once. A path is meant from the working directory, or else from the root of its repository. A file stands for itself, a folder for all subject files below it, and, if
 * `globs` is true, a pattern for the subject files of the working directory that match it.
 * @throws {UsageError} naming a path that does not exist, or that stands for no subject file.
 */
export function subjectFiles(paths: readonly string[], { globs }: { readonly globs: boolean }): readonly string[] {
  const seen = new Set<string>();
  return paths
    .flatMap((path) => (globs && isGlob(path) ? matching(path) : meant(path)))
    .filter((file) => {
      const real = realpathOf(file);
      return !seen.has(real) && seen.add(real);
    });
}

function meant(asked: string): readonly string[] {
  const path = statsOf(asked) ? asked : fromRoot(asked);
  const stats = statsOf(path);
  if (!stats) throw new UsageError(`${path}: no such file or folder`);
  if (stats.isDirectory()) {
    const files = below(path);
    if (files.length === 0) throw new UsageError(`${path}: no file named ${PATTERN} in this folder`);
    return files;
  }
  if (!READABLE.test(path)) throw new UsageError(`${path}: not a subject file, which is named ${PATTERN}`);
  return [path];
}

/** A path as reports write it, from the working directory; as it is, if nothing is there. */
function fromRoot(path: string): string {
  const file = relative(process.cwd(), join(repositoryRoot(), path));
  return !isAbsolute(path) && statsOf(file) ? file : path;
}

/** What the system says of a path; undefined if nothing is there. @throws {UsageError} if it cannot be asked. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new UsageError(`${path}: cannot be read (${codeOf(error)})`);
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The path without links; as it is, if the file has gone in the meantime, which is told when it is read. */
function realpathOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function matching(pattern: string): readonly string[] {
  const files = below('.').filter((file) => matchesPath(pattern, file.split(sep).join('/')));
  if (files.length === 0) throw new UsageError(`${pattern}: no subject file matches`);
  return files;
}

/** All subject files below a folder, sorted by name. */
function below(folder: string): readonly string[] {
  return entries(folder).flatMap((entry) => {
    const path = normalize(join(folder, entry.name));
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : below(path);
    return SUBJECT_FILE.test(entry.name) && isFile(path) ? [path] : [];
  });
}

function entries(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new UsageError(`${folder}: cannot be read (${codeOf(error)})`);
  }
}

/** The path as messages write it: relative to the working directory if the file is in it, with forward slashes. */
export const displayed = (file: string): string => within(process.cwd(), file);

/** The path of a source file as reports write it: relative to the root of the repository, or else to the working directory, if the file is in it. What is no file stays as it is. */
export const sourcePath = (file: string): string => (existsSync(file) ? within(repositoryRoot(), file) : file);

function within(folder: string, file: string): string {
  const path = relative(folder, resolve(file));
  return (path === '' || path.startsWith('..') ? file : path).split(sep).join('/');
}

/** The root of the git repository of the working directory; the working directory itself if it is in none. */
function repositoryRoot(): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return process.cwd();
  }
}
