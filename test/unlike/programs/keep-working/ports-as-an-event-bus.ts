// mechanism: notified
// passes: yes
// note: micro-services in one thread: every part has a MessagePort, and speaks to the others only by messages
import { once } from 'node:events';
import type * as net from 'node:net';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

function service(port: MessagePort, handle: (message: string, emit: (message: string) => void) => void): void {
  port.on('message', (message: string) => handle(message, (answer) => port.postMessage(answer)));
  port.unref();
}

function lineSplitter(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  let rest = '';
  service(port1, (text, emit) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(emit);
  });
  return port2;
}

function ponger(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  service(port1, (line, emit) => emit(line.replace('ping', 'pong')));
  return port2;
}

export async function serve(slow: net.Socket, busy: net.Socket): Promise<void> {
  const [slowLines, busyLines, pongs] = [lineSplitter(), lineSplitter(), ponger()];
  let passedOn = false;
  const passOn = (line: string) => {
    if (passedOn) return;
    passedOn = true;
    busy.write(`got ${line}\n`);
  };
  busy.on('data', (bytes) => busyLines.postMessage(String(bytes)));
  slow.on('data', (bytes) => slowLines.postMessage(String(bytes)));
  slow.on('end', () => slowLines.postMessage('nothing\n'));
  busyLines.on('message', (line) => pongs.postMessage(line));
  pongs.on('message', (pong) => void busy.write(`${pong}\n`));
  slowLines.on('message', passOn);
  await once(busy, 'end');
  for (const port of [slowLines, busyLines, pongs]) port.close();
}
