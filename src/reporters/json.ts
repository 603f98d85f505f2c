import { toJson } from '../report/report.ts';
import type { Reporter } from './reporter.ts';

/** The whole report, in the format of `reportSchema`. */
export const json: Reporter = (report) => toJson(report);
