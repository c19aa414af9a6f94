// mechanism: timed-poll
// fails: idle, notified, told-of-error
// note: a child process tries to read twenty-five times a second
import { spawn } from 'node:child_process';

const poller = `
  const { readSync, writeSync } = require('node:fs');
  const net = require('node:net');
  new net.Socket({ fd: 3, readable: false });
  const bytes = new Uint8Array(65536);
  setInterval(() => {
    try {
      const n = readSync(3, bytes, 0, bytes.length, null);
      if (n === 0) process.exit(0);
      writeSync(1, bytes, 0, n);
    } catch (err) {
      if (err.code !== 'EAGAIN') process.exit(1);
    }
  }, 40);
`;

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const child = spawn(process.execPath, ['-e', poller], { stdio: ['ignore', 'pipe', 'ignore', fd] });
  let count = 0;

  child.stdout?.on('data', (bytes: Buffer) => {
    buffer.set(bytes, count);
    count += bytes.length;
    if (count === buffer.length) child.kill();
  });
  child.on('close', (code) => {
    const complete = count === buffer.length || code === 0;
    done(complete ? null : new Error(`the reader ended with code ${code}`), count);
  });
}
