import type { styleText } from 'node:util';
import type { Report } from '../report/report.ts';

export interface ReporterOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Tells every law, not only the most telling failure of each subject. */
  readonly verbose: boolean;
  /** The terminal shows ASCII alone. */
  readonly ascii?: boolean;
}

/** Turns a report into text. */
export interface Reporter {
  (report: Report, options: ReporterOptions): string;
  /** True if it draws: a run for it records in its results' evidence what pictures need. */
  readonly draws?: true;
  /** True if its lines may stand on standard output beside those of another such reporter. */
  readonly shares?: true;
  /** Markdown of at most so many bytes, for the page on which a CI service sums up a step. */
  summary?(report: Report, bytes: number): string;
}

/** Colours a text, or leaves it alone. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;
