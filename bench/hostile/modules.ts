/**
 * Modules that do what no subject should: each holds a subject `odd` beside a right one. What `odd` comes to is said as a pattern of the faults and messages of its failures; `right` where
 * it is no mistake at all, `file` where the whole file cannot be loaded.
 */
export type Fate = RegExp | 'right' | 'file';

/** A module, and what becomes of it. */
export interface Hostile {
  readonly name: string;
  readonly code: string;
  readonly fate: Fate;
}

/** The parts of the subject `odd`; a part that is given takes the place of the right one. */
type Parts = Readonly<Record<string, string>>;

const PARTS: Parts = {
  domain: '[[-2, 2], [-1, 3]]',
  f: '([x, y]) => x * x + y',
  gradient: '([x, y]) => [2 * x, 1]',
};

const listed = (parts: Parts): string =>
  Object.entries(parts)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ');

const odd = (name: string, parts: Parts, fate: Fate): Hostile => ({
  name,
  code: `export const odd = subject({ ${listed({ name: JSON.stringify(`odd ${name}`), ...PARTS, ...parts })} });`,
  fate,
});
const module = (name: string, code: string, fate: Fate): Hostile => ({ name, code, fate });

/** What can be thrown. */
const THROWN: Readonly<Record<string, string>> = {
  error: "throw new Error('no')",
  null: 'throw null',
  undefined: 'throw undefined',
  text: "throw 'no'",
  object: 'throw { toString() { throw 1; } }',
  getter: 'throw { get message() { throw 1; }, get stack() { throw 2; } }',
  proxy: 'throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } })',
  symbol: "throw Symbol('no')",
};

/** What a function of a subject may return in place of numbers. */
const RETURNED: Readonly<Record<string, string>> = {
  nothing: 'undefined',
  null: 'null',
  text: "'12'",
  bigint: '1n',
  symbol: "Symbol('s')",
  function: '() => 1',
  object: '({})',
  set: 'new Set([1, 2])',
  view: 'new DataView(new ArrayBuffer(16))',
  promise: 'Promise.resolve([1, 1])',
  rejection: "Promise.reject(new Error('later'))",
  huge: '({ length: 1e15 })',
  negative: '({ length: -1 })',
  bigints: 'new BigInt64Array(2)',
  texts: "['1', '2']",
  hole: '[, 1]',
  getter: "({ length: 2, get 0() { throw new Error('looked at'); }, 1: 1 })",
  proxy: "new Proxy([1, 1], { get() { throw new Error('looked at'); } })",
};

const inCalls = (key: 'f' | 'gradient'): readonly Hostile[] => [
  ...Object.entries(THROWN).map(([what, code]) => odd(`${key} throws ${what}`, { [key]: `() => { ${code}; }` }, /^throws /)),
  ...Object.entries(RETURNED).map(([what, code]) => odd(`${key} returns ${what}`, { [key]: `() => ${code}` }, /^(wrong-length|throws) /)),
];

/** Slots beside f and its claims, each with what makes it throw or return what it should not. */
const slots: readonly Hostile[] = [
  odd('where throws', { where: "() => { throw new Error('w'); }" }, /^throws where threw: w/),
  odd('where throws null', { where: '() => { throw null; }' }, /^throws where threw: null/),
  odd('where is a promise', { where: 'async () => true' }, /^wrong-length where returned a Promise/),
  odd('where is false', { where: '() => false' }, /no room/),
  odd('label throws', { label: "() => { throw new Error('l'); }", gradient: '() => [9, 9]' }, /x \(label threw: l\)/),
  odd('label is no text', { label: '() => ({})', gradient: '() => [9, 9]' }, /x \(label gave an object\)/),
  odd('label is long', { label: "() => 'x'.repeat(1e6)", gradient: '() => [9, 9]' }, /x{200}…/),
  odd('snapshot throws', { state: "{ snapshot: () => { throw new Error('s'); }, restore: () => {} }" }, /^throws state.snapshot threw: s/),
  odd('restore throws', { state: "{ snapshot: () => 1, restore: () => { throw new Error('r'); } }" }, /^throws state.restore threw: r/),
  odd('reference throws', { reference: "() => { throw new Error('r'); }" }, /^throws reference threw: r/),
  odd('reference is text', { reference: "() => 'x'" }, /^wrong-length reference returned a text|^wrong-length reference returned a string/),
  odd('invariance throws', { invariant: "[{ along: () => { throw new Error('i'); } }]" }, /^throws invariant\[0\].along threw: i/),
  odd('invariance is short', { invariant: '[{ along: () => [1] }]' }, /^wrong-length invariant\[0\].along returned 1 numbers/),
  odd('rows are ragged', { hessian: '() => [[2, 0], [0]]' }, /^wrong-length row 1 of hessian/),
  odd('rows are null', { hessian: '() => [null, null]' }, /^wrong-length row 0 of hessian/),
  odd('name is no text', { name: '5' }, /loading.*name: must be a text/),
  odd('name is empty', { name: "''" }, /loading.*a subject needs a name/),
  odd('name is a megabyte', { name: "'x'.repeat(1e6)" }, /loading.*a name has at most/),
  module(
    'name throws',
    "export const odd = subject({ get name() { throw new Error('n'); }, domain: [[0, 1]], f: ([x]) => x, gradient: () => [1] });",
    /^throws n$/,
  ),
  ...['__proto__', 'constructor', '\u202e\u0000\u001b[31m\n<script>', '\ud800', 'a*b?c\\d', '👩‍👧'].map((name) =>
    odd(`name is ${JSON.stringify(name)}`, { name: JSON.stringify(`odd ${name}`), gradient: '() => [9, 9]' }, /matches-differences/),
  ),
  odd('dimension is huge', { domain: '{ dimension: 1e15, low: -1, high: 1 }' }, /loading.*domain\.dimension: Too big/),
  odd('domain is empty', { domain: '[]' }, /loading.*domain: at least one input/),
  odd('domain is text', { domain: "'ab'" }, /loading.*domain: must be a list of intervals/),
  odd('domain ends before it begins', { domain: '[[2, -2], [0, 1]]' }, /loading.*domain\.0: low ≤ high/),
  odd('domain is all numbers', { domain: '[[-Infinity, Infinity], [-1e308, 1e308]]' }, 'right'),
  odd('domain is a few numbers', { domain: '[[1, 1 + 2 ** -52], [0, 5e-324]]' }, 'right'),
  odd('outputs are a billion', { outputs: '1e9' }, /loading.*a map has at most/),
  odd('key is unknown', { gradiant: '() => [1, 2]' }, /loading.*gradiant/),
  odd('f is no function', { f: '5' }, /loading.*f: must be a function/),
  odd('batch is nothing', { batch: '{ of: null }' }, /loading.*batch\.size/),
  odd('state has no part', { state: '{}' }, /loading.*state\.snapshot: must be a function/),
  odd(
    'gradient is sometimes another',
    { gradient: '(() => { let k = 0; return ([x]) => (k++ % 7 ? [2 * x, 1] : [2 * x + 1, 1]); })()' },
    /unstable|not-deterministic|timed-out/,
  ),
  odd('input is changed', { f: '(x) => { x[0] += 1; return x[0] * x[0] + x[1]; }' }, /^mutates-input/),
  odd(
    'buffer is used again',
    { gradient: '(() => { const g = [0, 0]; return ([x]) => { g[0] = 2 * x; g[1] = 1; return g; }; })()' },
    /^reuses-buffer/,
  ),
  odd('f is random', { f: '() => Math.random()' }, /^(not-deterministic|timed-out) /),
  odd('f recurs', { f: 'function f(x) { return f(x); }' }, /^throws f threw: Maximum call stack/),
];

/** What a subject may do to the process in which it runs. */
const deeds: readonly Hostile[] = [
  odd('f loops', { f: '() => { for (;;) {} }' }, /^timed-out did not come to an end within/),
  odd('gradient loops', { gradient: '() => { for (;;) {} }' }, /^timed-out did not come to an end within/),
  odd('where loops', { where: '() => { for (;;) {} }' }, /^timed-out did not come to an end within/),
  odd('f exits', { f: '() => { process.exit(0); }' }, /^crashed ended the process with status 0/),
  odd('f aborts', { f: "() => { process.kill(process.pid, 'SIGKILL'); }" }, /^crashed was ended by the signal SIGKILL/),
  odd(
    'f fills typed arrays',
    { f: '() => { const all = []; for (;;) all.push(new Float64Array(1e6).fill(1)); }' },
    /^crashed took more than/,
  ),
  odd(
    'f fills the heap',
    { f: '() => { const all = []; for (;;) all.push({ a: [1, 2, 3] }); }' },
    /^crashed (took more than|ran out of heap)/,
  ),
  odd('f moves', { f: "([x, y]) => { process.chdir('/'); return x * x + y; }" }, /^crashed changed the working directory to/),
  odd('f interrupts', { f: "([x, y]) => { process.kill(process.pid, 'SIGINT'); return x * x + y; }" }, 'right'),
  odd('f prints', { f: "([x, y]) => { console.log('noise'); return x * x + y; }" }, 'right'),
  odd(
    'f rejects',
    { f: "([x, y]) => { Promise.reject(new Error('late')); return x * x + y; }" },
    /^throws outside of every call: a promise was rejected: late/,
  ),
  odd(
    'f throws later',
    { f: "([x, y]) => { setTimeout(() => { throw new Error('late'); }, 1); return x * x + y; }" },
    /^throws outside of every call: late/,
  ),
  odd(
    'f replaces Math',
    { f: '([x, y]) => { Math.random = () => { throw 1; }; Date.now = () => { throw 2; }; return x * x + y; }' },
    /^crashed replaced a function/,
  ),
  odd(
    'f spoils objects',
    { f: '([x, y]) => { Object.prototype.evil = 1; Array.prototype.evil = 2; return x * x + y; }' },
    /^crashed added properties/,
  ),
];

/** What a module may do while it is loaded. */
const loaded: readonly Hostile[] = [
  module('throws', "throw new Error('at import');", 'file'),
  module('throws null', 'throw null;', 'file'),
  module('exits', 'process.exit(0);', 'file'),
  module('loops', 'for (;;) {}', 'file'),
  module('waits for ever', 'await new Promise(() => {});', 'file'),
  module('is no code', 'export const x = {{{', 'file'),
  module('imports what is not there', "import 'not-there-at-all';", 'file'),
  module('exports a getter', "export const odd = { get kind() { throw new Error('k'); } };", /loading/),
  module(
    'exports a proxy',
    "export default new Proxy({}, { get() { throw new Error('p'); }, has() { throw new Error('p'); } });",
    /loading/,
  ),
  module('exports then', 'export function then() {}', 'right'),
  module('exports a then that answers', 'export const then = (answer) => answer({});', 'right'),
  module(
    'exports another kind',
    "export const odd = { kind: 'other', name: 'f', domain: [[0, 1]], f: (x) => x[0] };",
    /kind: "other" is no kind of subject/,
  ),
  module('exports a million objects', 'export const all = Array.from({ length: 1e6 }, () => ({}));', 'right'),
  module('exports a list within itself', 'const list = []; list.push(list); export { list };', 'right'),
  module(
    'exports what is no subject',
    "export const odd = { kind: 'function', name: 'f', domain: [[0, 1]], f: 5 };",
    /f: must be a function/,
  ),
  module(
    'exports a twin',
    "export const twin = subject({ name: 'good', domain: [[0, 1]], f: ([x]) => x, gradient: () => [1] });",
    /already taken/,
  ),
  module(
    'expects what cannot fail',
    odd('x', { expect: "{ fail: ['nope'], because: 'x' }" }, 'right').code,
    /expect\.fail: "nope" is no property/,
  ),
];

/** Other kinds of subjects. */
const kinds: readonly Hostile[] = [
  module(
    'layer throws',
    "export const odd = layer({ name: 'odd', inputs: { x: [3] }, forward: () => { throw new Error('F'); }, backward: (_, dy) => ({ x: dy }) });",
    /^throws f threw: forward threw: F/,
  ),
  module(
    'layer forgets an input',
    "export const odd = layer({ name: 'odd', inputs: { x: [3], w: [3] }, forward: ({ x }) => x, backward: (_, dy) => ({ x: dy }) });",
    /^wrong-length backward returned nothing for w/,
  ),
  module(
    'layer is a promise',
    "export const odd = layer({ name: 'odd', inputs: { x: [3] }, forward: async ({ x }) => x, backward: (_, dy) => ({ x: dy }) });",
    /^wrong-length forward returned a Promise/,
  ),
  module(
    'layer has no inputs',
    "export const odd = layer({ name: 'odd', inputs: {}, forward: () => [1], backward: () => ({}) });",
    /loading.*at least one input is needed/,
  ),
  module('stack is empty', "export const odd = stack({ name: 'odd', layers: [] });", /loading.*at least one layer/),
  module(
    'stack of what is no layer',
    "export const odd = stack({ name: 'odd', layers: [layer({ name: 'none', inputs: {}, forward: () => [1], backward: () => ({}) })] });",
    /loading.*layers/,
  ),
  module('update has no step', "export const odd = update({ name: 'odd', rule: { name: 'nope' } });", /loading.*must be a function/),
  module('update throws', "export const odd = update({ name: 'odd', init: () => null, step: () => { throw null; } });", /^throws /),
  module(
    'gradient is drawn badly',
    "export const odd = stochastic({ name: 'odd', domain: [[0, 1]], gradient: () => { throw 'x'; }, full: () => { throw 'y'; }, draws: 4 });",
    /^throws /,
  ),
  module(
    'operator throws',
    "export const odd = operator({ name: 'odd', domain: [[0, 1]], functions: [null, 5], value: () => { throw null; }, gradient: () => { throw null; } });",
    /^throws /,
  ),
];

export const hostile: readonly Hostile[] = [...inCalls('f'), ...inCalls('gradient'), ...slots, ...deeds, ...loaded, ...kinds];

/** The text of a module, which has a right subject of this name beside the odd one; no other module has subjects of the same names. */
export const textOf = (
  { name, code }: Hostile,
  good: string,
): string => `import { layer, operator, stack, stochastic, subject, update } from 'gradcheck';
export const good = subject({ name: ${JSON.stringify(good)}, domain: [[-2, 2], [-1, 3]], f: ([x, y]) => x * x + y, gradient: ([x, y]) => [2 * x, 1] });
${code.replace("name: 'good'", `name: ${JSON.stringify(good)}`).replace("name: 'odd'", `name: ${JSON.stringify(`odd ${name}`)}`)}
`;
