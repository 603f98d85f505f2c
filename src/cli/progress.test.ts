import { expect, test } from 'vitest';
import { progress } from './progress.ts';

/** What is drawn on a terminal of so many columns, at times that the caller sets. */
function terminal(columns: number, env: Readonly<Record<string, string>> = {}) {
  const drawn: string[] = [];
  const clock = { now: 1000 };
  const line = progress({ isTTY: true, columns, write: (text: string) => drawn.push(text) }, env, () => clock.now);
  return { drawn, clock, line };
}

test('what is to do, and, once that can be told, how long it takes', () => {
  const { drawn, clock, line } = terminal(80);
  line.show('f', 'law', 0, 1000);
  clock.now += 3000;
  line.show('f', 'law', 100, 1000);
  clock.now += 30_000;
  line.show('f', 'law', 101, 1000);
  line.tell('pictures');
  line.clear();
  expect(drawn).toEqual([
    '\r\x1b[2K1000 to go · f · law',
    '\r\x1b[2K900 to go, about 27 s · f · law',
    '\r\x1b[2K899 to go, about 5 min · f · law',
    '\r\x1b[2Kpictures',
    '\r\x1b[2K',
  ]);
});

test('it draws at most some times a second, never beyond the line, and no mark that moves the cursor', () => {
  const { drawn, clock, line } = terminal(20);
  for (let i = 0; i < 100; i++, clock.now++) line.show(`f\n\x1b[2J${'x'.repeat(100)}`, 'law', i, 100);
  expect(drawn).toHaveLength(2);
  for (const text of drawn) {
    expect(text.slice(5)).not.toMatch(/[\n\x1b]/);
    expect([...text.slice(5)].length).toBeLessThan(20);
  }
});

test('nothing in CI, on a dumb terminal, and where there is no terminal', () => {
  for (const env of [{ CI: 'true' }, { TERM: 'dumb' }]) {
    const { drawn, line } = terminal(80, env);
    line.show('f', 'law', 0, 10);
    line.clear();
    expect(drawn).toEqual([]);
  }
  const written: string[] = [];
  progress({ isTTY: false, columns: 80, write: (text) => written.push(text) }, {}).show('f', 'law', 0, 10);
  expect(written).toEqual([]);
});

test('what was never drawn is not cleared', () => {
  const { drawn, line } = terminal(80);
  line.clear();
  expect(drawn).toEqual([]);
});
