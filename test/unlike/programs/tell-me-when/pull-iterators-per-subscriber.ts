// mechanism: notified
// passes: yes
// note: every subscriber is an async iterator with a queue of its own, and a loop that hands its items on
import { createServer } from 'node:net';
import { createInterface } from 'node:readline/promises';

class Topic implements AsyncIterable<string> {
  readonly #items: string[] = [];
  #wake: PromiseWithResolvers<void> | null = null;
  #closed = false;
  publish(item: string): void {
    this.#items.push(item);
    this.#wake?.resolve();
  }
  close(): void {
    this.#closed = true;
    this.#wake?.resolve();
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    while (!this.#closed) {
      const item = this.#items.shift();
      if (item !== undefined) yield item;
      else {
        this.#wake = Promise.withResolvers();
        await this.#wake.promise;
      }
    }
  }
}

export function createWatcher(port: number) {
  const readers = new Map<Topic, string>();

  createServer(async (connection) => {
    try {
      for await (const line of createInterface({ input: connection })) {
        const [, topic, payload = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
        for (const [reader, wanted] of readers) if (wanted === topic) reader.publish(payload);
      }
    } catch (err) {
      console.error(err);
    }
  }).listen(port, '127.0.0.1');

  return {
    subscribe(topic: string, tell: (payload: string) => void): () => void {
      const reader = new Topic();
      readers.set(reader, topic);
      void (async () => {
        for await (const payload of reader) {
          try {
            tell(payload);
          } catch (err) {
            console.error(err);
          }
        }
      })();
      return () => {
        readers.delete(reader);
        reader.close();
      };
    },
  };
}
