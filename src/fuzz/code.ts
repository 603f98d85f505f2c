/** A program as code that can be pasted. */
import type { Operation } from '../adapters/operations.ts';
import type { Sweep } from '../adapters/sweep.ts';
import type { Weights } from './nested.ts';
import { leafNames } from './opinion.ts';
import { isStep, leavesOf, type Program, type Step } from './program.ts';

/** The longest text of a function that is written where it is called. Why: longer ones hide the program. */
const INLINE_TEXT = 160;

/** What a function is called in the words of an engine: its place in the API that the table gives, or its own text where that is short, else undefined. */
function wordsOf(of: (...args: never[]) => unknown, api: Sweep['table']['api'] = {}): string | undefined {
  for (const [name, part] of Object.entries(api)) {
    const member = Object.keys(part).find((key) => (part as Readonly<Record<string, unknown>>)[key] === of);
    if (member !== undefined) return `${name}.${member}`;
  }
  const text = String(of).replace(/\s+/g, ' ');
  return /^(async )?(\([^)]*\)|\w+) =>/.test(text) && text.length <= INLINE_TEXT ? `(${text})` : undefined;
}

/** Plain data as it is written in code. */
const literal = (value: unknown): string => {
  if (value === undefined) return 'undefined';
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, one]) => `${key}: ${literal(one)}`)
      .join(', ')} }`;
  return typeof value === 'string' ? `'${value}'` : String(value);
};

/** A call of an operation. */
function callOf<T>(operation: Operation<T>, args: readonly string[], api: Sweep['table']['api']): string {
  const names = Object.keys(operation.inputs);
  const { call } = operation;
  const words = wordsOf(call?.of ?? operation.f, api);
  if (!call) {
    const inputs = names.map((name, k) => (name === args[k] ? name : `${name}: ${args[k]}`)).join(', ');
    return words === undefined ? `operation(${literal(operation.name)}).f({ ${inputs} })` : `${words}({ ${inputs} })`;
  }
  const given = call.args.map((arg) => (typeof arg === 'string' ? args[names.indexOf(arg)]! : literal(arg)));
  return words === undefined
    ? `operation(${literal(operation.name)}).f({ ${names.map((name, k) => `${name}: ${args[k]}`).join(', ')} })`
    : `${words}(${given.join(', ')})`;
}

const tensor = (numbers: ArrayLike<number>, shape: readonly number[]): string =>
  `engine.tensor(Float64Array.of(${Array.from(numbers).join(', ')}), [${shape.join(', ')}])`;

/** What a program is asked for: its gradient with these weights of its result, or, of order 2, the gradient of its slope. */
export type Asked =
  | { readonly order: 1; readonly w: ArrayLike<number> }
  | ({ readonly order: 2; readonly depends: readonly boolean[] } & Weights);

/** A program as lines of code: its function, its inputs, and the call of the engine that gives its gradients. */
export function codeOf<T>(program: Program<T>, { api, engine }: Sweep['table'], asked: Asked): readonly string[] {
  const leaves = leavesOf(program);
  const given = leafNames(leaves.length);
  const names: string[] = [];
  let [next, made] = [0, 0];
  const last = program.length - 1;
  for (const [k, node] of program.entries()) names.push(isStep(node) ? (k === last ? 'y' : `t${++made}`) : given[next++]!);
  const left = program.map((_, k) =>
    program.reduce((count, node) => count + (isStep(node) ? node.inputs.filter((i) => i === k).length : 0), 0),
  );
  const used = (k: number): string => (--left[k]! > 0 && engine.keep ? `engine.keep(${names[k]})` : names[k]!);
  const steps = program.flatMap((node, k) =>
    isStep(node) ? [`  const ${names[k]} = ${callOf((node as Step<unknown>).operation, node.inputs.map(used), api)};`] : [],
  );
  const { shape } = program.at(-1)!.value;
  return [
    `const f = (${given.join(', ')}) => {`,
    ...steps,
    '  return y;',
    '};',
    ...leaves.map(({ value }, k) => `const ${given[k]} = ${tensor(value.numbers, value.shape)};`),
    ...(asked.order === 1 ? [`${gradients('f', given, tensor(asked.w, shape))};`] : twice(given, asked)),
  ];
}

const gradients = (f: string, given: readonly string[], w: string): string => `engine.vjp(${f}, [${given.join(', ')}], () => ${w})`;

/** The gradients of the slope of f along u, as lines of code. */
function twice(given: readonly string[], { w, u, depends }: Extract<Asked, { order: 2 }>): readonly string[] {
  const own = u.flatMap(({ numbers, shape }, k) => (depends[k] ? [tensor(numbers, shape)] : []));
  const parts = depends.every(Boolean) ? 'gradients' : `[${depends.flatMap((does, k) => (does ? [`gradients[${k}]`] : [])).join(', ')}]`;
  return [
    `const slope = (${given.join(', ')}) => {`,
    `  const gradients = ${gradients('f', given, tensor(w.numbers, w.shape))};`,
    `  return engine.dot(${parts}, [${own.join(', ')}]);`,
    '};',
    `${gradients('slope', given, tensor([1], []))};`,
  ];
}
