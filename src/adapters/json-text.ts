/** Where in a text something is, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Thrown where a text is not JSON, or holds one key twice. */
export class JsonTextError extends Error {
  readonly place: Place;
  constructor(message: string, place: Place) {
    super(message);
    this.name = 'JsonTextError';
    this.place = place;
  }
}

const DEEPEST = 100;
const SPACE = /[ \t\r\n]*/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/**
 * The value of a JSON text (RFC 8259), with the line on which each object begins.
 * Stricter than `JSON.parse`, which keeps the last of two equal keys without a word.
 * @throws {JsonTextError} with the place.
 */
export function readJson(text: string): { readonly value: unknown; readonly lines: ReadonlyMap<object, number> } {
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
  const peek = (): string => {
    match(SPACE);
    return text[at] ?? '';
  };
  const expected = (what: string): never => wrong(at >= text.length ? `the text ends where ${what} should be` : `expected ${what}`);
  const string = (what: string): string =>
    JSON.parse(match(STRING) ?? (text[at] === '"' ? wrong('this string is not closed or holds a raw control character') : expected(what)));

  function value(depth: number, path: string): unknown {
    if (depth > DEEPEST) wrong(`nested deeper than ${DEEPEST}`);
    const first = peek();
    if (first === '{') return object(depth, path);
    if (first === '[') return array(depth, path);
    if (first === '"') return string('a string');
    const word = match(WORD) ?? match(NUMBER);
    return word === undefined ? expected('a value') : JSON.parse(word);
  }

  function object(depth: number, path: string): object {
    const result: Record<string, unknown> = {};
    const keys = new Set<string>();
    for (; counted < at; counted++) if (text[counted] === '\n') line++;
    lines.set(result, line);
    at++;
    if (peek() === '}') at++;
    else
      for (;;) {
        if (peek() === '}') wrong('a comma before } is not JSON');
        const start = at;
        const key = string('a key in double quotes');
        if (key === '__proto__') wrong('the key "__proto__" is not allowed', start);
        if (keys.has(key)) wrong(`duplicate key ${JSON.stringify(key)}${path && ` in ${path}`}`, start);
        keys.add(key);
        if (peek() !== ':') expected('a colon');
        at++;
        result[key] = value(depth + 1, path ? `${path}.${key}` : key);
        if (peek() === '}') break;
        if (text[at] !== ',') expected('a comma or }');
        at++;
      }
    if (keys.size > 0) at++;
    return result;
  }

  function array(depth: number, path: string): unknown[] {
    const result: unknown[] = [];
    at++;
    if (peek() === ']') at++;
    else
      for (;;) {
        if (peek() === ']') wrong('a comma before ] is not JSON');
        result.push(value(depth + 1, `${path}[${result.length}]`));
        if (peek() === ']') break;
        if (text[at] !== ',') expected('a comma or ]');
        at++;
      }
    if (result.length > 0) at++;
    return result;
  }

  const whole = value(0, '');
  if (peek() !== '') wrong('there is more after the end of the JSON value');
  return { value: whole, lines };
}
