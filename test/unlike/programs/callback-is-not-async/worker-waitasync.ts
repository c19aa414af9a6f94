// mechanism: notified
// passes: yes
// note: worker blocks in read, main told by Atomics.waitAsync without time-out
import { Worker } from 'node:worker_threads';

const code = `
const { workerData: { fd, memory } } = require('node:worker_threads');
const fs = require('node:fs');
const state = new Int32Array(memory, 0, 2);
const n = fs.readSync(fd, new Uint8Array(memory, 8), 0, 80, null);
state[1] = n;
Atomics.store(state, 0, 1);
Atomics.notify(state, 0);
`;

export function nextLine(fd: number, tell: (line: string) => void): void {
  const memory = new SharedArrayBuffer(8 + 80);
  const state = new Int32Array(memory, 0, 2);
  const finish = () => {
    const line = Buffer.from(memory, 8, state[1]).toString();
    tell(line.endsWith('\n') ? line.slice(0, -1) : line);
  };
  const pending = (Atomics as any).waitAsync(state, 0, 0) as { async: boolean; value: Promise<string> | string };
  new Worker(code, { eval: true, workerData: { fd, memory } });
  void Promise.resolve(pending.value).then(finish);
}
