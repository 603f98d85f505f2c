import { EFFORT_RUNS, efforts } from '../check/effort.ts';

/** A flag of the command line. The parser, the help and the documents are made from these definitions. */
export interface Flag {
  readonly name: string;
  /** The name of the value in the help. A flag without one is on or off. */
  readonly value?: string;
  /** Set if the flag may be given more than once; with `list`, several values may follow one flag. */
  readonly many?: 'repeated' | 'list';
  readonly description: string;
  readonly default?: string;
  readonly commands: readonly CommandName[];
}

export type CommandName =
  | 'run'
  | 'sweep'
  | 'fuzz'
  | 'selftest'
  | 'list'
  | 'check'
  | 'explore'
  | 'mutate'
  | 'report'
  | 'compare'
  | 'merge'
  | 'open'
  | 'init'
  | 'attend';

export const DEFAULT_SEED = 42;
export const DEFAULT_RUNS = EFFORT_RUNS.normal;
/** Samples per law where all built-in functions are checked. The hunt is left out too, so that the run ends within a minute. */
export const BUILT_IN_RUNS = 50;

/** Seconds that one subject may take. Why: a hundred times what subjects take; a hang is told within the patience of a CI job. */
export const DEFAULT_TIMEOUT = 300;

/** Seconds for which random programs are tried. Why: some ten thousand of them, in the time that people wait for a test. */
export const DEFAULT_FUZZ_TIME = 60;

/**
 * Evaluations of f, and as many of claims, that one operation of a sweep may cost, but for thorough effort. Why: smooth operations take a few hundred; one with kinks would take a hundred thousand to be as sure, and a table has
 * hundreds of operations.
 */
export const SWEEP_BUDGET = 5000;

/** Where the JSON report goes if no reporter is asked for. */
export const DEFAULT_REPORT = 'reports/gradcheck.json';

/** Where the HTML page of a report goes if it would go to a terminal. */
export const DEFAULT_HTML = 'reports/index.html';

/** Where failures are remembered. */
export const DEFAULT_MEMORY = '.gradcheck/failures.json';

/** Where failures are kept that are known. */
export const DEFAULT_BASELINE = 'gradcheck-baseline.json';

/** Where the page of an exploration goes. */
export const DEFAULT_PAGE = 'reports/explore.html';

export const flags: readonly Flag[] = [
  {
    name: 'seed',
    value: 'N|random',
    description: 'what the samples are generated from',
    default: String(DEFAULT_SEED),
    commands: ['run', 'sweep', 'fuzz', 'selftest', 'check', 'mutate'],
  },
  {
    name: 'time',
    value: 'SECONDS',
    description: 'how long random programs are tried',
    default: `${DEFAULT_FUZZ_TIME}; with --programs until these are done`,
    commands: ['fuzz'],
  },
  { name: 'programs', value: 'N', description: 'how many random programs are tried', commands: ['fuzz'] },
  {
    name: 'runs',
    value: 'N',
    description: 'samples per property',
    default: `${DEFAULT_RUNS}; of all built-in functions ${BUILT_IN_RUNS}; at quick effort ${EFFORT_RUNS.quick}, at thorough ${EFFORT_RUNS.thorough}`,
    commands: ['run', 'sweep', 'selftest', 'check', 'mutate'],
  },
  {
    name: 'effort',
    value: efforts.join('|'),
    description:
      'how much is done: quick holds few points, special ones first, to the laws alone that decide whether the first derivative is right, and only locates a mistake; thorough takes four times as many points and searches finer',
    default: 'normal',
    commands: ['run', 'sweep', 'check', 'mutate'],
  },
  {
    name: 'subject',
    value: 'GLOB',
    many: 'list',
    description: 'only subjects whose name matches: * is any text, ? one character, \\ takes the next literally',
    commands: ['run', 'sweep', 'explore', 'mutate'],
  },
  { name: 'property', value: 'NAME', many: 'list', description: 'only these properties', commands: ['run', 'sweep', 'check', 'mutate'] },
  {
    name: 'path',
    value: 'P',
    description: 'goes straight to what an earlier run found (as its replay line says); needs one subject and one property',
    commands: ['run', 'fuzz', 'check'],
  },
  {
    name: 'reporter',
    value: 'NAME[=FILE]',
    many: 'repeated',
    description:
      'terminal, json, html, verification, markdown, junit, sarif or github (compare: terminal, markdown or json), to standard output or a file; run: blob=FILE is a shard for gradcheck merge',
    default: `terminal; run and merge: json=${DEFAULT_REPORT} too`,
    commands: ['run', 'sweep', 'report', 'compare', 'merge'],
  },
  {
    name: 'exec',
    value: 'COMMAND',
    many: 'repeated',
    description: 'a line for the shell that starts a server of subjects, in any language (docs/protocol.md)',
    commands: ['run'],
  },
  {
    name: 'strict',
    description: 'exit 1 also where something stays inconclusive (mutate: where a planted mistake survives within the error bars)',
    commands: ['run', 'sweep', 'check', 'mutate', 'merge'],
  },
  {
    name: 'requirements',
    value: 'FILE',
    description:
      'a CSV file of requirements, with the columns id, text and digits: exit 1 where one is not verified, since no subject has its id, a claim is wrong or not decided, or established to fewer digits',
    commands: ['run', 'merge'],
  },
  {
    name: 'baseline',
    value: 'FILE',
    description: 'failures that are known, which do not fail the run; what is mended among them is told',
    default: `${DEFAULT_BASELINE}, if it is there`,
    commands: ['run', 'sweep'],
  },
  { name: 'update-baseline', description: 'write the failures of this run into the baseline, to be reviewed', commands: ['run', 'sweep'] },
  {
    name: 'max-time',
    value: 'TIME',
    description: 'how long the run may take, as in 90s, 8m or 1h: it ends in order, and what was not reached is inconclusive',
    commands: ['run', 'sweep'],
  },
  { name: 'strict-readings', description: 'a reading that warns fails', commands: ['run'] },
  {
    name: 'budget',
    value: 'N',
    description: 'evaluations of f, and as many of claims, that one subject may cost, about',
    default: `sweep, but at thorough effort: ${SWEEP_BUDGET}`,
    commands: ['run', 'sweep', 'check', 'mutate'],
  },
  {
    name: 'memory',
    value: 'FILE',
    description: 'where failing samples are remembered, which are looked at first in the next run',
    default: DEFAULT_MEMORY,
    commands: ['run', 'sweep'],
  },
  {
    name: 'workers',
    value: 'N',
    description:
      'processes in which subjects are checked, so that one that hangs or crashes harms no other; 0: in this process, as under a debugger',
    default: 'the number of cores',
    commands: ['run', 'sweep', 'selftest', 'mutate'],
  },
  {
    name: 'timeout',
    value: 'SECONDS',
    description: 'how long one subject may take (mutate: one mistake), and the loading of one file',
    default: `${DEFAULT_TIMEOUT}; under a debugger any time`,
    commands: ['run', 'sweep', 'selftest', 'mutate'],
  },
  {
    name: 'shard',
    value: 'I/N',
    description:
      'only the subjects of the I-th of N parts, by a hash of their names; with a blob reporter, the variables of GitLab, Slurm or Kubernetes say it too',
    commands: ['run', 'sweep'],
  },
  { name: 'no-memory', description: 'remember nothing, and recall nothing', commands: ['run', 'sweep'] },
  {
    name: 'redact',
    description: 'reports leave out the texts of functions, their places in files, the commit and the machine; the command line stays',
    commands: ['run', 'sweep', 'merge', 'report'],
  },
  {
    name: 'verbose',
    description: 'tell every law of every subject',
    commands: ['run', 'sweep', 'check', 'mutate', 'report', 'compare', 'merge'],
  },
  {
    name: 'gradient',
    value: 'FORMULA',
    many: 'repeated',
    description: 'a claimed partial derivative; one for each variable, in the order of their names',
    commands: ['check', 'explore'],
  },
  {
    name: 'domain',
    value: 'NAME=LOW:HIGH',
    many: 'repeated',
    description: 'the interval of a variable',
    default: '-2:2 for each',
    commands: ['check', 'explore'],
  },
  {
    name: 'at',
    value: 'NAME=NUMBER,…',
    many: 'repeated',
    description:
      'a point: check shows claimed and measured values there; run tries it before all others, as the `points` of a subject, where a tensor may be given as a list, w=[[1,2],[3,4]], or one number for all entries, and needs one subject; explore holds the other inputs there',
    commands: ['run', 'check', 'explore'],
  },
  { name: 'json', description: 'as JSON', commands: ['list', 'mutate'] },
  {
    name: 'axes',
    value: 'NAME,NAME',
    description: 'the two inputs that vary; the others are held where --at says, if it does',
    default: 'the first two',
    commands: ['explore'],
  },
  {
    name: 'component',
    value: 'NAME',
    description: 'the output of a layer or a map that is drawn, such as y[1,0]',
    default: 'that with the largest slopes',
    commands: ['explore'],
  },
  {
    name: 'weights',
    value: 'N,N,…',
    description: 'a sum of all outputs that is drawn in place of one: a number for each, or y[0]=1,y[1]=-2 for some',
    commands: ['explore'],
  },
  { name: 'output', value: 'FILE', description: 'the page to write', default: DEFAULT_PAGE, commands: ['explore'] },
  { name: 'out', value: 'FILE', description: 'a Markdown file for what is found', commands: ['fuzz'] },
  { name: 'svg', value: 'FILE', description: 'a still picture to write, in place of the page', commands: ['explore'] },
  {
    name: 'ci',
    value: 'github|gitlab',
    description: 'the platform whose workflow is written',
    default: 'that of the remote of the repository, else github',
    commands: ['init'],
  },
  { name: 'no-open', description: 'do not open the page in a browser', commands: ['explore', 'open'] },
];
