import { assertGradient, check, derivative, type Report, type Result, readSubjects, run } from 'gradcheck';
import { discard } from 'gradcheck/authoring';
import { sound } from 'gradcheck/fixtures';
import { properties } from 'gradcheck/properties';
import { doubling, triple } from './doubling.mjs';
import { product, scale } from './products.gradcheck.mjs';

assertGradient(product, { runs: 20 });
const result: Result = check(triple, doubling, { seed: 1, runs: 20 });
const report: Report = run([product, scale], properties, { seed: 1, runs: 20 });
const slope = derivative((x) => x[0]! ** 3, Float64Array.of(2), Float64Array.of(1));
const formulas = readSubjects('{ "subjects": [{ "name": "square", "variables": { "x": [-1, 1] }, "f": "x^2", "gradient": ["2*x"] }] }', 'a.json');

export const seen = {
  law: `${result.property}: ${result.verdict}`,
  failures: report.summary.fail,
  slope: Math.round(slope.value),
  formulas: formulas.map(({ name }) => name),
  sound: sound.length > 100,
  discard: typeof discard,
};
