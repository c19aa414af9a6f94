// mechanism: none
// fails: asleep-in, fd-kept, held, nothing-left-open, notified, own-work, told, told-at-once, told-of-end, told-of-error
// note: truly asynchronous, and so not what is asked for: returns at once
import { Socket } from 'node:net';

export function serve(fds: number[], tick: (n: number) => void): void {
  let n = 0;
  const timer = setInterval(() => tick((n += 1)), 100);
  let open = fds.length;
  for (const fd of fds) {
    const socket = new Socket({ fd });
    socket.on('data', (chunk) => socket.write(chunk));
    socket.on('end', () => {
      open -= 1;
      if (open === 0) clearInterval(timer);
    });
  }
}
