/** A place in a text: line and column, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Thrown where a text is not JSON, or an object has one key twice. */
export class JsonTextError extends Error {
  readonly place: Place;
  constructor(message: string, place: Place) {
    super(message);
    this.name = 'JsonTextError';
    this.place = place;
  }
}

/** How deep objects and arrays may be nested. Why: subjects are nested five deep; a reader that recurses needs a bound. */
const DEEPEST_JSON = 100;
const space = /[ \t\r\n]*/y;
const quotedString = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const numeral = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;

/**
 * The value of a JSON text (RFC 8259), with the line on which each object begins.
 * Stricter than `JSON.parse`, which keeps the last of two equal keys without a word.
 * @throws {JsonTextError} with the place.
 */
export function readJson(text: string): { readonly value: unknown; readonly lines: ReadonlyMap<object, number> } {
  const cursor = cursorOf(text);
  const value = readValue(cursor, 0, '');
  if (cursor.peek() !== '') cursor.wrong('there is more after the end of the JSON value');
  return { value, lines: cursor.lines };
}

/** A place in a text that moves forward. */
interface Cursor {
  /** The next character that is no white space, or '' at the end. */
  peek(): string;
  /** The offset of that character. */
  offset(): number;
  /** Moves on by one character. */
  step(): void;
  /** The text that matches here, which is left behind; undefined if none does. */
  match(pattern: RegExp): string | undefined;
  /** Moves on over a string. @throws {JsonTextError} saying `what` should be here, if there is none. */
  string(what: string): string;
  /** @throws {JsonTextError} at an offset, here if omitted. */
  wrong(message: string, offset?: number): never;
  /** @throws {JsonTextError} saying what should be here. */
  expected(what: string): never;
  /** Keeps the line of an object that begins here. */
  mark(object: object): void;
  readonly lines: ReadonlyMap<object, number>;
}

function cursorOf(text: string): Cursor {
  const lines = new Map<object, number>();
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let [line, counted] = [1, 0];
  const place = (offset: number): Place => {
    const before = text.slice(0, offset);
    return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
  };
  const wrong = (message: string, offset = at): never => {
    throw new JsonTextError(message, place(offset));
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const expected = (what: string): never => wrong(at >= text.length ? `the text ends where ${what} should be` : `expected ${what}`);
  return {
    lines,
    wrong,
    match,
    expected,
    offset: () => at,
    step() {
      at++;
    },
    peek() {
      match(space);
      return text[at] ?? '';
    },
    string: (what) =>
      JSON.parse(
        match(quotedString) ?? (text[at] === '"' ? wrong('this string is not closed or holds a raw control character') : expected(what)),
      ),
    mark(object) {
      for (; counted < at; counted++) if (text[counted] === '\n') line++;
      lines.set(object, line);
    },
  };
}

function readValue(cursor: Cursor, depth: number, path: string): unknown {
  if (depth > DEEPEST_JSON) cursor.wrong(`nested deeper than ${DEEPEST_JSON}`);
  const first = cursor.peek();
  if (first === '{') return readObject(cursor, depth, path);
  if (first === '[') return readArray(cursor, depth, path);
  if (first === '"') return cursor.string('a string');
  const simple = cursor.match(word) ?? cursor.match(numeral);
  return simple === undefined ? cursor.expected('a value') : JSON.parse(simple);
}

function readObject(cursor: Cursor, depth: number, path: string): object {
  const result: Record<string, unknown> = {};
  const keys = new Set<string>();
  cursor.mark(result);
  cursor.step();
  for (let next = cursor.peek(); next !== '}' || keys.size > 0; next = cursor.peek()) {
    if (next === '}') cursor.wrong('a comma before } is not JSON');
    const start = cursor.offset();
    const key = cursor.string('a key in double quotes');
    if (key === '__proto__') cursor.wrong('the key "__proto__" is not allowed', start);
    if (keys.has(key)) cursor.wrong(`duplicate key ${JSON.stringify(key)}${path && ` in ${path}`}`, start);
    keys.add(key);
    if (cursor.peek() !== ':') cursor.expected('a colon');
    cursor.step();
    result[key] = readValue(cursor, depth + 1, path ? `${path}.${key}` : key);
    const end = cursor.peek();
    if (end === '}') break;
    if (end !== ',') cursor.expected('a comma or }');
    cursor.step();
  }
  cursor.step();
  return result;
}

function readArray(cursor: Cursor, depth: number, path: string): unknown[] {
  const result: unknown[] = [];
  cursor.step();
  for (let next = cursor.peek(); next !== ']' || result.length > 0; next = cursor.peek()) {
    if (next === ']') cursor.wrong('a comma before ] is not JSON');
    result.push(readValue(cursor, depth + 1, `${path}[${result.length}]`));
    const end = cursor.peek();
    if (end === ']') break;
    if (end !== ',') cursor.expected('a comma or ]');
    cursor.step();
  }
  cursor.step();
  return result;
}
