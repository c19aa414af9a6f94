// mechanism: timed-poll
// passes: no
// note: a worker posts the message at once, but the main thread fetches it by receiveMessageOnPort every 400 ms, on an unref'd timer
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

const reader = `
const { parentPort } = require('node:worker_threads');
const { readSync } = require('node:fs');
parentPort.on('message', ({ fd, length, port }) => {
  const bytes = new Uint8Array(length);
  let count = 0;
  try {
    for (let n = 1; n > 0 && count < length; count += n) n = readSync(fd, bytes, count, length - count, null);
    port.postMessage({ bytes, count, err: null });
  } catch (err) { port.postMessage({ bytes, count, err }); }
});
`;
const worker = new Worker(reader, { eval: true });

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ fd, length: buffer.length, port: port2 }, [port2]);
  const timer = setInterval(() => {
    const mail = receiveMessageOnPort(port1);
    if (!mail) return;
    clearInterval(timer);
    const { bytes, count, err } = mail.message as { bytes: Uint8Array; count: number; err: Error | null };
    buffer.set(bytes.subarray(0, count));
    done(err, count);
  }, 400).unref();
}
