/** Writes the sample report reports/example/: a wrong layer, and the subjects of example.gradcheck.ts, at a fixed seed and date. The same code writes the same bytes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readings } from '../readings/index.ts';
import { subjectFiles } from '../src/cli/files.ts';
import { load } from '../src/cli/load.ts';
import { replay } from '../src/cli/run.ts';
import { properties, run, toJson } from '../src/index.ts';
import { illustrated } from '../src/report/evidence/index.ts';
import { reporters } from '../src/reporters/index.ts';
import { root } from './corpus.ts';
import { started } from './started.ts';

const SEED = 42;
const RUNS = 50;
/** What is timed is not the same twice. */
const inquiries = [...properties, ...readings.filter(({ name }) => name !== 'cost')];
/** Where the sample report is. */
export const folder = join(root, 'reports', 'example');
const FILES = ['examples/custom-layer', 'bench/example.gradcheck.ts'];

/** The sample report as JSON and as a page. */
export async function example(): Promise<{ readonly json: string; readonly page: string }> {
  const place = relative(root, folder);
  const outputs = `--reporter html=${place}/index.html --reporter json=${place}/report.json`;
  const command = `gradcheck run ${FILES.join(' ')} --seed ${SEED} --runs ${RUNS} ${outputs}`;
  const subjects = subjectFiles(
    FILES.map((file) => join(root, file)),
    { globs: false },
  );
  const options = { seed: SEED, runs: RUNS, command };
  const { subjects: all } = await load(subjects);
  const report = run(all, inquiries, options);
  const provenance = { command, date: '2026-01-01T00:00:00.000Z', node: 'v20', engines: {}, laws: report.provenance.laws! };
  const again = report.results.map((result) =>
    result.verdict === 'fail' ? { ...result, replay: replay(result, { seed: SEED, runs: RUNS }) } : result,
  );
  const results = illustrated(again, all, { seed: SEED, ...provenance });
  // The text of a function is that of the program which has loaded it: another one breaks its lines elsewhere.
  const stated = report.subjects!.map(({ code: _, ...rest }) => rest);
  const pinned = { ...report, results, provenance, subjects: stated };
  return { json: toJson(pinned), page: reporters.html!(pinned, { color: false, width: 100, verbose: false }) };
}

if (started(import.meta.url)) {
  const { json, page } = await example();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.json'), json);
  writeFileSync(join(folder, 'index.html'), page);
}
