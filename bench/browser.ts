/** A browser for tests of pages, spoken to in the DevTools protocol over a pipe: no package is needed, only a Chromium. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const CANDIDATES = [process.env.GRADCHECK_BROWSER ?? '', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const command = CANDIDATES.find((name) => name !== '' && spawnSync(name, ['--version']).status === 0);

/**
 * Whether there is a browser; says loudly where there is none.
 * @throws {Error} in CI, where there must be one.
 */
export function hasBrowser(untested: string): boolean {
  if (command !== undefined) return true;
  const told = `no browser found (${CANDIDATES.filter(Boolean).join(', ')}): ${untested} is NOT tested`;
  if (process.env.CI) throw new Error(told);
  process.stderr.write(`\n${told}\n\n`);
  return false;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** How a page is looked at. */
export interface Look {
  readonly width?: number;
  readonly dark?: boolean;
  /** Pixels of the screen to one of the page. */
  readonly density?: number;
  /** What follows # in its address. */
  readonly hash?: string;
}

/** An open page, and what went wrong in it. */
export interface Page {
  /** The value of an expression in the page, once it is drawn. */
  evaluate<T>(expression: string): Promise<T>;
  press(key: string, code?: string, shift?: boolean): Promise<void>;
  call<T>(method: string, params?: object): Promise<T>;
  readonly problems: readonly unknown[];
  readonly requests: readonly string[];
}

/** Starts a browser. `close` ends it. */
export function startBrowser(): { open(html: string, look?: Look): Promise<Page>; close(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-browser-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', `--user-data-dir=${join(folder, 'profile')}`];
  const child = spawn(command!, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
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
  const send = <T>(method: string, params: object = {}, sessionId?: string): Promise<T> =>
    new Promise((done, failed) => {
      const id = ++count;
      waiting.set(id, ({ result, error }) => (error ? failed(new Error(`${method}: ${JSON.stringify(error)}`)) : done(result as T)));
      to.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });

  async function open(html: string, { width = 1280, dark = false, density = 1, hash = '' }: Look = {}): Promise<Page> {
    const file = join(folder, `page-${++count}.html`);
    writeFileSync(file, html);
    const { targetId } = await send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    const call = <T>(method: string, params?: object): Promise<T> => send<T>(method, params, sessionId);
    const problems: unknown[] = [];
    const requests: string[] = [];
    let arrived = (): void => {};
    const loaded = new Promise<void>((done) => {
      arrived = done;
    });
    listeners.add(({ method = '', params, sessionId: session }) => {
      if (session !== sessionId) return;
      if (['Runtime.exceptionThrown', 'Log.entryAdded', 'Runtime.consoleAPICalled'].includes(method)) problems.push(params);
      else if (method === 'Network.requestWillBeSent') requests.push((params as { request: { url: string } }).request.url);
      else if (method === 'Page.loadEventFired') arrived();
    });
    for (const domain of ['Runtime', 'Log', 'Page', 'Network', 'Accessibility']) await call(`${domain}.enable`);
    await call('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: density, mobile: false });
    await call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
    await call('Page.navigate', { url: `${pathToFileURL(file).href}${hash && `#${hash}`}` });
    await loaded;
    return {
      problems,
      requests,
      call,
      async evaluate<T>(expression: string): Promise<T> {
        const drawn = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(${expression}))))`;
        const options = { expression: drawn, returnByValue: true, awaitPromise: true, userGesture: true };
        const { result, exceptionDetails } = await call<{ result: { value: T }; exceptionDetails?: unknown }>('Runtime.evaluate', options);
        if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
        return result.value;
      },
      async press(key, code = key, shift = false) {
        const virtual = { Tab: 9, Enter: 13 }[key];
        const event = {
          key,
          code,
          modifiers: shift ? 8 : 0,
          ...(key.length === 1 && { text: key }),
          ...(key === 'Enter' && { text: '\r' }),
          ...(virtual && { windowsVirtualKeyCode: virtual }),
        };
        await call('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
        await call('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
      },
    };
  }

  async function close(): Promise<void> {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  return { open, close };
}
