// mechanism: none
// fails: notified, held, asleep-in, idle, told, paid-back, right-bytes, told-of-end, fd-kept, nothing-left-open
// note: the asynchronous habit: pipes, and back at once
import { Socket } from 'node:net';

export function echo(fds: number[]): void {
  for (const fd of fds) {
    const socket = new Socket({ fd });
    socket.on('error', () => undefined).pipe(socket);
  }
}
