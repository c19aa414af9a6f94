import { NetlinkSocket } from './netlink-socket.js';

/**
 * Questions about single sockets over NETLINK_SOCK_DIAG (sock_diag(7)): what is asked and what is answered is the
 * family's own (sock-diag.ts, unix-diag.ts).
 */

const NETLINK_SOCK_DIAG = 4;
const SOCK_DIAG_BY_FAMILY = 20;
const ENOENT = 2;

export class DiagSocket {
  readonly #kernel = new NetlinkSocket(NETLINK_SOCK_DIAG);

  /**
   * Asks about exactly one socket; `question` is the family's request. The answer is good until the next question;
   * null when there is no such socket. Throws when the kernel refuses.
   */
  ask(question: Uint8Array): Buffer | null {
    const reply = this.#kernel.ask(SOCK_DIAG_BY_FAMILY, 0, question);
    if ('answer' in reply) return reply.answer;
    if (reply.errno === ENOENT) return null;
    throw new Error(`sock_diag refused a reading (errno ${reply.errno})`);
  }

  close(): void {
    this.#kernel.close();
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
