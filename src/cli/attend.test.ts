import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { commanded, type Outcome } from '../../bench/command.ts';
import { temporaryFolder } from '../../bench/folder.ts';
import { binary } from '../../bench/hostile/trial.ts';

/** A process that attends, and how it is asked. */
function attending() {
  const child = spawn('node', [binary, 'attend'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const asked = async (line: string): Promise<Outcome> => {
    child.stdin.write(`${line}\n`);
    return JSON.parse((await lines.next()).value!);
  };
  return { child, asked, end: () => child.stdin.end() };
}

/** A folder with a subject whose gradient is wrong. */
function folder(): string {
  const path = temporaryFolder('attend');
  writeFileSync(
    join(path, 'a.gradcheck.json'),
    JSON.stringify({ subjects: [{ name: 'wrong', f: 'x^2', gradient: ['3*x'], variables: { x: [-2, 2] } }] }),
  );
  return path;
}

const timeless = ({ status, stdout, stderr }: Outcome) => ({ status, stdout: stdout.replace(/^\d+\.\d s/m, ''), stderr });

test('one process carries out command lines, each in its folder and its environment, as the command does', async () => {
  const { child, asked, end } = attending();
  const [here, there] = [folder(), folder()];
  const words = ['run', '.', '--no-memory', '--reporter', 'terminal', '--reporter', 'json=r.json'];
  const env = { PATH: process.env.PATH!, NO_COLOR: '1' };
  const expected = timeless(await commanded(here, ...words));
  expect(expected.status).toBe(1);
  for (const cwd of [here, there]) {
    expect(timeless(await asked(JSON.stringify({ words, cwd, env })))).toEqual(expected);
    expect(readFileSync(join(cwd, 'r.json'), 'utf8')).toContain('"wrong"');
  }
  expect(await asked(JSON.stringify({ words: ['run', '--sed=1'], cwd: here, env }))).toMatchObject({ status: 2, stdout: '' });
  expect((await asked(JSON.stringify({ words: ['check', 'x^2', '--gradient', '2*x'], cwd: here, env }))).status).toBe(0);
  end();
  expect((await once(child, 'exit'))[0]).toBe(0);
});

test('what is no order is told, and the next one carried out', async () => {
  const { child, asked, end } = attending();
  for (const line of ['{', '[]', '{"words":"run","cwd":"/","env":{}}', '{"words":["run"],"cwd":"/no/such/folder","env":{}}']) {
    const { status, stderr } = await asked(line);
    expect(stderr).toMatch(/^gradcheck: this is no order: .+\n$/);
    expect(status).toBe(2);
  }
  expect((await asked(JSON.stringify({ words: ['attend'], cwd: '/', env: {} }))).stderr).toBe(
    'gradcheck: this is no order: one process attends already\n',
  );
  expect(await asked(JSON.stringify({ words: ['check', 'x^2', '--gradient', '2*x'], cwd: '/', env: {} }))).toMatchObject({ status: 0 });
  end();
  expect((await once(child, 'exit'))[0]).toBe(0);
});

test('a server that a command line starts has the environment of that line', async () => {
  const { asked, end } = attending();
  const order = { words: ['run', '--exec', 'echo "for $WHOM" >&2'], cwd: folder(), env: { PATH: process.env.PATH, WHOM: 'Ada' } };
  const { stderr } = await asked(JSON.stringify(order));
  expect(stderr).toContain('it printed last: for Ada');
  end();
});
