// mechanism: notified
import type * as net from 'node:net';

export function readLines(
  socket: net.Socket,
  limit: number,
  onLine: (line: string) => void,
  onEnd: (err: Error | null) => void,
): void {
  let rest = '';
  let failure: Error | null = null;

  function look(): void {
    for (let end = rest.indexOf('\n'); failure === null; end = rest.indexOf('\n')) {
      const line = end < 0 ? rest : rest.slice(0, end);
      if (Buffer.byteLength(line) > limit) return void socket.destroy(new Error('line too long'));
      if (end < 0) return;
      onLine(line);
      rest = rest.slice(end + 1);
    }
  }

  socket.setEncoding('utf8');
  socket
    .on('data', (text) => {
      rest += text.toString();
      look();
    })
    .on('end', () => {
      if (rest !== '') failure = new Error('unfinished line');
    })
    .on('error', (err) => (failure = err))
    .on('close', () => onEnd(failure));
}
