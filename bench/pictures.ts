/** Takes the pictures of the sample report and of the explorer that the README shows: reports/example/*.png. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { fromFormula } from '../src/adapters/formula.ts';
import { exploration, explorerPage } from '../src/explorer/index.ts';
import { type Look, opener } from './browser.ts';
import { folder } from './example.ts';

const report = readFileSync(join(folder, 'index.html'), 'utf8');

const claimed = {
  name: 'x^2 + 3*x*y + y^2',
  variables: { x: [-2, 2], y: [-2, 2] },
  f: 'x^2 + 3*x*y + y^2',
  gradient: ['2*x + 3*y', '3*x + 3*y'],
} as const;
const explorer = explorerPage(exploration(fromFormula(claimed), { at: [1, 0.5], gradient: claimed.gradient })!);

const browser = opener();

async function take(name: string, html: string, look: Look, before?: (page: Page) => Promise<void>): Promise<void> {
  const { page } = await browser.open(html, { density: 1.5, ...look });
  await before?.(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.context().close();
}

const to =
  (selector: string) =>
  (page: Page): Promise<void> =>
    page.locator(selector).evaluate((part) => part.scrollIntoView());

try {
  await take('light', report, { width: 1100, height: 1800 });
  await take('dark', report, { width: 1100, height: 1250, dark: true }, to('[aria-labelledby="~overview"]'));
  await take('narrow', report, { width: 360, height: 800 });
  await take('failing', report, { width: 1100, height: 1600 }, to('#layer-norm-wrong'));
  await take('explorer', explorer, { width: 1100, height: 860 });
} finally {
  await browser.close();
}
