// data-path: signal-then-read
// note: one handler, a set of what is awaited
import { fcntl, recv, F_GETFL, F_SETFL, F_SETOWN, O_ASYNC, O_NONBLOCK, PosixError } from 'posix';

interface Request {
  fd: number;
  buffer: Uint8Array;
  count: number;
  done: (err: Error | null, count: number) => void;
}
const waiting = new Set<Request>();

function drain(request: Request): void {
  const { fd, buffer, done } = request;
  try {
    while (request.count < buffer.length) {
      const got = recv(fd, buffer.subarray(request.count));
      if (got === 0) break;
      request.count += got;
    }
  } catch (error) {
    if (error instanceof PosixError && error.code === 'EAGAIN') return;
    waiting.delete(request);
    return done(error as Error, request.count);
  }
  waiting.delete(request);
  done(null, request.count);
}
process.on('SIGIO', () => waiting.forEach(drain));

export function receive(fd: number, buffer: Uint8Array, done: Request['done']): void {
  const request = { fd, buffer, count: 0, done };
  waiting.add(request);
  fcntl(fd, F_SETOWN, process.pid);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC | O_NONBLOCK);
  // What came before the signal was asked for is told by none.
  setImmediate(() => waiting.has(request) && drain(request));
}
