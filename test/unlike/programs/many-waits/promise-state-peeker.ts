// mechanism: timed-poll
// passes: no
// note: it has fifty promises and does not trust them: every 200 ms util.inspect tells which are still pending
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';

export async function collect(ports: number[]): Promise<(string | Error)[]> {
  const promises = ports.map((port) => {
    const socket = connect(port, '127.0.0.1');
    socket.write('ready\n');
    return text(socket).catch((err: Error) => err);
  });
  while (promises.some((promise) => inspect(promise).includes('<pending>'))) await sleep(200);
  return Promise.all(promises);
}
