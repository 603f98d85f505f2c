/** The package's entry: what authors of subjects and laws write with, the registered laws, and the two ways to run them from code. */

export { properties } from '../properties/index.ts';
export { readings } from '../readings/index.ts';
export { readSubjects, SubjectFileError } from './adapters/json.ts';
export { type CheckOptions, check, type Result } from './check.ts';
export type { Exhibit } from './exhibit.ts';
export * from './index.ts';
export type { Wrong } from './locate.ts';
export { fromJson, type Report, reportSchema, toJson } from './report.ts';
export { type RunOptions, run } from './run.ts';
export { assertGradient } from './testing/assert.ts';
