import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Topic } from '../law/topic.ts';
import type { Provenance } from './report.ts';

/** A law or reading, as far as the origin of a run names it: readings have no topic. */
interface Stated {
  readonly name: string;
  readonly topic?: Topic;
}

/** The origin of a run: date, commit, machine, versions, and the topics of its laws. */
export function provenance(inquiries: readonly Stated[], command = 'run()', engines: Readonly<Record<string, string>> = {}): Provenance {
  const commit = commitOf(process.cwd());
  const laws = Object.fromEntries(inquiries.flatMap(({ name, topic }) => (topic ? [[name, topic]] : [])));
  return { command, date: new Date().toISOString(), ...(commit && { commit }), node: process.version, machine: machine(), engines, laws };
}

/** Operating system, architecture and processors. */
function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim();
  return `${process.platform} ${process.arch}, ${processors.length} × ${model || 'unknown processor'}`;
}

/**
 * The hash of the commit that is checked out in `folder`. It is read from the files of git, since starting git would take longer than many
 * runs.
 */
export function commitOf(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const head = commitAt(join(at, '.git', 'HEAD')) ?? linked(at);
    if (head !== undefined) return head;
    if (dirname(at) === at) return undefined;
  }

  /** The commit of a linked work tree or a submodule, whose .git is a file with the path of the git folder. */
  function linked(at: string): string | undefined {
    const target = text(join(at, '.git'))?.match(/^gitdir: (.+)$/m)?.[1];
    return target === undefined ? undefined : commitAt(join(resolve(at, target), 'HEAD'));
  }
}

function commitAt(head: string): string | undefined {
  const content = text(head)?.trim();
  const name = content?.match(/^ref: (.+)$/)?.[1];
  if (name === undefined) return hash(content);
  const git = dirname(head);
  const common = resolve(git, text(join(git, 'commondir'))?.trim() ?? '.');
  const packed = text(join(common, 'packed-refs'))
    ?.split('\n')
    .find((line) => line.endsWith(` ${name}`));
  return hash(text(join(git, name))?.trim()) ?? hash(text(join(common, name))?.trim()) ?? hash(packed?.split(' ')[0]);
}

const hash = (content: string | undefined): string | undefined => (content && /^[0-9a-f]{40,64}$/.test(content) ? content : undefined);

function text(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
