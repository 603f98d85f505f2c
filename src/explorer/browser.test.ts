import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { fromFormula } from '../adapters/formula.ts';
import { subject } from '../subject.ts';
import { exploration } from './exploration.ts';
import { explorerPage } from './page.ts';

const CANDIDATES = [process.env.GRADCHECK_BROWSER ?? '', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const found = CANDIDATES.find((name) => name !== '' && spawnSync(name, ['--version']).status === 0);
if (!found) {
  const told = `no browser found (${CANDIDATES.filter(Boolean).join(', ')}): the explorer's page is NOT tested`;
  if (process.env.CI) throw new Error(told);
  process.stderr.write(`\n${told}\n\n`);
}

const folder = mkdtempSync(join(tmpdir(), 'gradcheck-explorer-'));
let browser: Browser | undefined;
afterAll(async () => {
  if (browser) {
    const gone = new Promise((done) => browser!.child.once('exit', done));
    browser.child.kill('SIGKILL');
    await gone;
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: never;
  readonly result?: unknown;
  readonly error?: unknown;
};

/** A browser, spoken to in the DevTools protocol over a pipe. */
interface Browser {
  readonly child: ChildProcess;
  readonly listeners: Set<(message: Message) => void>;
  call(method: string, params?: object, sessionId?: string): Promise<unknown>;
}

function started(): Browser {
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', `--user-data-dir=${join(folder, 'profile')}`];
  const child = spawn(found!, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const [to, from] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, (message: Message) => void>();
  const listeners = new Set<(message: Message) => void>();
  let rest = '';
  from.setEncoding('utf8').on('data', (part: string) => {
    const messages = (rest + part).split('\0');
    rest = messages.pop()!;
    for (const text of messages) {
      const message: Message = JSON.parse(text);
      if (message.id) waiting.get(message.id)?.(message);
      else for (const listen of listeners) listen(message);
    }
  });
  let count = 0;
  const call = (method: string, params: object = {}, sessionId?: string): Promise<unknown> =>
    new Promise((done, failed) => {
      const id = ++count;
      waiting.set(id, ({ result, error }) => (error ? failed(new Error(`${method}: ${JSON.stringify(error)}`)) : done(result)));
      to.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
  return { child, listeners, call };
}

interface Look {
  readonly width?: number;
  readonly dark?: boolean;
}

/** What a browser answers, and what happened in the page meanwhile. */
interface Page {
  evaluate<T>(expression: string): Promise<T>;
  press(key: string, code: string, shift?: boolean): Promise<void>;
  mouse(type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', x: number, y: number): Promise<void>;
  readonly problems: readonly unknown[];
  readonly requests: readonly string[];
}

let pages = 0;

/** Opens a page from a file. */
async function opened(html: string, { width = 1200, dark = false }: Look = {}): Promise<Page> {
  const file = join(folder, `page-${++pages}.html`);
  writeFileSync(file, html);
  browser ??= started();
  const { call, listeners } = browser;
  const { targetId } = (await call('Target.createTarget', { url: 'about:blank' })) as { targetId: string };
  const { sessionId } = (await call('Target.attachToTarget', { targetId, flatten: true })) as { sessionId: string };
  const send = (method: string, params?: object): Promise<unknown> => call(method, params, sessionId);
  const problems: unknown[] = [];
  const requests: string[] = [];
  let loaded = false;
  listeners.add(({ method = '', params, sessionId: session }) => {
    if (session !== sessionId) return;
    if (['Runtime.exceptionThrown', 'Log.entryAdded', 'Runtime.consoleAPICalled'].includes(method)) problems.push(params);
    else if (method === 'Network.requestWillBeSent') requests.push((params as unknown as { request: { url: string } }).request.url);
    else if (method === 'Page.loadEventFired') loaded = true;
  });
  for (const domain of ['Runtime', 'Log', 'Page', 'Network']) await send(`${domain}.enable`);
  await send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 2, mobile: false });
  await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
  await send('Page.navigate', { url: pathToFileURL(file).href });
  while (!loaded) await new Promise((done) => setTimeout(done, 20));
  return {
    problems,
    requests,
    async evaluate<T>(expression: string): Promise<T> {
      const settled = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(${expression}))))`;
      const { result, exceptionDetails } = (await send('Runtime.evaluate', {
        expression: settled,
        returnByValue: true,
        awaitPromise: true,
      })) as {
        result: { value: T };
        exceptionDetails?: unknown;
      };
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      return result.value;
    },
    async press(key, code, shift = false) {
      const event = { key, code, modifiers: shift ? 8 : 0, ...(key.length === 1 && { text: key }) };
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    },
    async mouse(type, x, y) {
      await send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons: type === 'mouseReleased' ? 0 : 1, clickCount: 1 });
    },
  };
}

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
  await page.mouse('mousePressed', ...(await place(1, 2)));
  await page.mouse('mouseMoved', ...(await place(0, 0)));
  await page.mouse('mouseMoved', ...(await place(-1, 0.5)));
  const [x, y] = (await numbers(page, 'at')) as [number, number];
  expect([x, y]).toEqual([expect.closeTo(-1, 1), expect.closeTo(0.5, 1)]);
  const tip: number[] = await page.evaluate(
    `(() => { const d = document.querySelector('.map .measured').getAttribute('d').match(/-?[\\d.]+/g).map(Number); const p = document.querySelector('.map .dot'); return [d[6] - p.getAttribute('cx'), p.getAttribute('cy') - d[7]]; })()`,
  );
  expect(Math.atan2(tip[1]!, tip[0]!)).toBeCloseTo(Math.atan2(3 * x + 2 * y, 2 * x + 3 * y), 2);
  await page.mouse('mouseMoved', ...(await place(0, 0)));
  await page.mouse('mouseReleased', ...(await place(0, 0)));
  expect(await told(page, 'told')).toBe('At (0, 0) the arrow has vanished: a saddle: up one way, down another.');
  expect(await page.evaluate(`document.querySelectorAll('.map .measured').length`)).toBe(0);
  await page.mouse('mouseMoved', ...(await place(2, 2)));
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
