/* Counts what a process, or a thread of one, runs of the built package, and writes it where GRADCHECK_COUNTS says: when a worker has carried out an order, since it is killed in the end, and when a process exits. */
const { threadId } = require('node:worker_threads');
const { Session } = require('node:inspector');
const { renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const { GRADCHECK_COUNTS: folder, GRADCHECK_COUNTED: counted } = process.env;
/** Milliseconds between two writings of a worker. */
const REST = 300;
/** Orders after each of which a worker writes, however soon they are carried out. */
const ALWAYS = 4;

if (folder && counted) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  let count = 0;
  let last = 0;
  const write = () =>
    session.post('Profiler.takePreciseCoverage', (_, { result }) => {
      const own = result.filter(({ url }) => url.startsWith(counted));
      // Under another name first: a worker may be killed while it writes.
      const part = join(folder, `${process.pid}-${threadId}-${count++}`);
      if (own.length > 0) writeFileSync(part, JSON.stringify({ result: own }));
      if (own.length > 0) renameSync(part, `${part}.json`);
      last = performance.now();
    });
  process.on('exit', write);
  const { send } = process;
  if (send)
    process.send = function (news, ...rest) {
      const sent = send.call(this, news, ...rest);
      const over = ['loaded', 'done', 'drawn', 'refused'].includes(news?.kind);
      if (over && (count < ALWAYS || performance.now() - last > REST)) write();
      return sent;
    };
}
