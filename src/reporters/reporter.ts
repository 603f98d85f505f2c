import type { styleText } from 'node:util';
import type { Report } from '../report/report.ts';

export interface ReporterOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** True if every law is listed, and not only the clearest failures of each subject. */
  readonly verbose: boolean;
  /** True if the terminal shows only ASCII. */
  readonly ascii?: boolean;
}

/** A function that turns a report into text. */
export interface Reporter {
  (report: Report, options: ReporterOptions): string;
  /** True if it draws pictures: a run for it records the data of pictures in the evidence of its results. */
  readonly draws?: true;
  /** True if its lines may stand on standard output together with those of another such reporter. */
  readonly shares?: true;
  /** Markdown of at most `bytes` bytes for the summary page of a CI step. */
  summary?(report: Report, bytes: number): string;
}

/** Colours a text, or returns it as it is where colours are off. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;
