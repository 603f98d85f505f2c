/** What the keys of subjects and of the configuration mean: the tables of the reference. Which keys there are, the schemas of src/ say; a key without a row, and a row without its key, is told. */
import { layerKeys } from '../src/adapters/layer.ts';
import { configKeys } from '../src/cli/config.ts';
import { subjectKeys } from '../src/subject/subject.ts';

/** A table of the reference: its head, and a row for each key or for some together. */
export interface KeyTable {
  readonly head: readonly string[];
  /** The first cell sets keys as code, each followed by its arguments if it has some. */
  readonly rows: readonly (readonly string[])[];
}

/** The tables by the names of their blocks. */
export const keyTables = {
  'subject keys': {
    head: ['key', 'meaning'],
    rows: [
      ['`name`', 'what reports call it'],
      [
        '`precision`',
        '`float64` (if nothing is said), `float32`, `bfloat16` or `float16`: the arithmetic behind its values. A hint for the width of intervals; the noise itself is measured',
      ],
      [
        '`expect`',
        "a known failure: `{ fail: ['matches-differences'], because: 'ISSUE-12' }`. It does not make the run red until the law holds again: then it does. `fail: 'all'` expects any failure, and makes the run red if there is none",
      ],
      ['`requirement`', 'an id that the report carries along, as [that of a requirement](reports.md#a-report-to-hand-over)'],
      ['`requires`', '`{ digits: N }`: a run that establishes fewer digits fails'],
      ['`source`', '`{ file, line }`, where it is written. The command line finds that out by itself'],
      [
        '`text`',
        'the text in which its functions are written, where they do not show it themselves: the numbers in it are tried as inputs',
      ],
    ],
  },
  'function keys': {
    head: ['key', 'meaning'],
    rows: [
      [
        '`domain`',
        'closed intervals `[low, high]`, one for each of the n inputs, or `{ dimension, low, high }`. Ends may be infinite; low = high fixes an input. Differences stay inside',
      ],
      ['`where`', 'a further condition, for instance `([x, y]) => x > y`'],
      ['`f`', 'the map. What it throws counts as not defined there'],
      [
        '`many`',
        'the values of f at a list of points, where a vectorised function, a GPU or another process has them quicker together: `(xs) => xs.map(f)`, and to the bit the same. Most points are announced, nine of ten where f is smooth. Reports and counts are the same with it and without',
      ],
      ['`outputs`', 'm, for a vector-valued map; 1 if omitted'],
      ['`reference`', 'the same map, slow and plain or in more digits'],
      ['`label`, `outputLabel`', 'the names of input i and output k in reports'],
      [
        '`points`',
        'points that are tried before all others, whatever the seed, such as those of an earlier incident: `[[0.3, 0.7], [0, 0]]`, with n numbers each. Reports call them fixed points. `--at x=0.3,y=0.7` of the command line [does the same](rare-mistakes.md#a-point-that-one-knows)',
      ],
      ['`fed`', 'how many inputs, the first ones, take what the layer before gives, in a stack; the others are parameters'],
      [
        '`state`',
        '`{ snapshot, restore }` for what is kept between calls on purpose, such as random masks and running statistics: every call then starts from the same state',
      ],
      [
        '`varies`',
        '`true` where answers to one question may differ as sums do that are added up in varying order, by threads or atomic additions: `deterministic-and-pure` then warns, and says by how much. So it is with servers that do not promise the same bits',
      ],
      [
        '`notes`',
        'sentences that a reader of the report must know, such as a convention of complex derivatives: they end the report, each once',
      ],
      ['`tensors`', '`[{ name, shape, offset }]`, the tensors of which the inputs are the entries; `layer` says this by itself'],
      ['`also`', 'subjects that come along with this one and are checked with it, as the backward pass of a `layer` with `double` does'],
    ],
  },
  claims: {
    head: ['claim', 'of x', 'is'],
    rows: [
      ['`gradient`', '`(x)`', '∇f(x), n numbers'],
      ['`jacobian`', '`(x)`', 'J(x), m rows of n numbers'],
      ['`vjp`', '`(x, cotangent)`', 'J(x)ᵀw, n numbers for m'],
      ['`jvp`', '`(x, tangent)`', 'J(x)v, m numbers for n'],
      ['`hessian`', '`(x)`', 'H(x), n rows of n numbers'],
      ['`hvp`', '`(x, v)`', 'H(x)v, n numbers for n'],
    ],
  },
  traits: {
    head: ['trait', 'meaning'],
    rows: [
      ['`critical`', 'points at which the gradient vanishes: `{ at, kind }` with `minimum`, `maximum`, `saddle` or `undecided`'],
      [
        '`formula`, `variables`',
        'the same function as a formula, or a list of one for each output, in `variables` or else x, y, z (x1, x2, … beyond three inputs); the claims are then also held to its symbolic derivative',
      ],
      ['`quadratic`', 'f is a polynomial of degree two, so that one Newton step solves it'],
      [
        '`closed`',
        'the domain ends where its box does: at an edge the claim is held to the one-sided derivative from inside, where otherwise a claim that is right just inside is left open',
      ],
      ['`degree`', 'k, where f(t x) = tᵏ f(x) for t > 0'],
      ['`convex`, `even`, `odd`', 'what they say, if `true`'],
      [
        '`monotone`',
        "`'increasing'` or `'decreasing'` in all inputs, or a list with one of these for each input, `null` where nothing is said",
      ],
      ['`periods`', 'vectors p with f(x + p) = f(x)'],
      [
        '`invariant`',
        'symmetries that leave f as it is: `{ along: (x) => v }` for a direction in which it stands still, `{ under: A }` for f(Ax) = f(x), A a matrix or a function',
      ],
      ['`equivariant`', '`{ inputs: A, outputs: B }` for F(Ax) = B F(x)'],
      ['`conservative`, `energy`', 'F: ℝⁿ → ℝⁿ is a force, minus the gradient of some energy, or of this one'],
      [
        '`batch`',
        "`{ size, of, example, reduction }`: what F does to one example of a batch, `example(b)` lists the inputs of example b; `reduction: 'mean' | 'sum'` where the outputs come together",
      ],
    ],
  },
  'layer keys': {
    head: ['key', 'meaning'],
    rows: [
      ['`inputs`', 'each input by its name: its shape, or `{ shape, range, held, at }`. `[]` is the shape of a single number'],
      ['`labels`', 'each [tensor that varies and is not differentiated](#labels) by its name'],
      ['`constants`', 'what the layer is given, and neither varies nor is differentiated: masks, hyperparameters'],
      [
        '`outputs`',
        'the shape of y, or of each of several outputs by its name: `{ h: [2, 3], c: [2, 3] }`. If omitted, there is one output, and its shape is found by a forward pass in the middle of the ranges',
      ],
      ['`nested`', '`true`, if functions get nested arrays'],
      ['`forward(inputs, constants)`', 'y, or `{ y, saved }`'],
      [
        '`backward(inputs, dy, saved, constants)`',
        'the gradient with respect to every input, by name, from `dy`, the gradient with respect to y',
      ],
      [
        '`jvp(inputs, tangents, constants)`',
        'the derivative of y along a tangent for each input. It is held to forward, and to backward, whose transpose it is',
      ],
      ['`double(inputs, dy, ddx, constants)`', '[the backward of the backward](#the-backward-of-the-backward)'],
      [
        '`points`',
        'points that are tried before all others: `[{ x: [[1, 2], [0, 1]], w: [0.5, 1] }]`, a tensor for each input, nested in its shape or flat',
      ],
      ['`where(inputs, constants)`', 'a further condition on the inputs. With labels, it must hold for all of their values that are taken'],
      [
        '`batch`',
        "`{ inputs: ['x'], of: oneExample }`: the first axis of `x` counts examples, and `oneExample` is the layer of one of them; `reduction` for a loss. Not with labels",
      ],
      ['`reference(inputs, constants)`', 'the same map, written plainly'],
      [
        '`state`',
        '`{ snapshot, restore }`, as [for functions](subjects.md#functions): a layer that draws its masks, or counts running statistics, declares it',
      ],
    ],
  },
  configuration: {
    head: ['key', 'meaning', 'flag'],
    rows: [
      ['`include`', 'files, folders or globs to check: `*` and `?` within a folder, `**` for any folders', 'the arguments of `run`'],
      [
        '`exec`',
        'a list of lines for the shell, each of which starts [a server of subjects](subjects.md#other-languages); not in JSON',
        '`--exec`',
      ],
      ['`seed`', "a whole number, or `'random'`", '`--seed`'],
      ['`runs`', 'samples per property', '`--runs`'],
      ['`effort`', "`'quick'`, `'normal'` or `'thorough'`", '`--effort`'],
      ['`budget`', 'evaluations of f, and as many of claims, that one subject may cost, about', '`--budget`'],
      ['`reporters`', 'a list of NAME or NAME=FILE', '`--reporter`'],
      ['`memory`', 'where failures are remembered, or `false`', '`--memory`, `--no-memory`'],
      ['`strict`', 'true: what stays inconclusive fails', '`--strict`'],
      ['`strictReadings`', 'true: a reading that warns fails', '`--strict-readings`'],
    ],
  },
} as const satisfies Readonly<Record<string, KeyTable>>;

/** The keys that a table speaks of. */
export const keysOf = ({ rows }: KeyTable): readonly string[] =>
  rows.flatMap(([first]) => [...first!.matchAll(/`(\w+)/g)].map(([, key]) => key!));

/** Keys that adapters set, and no author. */
const MADE = ['kind', 'plain'];

/** The schemas, each with the tables in which all of its keys stand, and the tables in which no other key may stand. */
const schemas: readonly { readonly keys: readonly string[]; readonly in: readonly KeyTable[]; readonly only: readonly KeyTable[] }[] = [
  {
    keys: subjectKeys.filter((key) => !MADE.includes(key)),
    in: [keyTables['subject keys'], keyTables['function keys'], keyTables.claims, keyTables.traits],
    only: [keyTables['subject keys'], keyTables['function keys'], keyTables.claims, keyTables.traits],
  },
  {
    keys: layerKeys,
    in: [keyTables['layer keys'], keyTables['subject keys'], keyTables.traits],
    only: [keyTables['layer keys']],
  },
  { keys: configKeys, in: [keyTables.configuration], only: [keyTables.configuration] },
];

/** Keys without a row, rows without a key, and keys with two rows. */
export function undocumented(of: typeof schemas = schemas): readonly string[] {
  return of.flatMap(({ keys, in: tables, only }) => {
    const told = tables.flatMap(keysOf);
    const strange = only.flatMap(keysOf).filter((key) => !keys.includes(key));
    const twice = tables.map(keysOf).flatMap((own) => own.filter((key, i) => own.indexOf(key) !== i));
    const missing = keys.filter((key) => !told.includes(key));
    return [
      ...missing.map((key) => `${key} has no row`),
      ...strange.map((key) => `${key} is no key`),
      ...twice.map((key) => `${key} has two rows`),
    ];
  });
}
