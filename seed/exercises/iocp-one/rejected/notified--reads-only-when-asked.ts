// mechanism: notified
// fails: queued, right-bytes
// note: a request is begun only when somebody asks for a packet: then the status call carries the bytes
import * as fs from 'node:fs';

interface CompletionPacket {
  key: string;
  bytes: number;
  request: string;
  error: Error | null;
}

export function createCompletionPort() {
  const keys = new Map<number, string>();
  let asked: ((packet: CompletionPacket) => void)[] = [];
  const requests: { fd: number; buffer: Uint8Array; request: string; begun: boolean }[] = [];
  const queue: CompletionPacket[] = [];

  // One after the other, in the order of the requests: which of two threads is faster shall not matter.
  let reading = false;
  function begin(): void {
    const next = requests.find(({ begun }) => !begun);
    if (reading || next === undefined) return;
    reading = true;
    next.begun = true;
    const { fd, buffer, request } = next;
    const key = keys.get(fd) ?? '';
    fs.read(fd, buffer, 0, buffer.length, null, (error, bytes) => {
      reading = false;
      queue.push({ key, bytes: error ? 0 : bytes, request, error });
      serve();
      begin();
    });
  }

  function serve(): void {
    while (asked.length > 0 && queue.length > 0) asked.shift()?.(queue.shift() as CompletionPacket);
  }

  return {
    associate(fd: number, key: string): void {
      keys.set(fd, key);
    },
    read(fd: number, buffer: Uint8Array, request: string): void {
      requests.push({ fd, buffer, request, begun: false });
      if (asked.length > 0) begin();
    },
    getQueuedCompletionStatus(): Promise<CompletionPacket> {
      return new Promise((resolve) => {
        asked.push(resolve);
        begin();
        serve();
      });
    },
  };
}
