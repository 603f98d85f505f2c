import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { efforts } from '../check/effort.ts';
import { suggestion } from './suggestion.ts';
import { firstLine, UsageError } from './usage-error.ts';

const configSchema = z.strictObject({
  include: z.array(z.string().min(1)).min(1).optional(),
  exec: z.array(z.string().min(1)).min(1).optional(),
  seed: z
    .union(
      [
        z
          .int()
          .min(-(2 ** 31))
          .max(2 ** 31 - 1),
        z.literal('random'),
      ],
      { error: "must be a whole number of 32 bits or 'random'" },
    )
    .optional(),
  runs: z.int().min(1).max(1_000_000).optional(),
  effort: z.enum(efforts, { error: `must be one of ${efforts.join(', ')}` }).optional(),
  budget: z.int().min(1).optional(),
  reporters: z.array(z.string().min(1)).optional(),
  memory: z.union([z.string().min(1), z.literal(false)], { error: 'must be the name of a file, or false' }).optional(),
  strict: z.boolean().optional(),
  strictReadings: z.boolean().optional(),
});

/** The keys that a configuration may have. */
export const configKeys: readonly string[] = Object.keys(configSchema.shape);

/** What an action with a value of the configuration comes to. @throws {UsageError} naming the file and the key, where it throws one. */
export function configured<T>(file: string | undefined, key: keyof Config, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof UsageError && file !== undefined ? new UsageError(`${file}: ${key}: ${error.message}`) : error;
  }
}

/** The content of `gradcheck.config.*`: files, folders or globs to check, and defaults for the flags of the same names. */
export type Config = z.infer<typeof configSchema>;

const names = ['ts', 'mts', 'js', 'mjs', 'json'].map((extension) => `gradcheck.config.${extension}`);

/**
 * The configuration of the working directory, and its file; an empty configuration if there is none.
 * @throws {UsageError} naming the file, and the key if one is wrong.
 */
export async function config(): Promise<{ readonly file?: string; readonly config: Config }> {
  const [file, other] = names.filter((name) => existsSync(name));
  if (file === undefined) return { config: {} };
  if (other !== undefined) throw new UsageError(`both ${file} and ${other} are here; remove one`);
  const result = configSchema.safeParse(await content(file));
  if (result.success && result.data.exec && file.endsWith('.json'))
    throw new UsageError(`${file}: exec: starts programs, and a file of JSON is data; say it in ${file.replace('.json', '.mjs')}`);
  if (result.success) return { file, config: result.data };
  const issue = result.error.issues[0]!;
  if (issue.code === 'unrecognized_keys') {
    const key = String(issue.keys[0]);
    throw new UsageError(`${file}: unknown key ${JSON.stringify(key)}${suggestion(key, configKeys)}`);
  }
  throw new UsageError(`${file}: ${issue.path.map(String).join('.') || 'the configuration'}: ${issue.message}`);
}

async function content(file: string): Promise<unknown> {
  if (file.endsWith('.json')) {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      throw new UsageError(`${file}: ${firstLine(error)}`);
    }
  }
  const { imported } = await import('./modules.ts');
  const { default: value } = (await imported(file)).exports;
  if (value === undefined) throw new UsageError(`${file}: export the configuration as default`);
  return value;
}
