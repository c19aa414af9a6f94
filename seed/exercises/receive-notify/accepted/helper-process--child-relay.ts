// mechanism: notified
import { spawn } from 'node:child_process';

const relay = `
  const net = require('node:net');
  new net.Socket({ fd: 3, allowHalfOpen: true }).pipe(process.stdout);
`;

/** A child process reads the descriptor and passes on what it reads through a pipe. */
export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  const child = spawn(process.execPath, ['-e', relay], { stdio: ['ignore', 'pipe', 'ignore', fd] });
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
