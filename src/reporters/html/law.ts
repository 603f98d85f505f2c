import { html, Markup } from './markup.ts';

/**
 * A law in one line of Unicode mathematics as MathML, in parts between which a line may break. Words of prose stay words. Text that is not
 * understood stays as it is.
 */
export function law(text: string): Markup {
  const parts = split(tokens(text)).map((part, i) => [
    i > 0 && (isRelation(part[0]) ? html`<wbr>` : ' '),
    html`<math>${new Markup(mathRow(part))}</math>`,
  ]);
  return html`<span class="law">${parts}</span>`;
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵀᵏᵐ';
const RAISED_AS = '0123456789+−nTkm';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₙₘₜ₊₋';
const LOWERED_AS = '0123456789ijknmt+−';
const FRACTIONS: Readonly<Record<string, readonly [string, string]>> = {
  '½': ['1', '2'],
  '⅓': ['1', '3'],
  '¼': ['1', '4'],
  '⅙': ['1', '6'],
};
const RELATION_SIGNS = '=≤≥<>⇒≈→∈≠';
const OPERATOR_SIGNS = `${RELATION_SIGNS}+−-·×/,:;∘∀∃±∓⊙∑∏∫`;
/** Words of two letters. Other pairs of letters are products of two variables. */
const PROSE = new Set(['is', 'at', 'of', 'to', 'in', 'by', 'or', 'on', 'no', 'if', 'as', 'be', 'an', 'it', 'so']);

type Kind = 'id' | 'number' | 'word' | 'operator' | 'open' | 'close' | 'bar' | 'raised' | 'lowered' | 'space' | 'fraction' | 'script';
interface Token {
  readonly kind: Kind;
  readonly text: string;
}

const TOKEN = new RegExp(
  [
    '(?<space>\\s+)',
    '(?<number>\\d+(?:\\.\\d+)?)',
    `(?<raised>[${RAISED}]+|\\*(?=[),;\\]⟩\\s]|$))`,
    `(?<lowered>[${LOWERED}]+)`,
    '(?<fraction>[½⅓¼⅙])',
    '(?<script>[_^])',
    '(?<word>[A-Za-z][a-z]+(?:-[a-z]+)*)',
    '(?<bar>[‖|])',
    '(?<open>[([{⟨⌊⌈])',
    '(?<close>[)\\]}⟩⌋⌉])',
    `(?<operator>[${OPERATOR_SIGNS.replace('-', '\\-')}])`,
    '(?<id>.)',
  ].join('|'),
  'gsu',
);

const tokens = (text: string): readonly Token[] =>
  [...text.matchAll(TOKEN)].flatMap(({ groups }): Token[] => {
    const [kind, found] = Object.entries(groups!).find(([, value]) => value !== undefined)! as [Kind, string];
    if (kind === 'word' && found.length === 2 && !PROSE.has(found)) return [...found].map((letter) => ({ kind: 'id', text: letter }));
    return [{ kind, text: found }];
  });

/** The parts of a law that each stand on one line. A law is split before relations and after commas outside brackets. */
function split(all: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  let bars = 0;
  for (const token of all) {
    if (token.kind === 'open') depth++;
    if (token.kind === 'close') depth--;
    if (token.kind === 'bar') bars++;
    const outside = depth === 0 && bars % 2 === 0 && token.kind === 'operator';
    if (outside && isRelation(token)) parts.push([token]);
    else parts.at(-1)!.push(token);
    if (outside && ',;:'.includes(token.text)) parts.push([]);
  }
  return parts.map((part) => trimmed(part)).filter((part) => part.length > 0);
}

const isRelation = (token: Token | undefined): boolean => token?.kind === 'operator' && RELATION_SIGNS.includes(token.text);

const trimmed = (part: readonly Token[]): readonly Token[] => {
  const from = part.findIndex(({ kind }) => kind !== 'space');
  return from < 0 ? [] : part.slice(from, part.findLastIndex(({ kind }) => kind !== 'space') + 1);
};

const mathElement = (name: string, text: string, attributes = ''): string =>
  html`<${new Markup(name + attributes)}>${text}</${new Markup(name)}>`.text;
const scripted = (tag: 'msup' | 'msub', base: string, script: string): string => `<${tag}>${base}${script}</${tag}>`;
const translated = (text: string, from: string, to: string): string => {
  const marks = [...to];
  return [...text].map((mark) => marks[[...from].indexOf(mark)] ?? mark).join('');
};
const small = (text: string): string =>
  `<mrow>${[...text].map((mark) => mathElement(/\d/.test(mark) ? 'mn' : /\p{L}/u.test(mark) ? 'mi' : 'mo', mark)).join('')}</mrow>`;

function mathRow(part: readonly Token[]): string {
  const done: string[] = [];
  let bars = 0;
  for (let i = 0; i < part.length; i++) {
    const { kind, text } = part[i]!;
    if (kind === 'space') continue;
    if (kind === 'raised')
      done.push(
        scripted('msup', done.pop() ?? '<mrow></mrow>', text === '*' ? mathElement('mo', '∗') : small(translated(text, RAISED, RAISED_AS))),
      );
    else if (kind === 'lowered') done.push(scripted('msub', done.pop() ?? '<mrow></mrow>', small(translated(text, LOWERED, LOWERED_AS))));
    else if (kind === 'script') {
      const [inner, next] = scriptAt(part, i + 1);
      done.push(scripted(text === '_' ? 'msub' : 'msup', done.pop() ?? '<mrow></mrow>', `<mrow>${mathRow(inner)}</mrow>`));
      i = next - 1;
    } else if (kind === 'word' && !isName(text, part[i + 1])) {
      const end = proseFrom(part, i);
      done.push(prose(part, i, end));
      i = end - 1;
    } else if (kind === 'word') done.push(mathElement('mi', text));
    else if (kind === 'bar')
      done.push(mathElement('mo', text, bars++ % 2 === 0 ? ' form="prefix" stretchy="false"' : ' form="postfix" stretchy="false"'));
    else if (kind === 'open') done.push(mathElement('mo', text, ' form="prefix" stretchy="false"'));
    else if (kind === 'close') done.push(mathElement('mo', text, ' form="postfix" stretchy="false"'));
    else if (kind === 'operator')
      done.push(mathElement('mo', text, '−-±∓'.includes(text) && isPrefix(part, i) ? ' form="prefix"' : i === 0 ? ' form="infix"' : ''));
    else if (kind === 'fraction')
      done.push(`<mfrac>${mathElement('mn', FRACTIONS[text]![0])}${mathElement('mn', FRACTIONS[text]![1])}</mfrac>`);
    else if (kind === 'number') done.push(mathElement('mn', text));
    else done.push(mathElement('mi', text, /[∇∂ℝℕ]/u.test(text) ? ' mathvariant="normal"' : ''));
  }
  return done.join('');
}

/** The tokens of a subscript or superscript, and the index behind them: a group in braces, or one token. */
function scriptAt(part: readonly Token[], from: number): readonly [readonly Token[], number] {
  if (part[from]?.text !== '{') return [part.slice(from, from + 1), from + 1];
  const to = part.findIndex(({ text }, i) => i > from && text === '}');
  const end = to < 0 ? part.length : to;
  return [part.slice(from + 1, end), end + 1];
}

/** Names of functions. A word before an opening parenthesis, as in `vjp(`, is the name of a function as well. */
const NAMES = new Set(['cos', 'sin', 'tan', 'max', 'min', 'exp', 'log', 'vjp', 'jvp', 'hvp', 'clip', 'sign', 'var', 'mean', 'rank', 'det']);
const isName = (text: string, next: Token | undefined): boolean => NAMES.has(text) || (next?.kind === 'open' && next.text === '(');

/** The index behind a sequence of words of prose. */
function proseFrom(part: readonly Token[], from: number): number {
  let end = from + 1;
  while (part[end]?.kind === 'space' && part[end + 1]?.kind === 'word' && !isName(part[end + 1]!.text, part[end + 2])) end += 2;
  return end;
}

const prose = (part: readonly Token[], from: number, end: number): string => {
  const words = part
    .slice(from, end)
    .map(({ kind, text }) => (kind === 'space' ? '\u00a0' : text))
    .join('');
  return mathElement('mtext', `${part[from - 1]?.kind === 'space' ? '\u00a0' : ''}${words}${part[end]?.kind === 'space' ? '\u00a0' : ''}`);
};

const isPrefix = (part: readonly Token[], i: number): boolean => {
  const before = part.slice(0, i).findLast(({ kind }) => kind !== 'space');
  return before === undefined || ['operator', 'open', 'word', 'script'].includes(before.kind);
};
