/** The messages of errors, as they stand in the source: what a user may be told who gives gradcheck something that it cannot take. */
import { readdirSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { type Expression, type Node, parseSync, Visitor } from 'oxc-parser';
import { root } from '../corpus.ts';
import { namesOf, saidBy, shownText, speaks, type Text, textsOf, unnamed } from './text.ts';

/** A message, and the files that have it. */
export interface Message {
  readonly text: Text;
  /** The text with the names of its holes in capitals. */
  readonly shown: string;
  readonly files: readonly string[];
}

/** Functions that make an error of their argument, by the file in which they are called, with the place of the text among their arguments. */
const TELLERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'src/adapters/formula.ts': { problem: 1 },
  'src/adapters/json.ts': { message: 0 },
  'src/adapters/json-text.ts': { wrong: 0 },
  'src/adapters/tensors.ts': { wrong: 0 },
  'src/cli/load.ts': { reject: 1 },
  'src/cli/pool/worker.ts': { stray: 0 },
  'src/cli/requirements-file.ts': { problem: 0 },
  'src/cli/selection.ts': { rejection: 1 },
  'src/cli/start.ts': { complain: 0 },
};

/** Functions that return such texts, and tables that hold them, by their file: what they say is put into a message elsewhere. */
const SAYERS: Readonly<Record<string, readonly string[]>> = {
  'src/adapters/json.ts': ['problemOf'],
  'src/cli/explore.ts': ['unexplorable'],
  'src/cli/pool/checker.ts': ['surroundings'],
  'src/formulas/refusal.ts': ['refused'],
  'src/subject/shape.ts': ['unknownKey'],
};

/** Errors that nobody is told of, by their file and text. */
const UNTOLD: Readonly<Record<string, string>> = {
  'a folder': 'src/cli/writing.ts tells the code of the error',
  'on purpose': 'src/adapters/conformance.ts throws it to see what becomes of it',
};

/** Classes of errors whose text is not the first argument, or whose names do not end in Error. */
const CLASSES: Readonly<Record<string, number>> = { Fault: 1, Garbage: 0 };
/** Keys of objects that hold such a text. */
const KEYS = ['disturbed', 'error', 'message', 'problem'];
/** Methods of a shape whose second argument says what is wrong. */
const RULES = ['min', 'max', 'refine', 'custom'];
/** Folders in which the key `message` holds something else: what a report says of a result. */
const REPORTING = /^src\/(reporters|explorer)\//;

const files = ['src', 'properties', 'readings'].flatMap((folder) =>
  readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .sort(),
);

/** The texts of errors in a source, and those errors that only pass on what another says. @throws {Error} if it cannot be parsed. */
export function messagesOf(file: string, source: string): { readonly texts: readonly Text[]; readonly passing: readonly string[] } {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const names = namesOf(program);
  const texts: Text[] = [];
  const passing: string[] = [];
  const told = (node: Node | undefined, passes: boolean): void => {
    if (!node) return;
    const found = textsOf(node, names);
    texts.push(...found.filter(speaks));
    if (passes && !found.some(speaks)) passing.push(source.slice(node.start, node.end).replaceAll('${', '{'));
  };
  new Visitor({
    NewExpression({ callee, arguments: args }) {
      if (callee.type !== 'Identifier') return;
      const place = CLASSES[callee.name] ?? (callee.name.endsWith('Error') ? 0 : undefined);
      if (place !== undefined) told(args[place], true);
    },
    CallExpression({ callee, arguments: args }) {
      const name = calledName(callee);
      const place = TELLERS[file]?.[name];
      if (place !== undefined) told(args[place], true);
      else if (RULES.includes(name) && callee.type === 'MemberExpression') told(args[1], false);
      else if (source.slice(callee.start, callee.end) === 'process.stderr.write' && args[0])
        texts.push(...textsOf(args[0], names).flatMap(complaint).filter(speaks));
    },
    AssignmentExpression({ left, right }) {
      if (left.type === 'MemberExpression' && left.property.type === 'Identifier' && KEYS.includes(left.property.name)) told(right, false);
    },
    Property({ key, value }) {
      if (key.type !== 'Identifier' || !KEYS.includes(key.name) || (key.name === 'message' && REPORTING.test(file))) return;
      told(value, false);
    },
  }).visit(program);
  for (const name of SAYERS[file] ?? []) texts.push(...saidBy(names, name).filter(speaks));
  return { texts, passing };
}

/** How the lines begin that tell of an error on the command line. */
const PREFIX = 'gradcheck: ';

/** What is written to the standard error, if it tells of an error. */
const complaint = ([first, ...rest]: Text): readonly Text[] =>
  typeof first === 'string' && first.startsWith(PREFIX) ? [[first.slice(PREFIX.length), ...rest]] : [];

/** The name by which a function or a method is called. */
function calledName(callee: Expression): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
}

const read = (file: string): string => readFileSync(`${root}/${file}`, 'utf8');

/** All messages, in the order of the files. */
export function messages(): readonly Message[] {
  const found = new Map<string, { readonly text: Text; readonly shown: string; readonly files: string[] }>();
  for (const file of files)
    for (const text of messagesOf(file, read(file)).texts) {
      const shown = shownText(text).trim();
      if (shown in UNTOLD) continue;
      // Messages that differ in the names of their holes alone, or in who is named before them, are one
      const key = unnamed(text).trim().replace(/^…: /, '');
      const one = found.get(key) ?? { text, shown, files: [] };
      if (!one.files.includes(file)) one.files.push(file);
      found.set(key, one);
    }
  return [...found.values()];
}

/** Errors that pass on what another says, by their files. */
export const passed = (): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    files.flatMap((file) => {
      const { passing } = messagesOf(file, read(file));
      return passing.length > 0 ? [[file, passing]] : [];
    }),
  );
