// note: read(2) instead of recv(2), recursively
import { read } from 'posix';

export function receive(fd: number, buffer: Uint8Array): number {
  const got = read(fd, buffer);
  if (got === 0 || got === buffer.length) return got;
  return got + receive(fd, buffer.subarray(got));
}
