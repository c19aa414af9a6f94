// mechanism: blocking
// fails: notified, returned-first, idle, free, told, told-once, not-early, taken, not-from-inside, right-bytes, told-of-error
// note: a child process does the writing, and the main thread waits for the child
import { spawnSync } from 'node:child_process';

const writer = `
  const net = require('node:net');
  process.stdin.pipe(new net.Socket({ fd: 3, readable: false }), { end: false });
`;

export function send(fd: number, data: Uint8Array, done: (err: Error | null) => void): void {
  const child = spawnSync(process.execPath, ['-e', writer], {
    input: data,
    stdio: ['pipe', 'ignore', 'ignore', fd],
  });
  done(child.status === 0 ? null : new Error('writing failed'));
}
