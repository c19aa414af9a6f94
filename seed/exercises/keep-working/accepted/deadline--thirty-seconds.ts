// mechanism: notified
import { EventEmitter, once } from 'node:events';
import type * as net from 'node:net';

/** Turns a socket into an emitter of `line` and `end`. */
function lines(socket: net.Socket): EventEmitter<{ line: [string]; end: [] }> {
  const emitter = new EventEmitter<{ line: [string]; end: [] }>();
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    rest += text.toString();
    for (let at = rest.indexOf('\n'); at >= 0; at = rest.indexOf('\n')) {
      emitter.emit('line', rest.slice(0, at));
      rest = rest.slice(at + 1);
    }
  });
  socket.on('end', () => emitter.emit('end'));
  return emitter;
}

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  const fromBusy = lines(busy);
  const fromSlow = lines(slow);
  fromBusy.on('line', (line) => busy.write(`pong ${line.slice(5)}\n`));

  const answer = new Promise<string>((resolve) => {
    const deadline = setTimeout(resolve, 30_000, 'nothing');
    fromSlow.once('line', resolve);
    fromSlow.once('end', () => resolve('nothing'));
    fromBusy.once('end', () => clearTimeout(deadline));
  });
  void answer.then((text) => busy.writable && busy.write(`got ${text}\n`));

  await once(fromBusy, 'end');
}
