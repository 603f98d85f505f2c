import { expect, test } from 'vitest';
import { read } from './document.ts';
import { installed } from './finding.ts';
import { findings } from './findings.ts';

/** The relative difference up to which derivatives count as right. Why: single precision leaves less; mistakes are as large as the numbers. */
const RIGHT = 1e-3;

/** What an engine gives: numbers, or what it throws. */
function given(got: () => ArrayLike<number>): readonly number[] | string {
  try {
    return Array.from(got());
  } catch (error) {
    return `throws: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const isRight = (got: readonly number[] | string, truth: readonly number[]): boolean =>
  typeof got !== 'string' &&
  got.length === truth.length &&
  got.every((value, i) => Math.abs(value - truth[i]!) <= RIGHT * Math.max(1, Math.abs(truth[i]!)));

test.for(findings.map((finding, k) => [finding.engine, finding.told, k] as const))(
  '%s: %s is still wrong (%i)',
  async ([name, told, k]) => {
    const { got, truth } = findings[k]!;
    expect(read('docs/findings.md')).toContain(told);
    const engine = await installed(name);
    expect(engine, `${name} is installed where tests run: npm --prefix examples/engines ci`).toBeDefined();
    const found = given(() => got(engine as never));
    expect(isRight(found, truth), `${name} gives ${found}, which is right: docs/findings.md says it is wrong`).toBe(false);
  },
);

/** The rows of the page's tables in the parts that these snippets belong to: the text, and how many functions it names. */
const rows = read('docs/findings.md')
  .split(/^## /m)
  .filter((part) => !/^(candle|PyTorch|JAX)\n/.test(part))
  .flatMap((part) =>
    part.split('\n').filter((line, k, lines) => line.startsWith('|') && !lines[k + 1]?.startsWith('|:') && !line.startsWith('|:')),
  )
  .map((line) => ({
    line,
    functions: line
      .split('|')
      .find((cell) => cell.includes('`'))!
      .match(/`[^`]+`/g)!.length,
  }));

test.for(rows)('there is a snippet of each function in $line', ({ line, functions }) => {
  expect(findings.filter(({ told }) => line.includes(told)).length).toBeGreaterThanOrEqual(functions);
});

test('what is right is told from what is wrong', () => {
  expect(isRight([1, 2], [1, 2])).toBe(true);
  expect([isRight([1, 2.1], [1, 2]), isRight([Number.NaN], [0]), isRight('throws: no', [0]), isRight([], [0])]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
