import { stream } from './random.ts';

/** A function of x and y, and a formula for its derivative by x that is right, or wrong in the twelfth digit of one coefficient. */
export interface FormulaPair {
  readonly f: string;
  readonly claim: string;
  readonly right: boolean;
}

/** A formula as a tree: a numeral, a variable, a function of one formula, or an operation on two. */
type Tree =
  | { readonly kind: 'numeral'; readonly text: string }
  | { readonly kind: 'variable'; readonly text: 'x' | 'y' }
  | { readonly kind: 'call'; readonly name: string; readonly of: Tree }
  | { readonly kind: 'operation'; readonly sign: '+' | '-' | '*' | '/'; readonly left: Tree; readonly right: Tree };

const numeral = (text: string): Tree => ({ kind: 'numeral', text });
const call = (name: string, of: Tree): Tree => ({ kind: 'call', name, of });
const operation = (sign: '+' | '-' | '*' | '/', left: Tree, right: Tree): Tree => ({ kind: 'operation', sign, left, right });
const [zero, one, two] = [numeral('0'), numeral('1'), numeral('2')];
const times = (left: Tree, right: Tree): Tree =>
  left === zero || right === zero ? zero : left === one ? right : right === one ? left : operation('*', left, right);
const plus = (left: Tree, right: Tree): Tree => (left === zero ? right : right === zero ? left : operation('+', left, right));
const minus = (left: Tree, right: Tree): Tree => (right === zero ? left : operation('-', left, right));
const over = (left: Tree, right: Tree): Tree => (left === zero ? zero : operation('/', left, right));
const square = (of: Tree): Tree => operation('*', of, of);

/** Functions that are smooth everywhere, with their derivatives. */
const slopes: Readonly<Record<string, (u: Tree) => Tree>> = {
  sin: (u) => call('cos', u),
  cos: (u) => minus(numeral('0'), call('sin', u)),
  exp: (u) => call('exp', u),
  tanh: (u) => minus(one, square(call('tanh', u))),
  sinh: (u) => call('cosh', u),
  atan: (u) => over(one, plus(one, square(u))),
  asinh: (u) => over(one, call('sqrt', plus(one, square(u)))),
  erf: (u) => times(over(two, call('sqrt', { kind: 'variable', text: 'pi' as 'x' })), call('exp', minus(numeral('0'), square(u)))),
  expm1: (u) => call('exp', u),
};
const names = Object.keys(slopes);

/** The derivative by x. */
function derivative(tree: Tree): Tree {
  switch (tree.kind) {
    case 'numeral':
      return zero;
    case 'variable':
      return tree.text === 'x' ? one : zero;
    case 'call':
      return times(slopes[tree.name]!(tree.of), derivative(tree.of));
    case 'operation': {
      const { sign, left, right } = tree;
      const [a, b] = [derivative(left), derivative(right)];
      if (sign === '+') return plus(a, b);
      if (sign === '-') return minus(a, b);
      if (sign === '*') return plus(times(a, right), times(left, b));
      return over(minus(times(a, right), times(left, b)), square(right));
    }
  }
}

type Random = () => number;
const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)]!;

/** A coefficient with twelve digits. */
const coefficient = (random: Random): Tree => numeral((1 + random()).toFixed(11));

function generated(depth: number, random: Random): Tree {
  if (depth === 0) return operation('*', coefficient(random), { kind: 'variable', text: random() < 0.7 ? 'x' : 'y' });
  const below = (): Tree => generated(depth - 1, random);
  const kind = random();
  if (kind < 0.35) return call(pick(names, random), below());
  if (kind < 0.6) return operation(random() < 0.5 ? '+' : '-', below(), below());
  if (kind < 0.85) return operation('*', below(), below());
  return operation('/', below(), plus(numeral('3'), square(below())));
}

/** The same function in other words: factors and terms change places, products are expanded, and functions are written by others. */
function rewritten(tree: Tree, random: Random): Tree {
  if (tree.kind === 'numeral' || tree.kind === 'variable') return tree;
  if (tree.kind === 'call') {
    const of = rewritten(tree.of, random);
    if (random() < 0.5) return call(tree.name, of);
    if (tree.name === 'tanh') return over(call('sinh', of), call('cosh', of));
    if (tree.name === 'cosh') return over(plus(call('exp', of), call('exp', minus(numeral('0'), of))), two);
    if (tree.name === 'cos') return minus(one, times(two, square(call('sin', over(of, two)))));
    if (tree.name === 'exp') return plus(call('expm1', of), one);
    return call(tree.name, of);
  }
  const [left, right] = [rewritten(tree.left, random), rewritten(tree.right, random)];
  const { sign } = tree;
  if (sign === '*' && right.kind === 'operation' && right.sign === '+' && random() < 0.5)
    return plus(operation('*', left, right.left), operation('*', left, right.right));
  if ((sign === '+' || sign === '*') && random() < 0.5) return operation(sign, right, left);
  return sign === '-' && random() < 0.5 ? operation('+', operation('*', numeral('-1'), right), left) : operation(sign, left, right);
}

function printed(tree: Tree): string {
  if (tree.kind === 'numeral') return tree.text.startsWith('-') ? `(${tree.text})` : tree.text;
  if (tree.kind === 'variable') return tree.text;
  if (tree.kind === 'call') return `${tree.name}(${printed(tree.of)})`;
  return `(${printed(tree.left)} ${tree.sign} ${printed(tree.right)})`;
}

/** The text with the twelfth digit of one coefficient changed by one. */
function misprinted(text: string, random: Random): string | undefined {
  const places = [...text.matchAll(/1\.\d{11}/g)];
  if (places.length === 0) return undefined;
  const { 0: found, index } = pick(places, random);
  const last = Number(found.at(-1));
  const changed = found.slice(0, -1) + String(last === 9 ? last - 1 : last + 1);
  return text.slice(0, index) + changed + text.slice(index + found.length);
}

/** So many pairs, every other one wrong. */
export function formulaPairs(count: number, seed: number): readonly FormulaPair[] {
  const random = stream(seed);
  const pairs: FormulaPair[] = [];
  while (pairs.length < count) {
    const tree = generated(3, random);
    const slope = derivative(tree);
    if (slope === zero) continue;
    const right = pairs.length % 2 === 0;
    const written = printed(rewritten(slope, random));
    const claim = right ? written : misprinted(written, random);
    if (claim !== undefined) pairs.push({ f: printed(tree), claim, right });
  }
  return pairs;
}
