/**
 * What one question to a server in another process takes, over named pipes and over pipes: `npm run bench:trips`. f is asked for its first input, so that nearly all of the time is that of the way there
 * and back; a gradient sends as many numbers back. Medians; on a busy machine they say nothing.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Medium } from '../src/adapters/process/channel.ts';
import { subjectsOf } from '../src/adapters/process/served.ts';
import { patienceFor, serverOf } from '../src/adapters/process/server.ts';
import type { FunctionSubject } from '../src/authoring.ts';
import { vectorFolder } from './protocol.ts';
import { quantile, table } from './table.ts';

/** Numbers of inputs, and how often each is asked. */
const SIZES = [
  [10, 4000],
  [10_000, 1000],
  [1_000_000, 20],
] as const;

const SERVER = `import { serve } from ${JSON.stringify(join(vectorFolder, 'server.mjs'))};
serve([${SIZES.map(([n]) => `{ name: 'n${n}', inputs: [{ name: 'x', shape: [${n}] }], outputs: 1, f: (x) => x[0], gradient: (x) => x }`)}]);
`;

/** The medians of what f and the gradient of each size take, in microseconds. */
function roundTrips(medium: Medium): readonly (readonly string[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-round-trips-'));
  const file = join(folder, 'server.mjs');
  writeFileSync(file, SERVER);
  const server = serverOf(`node ${file}`, patienceFor(), medium);
  const subjects = subjectsOf(server) as readonly FunctionSubject[];
  try {
    return SIZES.map(([n, times], k) => {
      const { f, gradient } = subjects[k]!;
      const x = new Float64Array(n);
      const taken = (ask: (x: never) => unknown): string => {
        const each = Array.from({ length: times }, (_, turn) => {
          x.fill(turn);
          const before = performance.now();
          ask(x as never);
          return 1000 * (performance.now() - before);
        });
        return quantile(each, 1 / 2).toFixed(0);
      };
      return [String(n), taken(f), taken(gradient!)];
    });
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const medium of ['fifos', 'pipes'] as const)
  console.log(`${table([`${medium}: inputs`, 'f, µs', 'gradient, µs'], roundTrips(medium))}\n`);
