// mechanism: blocking
// fails: notified, returned-first, idle, free, told, told-once, not-early, right-bytes, not-from-inside, told-of-end, told-of-error, fd-kept
// note: a child process does the reading, and the main thread waits for the child
import { spawnSync } from 'node:child_process';

const relay = `
  const net = require('node:net');
  const socket = new net.Socket({ fd: 3, allowHalfOpen: true });
  let wanted = Number(process.argv[1]);
  socket.on('data', (bytes) => {
    process.stdout.write(bytes);
    wanted -= bytes.length;
    if (wanted === 0) process.exit();
  });
`;

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const child = spawnSync(process.execPath, ['-e', relay, String(buffer.length)], {
    stdio: ['ignore', 'pipe', 'ignore', fd],
  });
  buffer.set(child.stdout);
  done(child.status === 0 ? null : new Error('reading failed'), child.stdout.length);
}
