/** A process in which subjects are checked: it loads files, and checks the subjects that it is asked to. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../../subject/guard.ts';
import { type CheckListener, checkerOf, surroundings } from './checker.ts';
import type { News, Order } from './messages.ts';

const send = process.send!.bind(process);
const tell = (news: News): void => void send(news);
/** The subject from whose calls something comes that happens later. */
const origin = new AsyncLocalStorage<string>();
const checker = checkerOf();
let disturbance = surroundings();

async function carryOut(order: Order): Promise<void> {
  switch (order.kind) {
    case 'load': {
      const manifest = await checker.load(order.source, order.skipped, async (file, subject) => {
        tell({ kind: 'loading', file, ...(subject !== undefined && { subject }) });
        if (subject === undefined) await setImmediate();
      });
      disturbance = surroundings();
      return tell({ kind: 'loaded', manifest });
    }
    case 'check': {
      for (const result of checker.check(order.subject, order.settings, hearing(order.subject))) {
        tell({ kind: 'result', result });
        await setImmediate();
      }
      const disturbed = disturbance();
      return tell({ kind: 'done', ...(disturbed !== undefined && { disturbed }) });
    }
    case 'mutate': {
      try {
        for (const fate of checker.mutate(order.subject, order.settings)) {
          tell({ kind: 'fate', fate });
          await setImmediate();
        }
      } catch (error) {
        return tell({ kind: 'refused', message: messageOf(error) });
      }
      return tell({ kind: 'done' });
    }
    case 'draw':
      return tell({ kind: 'drawn', results: checker.draw(order.subject, order.results, order.seed) });
  }
}

/** Tells what is done to a subject. What comes later of a call of another one is that one's. */
const hearing = (subject: string): CheckListener => ({
  law: (law) => tell({ kind: 'law', law }),
  other(name) {
    const disturbed = name === undefined ? disturbance() : undefined;
    tell({ kind: 'other', ...(name !== undefined && { subject: name }), ...(disturbed !== undefined && { disturbed }) });
    origin.enterWith(name ?? subject);
  },
});

function stray(message: string): void {
  const subject = origin.getStore();
  tell({ kind: 'stray', message, ...(subject !== undefined && { subject }) });
}

process.on('uncaughtException', (error) => stray(messageOf(error)));
process.on('unhandledRejection', (error) => stray(`a promise was rejected: ${messageOf(error)}`));
// The parent answers Ctrl-C, which a terminal sends to all processes.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', (order: Order) => {
  const failed = (error: unknown) => tell({ kind: 'done', disturbed: `could not be checked: ${messageOf(error)}` });
  const work = () => carryOut(order).catch(failed);
  void ('subject' in order ? origin.run(order.subject, work) : work());
});

/** Ends this process when its parent is gone, whatever its main thread does. */
const watch = `
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 500);
`;
new Worker(watch, { eval: true, stdin: false, execArgv: [] }).unref();
