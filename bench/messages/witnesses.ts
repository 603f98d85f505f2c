/** Which tests look at which messages: a test's file holds the words of the message, in a string or in a pattern that is more than a title. */
import { readdirSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { type CallExpression, type Node, parseSync, Visitor } from 'oxc-parser';
import { root } from '../corpus.ts';
import type { Message } from './index.ts';
import { wordsOf } from './text.ts';

/** Stands in a line of a test for what is not known there. */
const GAP = '\u0001';

/** The fewest characters of a message's own words by which it is known as a whole. Why: shorter ones only say of whom something is said. */
const SHORTEST_WHOLE = 8;
/** The fewest characters of a part of a message by which it is known. Why: shorter ones, as "is missing", are in many texts. */
const SHORTEST_PART = 12;

const FOLDERS = ['src', 'properties', 'readings', 'fixtures', 'bench', 'packaging', 'examples'];

/** The tests of the repository, apart from those of the messages themselves. */
export const testFiles: readonly string[] = FOLDERS.flatMap((folder) =>
  readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .filter((name) => name.endsWith('.test.ts') && !/node_modules|^bench\/messages\//.test(name))
    .sort(),
);

/** The lines of text that a test expects, or gives: its strings and patterns, without the titles of its tests. */
export function linesOf(file: string, source: string): readonly string[] {
  const { program } = parseSync(file, source);
  const titles = new Set<Node>();
  const lines: string[] = [];
  const add = (text: string): void => void lines.push(...text.split('\n'));
  new Visitor({
    CallExpression(call) {
      const [first] = call.arguments;
      if (first && isTest(call)) titles.add(first);
    },
    Literal(node) {
      if (titles.has(node)) return;
      if (typeof node.value === 'string') add(node.value);
      else if ('regex' in node && node.regex) add(plain(node.regex.pattern));
    },
    TemplateLiteral(node) {
      if (!titles.has(node)) add(node.quasis.map(({ value }) => value.cooked ?? value.raw).join(GAP));
    },
  }).visit(program);
  return lines;
}

/** Whether a call defines a test or a group of them: `test(…)`, `test.each(…)(…)`. */
function isTest({ callee }: CallExpression): boolean {
  let node: Node = callee;
  while (node.type === 'CallExpression' || node.type === 'MemberExpression')
    node = node.type === 'CallExpression' ? node.callee : node.object;
  return node.type === 'Identifier' && ['test', 'it', 'describe'].includes(node.name);
}

/** A pattern as the text that it matches, with gaps for what is not fixed. */
const plain = (pattern: string): string =>
  pattern
    .replace(/\\[dwsbDWSB]/g, GAP)
    .replace(/\[(?:\\.|[^\]])*\]/g, GAP)
    .replace(/(?<!\\).[?*]|(?<!\\)[.+^$()|{}]/g, GAP)
    .replace(/\\n/g, '\n')
    .replace(/\\(.)/g, '$1');

/** The messages that no test looks at. */
export function unseen(messages: readonly Message[], lines: readonly string[]): readonly Message[] {
  const seen = new Set<Message>();
  const own = new Map(messages.map((message) => [message, wordsOf(message.text).map((words) => words.trim())]));
  const patterns = new Map([...own].map(([message, words]) => [message, new RegExp(words.map(escaped).join('[^]*?'))]));
  const length = (message: Message): number => own.get(message)!.join('').length;
  for (const line of new Set(lines)) {
    // As a whole: of two messages that it may be, the one of more words
    const whole = messages.filter((message) => length(message) >= SHORTEST_WHOLE && patterns.get(message)!.test(line));
    const most = Math.max(...whole.map(length));
    for (const message of whole) if (length(message) === most) seen.add(message);
    // In part: by words that no other message has
    for (const part of line.split(GAP).map((text) => text.trim())) {
      const shared = new Set(messages.flatMap((message) => own.get(message)!.map((words) => overlap(part, words))));
      for (const words of shared) {
        if (words.length < SHORTEST_PART) continue;
        const sharing = messages.filter((message) => own.get(message)!.some((all) => all.includes(words)));
        if (sharing.length === 1) seen.add(sharing[0]!);
      }
    }
  }
  return messages.filter((message) => !seen.has(message));
}

/** What a part of a line and the words of a message share: the one of them that is in the other, or the end of one that begins the other. */
function overlap(part: string, words: string): string {
  if (words.includes(part)) return part;
  if (part.includes(words)) return words;
  const begin = part.lastIndexOf(words.slice(0, SHORTEST_PART));
  if (begin >= 0 && words.startsWith(part.slice(begin))) return part.slice(begin);
  const end = part.indexOf(words.slice(-SHORTEST_PART));
  if (end >= 0 && words.endsWith(part.slice(0, end + SHORTEST_PART))) return part.slice(0, end + SHORTEST_PART);
  return '';
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** All lines of all tests. */
export const testLines = (): readonly string[] => testFiles.flatMap((file) => linesOf(file, readFileSync(`${root}/${file}`, 'utf8')));
