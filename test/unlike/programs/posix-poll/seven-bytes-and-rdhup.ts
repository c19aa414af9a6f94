// mechanism: multiplexed
// passes: yes
// note: POLLRDHUP, 7 bytes at a time, level-triggered poll
import { poll, recv, POLLIN, POLLRDHUP, MSG_DONTWAIT } from 'posix';

// Seven bytes at a time through a state machine, byte by byte.
class LineMachine {
  over = false;
  #bytes: number[] = [];
  readonly #line: (text: string) => void;

  constructor(line: (text: string) => void) {
    this.#line = line;
  }

  feed(byte: number): void {
    if (byte === 0x0a) this.#line(new TextDecoder().decode(Uint8Array.from(this.#bytes.splice(0))));
    else this.#bytes.push(byte);
  }
}

export function gather(fds: number[], tell: (from: number, what: string | Error | null) => void): number {
  let total = 0;
  const machines = fds.map((_, from) => new LineMachine((text) => {
    total += 1;
    tell(from, text);
  }));
  const spoon = new Uint8Array(7);

  for (;;) {
    const waiting = fds
      .map((fd, from) => ({ fd, from, events: POLLIN | POLLRDHUP, revents: 0 }))
      .filter(({ from }) => !machines[from]!.over);
    if (waiting.length === 0) return total;
    poll(waiting, -1);
    for (const { fd, from, revents } of waiting) {
      if (revents === 0) continue;
      const machine = machines[from]!;
      try {
        const n = recv(fd, spoon, spoon.length, MSG_DONTWAIT);
        for (let i = 0; i < n; i += 1) machine.feed(spoon[i]!);
        if (n === 0) {
          machine.over = true;
          tell(from, null);
        }
      } catch (error) {
        machine.over = true;
        tell(from, error as Error);
      }
    }
  }
}
