import { readFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import type { Required } from '../report/requirement.ts';
import { sha256 } from '../report/statement.ts';
import { MOST_DIGITS_REQUIRED } from '../subject/shape.ts';
import { firstLine, UsageError } from './usage-error.ts';
import { codeOf } from './writing.ts';

/** A list of requirements, the name of its file, and the SHA-256 of that. */
export interface RequirementsFile {
  readonly file: string;
  readonly sha256: string;
  readonly required: readonly Required[];
}

/** The columns of such a list. Others are let be. */
const COLUMNS = ['id', 'text', 'digits'] as const;

/**
 * The requirements of a CSV file: a line of headings, of which `id` must be one, `text` and `digits` may be; then a line for each requirement.
 * @throws {UsageError} in one line that names the file, and the line where there is one.
 */
export function requirementsIn(file: string): RequirementsFile {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (error) {
    throw new UsageError(`--requirements ${file}: cannot be read (${codeOf(error)})`);
  }
  const problem = (text: string): UsageError => new UsageError(`--requirements ${file}: ${text}`);
  const rows = rowsOf(content, problem);
  if (rows.length === 0) throw problem('there is no requirement in it');
  const seen = new Set<string>();
  const required = rows.map(({ record, info: { lines } }): Required => {
    const { id, text, digits } = record;
    if (!id) throw problem(`line ${lines}: the id is missing`);
    if (seen.has(id)) throw problem(`line ${lines}: the id ${JSON.stringify(id)} is there twice`);
    seen.add(id);
    if (digits && !(Number(digits) >= 0 && Number(digits) <= MOST_DIGITS_REQUIRED))
      throw problem(`line ${lines}: digits must be a number from 0 to ${MOST_DIGITS_REQUIRED}, not ${JSON.stringify(digits)}`);
    return { id, ...(text && { text }), ...(digits && { digits: Number(digits) }) };
  });
  return { file, sha256: sha256(content), required };
}

interface Row {
  readonly record: Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;
  readonly info: { readonly lines: number };
}

function rowsOf(content: Buffer, problem: (text: string) => UsageError): readonly Row[] {
  const columns = (headings: readonly string[]): string[] => {
    const names = headings.map((heading) => heading.trim().toLowerCase());
    if (!names.includes('id'))
      throw problem(`its first line has no column "id" (it has ${headings.map((name) => JSON.stringify(name)).join(', ')})`);
    return names;
  };
  try {
    return parse(content, {
      bom: true,
      columns,
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count_less: true,
    }) as unknown as readonly Row[];
  } catch (error) {
    throw error instanceof CsvError ? problem(`is no CSV: ${firstLine(error)}`) : error;
  }
}
