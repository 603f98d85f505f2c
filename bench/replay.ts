/** Servers that are asked without a host: their questions come from a file. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Closed, framesOf } from '../src/adapters/process/channel.ts';
import type { Frame } from '../src/adapters/process/frame.ts';

/** All frames of some bytes, read in gulps of so many bytes. */
export function framesIn(bytes: Uint8Array, gulp = bytes.length): readonly Frame[] {
  let at = 0;
  const next = framesOf((into) => {
    const part = bytes.subarray(at, at + Math.min(gulp, into.length));
    if (part.length === 0) throw new Closed();
    into.set(part);
    at += part.length;
    return part.length;
  });
  const frames: Frame[] = [];
  try {
    for (;;) frames.push(next());
  } catch (error) {
    if (error instanceof Closed) return frames;
    throw error;
  }
}

/** What a program answers these questions, and what it prints as an error. */
export function answers(questions: Uint8Array, program: string, ...args: readonly string[]): { stderr: string; frames: readonly Frame[] } {
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-vectors-'));
  const [ask, tell] = [join(folder, 'ask.bin'), join(folder, 'tell.bin')];
  writeFileSync(ask, questions);
  const { stderr } = spawnSync(program, args, { env: { ...process.env, GRADCHECK_CHANNEL: `fifo:${ask},${tell}` }, encoding: 'utf8' });
  const told = readFileSync(tell);
  rmSync(folder, { recursive: true });
  return { stderr, frames: framesIn(told) };
}

/** What a frame says, apart from texts that a server may choose: names of clients, and messages. */
export function essence({ header, body }: Frame): object {
  const { type, protocol, subjects, id, shape, dtype, faults } = header as Record<string, never>;
  const announced = (subject: Record<string, unknown>) => {
    const { name, inputs, outputs, claims, precision = 'float64' } = subject;
    return { name, inputs: (inputs as object[]).map((input) => ({ range: [-2, 2], ...input })), outputs, claims, precision };
  };
  return {
    type,
    ...(type === 'hello' && { protocol, subjects: (subjects as unknown as Record<string, unknown>[]).map(announced) }),
    ...(type === 'values' && { id, shape, dtype, faults: ((faults ?? []) as { at: number }[]).map(({ at }) => at) }),
    bytes: Buffer.from(body).toString('hex'),
  };
}
