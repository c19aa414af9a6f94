import { recv, MSG_DONTWAIT } from 'posix';

export function receive(fd: number, buffer: Uint8Array): number {
  // MSG_DONTWAIT: “give me what is there, and if nothing is, say so”. Nothing is there yet, so this throws EAGAIN.
  return recv(fd, buffer, buffer.length, MSG_DONTWAIT);
}
