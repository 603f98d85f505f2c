import * as z from 'zod';
import type { Result } from '../check/check.ts';
import { parsed, printed, revived } from '../check/replay-path.ts';
import type { Sample } from '../law/property.ts';

const entry = z.strictObject({ subject: z.string(), property: z.string(), samples: z.array(z.string()).min(1) });
const memorySchema = z.strictObject({ version: z.literal(1), failures: z.array(entry) });

/** Samples at which laws failed in earlier runs, by subject and law, the newest first. */
export type Memory = z.infer<typeof memorySchema>;

export const nothing: Memory = { version: 1, failures: [] };

/** The most samples that are kept of one failure, the most characters of a sample, and the most failures. */
const LIMITS = { samples: 4, letters: 4000, failures: 1000 };

/** The memory that a JSON text holds. @throws {z.ZodError | SyntaxError} if the text is not a memory of version 1. */
export const fromText = (text: string): Memory => memorySchema.parse(JSON.parse(text));

export const toText = (memory: Memory): string => `${JSON.stringify(memory, undefined, 2)}\n`;

/** The samples at which a law failed for a subject in earlier runs. */
export function recalled({ failures }: Memory, subject: string, property: string): readonly Sample[] {
  const found = failures.find((failure) => failure.subject === subject && failure.property === property);
  return (found?.samples ?? []).map(parsed).flatMap((path) => (path.kind === 'remembered' ? [path.sample] : []));
}

/**
 * The memory after a run. Failures of the run are kept, checks that did not fail are forgotten, and checks that were not made stay as they
 * are.
 */
export function remember(memory: Memory, results: readonly Result[]): Memory {
  const key = ({ subject, property }: { readonly subject: string; readonly property: string }) => JSON.stringify([subject, property]);
  const checked = new Set(results.map(key));
  const before = new Map(memory.failures.map((failure) => [key(failure), failure]));
  const failed = results.flatMap((result) => {
    const { subject, property, verdict, simplest, starkest, fault } = result;
    if (verdict !== 'fail' || fault !== undefined || !simplest || !starkest) return [];
    const fresh = [simplest, starkest]
      .map(({ sample }) => printed({ kind: 'remembered', sample: revived(sample) }))
      .filter(({ length }) => length <= LIMITS.letters);
    const samples = [...new Set([...fresh, ...(before.get(key(result))?.samples ?? [])])].slice(0, LIMITS.samples);
    return samples.length === 0 ? [] : [{ subject, property, samples }];
  });
  const untouched = memory.failures.filter((failure) => !checked.has(key(failure)));
  return { version: 1, failures: [...failed, ...untouched].slice(0, LIMITS.failures) };
}
