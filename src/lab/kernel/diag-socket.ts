import { closeSync } from 'node:fs';
import { openNetlink, receive, send } from '../libc/libc.js';

/**
 * Questions about single sockets over NETLINK_SOCK_DIAG (sock_diag(7)): what is asked and what is answered is the
 * family's own (sock-diag.ts, unix-diag.ts); the envelope, struct nlmsghdr, is the same for all.
 */

const NETLINK_SOCK_DIAG = 4;
const SOCK_DIAG_BY_FAMILY = 20;
const NLM_F_REQUEST = 1;
const NLMSG_ERROR = 2;
const ENOENT = 2;
const HEADER_BYTES = 16;

export class DiagSocket {
  readonly #fd = openNetlink(NETLINK_SOCK_DIAG);
  readonly #reply = Buffer.alloc(4096);
  #sequence = 0;

  /**
   * Asks about exactly one socket; `question` is the family's request. The answer is good until the next question;
   * null when there is no such socket. Throws when the kernel refuses.
   */
  ask(question: Uint8Array): Buffer | null {
    this.#sequence += 1;
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt32LE(HEADER_BYTES + question.length, 0);
    header.writeUInt16LE(SOCK_DIAG_BY_FAMILY, 4);
    header.writeUInt16LE(NLM_F_REQUEST, 6);
    header.writeUInt32LE(this.#sequence, 8);
    send(this.#fd, Buffer.concat([header, question]));
    for (;;) {
      const length = receive(this.#fd, this.#reply);
      const reply = this.#reply.subarray(0, length);
      if (reply.readUInt32LE(8) !== this.#sequence) continue;
      if (reply.readUInt16LE(4) !== NLMSG_ERROR) return reply.subarray(HEADER_BYTES);
      const errno = -reply.readInt32LE(HEADER_BYTES);
      if (errno === ENOENT) return null;
      throw new Error(`sock_diag refused a reading (errno ${errno})`);
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** The attribute of that type behind the `fixed` bytes of an answer (rtnetlink(7)); null when there is none. */
export function attributeOf(answer: Buffer, fixed: number, type: number): Buffer | null {
  for (let at = fixed; at + 4 <= answer.length;) {
    const length = answer.readUInt16LE(at);
    if (length < 4 || at + length > answer.length) break;
    if (answer.readUInt16LE(at + 2) === type) return answer.subarray(at + 4, at + length);
    at += (length + 3) & ~3;
  }
  return null;
}
