import * as fs from 'node:fs';

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  // This waits inside `receive`. Nobody else gets this thread until the peer has sent something,
  // and the peer sends nothing until it has seen that the thread is free.
  const count = fs.readSync(fd, buffer);
  done(null, count);
}
