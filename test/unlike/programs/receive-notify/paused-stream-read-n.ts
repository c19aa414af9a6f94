// mechanism: notified
// passes: yes
// note: the socket stays paused; 'readable' is the bell, and read(n) asks for exactly what is still missing
import net from 'node:net';

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const s = new net.Socket({ fd, allowHalfOpen: true });
  let have = 0;
  const onReadable = () => {
    // All of it or, at the end, the rest.
    const piece: Buffer | null = s.read(buffer.length - have);
    if (piece === null) return;
    buffer.set(piece, have);
    have += piece.length;
    if (have < buffer.length) return;
    s.off('readable', onReadable);
    s.off('end', onEnd);
    done(null, have);
  };
  const onEnd = () => done(null, have);
  s.on('readable', onReadable);
  s.on('end', onEnd);
  s.on('error', (e) => done(e, have));
}
