// mechanism: notified
// passes: yes
// note: microtask chain only while there are characters
import type * as net from 'node:net';

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  socket.setEncoding('utf8');
  const tape: string[] = [];
  let line = '';
  let running = false;
  const step = () => {
    const c = tape.shift();
    if (c === undefined) {
      running = false;
      return;
    }
    if (c === '\n') {
      const whole = line;
      line = '';
      tell(whole);
    } else line += c;
    queueMicrotask(step);
  };
  socket.on('data', (text) => {
    tape.push(...String(text));
    if (!running) {
      running = true;
      queueMicrotask(step);
    }
  });
}
