import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { hasBrowser, type Look, type Page, startBrowser } from '../../../bench/browser.ts';
import type { Result } from '../../check.ts';
import { reportOf } from '../../run.ts';
import { htmlPage } from './index.ts';

const found = hasBrowser('the HTML report');
const browser = found ? startBrowser() : undefined;
afterAll(() => browser?.close());

const sample = readFileSync(new URL('../../../reports/example/index.html', import.meta.url), 'utf8');
const opened = (html = sample, look?: Look): Promise<Page> => browser!.open(html, look);
const count = (page: Page, selector: string): Promise<number> =>
  page.evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`);

test.skipIf(!found).each([
  ['light', {}],
  ['dark', { dark: true }],
  ['narrow', { width: 360 }],
])('the sample opens from a file without a complaint, a request, or anything too wide: %s', async (_, look) => {
  const page = await opened(sample, look);
  await page.evaluate(`document.querySelector('[data-open-all]').click()`);
  await page.evaluate(`document.querySelector('[data-explore]').scrollIntoView()`);
  expect(await page.evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`)).toBe(0);
  expect(page.problems).toEqual([]);
  expect(page.requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
  expect(page.requests).toHaveLength(1);
});

test.skipIf(!found)('search and filter show what fits, in matrix and list', async () => {
  const page = await opened();
  await page.press('/', 'Slash');
  await page.call('Input.insertText', { text: 'layer norm' });
  expect(await page.evaluate(`[...document.querySelectorAll('details.subject:not([hidden])')].map((d) => d.id)`)).toEqual([
    'layer-norm-wrong',
    'layer-norm',
  ]);
  expect(await count(page, 'tbody tr[data-row]:not([hidden])')).toBe(2);
  await page.evaluate(`document.querySelector('[data-choice][value=wrong]').click()`);
  expect(await count(page, 'details.subject:not([hidden])')).toBe(1);
  expect(await page.evaluate(`document.querySelector('[data-status]').textContent`)).toBe('1 of 15 subjects shown');
  await page.evaluate(`location.hash = '#rosenbrock'`);
  expect(await page.evaluate(`[document.getElementById('rosenbrock').open, document.getElementById('rosenbrock').hidden]`)).toEqual([
    true,
    false,
  ]);
});

test.skipIf(!found)('a link to a law of a subject opens it and marks the law', async () => {
  const page = await opened(sample, { hash: 'hilltop/critical-point-kind' });
  const seen = `(() => { const row = document.getElementById('hilltop/critical-point-kind'); const box = row.getBoundingClientRect(); return [row.closest('details').open, row.className, box.top >= 0 && box.bottom <= innerHeight, row.querySelector('math') !== null]; })()`;
  expect(await page.evaluate(seen)).toEqual([true, 'target', true, true]);
});

test.skipIf(!found)('the keyboard reaches everything: arrow keys in the matrix, Enter opens', async () => {
  const page = await opened();
  await page.evaluate(`document.querySelector('[data-matrix-table] tbody th a').focus()`);
  await page.press('ArrowRight');
  await page.press('ArrowDown');
  const [first, second] = [await page.evaluate<string>(`document.activeElement.hash`), `document.activeElement.textContent`];
  expect(first).toMatch(/^#[^/]+\/[^/]+$/);
  expect(await page.evaluate(second)).toMatch(/^(✗|\?|~|✓|\d+)$/);
  await page.press('Enter');
  expect(await page.evaluate(`location.hash`)).toBe(first);
  expect(await page.evaluate(`document.getElementById(location.hash.slice(1)).closest('details').open`)).toBe(true);
});

test.skipIf(!found)('copying a command', async () => {
  const page = await opened();
  await page.call('Browser.grantPermissions', { permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite'] }).catch(() => {});
  await page.evaluate(`document.querySelector('[data-copy]').click()`);
  await expect.poll(() => page.evaluate(`document.querySelector('[data-copy]').textContent`)).toBe('Copied');
  expect(await page.evaluate(`navigator.clipboard.readText()`)).toBe('npm run example');
});

test.skipIf(!found)('light and dark by hand', async () => {
  const page = await opened();
  const paper = `getComputedStyle(document.body).backgroundColor`;
  const light = await page.evaluate(paper);
  await page.evaluate(`document.querySelector('[data-theme-button]').click()`);
  expect(await page.evaluate(paper)).not.toBe(light);
  expect(await page.evaluate(`document.querySelector('[data-theme-button]').textContent`)).toBe('Light');
});

test.skipIf(!found)('a large matrix is read with the arrow keys', async () => {
  const page = await opened();
  await page.evaluate(`document.querySelector('#layer-norm-wrong [data-map]').focus()`);
  await page.press('ArrowRight');
  await page.press('ArrowDown');
  expect(await page.evaluate(`document.querySelector('#layer-norm-wrong [data-readout]').textContent`)).toMatch(
    /^y\[1\], x\[0,1\]: claimed [-−]?\d\S*, measured [-−]?\d\S* ± \d/,
  );
});

test.skipIf(!found)('an explorer stands in a section once it comes into view', async () => {
  const page = await opened(sample, { hash: 'rosenbrock' });
  await page.evaluate(`document.querySelector('#rosenbrock [data-explore]').scrollIntoView()`);
  await expect.poll(() => count(page, '#rosenbrock .map'), { timeout: 10_000 }).toBe(1);
  expect(page.problems).toEqual([]);
});

interface Node {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
}

test.skipIf(!found)('whoever does not see the page is told what there is: every control, table and picture has a name', async () => {
  const page = await opened();
  await page.evaluate(`document.querySelector('[data-open-all]').click()`);
  const { nodes } = await page.call<{ nodes: readonly Node[] }>('Accessibility.getFullAXTree');
  const named = new Set([
    'button',
    'link',
    'searchbox',
    'textbox',
    'radio',
    'region',
    'image',
    'img',
    'heading',
    'slider',
    'checkbox',
    'combobox',
  ]);
  const seen = nodes.filter(({ ignored, role }) => !ignored && role && named.has(role.value));
  expect(seen.length).toBeGreaterThan(100);
  expect(seen.filter(({ name }) => !name?.value.trim()).map(({ role }) => role?.value)).toEqual([]);
  const levels: number[] = await page.evaluate(`[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName[1]))`);
  expect(levels.filter((level, i) => i > 0 && level > levels[i - 1]! + 1)).toEqual([]);
  expect([levels[0], levels.filter((level) => level === 1).length]).toEqual([1, 1]);
  expect(
    await page.evaluate(
      `[...document.querySelectorAll('[id]')].length - new Set([...document.querySelectorAll('[id]')].map((e) => e.id)).size`,
    ),
  ).toBe(0);
});

test.skipIf(!found).each([false, true])('words stand out from their ground, dark: %s', async (dark) => {
  const page = await opened(sample, { dark });
  const value = (name: string): Promise<number[]> =>
    page.evaluate(
      `(() => { const p = document.createElement('p'); p.style.color = 'var(--${name})'; document.body.append(p); const c = getComputedStyle(p).color.match(/[\\d.]+/g).slice(0, 3).map(Number); p.remove(); return c; })()`,
    );
  const light = ([r, g, b]: readonly number[]): number => {
    const [R, G, B] = [r!, g!, b!].map((part) => (part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * R! + 0.7152 * G! + 0.0722 * B!;
  };
  const contrast = async (ink: string, ground: string): Promise<number> => {
    const [a, b] = [light(await value(ink)), light(await value(ground))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  for (const ground of ['paper', 'panel', 'faint'])
    for (const ink of ['ink', 'soft', 'link', 'right', 'wrong', 'unsure', 'known', 'claimed', 'measured'])
      expect([ink, ground, (await contrast(ink, ground)) >= 4.5]).toEqual([ink, ground, true]);
  for (const kind of ['unsure', 'known']) expect(await contrast(kind, `${kind}-soft`)).toBeGreaterThan(4.5);
});

test.skipIf(!found)('500 subjects held to 25 properties open soon', async () => {
  const results = Array.from(
    { length: 12_500 },
    (_, i): Result => ({
      subject: `module/layer-${Math.floor(i / 25)}`,
      property: `property-number-${i % 25}`,
      law: `⟨∇f(x), v⟩ = D_v f(x) + ${i % 25}`,
      verdict: 'pass',
      runs: 100,
      discarded: 0,
      evaluations: { f: 100, claims: 100 },
      digits: { worst: i % 16, median: 12 },
    }),
  );
  const provenance = { command: 'gradcheck run', date: '2026-01-02T03:04:05.678Z', node: 'v20', engines: {} };
  const page = await opened(htmlPage(reportOf(results, 1, provenance), { color: false, width: 100, verbose: false }));
  const took: number = await page.evaluate(`performance.getEntriesByType('navigation')[0].loadEventEnd`);
  expect(took).toBeLessThan(10_000);
  expect(await count(page, 'details.subject')).toBe(500);
});
