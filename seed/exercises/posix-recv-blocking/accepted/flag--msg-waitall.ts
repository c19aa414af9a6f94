// note: the kernel itself waits for all of it
import * as posix from 'posix';

export const receive = (fd: number, buffer: Uint8Array): number =>
  posix.recv(fd, buffer, buffer.length, posix.MSG_WAITALL);
