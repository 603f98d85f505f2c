import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../bench/folder.ts';
import { commitOf } from './provenance.ts';

const hash = 'a'.repeat(40);

function repository(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

test('the commit of a branch, from a folder within', () => {
  const folder = repository({ '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/main': `${hash}\n`, 'src/x.txt': '' });
  expect(commitOf(join(folder, 'src'))).toBe(hash);
});

test('the commit of a packed branch', () => {
  const folder = repository({ '.git/HEAD': 'ref: refs/heads/main\n', '.git/packed-refs': `# pack-refs\n${hash} refs/heads/main\n` });
  expect(commitOf(folder)).toBe(hash);
});

test('the commit of a detached head', () => {
  expect(commitOf(repository({ '.git/HEAD': `${hash}\n` }))).toBe(hash);
});

test('the commit of a work tree whose refs are those of its repository', () => {
  const folder = repository({
    'main/.git/HEAD': 'ref: refs/heads/main\n',
    'main/.git/refs/heads/topic': `${hash}\n`,
    'main/.git/worktrees/topic/HEAD': 'ref: refs/heads/topic\n',
    'main/.git/worktrees/topic/commondir': '../..\n',
    'topic/.git': 'gitdir: ../main/.git/worktrees/topic\n',
  });
  expect(commitOf(join(folder, 'topic'))).toBe(hash);
});

test('an unborn branch has no commit', () => {
  expect(commitOf(repository({ '.git/HEAD': 'ref: refs/heads/main\n' }))).toBeUndefined();
});
