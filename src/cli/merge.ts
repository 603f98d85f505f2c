import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../report/report.ts';
import { reportOf } from '../report/run.ts';
import { fromText, merged, type Part } from './blob.ts';
import type { Command } from './command.ts';
import { outputs, write } from './outputs.ts';
import { requirementsOf } from './plan.ts';
import { statusOf } from './session.ts';
import { firstLine, UsageError } from './usage-error.ts';
import { codeOf } from './writing.ts';

/** Makes one report of the blobs of all shards of a run. */
export const mergeCommand: Command = {
  name: 'merge',
  positional: '<folder>',
  description:
    'Makes one report of the blobs (*.blob, in the folder or below) that the shards of a run have left; refuses shards that are missing, doubled, or of another run. The exit status is that of the run.',
  async run(args) {
    const [folder] = args.positionals;
    const requirements = requirementsOf(args);
    const { results, statements, provenance, seed, rejected } = merged(blobsIn(folder!));
    const hashes = { ...provenance.files, ...(requirements && { [requirements.file]: requirements.sha256 }) };
    const found = { results, statements, ...(requirements && { required: requirements.required }) };
    const report: Report = reportOf(found, seed, { ...provenance, files: hashes, command: args.line });
    const list = outputs(args.values.get('reporter'));
    write(report, list, args.values);
    const files = list.flatMap(({ file }) => file ?? []);
    if (files.length > 0) process.stderr.write(`report in ${files.join(', ')}\n`);
    if (rejected) process.stderr.write('gradcheck: not everything could be loaded, as failed entries of the report say\n');
    return rejected ? 2 : statusOf({ report, interrupted: undefined }, { strict: args.values.has('strict'), requirements });
  },
};

/** The blobs in a folder and below, by the names of their files. */
function blobsIn(folder: string): readonly Part[] {
  let files: readonly string[];
  try {
    files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.blob'));
  } catch (error) {
    throw new UsageError(`${folder}: cannot be read (${codeOf(error)})`);
  }
  if (files.length === 0) throw new UsageError(`${folder}: no blob (*.blob) in this folder`);
  return [...files].sort().map((name) => {
    const file = join(folder, name);
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      throw new UsageError(`${file}: cannot be read (${codeOf(error)})`);
    }
    try {
      return { file, blob: fromText(text) };
    } catch (error) {
      throw new UsageError(`${file}: not a blob of gradcheck run${error instanceof SyntaxError ? `: ${firstLine(error)}` : ''}`);
    }
  });
}
