// mechanism: none
// fails: notified, held, asleep-in, idle, told, told-once, told-of-end, told-of-error, returned, fd-kept
// note: the asynchronous habit: callbacks, and 0 back at once
import { Socket } from 'node:net';

export function gather(fds: number[], tell: (from: number, what: string | Error | null) => void): number {
  for (const [from, fd] of fds.entries()) {
    let rest = '';
    new Socket({ fd })
      .on('data', (chunk) => {
        const lines = (rest + chunk.toString()).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) tell(from, line);
      })
      .on('end', () => tell(from, null))
      .on('error', (error) => tell(from, error));
  }
  return 0;
}
