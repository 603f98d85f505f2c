import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../bench/folder.ts';
import type { Report } from '../report/report.ts';
import { changeReporters } from '../reporters/changes.ts';
import { reporters } from '../reporters/index.ts';
import { flags } from './flags.ts';
import { outputs, screen, write } from './outputs.ts';

test('the flag names every reporter', () => {
  const { description } = flags.find(({ name }) => name === 'reporter')!;
  const [all, compared] = /^(.*) \(compare: (.*)\)/
    .exec(description)!
    .slice(1)
    .map((text) => text.split(/, | or /));
  expect(all).toEqual(Object.keys(reporters));
  expect(compared).toEqual(Object.keys(changeReporters));
});

test('only what stands beside other lines shares standard output', () => {
  expect(outputs(['github', 'terminal']).map(({ name }) => name)).toEqual(['github', 'terminal']);
  for (const name of ['json', 'html', 'markdown', 'junit', 'sarif'])
    expect(() => outputs([name, 'terminal'])).toThrow(/^two reporters for standard output/);
  expect(() => outputs(['__proto__'])).toThrow(/^unknown reporter "__proto__"; there are terminal, json, /);
  expect(() => outputs(['json='])).toThrow(/a file name is missing/);
});

test('a page is written to a file where standard output is a terminal, and goes on through a pipe', () => {
  const before = process.cwd();
  process.chdir(temporaryFolder());
  try {
    expect(outputs(['html'], { isTTY: true })[0]!.file).toBe('reports/index.html');
    expect(outputs(['html'], { isTTY: false })[0]!.file).toBeUndefined();
    expect(outputs(['html=a.html', 'json'], { isTTY: true }).map(({ file }) => file)).toEqual(['a.html', undefined]);
  } finally {
    process.chdir(before);
  }
});

test.each([
  [{}, false],
  [{ LANG: 'C.UTF-8' }, false],
  [{ LANG: 'en_US.utf8' }, false],
  [{ LANG: 'C' }, true],
  [{ LANG: 'C.UTF-8', LC_ALL: 'POSIX' }, true],
  [{ LANG: 'C', LC_CTYPE: 'de_AT.UTF-8' }, false],
  [{ LANG: '', LC_ALL: '' }, false],
])('with the locale %j, ASCII alone: %j', (env, ascii) => {
  expect(screen(process.stdout, env).ascii).toBe(ascii);
});

test('a report is redacted where that is asked for, and else whole', () => {
  const given = {
    provenance: { machine: 'a machine' },
    results: [],
    subjects: [{ name: 'secret', code: '(x) => x' }],
  } as unknown as Report;
  const file = join(temporaryFolder(), 'r.json');
  const written = (...flags: readonly string[]) => {
    write(given, outputs([`json=${file}`]), new Set(flags));
    return JSON.parse(readFileSync(file, 'utf8'));
  };
  expect(written()).toMatchObject({ provenance: { machine: 'a machine' }, subjects: [{ code: '(x) => x' }] });
  expect(written('redact')).toMatchObject({ provenance: {}, subjects: [{ name: 'secret' }] });
  expect(JSON.stringify(written('redact'))).not.toMatch(/a machine|=>/);
});
