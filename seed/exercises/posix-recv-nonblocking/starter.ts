import { recv, MSG_DONTWAIT } from 'posix';

export function receiver(fd: number) {
  return {
    tryReceive(buffer: Uint8Array): number {
      // When nothing is there, this throws a PosixError whose `code` is 'EAGAIN'. That is no failure: it is the answer “not yet”.
      return recv(fd, buffer, buffer.length, MSG_DONTWAIT);
    },

    receive(buffer: Uint8Array): number {
      // One try is not enough: the message may not have come, or not all of it.
      return this.tryReceive(buffer);
    },
  };
}
