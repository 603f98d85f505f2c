/** The package's entry: what authors of subjects and laws write with, the registered laws, and the two ways to run them from code. */

export { properties } from '../properties/index.ts';
export { readings } from '../readings/index.ts';
export { readSubjects, SubjectFileError } from './adapters/json.ts';
export * from './authoring.ts';
export { type CheckOptions, check, type Result } from './check/check.ts';
export type { Counterexample, Counterexample as Exhibit } from './check/counterexample.ts';
export type { Wrong } from './explain/locate.ts';
export { fromJson, type Report, reportSchema, toJson } from './report/report.ts';
export { type RunOptions, run } from './report/run.ts';
export { assertGradient } from './testing/assert.ts';
