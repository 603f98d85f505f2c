import { afterAll, expect, test } from 'vitest';
import { hasBrowser, type Look, type Page, startBrowser } from '../../bench/browser.ts';
import { fromFormula } from '../adapters/formula.ts';
import { subject } from '../subject.ts';
import { exploration } from './exploration.ts';
import { explorerPage } from './page.ts';

const found = hasBrowser("the explorer's page");
const browser = found ? startBrowser() : undefined;
afterAll(() => browser?.close());

const opened = (html: string, look?: Look): Promise<Page> => browser!.open(html, { width: 1200, density: 2, ...look });
const mouse = (page: Page, type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', x: number, y: number): Promise<unknown> =>
  page.call('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons: type === 'mouseReleased' ? 0 : 1, clickCount: 1 });

const numbers = (page: Page, name: string): Promise<number[]> =>
  page.evaluate(`document.getElementById('exploration').dataset.${name}.split(' ').map(Number)`);
const told = (page: Page, name: string): Promise<string> => page.evaluate(`document.querySelector('.${name}').textContent`);
const saddle = {
  name: 'saddle',
  variables: { x: [-3, 3], y: [-3, 3] },
  f: 'x^2 + 3*x*y + y^2',
  gradient: ['3*x + 3*y', '3*x + 2*y'],
} as const;
const pageOf = (at: readonly number[]): string =>
  explorerPage(exploration(fromFormula(saddle), { at, gradient: saddle.gradient, failures: [{ at: [1, 0], text: 'here' }] })!);

test.skipIf(!found)('a formula is explored with the keys: the arrows are the gradients, and nothing complains', async () => {
  const page = await opened(pageOf([1, 2]));
  expect(await told(page, 'told')).toBe(
    'At (1, 2) the steepest way up is (8, 7); steepness 10.6. Walking along the contour changes nothing.',
  );
  expect(await told(page, 'claim')).toContain('✗ The claim is (9, 7): turned by 3.3°');
  await page.evaluate(`document.querySelector('.map').focus()`);
  await page.press('ArrowRight', 'ArrowRight');
  await page.press('ArrowDown', 'ArrowDown', true);
  const [x, y] = (await numbers(page, 'at')) as [number, number];
  expect([x, y]).toEqual([1.1, 1.5]);
  const gradient = await numbers(page, 'gradient');
  expect(gradient).toEqual([expect.closeTo(2 * x + 3 * y, 8), expect.closeTo(3 * x + 2 * y, 8)]);
  expect(await numbers(page, 'claimed')).toEqual([expect.closeTo(3 * x + 3 * y, 12), expect.closeTo(3 * x + 2 * y, 12)]);
  const before = await told(page, 'rate-text');
  await page.press('+', 'Equal', true);
  expect(Number(await told(page, 'rate-text'))).toBeCloseTo(1.25 * Number(before), 3);
  for (let k = 0; k < 12; k++) await page.press('+', 'Equal', true);
  expect(await told(page, 'walked')).toContain('beyond the limit');
  expect(await page.evaluate(`document.querySelector('.limit-text').classList.contains('beyond')`)).toBe(true);
  expect(page.problems).toEqual([]);
  expect(page.requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
});

test.skipIf(!found)('the point is dragged, the arrow of the picture follows, and at the saddle it vanishes', async () => {
  const page = await opened(pageOf([1, 2]));
  const place = (u: number, v: number): Promise<[number, number]> =>
    page.evaluate(
      `(() => { const r = document.querySelector('.map .frame').getBoundingClientRect(); return [r.left + r.width * (${u} + 3) / 6, r.top + r.height * (3 - ${v}) / 6]; })()`,
    );
  await mouse(page, 'mousePressed', ...(await place(1, 2)));
  await mouse(page, 'mouseMoved', ...(await place(0, 0)));
  await mouse(page, 'mouseMoved', ...(await place(-1, 0.5)));
  const [x, y] = (await numbers(page, 'at')) as [number, number];
  expect([x, y]).toEqual([expect.closeTo(-1, 1), expect.closeTo(0.5, 1)]);
  const tip: number[] = await page.evaluate(
    `(() => { const d = document.querySelector('.map .measured').getAttribute('d').match(/-?[\\d.]+/g).map(Number); const p = document.querySelector('.map .dot'); return [d[6] - p.getAttribute('cx'), p.getAttribute('cy') - d[7]]; })()`,
  );
  expect(Math.atan2(tip[1]!, tip[0]!)).toBeCloseTo(Math.atan2(3 * x + 2 * y, 2 * x + 3 * y), 2);
  await mouse(page, 'mouseMoved', ...(await place(0, 0)));
  await mouse(page, 'mouseReleased', ...(await place(0, 0)));
  expect(await told(page, 'told')).toBe('At (0, 0) the arrow has vanished: a saddle: up one way, down another.');
  expect(await page.evaluate(`document.querySelectorAll('.map .measured').length`)).toBe(0);
  await mouse(page, 'mouseMoved', ...(await place(2, 2)));
  expect(await numbers(page, 'at')).toEqual([0, 0]);
  expect(page.problems).toEqual([]);
});

test.skipIf(!found)('the surface is painted and turns, in the dark and on a narrow screen too', async () => {
  const page = await opened(pageOf([1, 2]), { width: 360, dark: true });
  const painted = (): Promise<string> =>
    page.evaluate(
      `(() => { const c = document.querySelector('canvas.surface'); const copy = new OffscreenCanvas(c.width, c.height).getContext('2d', { willReadFrequently: true }); copy.drawImage(c, 0, 0); const p = copy.getImageData(0, 0, c.width, c.height).data; let sum = 0, seen = 0; for (let k = 0; k < p.length; k += 4) if (p[k + 3]) { seen++; sum = (sum * 31 + p[k] + 7 * p[k + 1] + 13 * p[k + 2]) % 1000003; } return seen > 10000 ? 'painted ' + sum : 'blank'; })()`,
    );
  const first = await painted();
  expect(first).toMatch(/^painted/);
  await page.evaluate(`document.querySelector('.surface').focus()`);
  await page.press('ArrowLeft', 'ArrowLeft');
  const second = await painted();
  expect(second).toMatch(/^painted/);
  expect(second).not.toBe(first);
  expect(await page.evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`)).toBe(0);
  expect(await page.evaluate(`getComputedStyle(document.body).backgroundColor`)).toBe('rgb(20, 24, 28)');
  expect(page.problems).toEqual([]);
});

test.skipIf(!found)('a program is explored between its samples, to the accuracy that is told', async () => {
  const peak = subject({
    name: 'peak',
    domain: [
      [-2, 2],
      [-2, 2],
    ],
    f: ([x, y]) => Math.exp(-x * x - y * y),
    gradient: ([x, y]) => [-2 * x * Math.exp(-x * x - y * y), -2 * y * Math.exp(-x * x - y * y)],
  });
  const explored = exploration(peak, { size: 33 })!;
  const page = await opened(explorerPage(explored));
  await page.evaluate(`document.querySelector('.map').focus()`);
  for (const key of ['ArrowLeft', 'ArrowDown', 'ArrowDown']) await page.press(key, key);
  const [x, y] = (await numbers(page, 'at')) as [number, number];
  const [gx, gy] = (await numbers(page, 'gradient')) as [number, number];
  const near = 4 * explored.grid!.accuracy;
  expect(Math.abs(gx + 2 * x * Math.exp(-x * x - y * y))).toBeLessThan(near);
  expect(Math.abs(gy + 2 * y * Math.exp(-x * x - y * y))).toBeLessThan(near);
  expect(await told(page, 'notes')).toContain('33 × 33 mesh');
  await page.evaluate(`document.querySelector('.explorer button').click()`);
  expect(await told(page, 'told')).toMatch(/^At \(0, 0\) .*(hilltop|almost vanished)/);
  expect(page.problems).toEqual([]);
});

test.skipIf(!found)('of three inputs any two can be the axes, and several explorers share a page', async () => {
  const three = exploration(fromFormula({ name: 'three', variables: { x: [-2, 2], y: [-2, 2], z: [-2, 2] }, f: 'x^2*y + exp(y*z)' }), {
    at: [1, 2, 0.5],
  })!;
  const second = `<div id="second"></div><script type="application/json" data-explorer="second">${JSON.stringify(three)}</script>`;
  const page = await opened(explorerPage(three).replace('</main>', `${second}</main>`));
  const chosen = `(() => { const s = document.querySelectorAll('#second select')[1]; s.selectedIndex = 2; s.dispatchEvent(new Event('change')); return document.getElementById('second').dataset.gradient; })()`;
  const [gx, gz] = (await page.evaluate<string>(chosen)).split(' ').map(Number);
  expect([gx, gz]).toEqual([expect.closeTo(4, 8), expect.closeTo(2 * Math.E, 8)]);
  expect(await numbers(page, 'gradient')).toEqual([expect.closeTo(4, 8), expect.closeTo(1 + 0.5 * Math.E, 8)]);
  const twice = `(() => { const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id); return ids.length - new Set(ids).size; })()`;
  expect(await page.evaluate(twice)).toBe(0);
  expect(page.problems).toEqual([]);
});
