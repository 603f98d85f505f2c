import { expect, test } from 'vitest';
import { deciding, type Threshold, thresholds, thresholdsOf, unnamed, unnamedOf } from './thresholds.ts';

/** Numbers that are mathematics, arithmetic of a generator, codes or a format, and decide nothing. */
const MATHEMATICS = {
  'src/adapters/conformance.ts': ['3', '0.5', '4', '3', '0.25', '1.5', '0.5'], // factors whose products are known
  'src/adapters/format.ts': ['41', '1024'], // bits, and a small step
  'src/adapters/operations.ts': ['3', '3', '4', '3', '3', '3', '3', '3', '3', '3', '3', '3', '50', '50', '3', '3'], // sizes of axes
  'src/adapters/small-operations.ts': ['10', '10', '3'], // bits of half precision, and an axis from the end
  'src/adapters/tensors.ts': ['8'], // a small step
  'src/adapters/windows.ts': ['3', '4', '4', '3', '4', '3'], // sizes of pictures and windows
  'src/adapters/process/frame.ts': ['4', '8', '4', '8'], // places in a frame
  'src/adapters/process/keeper-thread.ts': ['3', '4', '4', '1e6'], // descriptors, bytes of a slot, nanoseconds
  'src/adapters/process/keeper.ts': ['1e6'], // nanoseconds
  'src/check/exactness.ts': ['10', '10'], // tenths
  'src/check/examine.ts': ['10'], // digits
  'src/check/result.ts': ['10', '10'], // tenths
  'src/explain/diagnoses/factor.ts': ['180', '180', '255', '255', '3', '4', '5', '6'], // degrees, bytes, powers of ten
  'src/explain/diagnoses/fit.ts': ['7'], // seven digits, as its name says
  'src/explain/border.ts': ['17', '9'], // digits of a double, and those that are written
  'src/measure/trend.ts': ['4', '6', '12'], // Simpson's rule, and the variance of a rounding
  'src/mutation/mutation.ts': ['10'], // powers of ten
  'src/formulas/algebra.ts': ['0.5', '3', '10'], // (√u)′, (∛u)′ and (log₁₀ u)′
  'src/formulas/exact/agreement.ts': ['10'], // powers of ten
  'src/formulas/exact/elementary.ts': ['10'], // log₁₀
  'src/formulas/exact/evaluation.ts': ['0.5', '0.5'], // halves
  'src/formulas/formula-error.ts': ['16', '4', '3'], // \u0000, and room for …
  'src/formulas/print.ts': ['3', '4', '5', '6'], // the order in which operations bind
  'src/formulas/tape.ts': ['3', '4', '5', '6', '7', '8', '5', '3', '4'], // codes and places of instructions
  'src/formulas/vocabulary.ts': ['3'], // cube
  'src/fuzz/slope.ts': ['3'], // Richardson's extrapolation
  'src/law/remainder.ts': ['3'], // the order of a remainder of second order
  'src/law/sample.ts': ['10', '10'], // powers of ten
  'src/subject/memo.ts': [
    '0x9e3779b9',
    '0x85ebca6b',
    '0xc2b2ae35',
    '0xcc9e2d51',
    '0x1b873593',
    '15',
    '0x239b961b',
    '0xab0e9789',
    '16',
    '0x38b34ae5',
    '0xa1e38b93',
    '17',
    '21',
    '11',
    '32',
    '13',
    '5',
    '0xe6546b64',
    '16',
    '0x85ebca6b',
    '13',
    '0xc2b2ae35',
    '16',
  ], // multipliers and shifts of fingerprints
  'src/math/random.ts': ['0x9e3779b9', '0x9e3779b9', '16', '0x85ebca6b', '13', '0xc2b2ae35', '16', '21', '11', '53'], // SplitMix, and 53 bits
  'src/measure/differences/central.ts': ['6'], // 1 + 4 + 1, the variance of a second difference
  'src/measure/differences/chebyshev.ts': ['4'], // the recursion of Tₖ″
  'src/measure/differences/glance.ts': ['3', '5'], // indices of coefficients
  'src/measure/differences/noise.ts': ['3'], // the degree above a parabola
  'src/measure/instrument.ts': ['4', '4'], // polarisation
  'src/search/hunt.ts': ['4', '6'], // Simpson's rule
  'properties/hessian-matches-differences.ts': ['3'], // inputs by turns
  'properties/overshoot.ts': ['3', '3', '3', '3', '3', '3'], // a third difference
  'properties/stochastic-gradient-unbiased.ts': ['100'], // per cent
  'readings/gradient-noise.ts': ['100'], // per cent
  'readings/landscape.ts': ['100', '100', '4'], // two decimals, four digits
};

const all = thresholds();
const title = ({ file, name }: Threshold): string => `${file}: ${name}`;

test('a threshold has a name, a value, a meaning and a reason', () => {
  const text = '/**\n * Steps,\n * at most. Why: enough\n * for all.\n */\nexport const STEPS: number = 2 ** 4;\n';
  expect(thresholdsOf('x.ts', text)).toEqual([
    { file: 'x.ts', name: 'STEPS', value: '2 ** 4', meaning: 'Steps, at most.', reason: 'Enough for all.' },
  ]);
});

test('all folders in which numbers decide are read', () => {
  expect(
    new Set(
      deciding.map((file) =>
        file
          .split('/')
          .slice(0, file.startsWith('src/') ? 2 : 1)
          .join('/'),
      ),
    ),
  ).toEqual(
    new Set([
      'src/adapters',
      'src/fuzz',
      'src/check',
      'src/explain',
      'src/formulas',
      'src/law',
      'src/math',
      'src/measure',
      'src/mutation',
      'src/search',
      'src/subject',
      'properties',
      'readings',
    ]),
  );
  expect(all.map(title)).toContain('src/measure/differences/stair.ts: STEP_ROUNDINGS');
});

test('every number that decides has a meaning and a reason', () => {
  const silent = all.filter(({ meaning, reason }) => meaning === '' || reason === '');
  expect(silent.map(title)).toEqual([]);
});

test('a name of a number has one value, in one place', () => {
  const twice = all.filter((one) => all.some((other) => other !== one && other.name === one.name));
  expect(twice.map(title)).toEqual([]);
});

test('a number without a name is found', () => {
  expect(unnamedOf('x.ts', 'export const f = (x: number): boolean =>\n  x > 1e-6 * 2;\n')).toEqual([{ number: '1e-6', line: 2 }]);
});

test('numbers that decide have names: those without are mathematics', () => {
  expect(unnamed()).toEqual(MATHEMATICS);
});
