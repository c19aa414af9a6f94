import { bind } from './libc.js';
import { type Memory, lengthWithin } from './memory.js';

/** What every descriptor has: read(2), write(2), close(2), dup(2), pipe(2), fcntl(2). */

const cRead = bind('read', 'int64_t', ['int', 'void *', 'size_t']);
const cWrite = bind('write', 'int64_t', ['int', 'void *', 'size_t']);
const cClose = bind('close', 'int', ['int']);
const cDup = bind('dup', 'int', ['int']);
const cPipe2 = bind('pipe2', 'int', ['void *', 'int']);
const cFcntl = bind('fcntl', 'int', ['int', 'int', '...']);

/** read(2) */
export function read(fd: number, buffer: Memory, count = buffer.byteLength): number {
  return cRead(fd, buffer, lengthWithin(buffer, count));
}

/** write(2) */
export function write(fd: number, buffer: Memory, count = buffer.byteLength): number {
  return cWrite(fd, buffer, lengthWithin(buffer, count));
}

/** close(2) */
export function close(fd: number): void {
  cClose(fd);
}

/** dup(2) */
export function dup(oldfd: number): number {
  return cDup(oldfd);
}

/** pipe2(2): the reading end, then the writing end */
export function pipe2(flags = 0): [number, number] {
  const ends = new Int32Array(2);
  cPipe2(ends, flags);
  return [ends[0] ?? -1, ends[1] ?? -1];
}

/** fcntl(2), for commands whose argument is an int */
export function fcntl(fd: number, cmd: number, arg = 0): number {
  return cFcntl(fd, cmd, 'long', arg);
}
