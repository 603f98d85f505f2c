import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as authoring from './authoring.ts';
import * as entry from './index.ts';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** What those import who check derivatives. */
const ENTRY = words(`
  CheckOptions Counterexample Coverage CriticalPoint Definition Derivative Domain Effort Engine EngineDefinition Exhibit FamilyOptions
  FunctionSubject Input Interval Kind KnownFailure LayerDefinition LineOptions Operation Operator Precision Property Reading Report
  Result Rule RunOptions Shape Stack Stochastic Subject SubjectFileError Sweep SweepDefinition Trend Update Vector Verdict Wrong
  assertGradient check clipping derivative families formula fromEngine fromFormula fromJson fromTfjs jaxEngine jsPytorchEngine layer
  layerEngine operator properties readSubjects readings reportSchema run stack stochastic subject sweep symbolicEngine tfjsEngine through
  toJson update valueEngine
`);

/** What those import who write laws and subjects of their own kinds. */
const AUTHORING = words(`
  Balance CONTRADICTION ClaimName ConformanceOptions Conformity CriticalPoint Definition Derivative Discard Domain Drift EPSILON Effort
  Estimate Evaluator Fault Field Finding FunctionSubject Gauge Health Input Instrument Interval Kind Law LayerDefinition LineOptions Look
  Matrix Measurement Observed ObservedOperator ObservedStack ObservedStochastic ObservedUpdate Operator OperatorEvaluator Place Precision
  Property ROUGH Reading Region Rule Sample Scalar Shape Side Stack StackEvaluator StackedLayer Stochastic StochasticEvaluator Subject Target
  Trend UNIT Unmeasured Update UpdateEvaluator VALUE_ROUNDINGS Vector Verdict about algebra alike along alongGradient alongOf applied asked askedTwice authored axis
  balance barsBetween bendFields claimNames claimedFields clipped clipping combine conformance contains contradict cotangent curvature declared
  denseDirection derivative descends dimension direction discard dot drift eigenvalues erf exactMeasurement exactly fc formula
  frameColumn free fromFormula fromTfjs givenTo gradientFields granted guardedCall image interval isRough isSmooth labelOf layer linear loopOf norm
  normalized number operator optimizer outer partsOf plus point projected property pullbackField pullbacks reach reading recipe
  remainderOrder reordering rounded ruleOf scale scaleAlong scaled settle shifted solve stack stochastic subject times transposeTimes unit
  unmeasured unmoved update varied vector withInputRounding wrongPlace
`);

/** What version 0.1 exported from its one entry. */
const BEFORE = words(`
  CheckOptions ClaimName CriticalPoint Definition Derivative Discard Domain Drift EPSILON Effort Estimate Exhibit Fault
  FunctionSubject Gauge Health Input Instrument Interval Kind Law LayerDefinition Look Matrix Measurement Observed ObservedOperator
  ObservedStack ObservedStochastic ObservedUpdate Operator Place Precision Property Reading Region Report Result Rule RunOptions
  Sample Scalar Shape Stack StackedLayer Stochastic Subject SubjectFileError Target Trend UNIT Update Vector Verdict Wrong about
  algebra alike along applied assertGradient authored axis check claimNames clipped clipping combine contains contradict cotangent
  curvature declared denseDirection derivative descends dimension direction discard dot drift eigenvalues erf exactly fc formula
  frameColumn free fromFormula fromJson fromTfjs granted image interval isSmooth labelOf layer linear loopOf norm normalized number
  operator optimizer plus point projected properties property pullbacks reach readSubjects reading readings recipe remainderOrder
  reportSchema rounded ruleOf run scale scaleAlong scaled settle shifted solve stack stochastic subject times toJson transposeTimes
  unit unmoved update vector
`);

/** The names, of values and types, that a file exports. Each is written there: nothing is handed on unnamed. */
function exported(file: string): readonly string[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  expect(text).not.toContain('export *');
  return [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)]
    .flatMap(([, list]) => list!.split(',').map((item) => item.trim()))
    .filter((item) => item !== '')
    .map((item) => item.replace(/^type /, '').replace(/^.* as /, ''))
    .sort();
}

test('gradcheck exports what those need who check derivatives', () => {
  expect(exported('index.ts')).toEqual(ENTRY);
});

test('gradcheck/authoring exports what those need who write laws', () => {
  expect(exported('authoring.ts')).toEqual(AUTHORING);
});

test('what gradcheck exported in version 0.1 is exported there still, or from gradcheck/authoring', () => {
  expect(BEFORE.filter((name) => !ENTRY.includes(name) && !AUTHORING.includes(name))).toEqual([]);
});

test('a name that both export is one and the same', () => {
  const values: Readonly<Record<string, unknown>> = authoring;
  const different = Object.entries(entry).filter(([name, value]) => name in values && values[name] !== value);
  expect(different).toEqual([]);
});
