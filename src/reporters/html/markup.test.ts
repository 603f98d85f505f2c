import { expect, test } from 'vitest';
import { data, html } from './markup.ts';
import { slug, slugs } from './slug.ts';

test('values are text, in elements and attributes', () => {
  expect(html`<b title="${'"x\'`'}">${'<i>&'}</b>`.text).toBe('<b title="&quot;x&#39;&#96;">&lt;i&gt;&amp;</b>');
});

test('markup, lists of it, numbers and nothing', () => {
  expect(html`${[html`<i>a</i>`, 'b']}${3}${undefined}${false}`.text).toBe('<i>a</i>b3');
});

test('what cannot be seen, or turns the direction of writing, is spelled out', () => {
  expect(html`${'a\u202eb\u0000c\u2028'}`.text).toBe('a\\u{202e}b\\u{0}c\\u{2028}');
});

test('JSON ends neither its element nor a line, and reads the same', () => {
  const value = { a: '</script><!--\u2028\u2029&', n: [1, Number.NaN, Number.POSITIVE_INFINITY] };
  const { text } = data(value);
  expect(text).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(text)).toEqual({ ...value, n: [1, null, null] });
});

test.each([
  ['rosenbrock', 'rosenbrock'],
  ['A "quoted" name', 'A-quoted-name'],
  ['~laws', 'laws'],
  ['<script>', 'script'],
  ['../../x', '..-..-x'],
  ['', 'subject'],
  ['漢字', '漢字'],
])('%j is linked as %s', (name, id) => {
  expect(slug(name)).toBe(id);
});

test('names that are told apart only by what a link cannot hold have links of their own', () => {
  const ids = [...slugs(['a b', 'a-b', 'a/b', 'A B', 'x'.repeat(10_000), `${'x'.repeat(10_000)}y`]).values()];
  expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(6);
  expect(Math.max(...ids.map((id) => id.length))).toBeLessThan(70);
});
