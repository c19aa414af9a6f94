// mechanism: notified
// passes: yes
// note: dup + MSG_DONTWAIT + async function awaiting once(SIGIO), always one listener
import { close, dup, fcntl, recv, MSG_DONTWAIT, F_GETFL, F_SETFL, F_SETOWN, O_ASYNC } from 'posix';
import { once } from 'node:events';

// Somebody must always listen: nobody listening means the default action, and SIGIO's ends the process (signal(7)).
process.on('SIGIO', () => undefined);
process.setMaxListeners(100);

// A dup of my own, blocking mode left alone, MSG_DONTWAIT with every call; each receive is an async function that awaits the next signal.
async function collect(fd: number, buffer: Uint8Array): Promise<{ err: Error | null; count: number }> {
  const mine = dup(fd);
  let count = 0;
  try {
    fcntl(mine, F_SETOWN, process.pid);
    fcntl(mine, F_SETFL, fcntl(mine, F_GETFL) | O_ASYNC);
    await new Promise((resolve) => setImmediate(resolve));
    for (;;) {
      // Ask for the next signal before looking: what comes after the look is not missed.
      const signal = once(process, 'SIGIO');
      let again = false;
      while (!again && count < buffer.length) {
        try {
          const n = recv(mine, buffer.subarray(count), buffer.length - count, MSG_DONTWAIT);
          if (n === 0) return { err: null, count };
          count += n;
        } catch (e) {
          if ((e as { code?: string }).code !== 'EAGAIN') return { err: e as Error, count };
          again = true;
        }
      }
      if (count === buffer.length) return { err: null, count };
      await signal;
    }
  } finally {
    close(mine);
  }
}

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  void collect(fd, buffer).then(({ err, count }) => done(err, count));
}
