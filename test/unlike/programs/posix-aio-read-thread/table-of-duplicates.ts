// mechanism: notified
// passes: yes
// note: dup for each request, sigev_value as key, closed at the end
import { aiocb, aio_read, aio_return, close, fcntl, F_DUPFD_CLOEXEC, SIGEV_THREAD } from 'posix';

// The function is one for all, sigev_value is the key, the descriptor is a duplicate of its own.
interface Ticket { mine: number; block: aiocb; into: Uint8Array; at: number; done(err: Error | null, count: number): void }
const tickets: Record<number, Ticket> = Object.create(null);
let serial = 0x40000000;

function ask(key: number): void {
  const t = tickets[key]!;
  t.block = new aiocb({
    aio_fildes: t.mine,
    aio_buf: t.into,
    aio_nbytes: t.into.length - t.at,
    aio_sigevent: { sigev_notify: SIGEV_THREAD, sigev_notify_function: completed, sigev_value: key },
  });
  t.block.aio_buf = t.into.subarray(t.at);
  aio_read(t.block);
}

function completed(key: number): void {
  const t = tickets[key]!;
  let failure: Error | null = null;
  let n = 0;
  try {
    n = aio_return(t.block);
  } catch (e) {
    failure = e as Error;
  }
  t.at += n;
  if (!failure && n > 0 && t.at < t.into.length) return ask(key);
  delete tickets[key];
  close(t.mine);
  t.done(failure, t.at);
}

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const key = serial++;
  tickets[key] = { mine: fcntl(fd, F_DUPFD_CLOEXEC, 0), block: new aiocb(), into: buffer, at: 0, done };
  ask(key);
}
