// mechanism: notified
// passes: yes
// note: a front-end person: lines are collected and told together, 30 ms after the last data event; no timer runs in a silence
import type * as net from 'node:net';

function debounce(work: () => void, ms: number): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
  };
}

export function watch(socket: net.Socket, tell: (message: string) => void): void {
  let text = '';
  const flush = debounce(() => {
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    lines.forEach((line) => tell(line));
  }, 30);
  socket.on('data', (bytes) => {
    text += bytes;
    flush();
  });
}
