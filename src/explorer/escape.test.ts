import { expect, test } from 'vitest';
import { referenced, scriptData } from './escape.ts';

test('what means something in HTML and XML stands as a reference, other marks where a format has one for them', () => {
  expect(referenced('<a b="c">&\'`', {})).toBe("&lt;a b=&quot;c&quot;&gt;&amp;'`");
  expect(referenced("'`", { "'": '&apos;' })).toBe('&apos;`');
});

test('JSON in a script element ends neither the element nor a line, and hides nothing', () => {
  const text = scriptData({ a: '</script><!--\u2028\u202e\ud800&' });
  expect(text).toBe('{"a":"\\u003c/script\\u003e\\u003c!--\\u2028\\u202e\\ud800\\u0026"}');
  expect(JSON.parse(text)).toEqual({ a: '</script><!--\u2028\u202e\ud800&' });
});
