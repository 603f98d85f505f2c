import fc from 'fast-check';
import { Discard, type Property } from '../law/property.ts';
import type { Inquiry, Reading } from '../law/reading.ts';
import { instrument } from '../measure/instrument.ts';
import { type Evaluator, Fault } from '../subject/evaluator.ts';
import { evaluatorOf, type Subject } from '../subject/kind.ts';
import type { CheckOptions } from './options.ts';
import { type Result, resultOf } from './result.ts';
import { visits } from './visits.ts';

export type { CheckOptions } from './options.ts';
export type { Result } from './result.ts';

/**
 * Holds one subject to one property: samples, measures, judges; where it fails, finds the simplest failing sample and what is wrong there. Takes a reading, where it is one.
 * Checks of one subject that are given the same evaluator do not ask twice what one of them has asked.
 */
export function check(subject: Subject, inquiry: Inquiry, options: CheckOptions, target: Evaluator = evaluatorOf(subject)): Result {
  const before = { ...target.evaluations };
  const result = 'read' in inquiry ? takeReading(subject, inquiry, options, target) : holdTo(subject, inquiry, options, target);
  const { f, claims } = target.evaluations;
  return { ...result, evaluations: { f: f - before.f, claims: claims - before.claims } };
}

function holdTo(subject: Subject, property: Property, options: CheckOptions, target: Evaluator): Result {
  const seen = visits(subject, target, property, options);
  return { subject: subject.name, property: property.name, law: property.law, ...resultOf({ target, property, options }, seen) };
}

/** Takes a reading, which passes unless there is nothing to read. */
function takeReading(subject: Subject, reading: Reading, { seed, strictReadings = false }: CheckOptions, target: Evaluator): Result {
  const samples = fc.sample(reading.forAll(target), { seed, numRuns: reading.samples });
  const common = { subject: subject.name, property: reading.name, law: reading.law };
  const tally = () => ({ runs: samples.length, discarded: 0, evaluations: { ...target.evaluations } });
  try {
    const { summary, warnings, figures } = reading.read(target, samples, instrument(target, 'quick'));
    const strict = strictReadings && warnings.length > 0;
    return {
      ...common,
      verdict: strict ? 'fail' : 'pass',
      ...(strict && { reason: warnings[0]! }),
      ...tally(),
      ...(warnings.length > 0 && { warnings }),
      evidence: { reading: { summary, ...figures } },
    };
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof Discard)) throw error;
    return { ...common, verdict: 'inconclusive', reason: error.message, ...tally(), evidence: { reading: {} } };
  }
}
