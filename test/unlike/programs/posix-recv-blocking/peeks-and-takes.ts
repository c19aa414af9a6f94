// mechanism: blocking
// passes: yes
// note: sleeps in recv with MSG_PEEK (recvfrom), takes exactly that with MSG_DONTWAIT
import * as posix from 'posix';

/* int receive(int fd, char *buf, size_t len): look first, then take */
export function receive(fd: number, buffer: Uint8Array): number {
  const look = new Uint8Array(512);
  let off = 0;
  for (;;) {
    const want = buffer.length - off;
    if (want === 0) return off;
    const there = posix.recv(fd, look, Math.min(want, look.length), posix.MSG_PEEK); // sleeps here
    if (there === 0) return off;
    const took = posix.recv(fd, look, there, posix.MSG_DONTWAIT);
    buffer.set(look.subarray(0, took), off);
    off += took;
  }
}
