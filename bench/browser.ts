/// <reference lib="dom" />
/** A browser for tests and pictures of pages: the system's Chromium, driven by Playwright. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type axe from 'axe-core';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';

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

/** Where it is written what of their programs pages have run, if anywhere. */
const COUNTS = process.env.GRADCHECK_COUNTS;

let kept = 0;
/** Keeps what a page has run of its programs. */
const keep = (scripts: unknown): void => writeFileSync(join(COUNTS!, `page-${process.pid}-${++kept}.json`), JSON.stringify(scripts));

/** How a page is looked at. */
export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** Pixels of the screen to one of the page. */
  readonly density?: number;
  /** What follows # in its address. */
  readonly hash?: string;
  readonly touch?: boolean;
  readonly script?: boolean;
}

/** A page opened from a file, what it complained of, and what it asked for. */
export interface Opened {
  readonly page: Page;
  readonly problems: readonly string[];
  readonly requests: readonly string[];
}

export interface Opener {
  open(html: string, look?: Look): Promise<Opened>;
  close(): Promise<void>;
}

/** Starts the browser when the first page is opened; `close` ends it. */
export function opener(): Opener {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-browser-'));
  let started: ReturnType<typeof chromium.launch> | undefined;
  let count = 0;
  const counting: Page[] = [];
  const counted = async (page: Page): Promise<void> => {
    if (COUNTS === undefined) return;
    await page.coverage.startJSCoverage({ resetOnNavigation: false });
    counting.push(page);
  };
  return {
    async open(html, { width = 1280, height = 900, dark = false, density = 1, hash = '', touch = false, script = true } = {}) {
      const file = join(folder, `page-${++count}.html`);
      writeFileSync(file, html);
      const browser = await (started ??= chromium.launch({ executablePath: executable() }));
      const options: BrowserContextOptions = {
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        deviceScaleFactor: density,
        hasTouch: touch,
        javaScriptEnabled: script,
        permissions: ['clipboard-read', 'clipboard-write'],
      };
      const page = await (await browser.newContext(options)).newPage();
      page.setDefaultTimeout(10_000);
      const problems: string[] = [];
      const requests: string[] = [];
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => problems.push(message.text()));
      page.on('request', (request) => requests.push(request.url()));
      if (script) await counted(page);
      await page.goto(`${pathToFileURL(file).href}${hash && `#${hash}`}`);
      return { page, problems, requests };
    },
    async close() {
      for (const { coverage } of counting.filter((page) => !page.isClosed())) keep(await coverage.stopJSCoverage());
      await (await started)?.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** The browser's own path: a bare name is looked up as the shell does. */
const executable = (): string => spawnSync('sh', ['-c', 'command -v "$0"', command!], { encoding: 'utf8' }).stdout.trim();

/** What an audit of accessibility finds in a page as it stands: each rule that is broken, and where. */
export async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
}

/** By how many pixels a page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
