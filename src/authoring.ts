/** What authors of laws, readings and subjects import. */

export { default as fc } from 'fast-check';
export { type ConformanceOptions, type Conformity, conformance } from './adapters/conformance.ts';
export { fromFormula, fromFormula as formula } from './adapters/formula.ts';
export { type LayerDefinition, layer } from './adapters/layer.ts';
export type { Input } from './adapters/tensors.ts';
export { fromTfjs } from './adapters/tfjs.ts';
export { erf } from './formulas/erf.ts';
export { recipe, ruleOf } from './law/calculus.ts';
export { partsOf, varied } from './law/contour.ts';
export { exactMeasurement } from './law/exact-measurement.ts';
export { alongGradient, bendFields, claimedFields, gradientFields, pullbackField } from './law/fields.ts';
export { Discard, discard, type Law, type Property, property, type Sample, type Target, Unmeasured, unmeasured } from './law/property.ts';
export { type Finding, type Reading, reading } from './law/reading.ts';
export { remainderOrder } from './law/remainder.ts';
export { isRough, ROUGH } from './law/rough.ts';
export { cotangent, denseDirection, direction, frameColumn, number, point } from './law/sample.ts';
export { type Drift, drift } from './law/sequential-test.ts';
export { algebra, settle } from './law/symbolic.ts';
export {
  alike,
  applied,
  declared,
  image,
  isSmooth,
  linear,
  type Place,
  shifted,
  withInputRounding,
} from './law/symmetry.ts';
export type { Measurement, Verdict } from './law/verdict.ts';
export { contains, type Domain, dimension, free, type Interval, interval, reach, scaleAlong, unit } from './math/domain.ts';
export { about, combine, EPSILON, type Estimate, exactly, rounded, scale, VALUE_ROUNDINGS } from './math/estimate.ts';
export { eigenvalues, solve } from './math/matrix.ts';
export { type Precision, UNIT } from './math/precision.ts';
export {
  along,
  axis,
  dot,
  type Matrix,
  norm,
  normalized,
  outer,
  plus,
  scaled,
  times,
  transposeTimes,
  type Vector,
  vector,
} from './math/vector.ts';
export { curvature, type Derivative, derivative, type LineOptions, type Shape } from './measure/differences/index.ts';
export type { Effort, Instrument } from './measure/instrument.ts';
export { type Balance, balance, wrongPlace } from './measure/line-integral.ts';
export type { Region } from './measure/ordinary.ts';
export { projected, type Scalar } from './measure/projection.ts';
export type { Field } from './measure/segment.ts';
export { barsBetween, CONTRADICTION, contradict, type Side } from './measure/side.ts';
export { loopOf } from './subject/batch.ts';
export { type ClaimName, claimNames, type Evaluator } from './subject/evaluator.ts';
export { asked, Fault, givenTo, unmoved } from './subject/guard.ts';
export type { Kind, Subject } from './subject/kind.ts';
export { labelOf } from './subject/label.ts';
export { type Operator, type OperatorEvaluator, operator } from './subject/operator.ts';
export { alongOf, guardedCall, pullbacks } from './subject/pullback.ts';
export { reordering } from './subject/reordering.ts';
export { clipped, descends, optimizer, type Rule } from './subject/rule.ts';
export { type Stack, type StackEvaluator, type StackedLayer, stack } from './subject/stack.ts';
export { type Stochastic, type StochasticEvaluator, stochastic } from './subject/stochastic.ts';
export { type CriticalPoint, type Definition, type FunctionSubject, subject, type Trend } from './subject/subject.ts';
export { askedTwice } from './subject/twice.ts';
export { clipping, type Update, type UpdateEvaluator, update } from './subject/update.ts';

// Names of version 0.1, before they were changed.

export type { Finding as Health, Reading as Gauge } from './law/reading.ts';
export { withInputRounding as granted } from './law/symmetry.ts';
export type { LineOptions as Look } from './measure/differences/index.ts';
export type { Evaluator as Observed } from './subject/evaluator.ts';
export type { OperatorEvaluator as ObservedOperator } from './subject/operator.ts';
export { guardedCall as authored } from './subject/pullback.ts';
export type { StackEvaluator as ObservedStack } from './subject/stack.ts';
export type { StochasticEvaluator as ObservedStochastic } from './subject/stochastic.ts';
export type { UpdateEvaluator as ObservedUpdate } from './subject/update.ts';
