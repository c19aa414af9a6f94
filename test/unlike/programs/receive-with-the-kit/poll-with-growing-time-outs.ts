// mechanism: multiplexed
// passes: no
// note: poll with 10 ms, 20 ms, 40 ms … up to a second, on the main thread, which is never free between
import { poll, POLLIN, recv } from 'posix';

export async function receive(
  fd: number,
  buffer: Uint8Array,
  done: (err: Error | null, count: number) => void,
): Promise<void> {
  await null;
  let count = 0;
  for (let ms = 10; count < buffer.length; ms = Math.min(ms * 2, 1_000)) {
    if (poll([{ fd, events: POLLIN }], ms) === 0) continue;
    const n = recv(fd, buffer.subarray(count));
    if (n === 0) break;
    count += n;
  }
  done(null, count);
}
