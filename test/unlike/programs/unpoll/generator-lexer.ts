// mechanism: notified
// passes: yes
// note: a generator as a coroutine that is pushed into: the lexer yields whenever it needs more
import type { Socket } from 'node:net';

function* lexer(tell: (line: string) => void): Generator<void, never, string> {
  let input = '';
  const newline = /\n/y;
  for (;;) {
    let line = '';
    for (let at = 0; ; at += 1) {
      while (at >= input.length) {
        input += yield;
      }
      newline.lastIndex = at;
      if (newline.test(input)) {
        input = input.slice(at + 1);
        break;
      }
      line += input.charAt(at);
    }
    tell(line);
  }
}

export function watch(socket: Socket, tell: (message: string) => void): void {
  const machine = lexer(tell);
  machine.next();
  socket.setEncoding('utf8').on('data', (text) => void machine.next(text as unknown as string));
}
