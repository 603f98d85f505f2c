import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import packaged from '../package.json' with { type: 'json' };
import { properties } from '../properties/index.ts';
import { commands } from '../src/cli/commands.ts';
import { flags } from '../src/cli/flags.ts';
import { load } from '../src/cli/load.ts';
import { imported } from '../src/cli/modules.ts';
import { parseCommand } from '../src/cli/parse.ts';
import { run } from '../src/index.ts';
import { cheap, dear } from './blocks.ts';
import { commanded } from './command.ts';
import { root } from './corpus.ts';
import { anchors, documents, type Fence, fences, generated, inlineCode, links, read, withGenerated } from './document.ts';
import { commandsOf, followed, gradcheckArguments, notRun, put, workspace } from './workspace.ts';

const folders: string[] = [];
const open = (): string => {
  const folder = workspace();
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const texts = new Map(documents.map((document) => [document, read(document)]));
const each = [...texts];
const every = <T>(part: (text: string) => Iterable<T>): readonly (readonly [document: string, T])[] =>
  each.flatMap(([document, text]) => [...part(text)].map((one) => [document, one] as const));

/** Refuses a command line of gradcheck that its parser refuses. */
async function refuse(command: string): Promise<void> {
  const args = gradcheckArguments(command);
  if (args) await parseCommand(args, commands);
}

/** A program and its folder, with what it says where it does not end well. */
function complaint(folder: string, program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin', program), args, { cwd: folder, encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

/** Does what a file is for: checks subjects, at few points; imports a module; runs tests; reads a configuration. */
async function use(folder: string, file: string): Promise<void> {
  const path = join(folder, file);
  // Data are for the commands that take them, and what a compiler reads is for the tests of the clients.
  if (/\.(csv|cpp|rs|toml)$/.test(file)) return;
  if (/\.test\.ts$/.test(file)) expect(complaint(folder, 'vitest', 'run', '--testTimeout=120000', file)).toBe('');
  else if (/^gradcheck\.config\./.test(file))
    expect((await commanded(folder, 'run', 'nowhere')).stderr).toBe('gradcheck: nowhere: no such file or folder\n');
  else if (/\.gradcheck\.\w+$/.test(file)) {
    const { subjects, inquiries } = await load([path]);
    const { results } = run(subjects, [...properties, ...inquiries], { seed: 1, runs: 2, hunting: false, brief: true });
    expect(results.filter(({ subject, verdict }) => verdict === 'fail' && !/wrong|acoth/.test(subject))).toEqual([]);
  } else await importedIn(folder, path);
}

/** Imports a module whose relative paths are meant from its folder. */
async function importedIn(folder: string, path: string): Promise<void> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    await imported(path);
  } finally {
    process.chdir(before);
  }
}

test.each(each)('%s: its commands print what it shows, and its files do what they are for', async (_, text) => {
  const folder = open();
  for (const { fence, session, outcomes } of await followed(fences(text), folder)) {
    const { language, file, text: shown } = fence;
    if (session !== undefined) expect(session).toBe(shown);
    for (const [command, { status, stderr }] of outcomes ?? []) expect({ command, status, stderr }).toMatchObject({ command, status: 0 });
    if (file !== undefined) await use(folder, file);
    if (language === 'yaml') for (const step of steps(parseYaml(shown))) await refuse(step);
    if (language === 'json' && file === undefined) JSON.parse(shown);
  }
});

/** The commands of the steps of a workflow. */
const steps = (workflow: {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}): readonly string[] => Object.values(workflow.jobs).flatMap((job) => job.steps.flatMap((step) => commandsOf(step.run ?? '')));

test('every block of TypeScript has types that fit, as a user has them who is strict', () => {
  const folder = open();
  const shown = every(fences).filter(([, { language }]) => language === 'ts');
  for (const [document, { file, text }] of shown) put(join(folder, 'documents', document, file!), text);
  const paths = {
    gradcheck: 'index',
    'gradcheck/authoring': 'authoring',
    'gradcheck/vitest': 'testing/vitest',
    'gradcheck/jest': 'testing/jest',
  };
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: true,
      rootDir: '/',
      typeRoots: [join(root, 'node_modules/@types')],
      paths: Object.fromEntries(Object.entries(paths).map(([name, file]) => [name, [join(root, `src/${file}.ts`)]])),
    },
    include: ['documents'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  expect(shown.length).toBeGreaterThan(10);
  expect(complaint(folder, 'tsc', '-p', '.')).toBe('');
});

test('every block is of a language whose blocks are tried, and those of TypeScript are files', () => {
  const tried = ({ language, file }: Fence) =>
    /^(ts|csv|cpp|rust|toml)$/.test(language) ? file !== undefined : /^(console|sh|json|yaml|text|python)$/.test(language);
  expect(every(fences).filter(([, fence]) => !tried(fence))).toEqual([]);
  for (const [document, text] of each) expect([document, fences(text).length]).toEqual([document, (text.match(/^```/gm) ?? []).length / 2]);
});

test('what is not run is shown, and is a command', async () => {
  const shown = new Set(every(fences).flatMap(([, { language, text }]) => (language === 'sh' ? commandsOf(text) : [])));
  expect(Object.keys(notRun).filter((command) => !shown.has(command))).toEqual([]);
  for (const command of shown) {
    await refuse(command);
    expect(await mistaken(command)).toBeUndefined();
  }
});

/** Why a text set as code cannot be what it looks like: a file of the repository, a flag, a script or a program of the package, a command of gradcheck. */
async function mistaken(code: string): Promise<string | undefined> {
  if (
    /^(src|properties|readings|fixtures|examples|bench|docs)\/[\w./-]*$/.test(code) &&
    !/NAME|\*/.test(code) &&
    !existsSync(join(root, code))
  )
    return 'no such file';
  const flag = /^--([a-z-]+)/.exec(code)?.[1];
  if (flag !== undefined && !['help', ...flags.map(({ name }) => name)].includes(flag)) return 'no such flag';
  const script = /^npm run ([\w:]+)/.exec(code)?.[1];
  if (script !== undefined && !(script in packaged.scripts)) return 'no such script';
  const program = /^npx (?!gradcheck)(\w+)/.exec(code)?.[1];
  if (program !== undefined && !existsSync(join(root, 'node_modules/.bin', program))) return 'no such program';
  const [, name, rest] = /^(?:npx )?gradcheck ([a-z]+)( .*)?$/.exec(code) ?? [];
  if (name === undefined) return undefined;
  if (rest === undefined) return commands.some((command) => command.name === name) ? undefined : 'no such command';
  // Placeholders of a usage: <formula>, [files..]
  return refuse(code.replace(/…|\.\.|[<>[\]]/g, '')).then(
    () => undefined,
    (error: Error) => error.message,
  );
}

test('files, flags, scripts and commands in the prose are there', async () => {
  const all = await Promise.all(every(inlineCode).map(async ([document, code]) => ({ document, code, problem: await mistaken(code) })));
  expect(all.filter(({ problem }) => problem !== undefined)).toEqual([]);
});

test('links lead somewhere', () => {
  const broken = every(links).filter(([document, link]) => {
    const [path, anchor] = link.split('#');
    if (/^https?:/.test(link)) return false;
    const target = path === '' ? document : normalize(join(dirname(document), path!));
    return !existsSync(join(root, target)) || (anchor !== undefined && !anchors(read(target)).includes(anchor));
  });
  expect(broken).toEqual([]);
});

test.each(Object.entries(cheap))('the generated block %s is what the code says', async (name, block) => {
  const holding = each.flatMap(([, text]) => generated(text).get(name) ?? []);
  const now = await block();
  expect(holding.length).toBeGreaterThan(0);
  for (const held of holding) expect(held, `npm run documents writes it anew`).toBe(`\n${now}\n\n`);
});

test('every other generated block says at which commit it was made', () => {
  const blocks = every(generated).map(([document, [name, held]]) => ({ document, name, held }));
  const unknown = blocks.filter(({ name }) => !(name in cheap || name in dear));
  const undated = blocks.filter(({ name, held }) => name in dear && !/^\n`[^`\n]+`, at commit [0-9a-f]{7,}:\n/.test(held));
  expect([...unknown, ...undated].map(({ document, name }) => `${document}: ${name}`)).toEqual([]);
});

/** The most lines of a page, generated blocks aside. */
const LONGEST_PAGE = 250;

/** The lines of a text that somebody has written. */
const written = (text: string): number =>
  withGenerated(text, () => '')
    .trimEnd()
    .split('\n').length;

test('no page is too long to read, generated blocks aside', () => {
  expect(each.map(([document, text]) => [document, written(text)] as const).filter(([, lines]) => lines > LONGEST_PAGE)).toEqual([]);
  expect(texts.get('README.md')!.split('\n').length).toBeLessThanOrEqual(300);
});

test('lines are counted that somebody has written', () => {
  expect(written('# Title\n\n<!-- generated: a -->\n1\n2\n3\n<!-- end -->\nlast\n')).toBe(5);
});

test('what is wrong in a document is noticed', async () => {
  const [shell, printed] = await followed(
    fences('```sh\nnpx gradcheck run nowhere\n```\n\n```console\n$ npx gradcheck check x^2 --gradient x --runs 1\nall is well\n```\n'),
    open(),
  );
  expect(shell!.outcomes!.get('npx gradcheck run nowhere')!.status).toBe(2);
  expect(printed!.session).toContain('✗ x^2   ∂f/∂x is wrong');
  await expect(followed(fences('```console\n$ rm x\n```\n'), open())).rejects.toThrow('rm x: is neither a command of gradcheck');
  await expect(followed(fences('```ts a.ts\n```\n```ts a.ts\n```\n'), open())).rejects.toThrow('EEXIST');
  expect(await mistaken('gradcheck run --sede 7')).toContain('run has no flag --sede');
  expect([
    await mistaken('--sede 7'),
    await mistaken('npm run redme'),
    await mistaken('npx nothing'),
    await mistaken('gradcheck rune'),
  ]).toEqual(['no such flag', 'no such script', 'no such program', 'no such command']);
  expect(anchors('# What `f` is (and why)\n')).toEqual(['what-f-is-and-why']);
});
