/** Where the entries of a claim stand: in the input tensors, or in a matrix with a row for each output. */
export interface Layout {
  /** The entries that were looked at, row-major. */
  readonly entries: readonly number[];
  readonly columns: number;
  readonly tensors: readonly { readonly name: string; readonly shape: readonly number[]; readonly offset: number }[];
  /** What a matrix is called; undefined for a gradient. */
  readonly matrix?: string;
  readonly label: (entry: number) => string;
}

interface Block {
  readonly name: string;
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
}

/** Several wrong entries told as one thing: `every entry of row 3 of W`, `all but x[0]`, `the diagonal of the Jacobian`; undefined where they are no pattern. */
export function patternOf(wrong: readonly number[], layout: Layout): string | undefined {
  const { entries, columns, tensors, matrix, label } = layout;
  if (wrong.length < 2) return undefined;
  if (wrong.length === entries.length) return matrix ? `every entry of ${matrix}` : 'every component';
  if (matrix) {
    const rows = Math.floor(Math.max(...entries) / columns) + 1;
    return partOf({ name: matrix, offset: 0, rows, columns }, wrong, entries) ?? exceptions(wrong, entries, label);
  }
  const blocks = tensors
    .map(({ name, shape, offset }): Block => {
      const last = shape.at(-1) ?? 1;
      return { name, offset, rows: shape.reduce((a, b) => a * b, 1) / last, columns: last };
    })
    .map((block) => ({ block, of: wrong.filter((k) => k >= block.offset && k < block.offset + block.rows * block.columns) }))
    .filter(({ of }) => of.length > 0);
  const parts = blocks.map(({ block, of }) => (of.length === 1 ? label(of[0]!) : partOf(block, of, entries)));
  if (blocks.length > 0 && blocks.length <= TOLD_PATTERNS && parts.every((part) => part !== undefined)) return parts.join(', and ');
  return exceptions(wrong, entries, label) ?? runs(wrong, entries, label);
}

/** Patterns that are told together. Why: more than three are no pattern. */
const TOLD_PATTERNS = 3;

/** What part of a matrix these entries are. */
function partOf({ name, offset, rows, columns }: Block, wrong: readonly number[], looked: readonly number[]): string | undefined {
  const at = (k: number) => ({ i: Math.floor((k - offset) / columns), j: (k - offset) % columns });
  const own = looked.filter((k) => k >= offset && k < offset + rows * columns);
  const is = (belongs: (place: { readonly i: number; readonly j: number }) => boolean): boolean => {
    const meant = own.filter((k) => belongs(at(k)));
    return meant.length === wrong.length && meant.every((k) => wrong.includes(k));
  };
  if (is(() => true)) return `every entry of ${name}`;
  if (rows === 1) return undefined;
  const [some, others] = [new Set(wrong.map((k) => at(k).i)), new Set(wrong.map((k) => at(k).j))];
  if (is(({ i }) => some.has(i))) return `every entry of ${lines('row', some)} of ${name}`;
  if (columns > 1 && is(({ j }) => others.has(j))) return `every entry of ${lines('column', others)} of ${name}`;
  if (is(({ i, j }) => i === j)) return `the diagonal of ${name}`;
  if (is(({ i, j }) => i !== j)) return `all of ${name} but its diagonal`;
  if (is(({ i, j }) => i < j)) return `${name} above its diagonal`;
  if (is(({ i, j }) => i > j)) return `${name} below its diagonal`;
  return undefined;
}

function lines(what: string, numbers: ReadonlySet<number>): string {
  const sorted = [...numbers].sort((a, b) => a - b).map(String);
  return sorted.length === 1 ? `${what} ${sorted[0]}` : `${what}s ${sorted.slice(0, -1).join(', ')} and ${sorted.at(-1)}`;
}

/** All but one or two, of many. */
function exceptions(wrong: readonly number[], entries: readonly number[], label: (entry: number) => string): string | undefined {
  const right = entries.filter((k) => !wrong.includes(k));
  return right.length <= 2 && wrong.length > 2 * right.length ? `all but ${right.map(label).join(' and ')}` : undefined;
}

/** Entries of the shortest stretch. Why: any two are equally far apart. */
const LEAST_RUN = 3;

/** A stretch of neighbours, or every so manieth. */
function runs(wrong: readonly number[], entries: readonly number[], label: (entry: number) => string): string | undefined {
  if (wrong.length < LEAST_RUN) return undefined;
  const places = wrong.map((k) => entries.indexOf(k)).sort((a, b) => a - b);
  const step = places[1]! - places[0]!;
  if (!places.every((place, i) => i === 0 || place - places[i - 1]! === step)) return undefined;
  const [first, last] = [entries[places[0]!]!, entries[places.at(-1)!]!];
  if (step === 1) return `${label(first)} to ${label(last)}`;
  const ends = places[0]! < step && places.at(-1)! + step >= entries.length;
  const often = step === 2 ? 'every second component' : `every ${step}th component`;
  return ends ? `${often} from ${label(first)} on` : undefined;
}
