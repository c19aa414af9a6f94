// note: an object for each connection; the descriptors are emptied without waiting
import { recv, select, fd_set, FD_ISSET, FD_SET, MSG_DONTWAIT, PosixError } from 'posix';

class Connection {
  readonly fd: number;
  over = false;
  lines = 0;
  #text = '';
  readonly #tell: (what: string | Error | null) => void;

  constructor(fd: number, tell: (what: string | Error | null) => void) {
    this.fd = fd;
    this.#tell = tell;
  }

  read(): void {
    const bytes = Buffer.alloc(16);
    try {
      for (let n = this.#take(bytes); n > 0; n = this.#take(bytes)) this.#add(bytes.toString('latin1', 0, n));
      this.#end(null);
    } catch (error) {
      if (!(error instanceof PosixError && error.code === 'EAGAIN')) this.#end(error as Error);
    }
  }

  #take = (bytes: Buffer): number => recv(this.fd, bytes, bytes.length, MSG_DONTWAIT);

  #add(text: string): void {
    for (const character of text) {
      if (character !== '\n') {
        this.#text += character;
        continue;
      }
      this.lines += 1;
      this.#tell(this.#text);
      this.#text = '';
    }
  }

  #end(why: Error | null): void {
    this.over = true;
    this.#tell(why);
  }
}

export function gather(fds: number[], tell: (from: number, what: string | Error | null) => void): number {
  const connections = fds.map((fd, from) => new Connection(fd, (what) => tell(from, what)));
  for (;;) {
    const waiting = connections.filter(({ over }) => !over);
    if (waiting.length === 0) return connections.reduce((sum, { lines }) => sum + lines, 0);
    const readable = new fd_set();
    const exceptional = new fd_set();
    for (const { fd } of waiting) {
      FD_SET(fd, readable);
      FD_SET(fd, exceptional);
    }
    select(Math.max(...waiting.map(({ fd }) => fd)) + 1, readable, null, exceptional, null);
    for (const each of waiting) if (FD_ISSET(each.fd, readable)) each.read();
  }
}
