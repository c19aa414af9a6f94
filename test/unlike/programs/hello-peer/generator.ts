// mechanism: notified
// passes: yes
// note: coroutine pushed by 'data': told by the runtime
import type * as net from 'node:net';

// A coroutine that is pushed into: it gives the answers, and takes the bytes.
function* echoing(): Generator<Buffer | null, never, Buffer> {
  let answer: Buffer | null = null;
  for (;;) answer = yield answer;
}

export function hello(peer: net.Socket): void {
  const routine = echoing();
  routine.next();
  peer.on('data', (bytes: Buffer) => {
    const { value } = routine.next(bytes);
    if (value) peer.write(value);
  });
}
