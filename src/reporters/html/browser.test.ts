import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { barriers, hasBrowser, type Look, type Opened, opener, overflow } from '../../../bench/browser.ts';
import type { Result } from '../../check/check.ts';
import { reportOf } from '../../report/run.ts';
import { htmlPage } from './index.ts';

const found = hasBrowser('the HTML report');
const browser = opener();
afterAll(() => browser.close());

const sample = readFileSync(new URL('../../../reports/example/index.html', import.meta.url), 'utf8');
const opened = (look?: Look, html = sample): Promise<Opened> => browser.open(html, look);
const visible = (page: Page): Promise<string[]> =>
  page.locator('details.subject:visible').evaluateAll((all) => all.map((details) => details.id));

const LOOKS: readonly (readonly [string, Look])[] = [
  ['light', {}],
  ['dark', { dark: true }],
  ['narrow', { width: 360 }],
  ['narrow and dark', { width: 360, dark: true }],
];

test.skipIf(!found).each(LOOKS)(
  'the sample opens from a file without a complaint, a request, or anything too wide: %s',
  async (_, look) => {
    const { page, problems, requests } = await opened(look);
    expect(await overflow(page)).toBe(0);
    await page.getByRole('button', { name: 'Open all' }).click();
    await page.locator('[data-explore]').first().scrollIntoViewIfNeeded();
    await page.locator('.explorer .map').first().waitFor();
    expect(await overflow(page)).toBe(0);
    expect(problems).toEqual([]);
    expect(requests).toEqual([page.url()]);
  },
);

test.skipIf(!found).each(LOOKS)('an audit finds no barrier, with the failing subjects open: %s', async (_, look) => {
  const { page } = await opened(look);
  expect(await page.locator('#layer-norm-wrong').getAttribute('open')).toBe('');
  expect(await barriers(page)).toEqual([]);
});

/** Of each kind of picture and standing one: eigenvalues, gradient flow, an explorer of three inputs, undecided, known to fail. */
const KINDS = ['hilltop', 'vanishing-network', 'helical-valley', 'measured-with-noise', 'huber-with-a-known-failure'];

test.skipIf(!found).each([false, true])('an audit finds no barrier in what is opened by hand, dark: %s', async (dark) => {
  const { page } = await opened({ dark });
  await page.getByRole('button', { name: 'Open all' }).click();
  await page.getByRole('button', { name: 'Close all' }).click();
  for (const kind of KINDS) await page.locator(`#${kind} summary`).first().click();
  for (const target of await page.locator('[data-explore]:visible').all()) await target.scrollIntoViewIfNeeded();
  await page.locator('.explorer:visible').nth(1).waitFor();
  expect(await barriers(page)).toEqual([]);
});

test.skipIf(!found)('what an audit exists for: pale words, and a button without a name', async () => {
  const { page } = await opened();
  await page.locator('.lede').evaluate((words) => (words.style.color = '#bbb'));
  await page.locator('[data-theme-button]').evaluate((button) => (button.textContent = ''));
  await page.locator('[data-theme-button]').evaluate((button) => button.removeAttribute('title'));
  expect((await barriers(page)).map((text) => text.replace(/:.*/s, '')).sort()).toEqual(['button-name', 'color-contrast']);
});

test.skipIf(!found)('search and filter show what fits, in matrix and list', async () => {
  const { page } = await opened();
  await page.keyboard.press('/');
  await page.keyboard.type('layer norm');
  expect(await visible(page)).toEqual(['layer-norm-wrong', 'layer-norm']);
  expect(await page.locator('tbody tr[data-row]:visible').count()).toBe(2);
  await page.getByRole('radio', { name: /wrong/ }).check({ force: true });
  expect(await visible(page)).toEqual(['layer-norm-wrong']);
  expect(await page.getByRole('status').first().textContent()).toBe('1 of 15 subjects shown');
  await page.evaluate(() => void (location.hash = '#rosenbrock'));
  await page.locator('#rosenbrock[open]').waitFor();
  expect(await visible(page)).toHaveLength(15);
});

test.skipIf(!found)('a link to a law of a subject opens it and marks the law', async () => {
  const { page } = await opened({ hash: 'hilltop/critical-point-kind' });
  const row = page.locator('tr.target');
  expect(await row.getAttribute('id')).toBe('hilltop/critical-point-kind');
  expect(await page.locator('#hilltop').getAttribute('open')).toBe('');
  expect(await row.locator('math').count()).toBeGreaterThan(0);
  const { y, height } = (await row.boundingBox())!;
  expect(y).toBeGreaterThan(0);
  expect(y + height).toBeLessThan(900);
});

test.skipIf(!found)('the keyboard reaches everything: arrow keys in the matrix, Enter opens', async () => {
  const { page } = await opened();
  await page.locator('[data-matrix-table] tbody th a').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const focused = page.locator('[data-matrix-table] td a:focus');
  const hash = await focused.getAttribute('href');
  expect(hash).toMatch(/^#[^/]+\/[^/]+$/);
  expect(await focused.textContent()).toMatch(/^(✗|\?|~|✓|\d+)$/);
  await page.keyboard.press('Enter');
  await page.locator('tr.target').waitFor();
  expect(`#${await page.locator('tr.target').getAttribute('id')}`).toBe(hash);
});

test.skipIf(!found)('copying a command, of the front and of a section that was closed', async () => {
  const { page } = await opened({ hash: 'huber-with-a-known-failure' });
  const copied = async (within: string): Promise<string> => {
    const command = page.locator(`${within} .command`).first();
    await command.getByRole('button').click();
    await command.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await command.locator('code').textContent());
    return (await command.locator('code').textContent())!;
  };
  expect(await copied('.facts')).toMatch(/^gradcheck run /);
  expect(await copied('#huber-with-a-known-failure')).toContain('--subject huber-with-a-known-failure');
});

test.skipIf(!found)('light and dark by hand', async () => {
  const { page } = await opened();
  const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByRole('button', { name: 'Dark' }).click();
  expect(await paper()).not.toBe(light);
  await page.getByRole('button', { name: 'Light' }).click();
  expect(await paper()).toBe(light);
});

test.skipIf(!found)('printed, nothing is cut off, and colours are kept', async () => {
  const { page } = await opened({ width: 720, dark: true });
  await page.emulateMedia({ media: 'print' });
  for (const table of ['.matrix', '#layer-norm-wrong .components', '#layer-norm-wrong .results']) {
    const { x, width } = (await page.locator(table).boundingBox())!;
    expect([table, x + width <= 720]).toEqual([table, true]);
  }
  const style = await page
    .locator('.wrong-cell')
    .first()
    .evaluate((cell) => getComputedStyle(cell).printColorAdjust);
  expect(style).toBe('exact');
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
  expect(await page.getByRole('button').count()).toBe(0);
});

test.skipIf(!found)('without its program the page is complete', async () => {
  const { page } = await opened({ script: false });
  await page.locator('#hilltop summary').first().click();
  expect(await page.locator('#hilltop table.results').isVisible()).toBe(true);
  expect(await page.getByRole('button').count()).toBe(0);
});

test.skipIf(!found)('a large matrix is read with the arrow keys and with the mouse', async () => {
  const { page } = await opened();
  const [map, words] = [page.locator('#layer-norm-wrong [data-map]').first(), page.locator('#layer-norm-wrong [data-readout]').first()];
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  expect(await words.textContent()).toMatch(/^y\[1\], x\[0,1\]: claimed [-−]?\d\S*, measured [-−]?\d\S* ± \d/);
  await map.locator('.ground').hover({ position: { x: 2, y: 2 }, force: true });
  expect(await words.textContent()).toMatch(/^y\[0\], x\[0,0\]: claimed /);
});

test.skipIf(!found)('an explorer stands in a section once it comes into view', async () => {
  const { page, problems } = await opened();
  expect(await page.locator('#rosenbrock [data-explore]').count()).toBe(0);
  await page.locator('#rosenbrock summary').first().click();
  await page.locator('#rosenbrock [data-explore]').scrollIntoViewIfNeeded();
  await page.locator('#rosenbrock .map').waitFor();
  expect(problems).toEqual([]);
});

test.skipIf(!found)('matrix and tables are read as tables', async () => {
  const { page } = await opened();
  const matrix = page.getByRole('table', { name: /One row a subject/ });
  expect(await matrix.getByRole('row').count()).toBe(16);
  expect(await matrix.getByRole('rowheader', { name: '✓ rosenbrock', exact: true }).count()).toBe(1);
  expect(await matrix.getByRole('columnheader', { name: 'matches-differences', exact: true }).count()).toBe(1);
});

const pass: Result = {
  subject: 'f',
  property: 'matches-differences',
  law: '⟨∇f(x), v⟩ = D_v f(x)',
  verdict: 'pass',
  runs: 100,
  discarded: 0,
  evaluations: { f: 100, claims: 100 },
  digits: { worst: 9.5, median: 12 },
};
const provenance = { command: 'gradcheck run', date: '2026-01-02T03:04:05.678Z', node: 'v20', engines: {} };
const rendered = (results: readonly Result[]): string =>
  htmlPage(reportOf({ results, statements: [] }, 1, provenance), { color: false, width: 100, verbose: false });

test.skipIf(!found)('names that are programs, marks or very long are text, before and after a section is opened', async () => {
  const names = [
    '<script>document.title = "taken"</script>',
    '</noscript></script><script>document.title = "taken"</script>',
    '<img src=x onerror="document.title=1"><svg/onload=document.title=1>',
    '" onmouseover="document.title=1" x="',
    ']]><!--&lt;b&gt;',
    'x'.repeat(10_000),
    '\u202eevil\u0000',
  ];
  const results = names.flatMap((text): Result[] => [
    { ...pass, subject: text, law: text, warnings: [text] },
    { ...pass, subject: text, property: text, verdict: 'inconclusive', reason: text },
    { ...pass, subject: `${text}!`, verdict: 'fail', message: text, diagnosis: [{ kind: 'sign', text }], replay: text },
  ]);
  const { page, problems, requests } = await opened({ width: 360 }, rendered(results));
  const scripts = await page.locator('script').count();
  await page.getByRole('button', { name: 'Open all' }).click();
  await page.locator('details.subject:not([open])').waitFor({ state: 'detached' });
  await page.locator('.subject noscript').first().waitFor({ state: 'detached' });
  expect(await page.title()).toBe('7 of 14 subjects are wrong · gradcheck');
  expect(await page.locator('script').count()).toBe(scripts);
  expect(await page.locator('img, .subject b b, [onmouseover], [onload]').count()).toBe(0);
  const headings = await page.locator('details.subject h3.name').allTextContents();
  for (const name of names.slice(0, 5)) expect(headings).toContain(name);
  expect(headings).toContain('\\u{202e}evil\\u{0}');
  for (const name of names.slice(0, 5)) expect(await page.locator('.why', { hasText: name }).count()).toBeGreaterThan(0);
  expect(await overflow(page)).toBe(0);
  expect(problems).toEqual([]);
  expect(requests).toEqual([page.url()]);
});

test.skipIf(!found)('500 subjects held to 25 properties open in less than 2 s', async () => {
  const results = Array.from(
    { length: 12_500 },
    (_, i): Result => ({
      ...pass,
      subject: `module/layer-${Math.floor(i / 25)}`,
      property: `property-number-${i % 25}`,
      law: `⟨∇f(x), v⟩ = D_v f(x) + ${i % 25}`,
      digits: { worst: i % 16, median: 12 },
    }),
  );
  const html = rendered(results);
  const times: number[] = [];
  for (let k = 0; k < 3; k++) {
    const { page } = await opened({}, html);
    times.push(await page.evaluate(() => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).loadEventEnd));
    expect(await page.locator('details.subject').count()).toBe(500);
    expect(await page.locator('*').count()).toBeLessThan(40_000);
    await page.close();
  }
  expect(Math.min(...times)).toBeLessThan(2000);
});
