// mechanism: timed-poll
// fails: notified, told-of-error
// note: after EAGAIN it tries again every second; a long pause between two tries is still no bell
import * as fs from 'node:fs';
import * as net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export async function send(
  fd: number,
  data: Uint8Array,
  done: (err: Error | null) => void,
): Promise<void> {
  new net.Socket({ fd, readable: false }); // makes the descriptor non-blocking
  for (let sent = 0; sent < data.length; ) {
    try {
      sent += fs.writeSync(fd, data, sent);
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code !== 'EAGAIN') return done(err as Error);
      await sleep(1000);
    }
  }
  done(null);
}
