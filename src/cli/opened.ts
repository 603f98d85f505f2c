import { spawn } from 'node:child_process';

type Environment = Readonly<Record<string, string | undefined>>;

/** The program with which the system opens a file, and its arguments; undefined in CI and where there is no screen. */
export function opener(platform: NodeJS.Platform, env: Environment, file: string): readonly [string, readonly string[]] | undefined {
  if (env.CI || env.VITEST) return undefined;
  if (platform === 'darwin') return ['open', [file]];
  // Explorer is started without a shell; `start` is a command of one.
  if (platform === 'win32') return ['explorer.exe', [file]];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open', [file]] : undefined;
}

/** Opens a file in the browser of the system. The result says whether a browser could be started. */
export function opened(file: string): Promise<boolean> {
  const program = opener(process.platform, process.env, file);
  if (!program) return Promise.resolve(false);
  return new Promise((done) => {
    const child = spawn(program[0], [...program[1]], { stdio: 'ignore', detached: true });
    child.on('error', () => done(false));
    child.on('spawn', () => {
      child.unref();
      done(true);
    });
  });
}
