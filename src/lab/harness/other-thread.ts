import { readSync, writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { ANSWER_PATH } from './protocol.js';
import type { ThreadTask } from './start-thread.js';

/**
 * Another thread of the program, as a library with a thread of its own would bring it: it has loaded the submission once
 * more, shares no object with the first, and sleeps in a blocking read until the peer has a line for it.
 */
const { exportName, values, fd, method } = workerData as ThreadTask;
const submission = (await import(ANSWER_PATH)) as Record<string, unknown>;
const exported = submission[exportName];
if (typeof exported !== 'function') throw new TypeError(`${exportName} is not a function`);
const value: unknown = exported(...values);
const target: unknown = Object(value)[method];
if (typeof target !== 'function') throw new TypeError(`${method} is not a function`);

parentPort?.postMessage('ready');
const buffer = Buffer.alloc(65536);
let rest = '';
for (;;) {
  const count = readSync(fd, buffer);
  if (count === 0) break;
  const lines = (rest + buffer.toString('utf8', 0, count)).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    try {
      target.call(value, line);
    } catch (error) {
      // By hand: `process.stderr` of a thread goes through the first one, which may be held.
      writeSync(2, `${error instanceof Error ? error.stack : String(error)}\n`);
    }
  }
}
