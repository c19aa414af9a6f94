// mechanism: timed-poll
// passes: no
// note: the note of slow is delivered by setInterval 1 s
import type * as net from 'node:net';

export function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  // Honest on busy; slow only leaves a note, and a second timer delivers it.
  let note: string | null = null;
  let told = false;
  let a = '';
  let b = '';
  slow.setEncoding('utf8');
  busy.setEncoding('utf8');
  slow.on('data', (t) => {
    a += String(t);
    const at = a.indexOf('\n');
    if (at >= 0) note ??= a.slice(0, at);
  });
  slow.on('end', () => (note ??= 'nothing'));
  const courier = setInterval(() => {
    if (note === null || told) return;
    told = true;
    busy.write(`got ${note}\n`);
  }, 1000);
  return new Promise((resolve) => {
    busy.on('data', (t) => {
      b += String(t);
      const lines = b.split('\n');
      b = lines.pop()!;
      for (const line of lines) busy.write(line.replace('ping', 'pong') + '\n');
    });
    busy.on('end', () => {
      clearInterval(courier);
      resolve();
    });
  });
}
