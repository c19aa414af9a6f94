// note: Node's own name for a read that blocks
import { readSync } from 'node:fs';

export function receive(fd: number, buffer: Uint8Array): number {
  let at = 0;
  for (let n = 1; n > 0 && at < buffer.length; at += n) n = readSync(fd, buffer, at, buffer.length - at, null);
  return at;
}
