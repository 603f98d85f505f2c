import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { fromFormula } from '../adapters/formula.ts';
import { exploration } from './exploration.ts';
import { explorerPage } from './page.ts';
import { explorerScript } from './script.ts';

const explored = exploration(fromFormula({ name: '</script><script>alert(1)</script>', variables: { x: [-2, 2], y: [-2, 2] }, f: 'x*y' }))!;
const page = explorerPage(explored, 'a "quoted" <subtitle>');

test('the page lets nothing run or load but its own program and style', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
  expect(policy).toMatch(/^default-src 'none';/);
  expect(policy).not.toMatch(/unsafe|\*|http/);
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const script = /<script>([\s\S]*?)<\/script>/.exec(page)![1]!;
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)![1]!;
  expect(policy).toContain(`script-src ${hash(script)};`);
  expect(policy).toContain(`style-src ${hash(style)};`);
  expect(page).not.toMatch(/ style=| on\w+=|javascript:|https?:\/\/(?!www\.w3\.org)/);
});

test('a name cannot leave its element', () => {
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page).toContain('<h1>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</h1>');
  const data = /<script type="application\/json" data-explorer="exploration">([\s\S]*?)<\/script>/.exec(page)![1]!;
  expect(JSON.parse(data)).toEqual(JSON.parse(JSON.stringify(explored)));
});

test('the program is whole, the same each time, and evaluates no text', () => {
  const script = explorerScript();
  expect(explorerScript()).toBe(script);
  expect(script).not.toMatch(/<\/script|<!--|\beval\(|new Function|import\(|^\s*(import|export) /m);
  expect(() => new Function(script)).not.toThrow();
  expect(script.match(/require\("/g)).toBeNull();
});
