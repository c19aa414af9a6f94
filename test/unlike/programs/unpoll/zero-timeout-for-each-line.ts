// mechanism: notified
// passes: yes
// note: every line is told by a setTimeout of its own, of 0 ms, because somebody once said that this is safer
import type * as net from 'node:net';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  let buffered = '';
  socket.on('data', function (chunk) {
    buffered += chunk;
    let i: number;
    while ((i = buffered.indexOf('\n')) > -1) {
      const line = buffered.substring(0, i);
      buffered = buffered.substring(i + 1);
      setTimeout(function () {
        tell(line);
      }, 0);
    }
  });
}
