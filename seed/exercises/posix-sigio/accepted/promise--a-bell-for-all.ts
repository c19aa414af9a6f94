// data-path: signal-then-read
// note: each message an async function that awaits the next signal
import * as posix from 'posix';

let bell = Promise.withResolvers<void>();
process.on('SIGIO', () => {
  const rung = bell;
  bell = Promise.withResolvers<void>();
  rung.resolve();
});

/** What is there, without waiting; null when nothing is. */
function take(fd: number, into: Uint8Array): number | null {
  try {
    return posix.recv(fd, into, into.length, posix.MSG_DONTWAIT);
  } catch (error) {
    if (error instanceof posix.PosixError && error.errno === posix.EAGAIN) return null;
    throw error;
  }
}

async function fill(fd: number, buffer: Uint8Array, sum: { count: number }): Promise<void> {
  while (sum.count < buffer.length) {
    // Taken before the try: what comes between the two rings this one.
    const next = bell.promise;
    const got = take(fd, buffer.subarray(sum.count));
    if (got === 0) return;
    if (got === null) await next;
    else sum.count += got;
  }
}

export function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): void {
  posix.fcntl(fd, posix.F_SETOWN, process.pid);
  posix.fcntl(fd, posix.F_SETFL, posix.fcntl(fd, posix.F_GETFL) | posix.O_ASYNC);
  const sum = { count: 0 };
  setImmediate(() => {
    fill(fd, buffer, sum).then(
      () => done(null, sum.count),
      (error: Error) => done(error, sum.count),
    );
  });
}
