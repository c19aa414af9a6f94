// mechanism: blocking
// fails: asleep-in, told, told-of-end
// note: one recv, as if a message were one piece
import { recv } from 'posix';

export const receive = (fd: number, buffer: Uint8Array): number => recv(fd, buffer);
