/** Servers that a compiler has made, as gradcheck checks them, and the page that tells how to make them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { root } from '../bench/corpus.ts';
import { fences, read } from '../bench/document.ts';
import { binary } from '../bench/hostile/trial.ts';
import { put } from '../bench/workspace.ts';
import { fromJson, type Report } from '../src/report/report.ts';

/** A folder of a user, in which the clients, the examples and the command gradcheck are found; it is removed after the tests of this file. */
export function folder(): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'gradcheck-native-')));
  afterAll(() => rmSync(made, { recursive: true }));
  for (const name of ['clients', 'examples']) symlinkSync(join(root, name), join(made, name));
  mkdirSync(join(made, 'bin'));
  writeFileSync(join(made, 'bin/gradcheck'), `#!/bin/sh\nexec node '${binary}' "$@"\n`, { mode: 0o755 });
  return made;
}

/** What a line for the shell prints, and its status. */
export function ran(command: string, cwd: string): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, PATH: `${join(cwd, 'bin')}:${process.env.PATH}`, NO_COLOR: '1' };
  return spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8', env });
}

/** Has a compiler do what a line for the shell says: without an error and without a warning. */
export function built(command: string, cwd: string): void {
  expect({ command, ...ran(command, cwd) }).toMatchObject({ status: 0, stderr: '' });
}

interface Checked {
  /** Of each subject: the laws that it does not pass, with the verdict or the fault, and with the message. */
  readonly told: Readonly<Record<string, readonly string[]>>;
  readonly results: Report['results'];
  readonly stderr: string;
}

/** What gradcheck says of the subjects that a command serves. */
export function checked(command: string, cwd: string, flags = ''): Checked {
  const { stderr } = ran(`gradcheck run --exec '${command}' --no-memory --reporter json=checked.json ${flags}`, cwd);
  const { results } = fromJson(readFileSync(join(cwd, 'checked.json'), 'utf8'));
  const told: Record<string, string[]> = {};
  for (const { subject, property, verdict, fault, message } of results) {
    const said = (told[subject] ??= []);
    if (verdict !== 'pass') said.push([property, fault ?? verdict, ...(message ? [message] : [])].join(': '));
  }
  return { told, results, stderr };
}

/** A part of docs/native.md: what its commands print, and what it shows that they print. Its files are written to the folder. */
export function followed(heading: string, cwd: string): { readonly printed: string; readonly shown: readonly string[] } {
  const part = read('docs/native.md')
    .split(/^## /m)
    .find((text) => text.startsWith(`${heading}\n`));
  const [shown, printed]: [string[], string[]] = [[], []];
  for (const { file, text } of fences(part!)) {
    if (file !== undefined) put(join(cwd, file), text);
    else if (/^(g\+\+|cargo|sed) /.test(text))
      for (const command of text.trimEnd().split('\n')) {
        const { status, stdout, stderr } = ran(command, cwd);
        expect({ command, status, stderr }).toMatchObject({ command, status: command.startsWith('gradcheck') ? expect.any(Number) : 0 });
        printed.push(stdout);
      }
    else shown.push(...text.trimEnd().split('\n'));
  }
  return { printed: printed.join(''), shown };
}
