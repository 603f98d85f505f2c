import * as z from 'zod';
import type { Result } from '../check/check.ts';
import { parsed, printed, revived } from '../check/replay-path.ts';
import type { Sample } from '../law/property.ts';

const entry = z.strictObject({ subject: z.string(), property: z.string(), samples: z.array(z.string()).min(1) });
const memorySchema = z.strictObject({ version: z.literal(1), failures: z.array(entry) });

/** Samples at which laws failed in earlier runs, newest first, by the names of subject and law. */
export type Memory = z.infer<typeof memorySchema>;

export const nothing: Memory = { version: 1, failures: [] };

/** So many samples are kept of one failure, none longer than so many letters, and of so many failures. */
const LIMITS = { samples: 4, letters: 4000, failures: 1000 };

/**
 * A memory from its JSON text.
 * @throws {z.ZodError | SyntaxError} if the text is none.
 */
export const fromText = (text: string): Memory => memorySchema.parse(JSON.parse(text));

export const toText = (memory: Memory): string => `${JSON.stringify(memory, undefined, 2)}\n`;

/** The samples at which a law is remembered to have failed. */
export function recalled({ failures }: Memory, subject: string, property: string): readonly Sample[] {
  const found = failures.find((failure) => failure.subject === subject && failure.property === property);
  return (found?.samples ?? []).map(parsed).flatMap((path) => (path.kind === 'remembered' ? [path.sample] : []));
}

/** The memory after a run: what failed is kept, what was checked and did not fail is forgotten, the rest stays. */
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
