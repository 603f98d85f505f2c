import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { fromJson, type Report } from '../report/report.ts';
import { firstLine, UsageError } from './usage-error.ts';

/** The report in a JSON file. @throws {UsageError} naming the file and the part of it that is not as a report should be. */
export function reportFile(file: string): Report {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(code === 'ENOENT' ? `${file}: no such file` : `${file}: cannot be read (${code ?? firstLine(error)})`);
  }
  try {
    return fromJson(text);
  } catch (error) {
    throw new UsageError(`${file}: not a report of gradcheck: ${problem(error)}`);
  }
}

function problem(error: unknown): string {
  if (!(error instanceof z.ZodError)) return `no JSON: ${firstLine(error)}`;
  const [issue] = error.issues;
  return `${issue?.path.map(String).join('.') || 'the whole'}: ${issue?.message}`;
}
