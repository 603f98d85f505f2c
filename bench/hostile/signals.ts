/** Signals that end runs at random moments. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fromJson } from '../../src/index.ts';
import { random } from '../../src/math/random.ts';
import { binary } from './trial.ts';

const SUBJECTS = `import { subject } from 'gradcheck';
export default Array.from({ length: 40 }, (_, i) => subject({ name: 's' + i, domain: [[-2, 2 + i]], f: ([x]) => x * x, gradient: ([x]) => [2 * x] }));`;

/** Milliseconds within which a signal is answered. */
const LONGEST = 1000;
/** What a command takes that has not yet come to where it listens, and exit statuses of one that has, or is done. */
const STATUSES: Readonly<Record<string, readonly (number | null)[]>> = { SIGINT: [null, 130, 0], SIGTERM: [null, 143, 0] };

/** Processes whose environment holds a text, as Linux lists them. */
const marked = (mark: string): readonly string[] =>
  process.platform !== 'linux'
    ? []
    : readdirSync('/proc').filter((name) => {
        try {
          return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'latin1').includes(mark);
        } catch {
          return false;
        }
      });

/** Interrupts runs in one folder at so many moments, drawn from a seed; tells what was wrong. */
export async function interruptions(count: number, seed: number): Promise<readonly string[]> {
  const { next } = random(seed);
  const cwd = mkdtempSync(join(tmpdir(), 'gradcheck-signals-'));
  writeFileSync(join(cwd, 'a.gradcheck.mjs'), SUBJECTS);
  const report = join(cwd, 'reports/gradcheck.json');
  const problems: string[] = [];
  for (let k = 0; k < count; k++) {
    const [moment, signal, mark] = [next() * 2500, next() < 0.5 ? 'SIGINT' : 'SIGTERM', `gradcheck-signal-${process.pid}-${k}`] as const;
    const told = (problem: string): number => problems.push(`${signal} after ${moment.toFixed(0)} ms: ${problem}`);
    const env = { ...process.env, GRADCHECK_MARK: mark };
    const child = spawn('node', [binary, 'run', '.', '--no-memory', '--runs', '5'], { cwd, env, stdio: 'ignore' });
    const ended = new Promise<number | null>((done) => child.on('close', done));
    await setTimeout(moment);
    const sent = performance.now();
    child.kill(signal);
    const status = await ended;
    if (performance.now() - sent > LONGEST) told(`answered after ${(performance.now() - sent).toFixed(0)} ms`);
    if (!STATUSES[signal]!.includes(status)) told(`exit status ${status}`);
    for (let look = 0; look < 40 && marked(mark).length > 0; look++) await setTimeout(50);
    if (marked(mark).length > 0) told('a process is left');
    if (existsSync(report))
      try {
        fromJson(readFileSync(report, 'utf8'));
      } catch {
        told('the report is not whole');
      }
    const left = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));
    if (left.length > 0) told(`${left[0]} is left`);
  }
  rmSync(cwd, { recursive: true });
  return problems;
}
