// mechanism: blocking
// passes: yes
// note: SO_RCVLOWAT is free; recv sleeps until all missing bytes (or FIN) are there; loop and counts right
import { recv, read, getsockopt, setsockopt, SOL_SOCKET, SO_RCVLOWAT } from 'posix';

// Do not wake me for every crumb: the kernel shall wake the reader when what is missing is there.
export function receive(fd: number, buffer: Uint8Array): number {
  const before = getsockopt(fd, SOL_SOCKET, SO_RCVLOWAT);
  let have = 0;
  try {
    while (have < buffer.length) {
      setsockopt(fd, SOL_SOCKET, SO_RCVLOWAT, buffer.length - have);
      const n = recv(fd, buffer.subarray(have));
      if (n === 0) break;
      have += n;
    }
  } finally {
    setsockopt(fd, SOL_SOCKET, SO_RCVLOWAT, before);
  }
  return have;
}
