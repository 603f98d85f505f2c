import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { barriers, hasBrowser, type Look, type Opened, opener, overflow } from '../../bench/browser.ts';
import { fromFormula } from '../adapters/formula.ts';
import { subject } from '../subject/subject.ts';
import { exploration } from './exploration.ts';
import { explorerPage } from './page.ts';

const found = hasBrowser("the explorer's page");
const browser = opener();
afterAll(() => browser.close());

const opened = (html: string, look?: Look): Promise<Opened> => browser.open(html, { width: 1200, density: 2, ...look });
const numbers = async (page: Page, name: string): Promise<number[]> =>
  (await page.locator('#exploration').getAttribute(`data-${name}`))!.split(' ').map(Number);
const told = (page: Page, name: string): Promise<string | null> => page.locator(`.${name}`).textContent();
const saddle = {
  name: 'saddle',
  variables: { x: [-3, 3], y: [-3, 3] },
  f: 'x^2 + 3*x*y + y^2',
  gradient: ['3*x + 3*y', '3*x + 2*y'],
} as const;
const pageOf = (at: readonly number[]): string =>
  explorerPage(exploration(fromFormula(saddle), { at, gradient: saddle.gradient, failures: [{ at: [1, 0], text: 'here' }] })!);

/** Where a point of the saddle's plane is on the screen. */
async function place(page: Page, u: number, v: number): Promise<[number, number]> {
  const { x, y, width, height } = (await page.locator('.map .frame').boundingBox())!;
  return [x + (width * (u + 3)) / 6, y + (height * (3 - v)) / 6];
}

/** The tip of an arrow of the picture as seen from the point, in pixels to the right and up. */
async function arrow(page: Page, name: string): Promise<[number, number]> {
  const corners = (await page.locator(`.map path.${name}`).getAttribute('d'))!.match(/-?[\d.]+/g)!.map(Number);
  const dot = page.locator('.map .dot');
  return [corners[6]! - Number(await dot.getAttribute('cx')), Number(await dot.getAttribute('cy')) - corners[7]!];
}

test.skipIf(!found)('a formula is explored with the keys: the arrows are the gradients, and nothing complains', async () => {
  const { page, problems, requests } = await opened(pageOf([1, 2]));
  expect(await told(page, 'told')).toBe(
    'At (1, 2) the steepest way up is (8, 7); steepness 10.6. Walking along the contour changes nothing.',
  );
  expect(await told(page, 'claim')).toContain('✗ The claim is (9, 7): turned by 3.3°');
  await page.locator('.map').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  const [x, y] = (await numbers(page, 'at')) as [number, number];
  expect([x, y]).toEqual([1.1, 1.5]);
  const [gx, gy] = [2 * x + 3 * y, 3 * x + 2 * y];
  expect(await numbers(page, 'gradient')).toEqual([expect.closeTo(gx, 8), expect.closeTo(gy, 8)]);
  expect(await numbers(page, 'claimed')).toEqual([expect.closeTo(3 * x + 3 * y, 12), expect.closeTo(gy, 12)]);
  expect(await told(page, 'told')).toContain(`the steepest way up is (${gx.toFixed(2).replace(/0$/, '')}, ${gy.toFixed(1)})`);
  const [right, up] = await arrow(page, 'measured');
  expect(up / right).toBeCloseTo(gy / gx, 2);
  const before = Number(await told(page, 'rate-text'));
  await page.keyboard.press('+');
  expect(Number(await told(page, 'rate-text'))).toBeCloseTo(1.25 * before, 3);
  for (let k = 0; k < 12; k++) await page.keyboard.press('+');
  expect(await told(page, 'walked')).toContain('beyond the limit');
  expect(await page.locator('.limit-text.beyond').count()).toBe(1);
  expect(problems).toEqual([]);
  expect(requests).toEqual([page.url()]);
});

test.skipIf(!found)('the point is dragged, the arrow of the picture follows, and at the saddle it vanishes', async () => {
  const { page, problems } = await opened(pageOf([1, 2]));
  await page.mouse.move(...(await place(page, 1, 2)));
  await page.mouse.down();
  await page.mouse.move(...(await place(page, 0, 0)));
  await page.mouse.move(...(await place(page, -1, 0.5)));
  const [x, y] = (await numbers(page, 'at')) as [number, number];
  expect([x, y]).toEqual([expect.closeTo(-1, 1), expect.closeTo(0.5, 1)]);
  expect(await numbers(page, 'gradient')).toEqual([expect.closeTo(2 * x + 3 * y, 8), expect.closeTo(3 * x + 2 * y, 8)]);
  const [right, up] = await arrow(page, 'measured');
  expect(Math.atan2(up, right)).toBeCloseTo(Math.atan2(3 * x + 2 * y, 2 * x + 3 * y), 2);
  await page.mouse.move(...(await place(page, 0, 0)));
  await page.mouse.up();
  expect(await told(page, 'told')).toBe('At (0, 0) the arrow has vanished: a saddle: up one way, down another.');
  expect(await page.locator('.map .measured').count()).toBe(0);
  await page.mouse.move(...(await place(page, 2, 2)));
  expect(await numbers(page, 'at')).toEqual([0, 0]);
  expect(problems).toEqual([]);
});

test.skipIf(!found)('a finger drags the point, and taps it elsewhere', async () => {
  const { page } = await opened(pageOf([1, 2]), { width: 360, touch: true });
  const session = await page.context().newCDPSession(page);
  const touch = async (type: string, ...at: readonly number[]): Promise<void> => {
    const [x, y] = at.length > 0 ? await place(page, at[0]!, at[1]!) : [];
    await session.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints: x === undefined ? [] : [{ x, y: y! }] });
  };
  await touch('touchStart', 1, 2);
  for (const step of [1.5, 1, 0.5]) await touch('touchMove', step, step);
  await touch('touchEnd');
  const [x, y] = (await numbers(page, 'at')) as [number, number];
  expect([x, y]).toEqual([expect.closeTo(0.5, 0), expect.closeTo(0.5, 0)]);
  expect(await numbers(page, 'gradient')).toEqual([expect.closeTo(2 * x + 3 * y, 8), expect.closeTo(3 * x + 2 * y, 8)]);
  await page.touchscreen.tap(...(await place(page, -2, 1)));
  expect(await numbers(page, 'at')).toEqual([expect.closeTo(-2, 1), expect.closeTo(1, 1)]);
});

/** A number that changes with what is painted. */
const painted = (page: Page): Promise<number> =>
  page.locator('canvas.surface').evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
    copy.drawImage(canvas as HTMLCanvasElement, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    let [sum, seen] = [0, 0];
    for (let k = 0; k < data.length; k += 4)
      if (data[k + 3]) {
        seen++;
        sum = (sum * 31 + data[k]! + 7 * data[k + 1]! + 13 * data[k + 2]!) % 1_000_003;
      }
    return seen > 10_000 ? sum : Number.NaN;
  });
const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

test.skipIf(!found)('the surface is painted and turns, with the keys and with the mouse', async () => {
  const { page, problems } = await opened(pageOf([1, 2]));
  await drawn(page);
  const views = [await painted(page)];
  await page.locator('.surface').focus();
  await page.keyboard.press('ArrowLeft');
  await drawn(page);
  views.push(await painted(page));
  const { x, y, width, height } = (await page.locator('.surface').boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 3, y + height / 2, { steps: 3 });
  await page.mouse.up();
  await drawn(page);
  views.push(await painted(page));
  expect(views).not.toContain(Number.NaN);
  expect(new Set(views).size).toBe(3);
  expect(problems).toEqual([]);
});

test.skipIf(!found).each([
  ['light', {}, 'rgb(255, 255, 255)'],
  ['dark', { dark: true }, 'rgb(20, 24, 28)'],
  ['narrow', { width: 360 }, 'rgb(255, 255, 255)'],
  ['narrow and dark', { width: 360, dark: true }, 'rgb(20, 24, 28)'],
])('nothing is too wide, and an audit finds no barrier: %s', async (_, look, paper) => {
  const { page, problems } = await opened(pageOf([1, 2]), look);
  expect(await overflow(page)).toBe(0);
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(paper);
  expect(await painted(page)).not.toBeNaN();
  expect(await barriers(page)).toEqual([]);
  expect(problems).toEqual([]);
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
  const { page, problems } = await opened(explorerPage(explored));
  await page.locator('.map').focus();
  for (const key of ['ArrowLeft', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  const [x, y] = (await numbers(page, 'at')) as [number, number];
  const [gx, gy] = (await numbers(page, 'gradient')) as [number, number];
  const near = 4 * explored.grid!.accuracy;
  expect(Math.abs(gx + 2 * x * Math.exp(-x * x - y * y))).toBeLessThan(near);
  expect(Math.abs(gy + 2 * y * Math.exp(-x * x - y * y))).toBeLessThan(near);
  expect(await told(page, 'notes')).toContain('33 × 33 mesh');
  await page.getByRole('button').click();
  expect(await told(page, 'told')).toMatch(/^At \(0, 0\) .*(hilltop|almost vanished)/);
  expect(problems).toEqual([]);
});

test.skipIf(!found)('of three inputs any two can be the axes, and several explorers share a page', async () => {
  const three = exploration(fromFormula({ name: 'three', variables: { x: [-2, 2], y: [-2, 2], z: [-2, 2] }, f: 'x^2*y + exp(y*z)' }), {
    at: [1, 2, 0.5],
  })!;
  const second = `<div id="second"></div><script type="application/json" data-explorer="second">${JSON.stringify(three)}</script>`;
  const { page, problems } = await opened(explorerPage(three).replace('</main>', `${second}</main>`));
  await page.locator('#second').getByLabel('up').selectOption({ index: 2 });
  const [gx, gz] = (await page.locator('#second').getAttribute('data-gradient'))!.split(' ').map(Number);
  expect([gx, gz]).toEqual([expect.closeTo(4, 8), expect.closeTo(2 * Math.E, 8)]);
  expect(await numbers(page, 'gradient')).toEqual([expect.closeTo(4, 8), expect.closeTo(1 + 0.5 * Math.E, 8)]);
  const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(problems).toEqual([]);
});
