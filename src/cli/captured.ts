/** What a command line comes to: the exit status, and what it wrote. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command line is carried out, and with which environment variables. */
export interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A stream that is no terminal, whatever it was. */
const PIPE = { isTTY: false, columns: undefined } as const;

/** What comes of work in a place, written as if into a pipe. @throws {Error} if there is no such folder. */
export async function captured(work: () => Promise<number>, { cwd, env }: Place): Promise<Outcome> {
  const { stdout, stderr } = process;
  const [out, err] = [stdout, stderr].map(({ write, isTTY, columns }) => ({ write, isTTY, columns }));
  const before = { cwd: process.cwd(), env: process.env };
  const told = { stdout: '', stderr: '' };
  const into = (name: keyof typeof told) => (text: string | Uint8Array) => {
    told[name] += text;
    return true;
  };
  process.chdir(cwd);
  process.env = { ...env };
  Object.assign(stdout, PIPE, { write: into('stdout') });
  Object.assign(stderr, PIPE, { write: into('stderr') });
  try {
    return { status: await work(), ...told };
  } finally {
    Object.assign(stdout, out);
    Object.assign(stderr, err);
    process.env = before.env;
    process.chdir(before.cwd);
  }
}
