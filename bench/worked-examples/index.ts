/** The worked examples of the method's pages: a table of numbers for each section, by the name of the generated block that holds it. */
import { bias, directions, location, region } from './chances.ts';
import { claimNoise, kinks, rounding, verdicts } from './claims.ts';
import { exact } from './exact.ts';
import { bars, ladder, noise, secondOrder, slope } from './lines.ts';
import { secondWitness } from './witness.ts';

export const workedExamples: Readonly<Record<string, () => string>> = {
  'example: a slope': slope,
  'example: a ladder': ladder,
  'example: noise': noise,
  'example: a bar': bars,
  'example: kinks': kinks,
  'example: a noisy claim': claimNoise,
  'example: rounding': rounding,
  'example: the second witness': secondWitness,
  'example: exact': exact,
  'example: second order': secondOrder,
  'example: verdicts': verdicts,
  'example: directions': directions,
  'example: a region': region,
  'example: a place': location,
  'example: a bias': bias,
};
