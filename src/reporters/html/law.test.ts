import { expect, test } from 'vitest';
import { properties } from '../../../properties/index.ts';
import { law } from './law.ts';

/** What the mathematics reads as, without its marks. */
const read = (text: string): string =>
  law(text)
    .text.replace(/<[^>]+>/g, '')
    .replaceAll('\u00a0', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
const without = (text: string): string => text.replace(/\s+/g, '');

test('scripts are scripts', () => {
  expect(law('D_v f').text).toContain('<msub><mi>D</mi><mrow><mi>v</mi></mrow></msub><mi>f</mi>');
  expect(law('h²').text).toContain('<msup><mi>h</mi><mrow><mn>2</mn></mrow></msup>');
  expect(law('H⁻¹g').text).toContain('<msup><mi>H</mi><mrow><mo>−</mo><mn>1</mn></mrow></msup><mi>g</mi>');
  expect(law('D_{Qeᵢ} f').text).toContain('<msub><mi>D</mi><mrow><mi>Q</mi><msub><mi>e</mi><mrow><mi>i</mi></mrow></msub></mrow></msub>');
  expect(law('∇f(x*) = 0').text).toContain('<msup><mi>x</mi><mo>∗</mo></msup>');
  expect(law('½h').text).toContain('<mfrac><mn>1</mn><mn>2</mn></mfrac>');
});

test('letters side by side are a product, words are words, and a word before a bracket is a function', () => {
  expect(law('hv').text).toContain('<mi>h</mi><mi>v</mi>');
  expect(law('for all small h').text).toContain('<mtext>for\u00a0all\u00a0small\u00a0</mtext><mi>h</mi>');
  expect(law('vjp(x)').text).toContain('<mi>vjp</mi>');
});

test('a line may break before a relation and after a comma, not inside brackets', () => {
  const parts = (text: string): number => law(text).text.split('<math>').length - 1;
  expect(parts('⟨u, Hv⟩ = ⟨v, Hu⟩')).toBe(2);
  expect(parts('f(x, y), g(x)')).toBe(2);
  expect(parts('f(x, y)')).toBe(1);
});

test('no mark of any registered law is lost', () => {
  const plain: Readonly<Record<string, string>> = { '½': '12', '*': '∗' };
  for (const { law: text } of properties) {
    const expected = [...without(text).normalize('NFKD')]
      .map((mark) => plain[mark] ?? mark)
      .filter((mark) => !'_{}^'.includes(mark))
      .join('');
    expect(without(read(text)).normalize('NFKD').replaceAll('−', '-')).toBe(expected.replaceAll('−', '-').replaceAll('1⁄2', '12'));
  }
});

test('the marks balance, and nothing in a law becomes an element', () => {
  for (const text of ['<script>alert(1)</script>', '((((', '⟩⟩_', '^^^', '_{', '²²', '‖‖‖', '&amp;"\'', '\u202e', '']) {
    const { text: markup } = law(text);
    const opened = [...markup.matchAll(/<([a-z]+)[^>]*>/g)].map(([, name]) => name).filter((name) => name !== 'wbr');
    const closed = [...markup.matchAll(/<\/([a-z]+)>/g)].map(([, name]) => name);
    expect(opened.sort()).toEqual(closed.sort());
    expect(opened.filter((name) => !/^(span|math|m[a-z]+)$/.test(name!))).toEqual([]);
  }
});
