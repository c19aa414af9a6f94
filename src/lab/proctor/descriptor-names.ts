import { HARNESS_FD } from '../harness/protocol.js';

/** What the lab knows of a program's descriptors, to name them in what strace printed. */
export interface Known {
  /** Inode of the program's end → name of the wire. */
  readonly wires: ReadonlyMap<number, string>;
  /** Inode of the program's end of the harness's conversation with the lab. */
  readonly harness: number;
  /** Of the judged process. */
  readonly loopFd: number;
}

/** Quoted strings first: what a program sends may look like anything. */
const TOKEN = /"(?:[^"\\]|\\.)*"|\b(\d+)<((?:[^<>\\]|\\.)*)>|\bdata=(?:\{u32=(\d+), u64=\d+\}|0x[0-9a-f]+)/g;

/** Names the descriptors of one process. What epoll hands back is a number only: it is named as it was last seen. */
export class DescriptorNames {
  readonly #known: Known;
  readonly #isJudged: boolean;
  readonly #seen = new Map<string, string>();

  constructor(known: Known, isJudged: boolean) {
    this.#known = known;
    this.#isJudged = isJudged;
    if (isJudged) this.#seen.set(`${HARNESS_FD}`, 'lab');
  }

  /** strace's `17<socket:[4242]>` → `17<wire line>`; `on` is the name of the first argument, null where it is no descriptor. */
  name(printed: string): { text: string; on: string | null } {
    let on: string | null = null;
    const text = printed.replace(TOKEN, (token, fd?: string, what?: string, data?: string, at?: number) => {
      if (fd !== undefined && what !== undefined) {
        const name = this.#nameOf(Number(fd), what);
        this.#seen.set(fd, name);
        if (at === 0) on = name;
        return `${fd}<${name}>`;
      }
      if (data === undefined) return token;
      const name = this.#seen.get(data);
      return `data=${data}${name === undefined ? '' : `<${name}>`}`;
    });
    return { text, on };
  }

  #nameOf(fd: number, what: string): string {
    const socket = /^(?:socket|TCP|TCPv6|UDP|UNIX[^:]*):\[(\d+)/.exec(what);
    if (socket) {
      const inode = Number(socket[1]);
      if (inode === this.#known.harness) return 'lab';
      const wire = this.#known.wires.get(inode);
      return wire === undefined ? 'socket' : `wire ${wire}`;
    }
    if (what === 'anon_inode:[eventpoll]')
      return this.#isJudged && fd === this.#known.loopFd ? 'loop' : 'set';
    return (
      /^anon_inode:\[?([\w-]+)\]?$/.exec(what)?.[1] ?? /^(\w+):\[\d+\]$/.exec(what)?.[1] ?? what.slice(0, 80)
    );
  }
}
