// mechanism: notified
// passes: no
// note: byReadiness is rung by aio_read of one byte: ready-path fails
import { aiocb, aio_read, aio_return, recv, MSG_DONTWAIT, PosixError, SIGEV_THREAD } from 'posix';

type Done = (err: Error | null, count: number) => void;

function completion(fd: number, buffer: Uint8Array, at: number, done: Done): void {
  const block = new aiocb({
    aio_fildes: fd,
    aio_buf: buffer.subarray(at),
    aio_sigevent: {
      sigev_notify: SIGEV_THREAD,
      sigev_notify_function: () => {
        try {
          const n = aio_return(block);
          if (n === 0 || at + n === buffer.length) done(null, at + n);
          else completion(fd, buffer, at + n, done);
        } catch (e) {
          done(e as Error, at);
        }
      },
    },
  });
  aio_read(block);
}

// The first byte comes by aio: that is the sign of readiness. The rest is fetched with recv.
function readiness(fd: number, buffer: Uint8Array, at: number, done: Done): void {
  const block = new aiocb({
    aio_fildes: fd,
    aio_buf: buffer.subarray(at, at + 1),
    aio_sigevent: {
      sigev_notify: SIGEV_THREAD,
      sigev_notify_function: () => {
        try {
          const n = aio_return(block);
          at += n;
          if (n === 0 || at === buffer.length) return done(null, at);
          for (;;) {
            const m = recv(fd, buffer.subarray(at), buffer.length - at, MSG_DONTWAIT);
            at += m;
            if (m === 0 || at === buffer.length) return done(null, at);
          }
        } catch (e) {
          if (e instanceof PosixError && e.code === 'EAGAIN') return readiness(fd, buffer, at, done);
          done(e as Error, at);
        }
      },
    },
  });
  aio_read(block);
}

export function createReceivers() {
  return {
    byReadiness: (fd: number, buffer: Uint8Array, done: Done) => readiness(fd, buffer, 0, done),
    byCompletion: (fd: number, buffer: Uint8Array, done: Done) => completion(fd, buffer, 0, done),
  };
}
