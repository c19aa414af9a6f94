// mechanism: timed-poll
// passes: no
// note: read() asked in growing pauses up to 3 s
import type * as net from 'node:net';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  let rest = '';
  let pause = 100;
  (function look() {
    const bytes = socket.read() as Buffer | null;
    if (bytes) {
      pause = 100;
      const parts = (rest + bytes.toString()).split('\n');
      rest = parts.pop()!;
      parts.forEach((p) => tell(p));
    } else pause = Math.min(pause * 1.5, 3000);
    setTimeout(look, pause);
  })();
}
