/** The entry of the package: subjects, checks, and the report of a run. `gradcheck/authoring` has what only authors of laws need. */

export { properties } from '../properties/index.ts';
export { readings } from '../readings/index.ts';
export { fromFormula, fromFormula as formula } from './adapters/formula.ts';
export { readSubjects, SubjectFileError } from './adapters/json.ts';
export { type LayerDefinition, layer } from './adapters/layer.ts';
export type { Input } from './adapters/tensors.ts';
export { fromTfjs } from './adapters/tfjs.ts';
export { type CheckOptions, check, type Result } from './check/check.ts';
export type { Counterexample, Counterexample as Exhibit } from './check/counterexample.ts';
export type { Wrong } from './explain/locate.ts';
export type { Property } from './law/property.ts';
export type { Reading } from './law/reading.ts';
export type { Verdict } from './law/verdict.ts';
export type { Domain, Interval } from './math/domain.ts';
export type { Precision } from './math/precision.ts';
export type { Vector } from './math/vector.ts';
export { type Derivative, derivative, type LineOptions, type Shape } from './measure/differences/index.ts';
export { fromJson, type Report, reportSchema, toJson } from './report/report.ts';
export { type RunOptions, run } from './report/run.ts';
export type { Kind, Subject } from './subject/kind.ts';
export { type Operator, operator } from './subject/operator.ts';
export type { Rule } from './subject/rule.ts';
export { type Stack, stack } from './subject/stack.ts';
export { type Stochastic, stochastic } from './subject/stochastic.ts';
export { type CriticalPoint, type Definition, type FunctionSubject, subject, type Trend } from './subject/subject.ts';
export { clipping, type Update, update } from './subject/update.ts';
export { assertGradient } from './testing/assert.ts';
