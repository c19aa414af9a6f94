// mechanism: notified
// passes: yes
// note: an embedded programmer: StringDecoder, a table of states, one character after the other
import { StringDecoder } from 'node:string_decoder';
import type { Socket } from 'node:net';

const State = { Idle: 0, InLine: 1, Emit: 2 } as const;
type State = (typeof State)[keyof typeof State];
type Class = 'char' | 'newline';

const transitions: Record<State, Record<Class, State>> = {
  [State.Idle]: { char: State.InLine, newline: State.Emit },
  [State.InLine]: { char: State.InLine, newline: State.Emit },
  [State.Emit]: { char: State.InLine, newline: State.Emit },
};

export function watch(socket: Socket, tell: (message: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let state: State = State.Idle;
  let line = '';
  socket.on('data', (bytes) => {
    for (const ch of decoder.write(bytes as Buffer)) {
      state = transitions[state][ch === '\n' ? 'newline' : 'char'];
      switch (state) {
        case State.InLine:
          line += ch;
          break;
        case State.Emit:
          tell(line);
          line = '';
          break;
        case State.Idle:
          break;
      }
    }
  });
}
