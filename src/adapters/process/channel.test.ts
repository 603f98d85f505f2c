import { execFileSync, spawn } from 'node:child_process';
import { constants, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../bench/folder.ts';
import { Closed, fifoChannel } from './channel.ts';

test.skipIf(process.platform === 'win32')('what is there is read at once, what comes later is waited for, and the end is told', () => {
  const folder = temporaryFolder();
  const [ask, tell] = [join(folder, 'ask'), join(folder, 'tell')];
  execFileSync('mkfifo', [ask, tell]);
  const { O_RDWR, O_RDONLY, O_NONBLOCK } = constants;
  const held = openSync(tell, O_RDWR);
  const channel = fifoChannel(openSync(ask, O_RDWR), openSync(tell, O_RDONLY), openSync(tell, O_RDONLY | O_NONBLOCK));
  const into = new Uint8Array(8);
  writeSync(held, 'soon');
  expect(Buffer.from(into.subarray(0, channel.read(into))).toString()).toBe('soon');
  for (const word of ['late', 'last']) {
    spawn('sh', ['-c', 'sleep 0.2; printf "$1" > "$2"', 'sh', word, tell], { stdio: 'ignore' });
    const before = performance.now();
    expect(Buffer.from(into.subarray(0, channel.read(into))).toString()).toBe(word);
    expect(performance.now() - before).toBeGreaterThan(100);
  }
  channel.close();
});

test.skipIf(process.platform === 'win32')('where nobody writes any more, that is told', () => {
  const folder = temporaryFolder();
  const tell = join(folder, 'tell');
  execFileSync('mkfifo', [tell]);
  const open = () => openSync(tell, constants.O_RDONLY | constants.O_NONBLOCK);
  const channel = fifoChannel(open(), open(), open());
  expect(() => channel.read(new Uint8Array(8))).toThrow(Closed);
  channel.close();
});
