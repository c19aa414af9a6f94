import { closeSync } from 'node:fs';
import { openNetlink, receive, send } from '../libc/libc.js';

const NLM_F_REQUEST = 1;
const NLMSG_ERROR = 2;
const HEADER_BYTES = 16;

/** What the kernel says to a request: its answer without the header, or an error number, of which 0 is an acknowledgement. */
export type Reply = { readonly answer: Buffer } | { readonly errno: number };

/** Requests over netlink(7), one at a time: the envelope, struct nlmsghdr, is the same for all protocols. */
export class NetlinkSocket {
  readonly #fd: number;
  readonly #reply = Buffer.alloc(4096);
  #sequence = 0;

  constructor(protocol: number) {
    this.#fd = openNetlink(protocol);
  }

  /** `flags` beside NLM_F_REQUEST. The answer is good until the next request. */
  ask(type: number, flags: number, body: Uint8Array): Reply {
    this.#sequence += 1;
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt32LE(HEADER_BYTES + body.length, 0);
    header.writeUInt16LE(type, 4);
    header.writeUInt16LE(NLM_F_REQUEST | flags, 6);
    header.writeUInt32LE(this.#sequence, 8);
    send(this.#fd, Buffer.concat([header, body]));
    for (;;) {
      const length = receive(this.#fd, this.#reply);
      const reply = this.#reply.subarray(0, length);
      if (reply.readUInt32LE(8) !== this.#sequence) continue;
      if (reply.readUInt16LE(4) === NLMSG_ERROR) return { errno: -reply.readInt32LE(HEADER_BYTES) };
      return { answer: reply.subarray(HEADER_BYTES) };
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}
