// mechanism: blocking
// passes: yes
// note: readv from node:fs, a single byte each call, through a duplicate of the descriptor
import { readvSync } from 'node:fs';
import { close, dup } from 'posix';

export function receive(fd: number, buffer: Uint8Array): number {
  const own = dup(fd);
  try {
    for (let i = 0; i < buffer.length; i++) {
      if (readvSync(own, [buffer.subarray(i, i + 1)]) === 0) return i;
    }
    return buffer.length;
  } finally {
    close(own);
  }
}
