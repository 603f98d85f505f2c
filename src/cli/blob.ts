import * as z from 'zod';
import { fromJson, type Report, toJson } from '../report/report.ts';
import { sha256 } from '../report/statement.ts';
import { MOST_SHARDS } from './shard.ts';
import { UsageError } from './usage-error.ts';

const count = z.int().nonnegative();
const blobSchema = z.strictObject({
  blob: z.literal(1),
  shard: z
    .strictObject({ index: z.int().positive(), count: z.int().positive().max(MOST_SHARDS) })
    .refine(({ index, count }) => index <= count),
  /** What all parts of one run have in common, beside what their reports say. */
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** A hash of the names of all subjects of the run. */
  subjects: z.string(),
  /** For each result of the report, the place of its subject among all of the run. */
  places: z.array(count),
  /** Whether a file or a subject could not be loaded. */
  rejected: z.boolean(),
  report: z.unknown(),
});

/** A part of a run, as it is kept until all parts are merged. */
export type Blob = Omit<z.infer<typeof blobSchema>, 'report'> & { readonly report: Report };

export const hashOf = (names: readonly string[]): string => sha256(JSON.stringify(names)).slice(0, 16);

export const toText = ({ report, ...rest }: Blob): string => `${JSON.stringify(rest).slice(0, -1)},"report":${toJson(report).trimEnd()}}\n`;

/** The blob of a text. @throws {Error} if it is none. */
export function fromText(text: string): Blob {
  const { report, ...rest } = blobSchema.parse(JSON.parse(text));
  const found = { ...rest, report: fromJson(JSON.stringify(report)) };
  if (found.places.length !== found.report.results.length) throw new Error('it does not say where its results belong');
  return found;
}

/** A blob with the name of its file. */
export interface Part {
  readonly file: string;
  readonly blob: Blob;
}

/** What parts of one run must agree in: its name, and its value in a blob. */
const COMMON: readonly (readonly [what: string, value: (blob: Blob) => string])[] = [
  ['number of shards', ({ shard }) => String(shard.count)],
  ['seed', ({ report }) => String(report.seed)],
  ['version of gradcheck', ({ report }) => report.tool.version],
  ['commit', ({ report }) => report.provenance.commit ?? 'none'],
  ['version of Node', ({ report }) => report.provenance.node],
  ['options', ({ options }) => JSON.stringify(options)],
  ['list of subjects', ({ subjects }) => subjects],
];

/** The parts of a run put together. */
interface Whole {
  readonly results: Report['results'];
  /** What was checked, in the order of one run. */
  readonly statements: NonNullable<Report['subjects']>;
  /** The origin that the report tells: that of the first shard, with the laws of all. */
  readonly provenance: Report['provenance'];
  readonly seed: number;
  readonly rejected: boolean;
}

/** The effort of all parts, with what is left out of any. */
function effortOf(parts: readonly Part[]): Pick<Report['provenance'], 'effort'> {
  const all = parts.flatMap(({ blob }) => blob.report.provenance.effort ?? []);
  return all[0] ? { effort: { ...all[0], leftOut: [...new Set(all.flatMap(({ leftOut }) => leftOut))] } } : {};
}

/** The results of all parts in the order of one run. @throws {UsageError} naming the files that do not belong together, or the shard that is missing. */
export function merged(parts: readonly Part[]): Whole {
  const first = parts[0]!;
  for (const [what, value] of COMMON) {
    const other = parts.find(({ blob }) => value(blob) !== value(first.blob));
    if (other)
      throw new UsageError(
        `${other.file} and ${first.file} are not of one run: another ${what} (${value(other.blob).slice(0, 80)}, ${value(first.blob).slice(0, 80)})`,
      );
  }
  const { count } = first.blob.shard;
  const byIndex = new Map<number, Part>();
  for (const part of parts) {
    const { index } = part.blob.shard;
    const twin = byIndex.get(index);
    if (twin) throw new UsageError(`${twin.file} and ${part.file} are both shard ${index} of ${count}`);
    byIndex.set(index, part);
  }
  const missing = Array.from({ length: count }, (_, i) => i + 1).filter((index) => !byIndex.has(index));
  if (missing.length > 0)
    throw new UsageError(`shard ${missing.slice(0, 8).join(', ')}${missing.length > 8 ? ', …' : ''} of ${count} is missing`);
  const all = parts.flatMap(({ blob }) => blob.report.results.map((result, k) => ({ result, place: blob.places[k]! })));
  const { provenance, seed } = byIndex.get(1)!.blob.report;
  const results = all.sort((a, b) => a.place - b.place).map(({ result }) => result);
  const order = new Map([...new Set(results.map(({ subject }) => subject))].map((name, place) => [name, place]));
  const statements = parts.flatMap(({ blob }) => blob.report.subjects ?? []);
  const together = <K extends 'laws' | 'files'>(key: K) => ({
    [key]: Object.assign({}, ...parts.map(({ blob }) => blob.report.provenance[key])),
  });
  return {
    results,
    statements: statements.sort((a, b) => (order.get(a.name) ?? order.size) - (order.get(b.name) ?? order.size)),
    provenance: { ...provenance, ...together('laws'), ...together('files'), ...effortOf(parts) },
    seed,
    rejected: parts.some(({ blob }) => blob.rejected),
  };
}
