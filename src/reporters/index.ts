import { github } from './github.ts';
import { htmlPage } from './html/index.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { Reporter } from './reporter.ts';
import { sarif } from './sarif.ts';
import { terminal } from './terminal.ts';
import { verification } from './verification/index.ts';

/** The reporters, by the name that `--reporter` takes. */
export const reporters: Readonly<Record<string, Reporter>> = {
  terminal,
  json,
  html: htmlPage,
  verification,
  markdown,
  junit,
  sarif,
  github,
};

export type { Reporter, ReporterOptions } from './reporter.ts';
