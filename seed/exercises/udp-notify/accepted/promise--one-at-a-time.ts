// note: a promise for each datagram, and a queue for those that come meanwhile
import * as dgram from 'node:dgram';

class Mailbox {
  #letters: string[] = [];
  #waiting: ((letter: string) => void) | null = null;

  put(letter: string): void {
    if (this.#waiting) this.#waiting(letter);
    else this.#letters.push(letter);
    this.#waiting = null;
  }

  take(): Promise<string> {
    const letter = this.#letters.shift();
    if (letter !== undefined) return Promise.resolve(letter);
    return new Promise((resolve) => (this.#waiting = resolve));
  }
}

export function receiveDatagrams(fd: number, onDatagram: (text: string) => void): void {
  const mailbox = new Mailbox();
  dgram.createSocket('udp4', (bytes) => mailbox.put(String(bytes))).bind({ fd });
  void (async () => {
    for (;;) onDatagram(await mailbox.take());
  })();
}
