import { htmlPage } from './html/index.ts';
import { json } from './json.ts';
import type { Reporter } from './reporter.ts';
import { terminal } from './terminal.ts';

/** The reporters, by the name that `--reporter` takes. */
export const reporters: Readonly<Record<string, Reporter>> = { terminal, json, html: htmlPage };

export type { Reporter } from './reporter.ts';
