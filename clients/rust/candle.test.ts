/** The operations of candle that examples/candle serves: those that docs/findings.md tells of are wrong, and the others are right. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { read } from '../../bench/document.ts';
import { built, checked, folder } from '../native.ts';

/** How long it may take, in milliseconds. Why: candle has a hundred dependencies, and all are compiled where nothing is kept. */
const LONG = 900_000;

const refused = /^vjp-matches-differences: throws: vjp threw: panic: .*backward not supported for avgpool2d/;

/** The operations of candle that are known to break laws, and what is told of each. */
const KNOWN = {
  'candle gelu': ['vjp-matches-differences: fail'],
  'candle gelu_erf': ['vjp-matches-differences: fail'],
  'candle max over 1': ['vjp-matches-differences: fail'],
  'candle min over 1': ['vjp-matches-differences: fail'],
  'candle avg_pool2d with stride 1': [expect.stringMatching(refused)],
  'candle max_pool2d': ['vjp-matches-differences: fail'],
};

test('those of its operations are wrong that are known to be, and the page tells of them', { timeout: LONG }, () => {
  const cwd = folder();
  process.env.CARGO_TARGET_DIR ??= join(cwd, 'target');
  built('cargo build --quiet --manifest-path examples/candle/Cargo.toml', cwd);
  const { told } = checked(join(process.env.CARGO_TARGET_DIR, 'debug/candle-operations'), cwd, '--effort quick');
  const wrong = Object.fromEntries(Object.entries(told).filter(([, laws]) => laws.length > 0));
  expect(wrong).toEqual(KNOWN);
  const [all, known] = [Object.keys(told).length, Object.keys(KNOWN).length];
  const page = read('docs/findings.md');
  expect(page).toContain(`serves ${all} operations of candle-core`);
  expect(page).toContain(`${all - known} are right, and these are not, each`);
});
