/**
 * What strace prints on stderr (strace(1), 6.1), line by line, as system calls and signals. Asked for with `-f -ttt -T -y`:
 * each line begins with the time, and with the thread while there are several, and ends with how long the call took;
 * descriptors carry what they are.
 *
 * A call that did not return before another thread was seen is printed twice, `… <unfinished ...>` and
 * `<... read resumed>…`; here it is one call, in the place of its end.
 */

/** One call that has ended, or one signal that was delivered. Times in seconds since 1970. */
export interface TraceLine {
  readonly tid: number;
  readonly began: number;
  readonly ended: number;
  /** The call's name, or the signal's. */
  readonly name: string;
  readonly kind: 'call' | 'signal';
  /** As printed, descriptors and addresses included. */
  readonly arguments: string;
  /** What it returned; null for a signal, and where it never returned. */
  readonly result: number | null;
  /** `EAGAIN` and the like, where it failed. */
  readonly error: string | null;
}

const HEAD = /^(?:\[pid +(\d+)\] )?(\d+\.\d+) (.*)$/;
const UNFINISHED = /^(\w+)\((.*?)\s*<unfinished \.\.\.>$/;
const RESUMED = /^<\.\.\. (\w+) resumed>(.*)$/;
const ENDED = /^(.*)\)\s*= (-?\d+|0x[0-9a-f]+|\?)(?:<[^>]*>)?(?: (E[A-Z0-9]+))?.*?(?: <(\d+\.\d+)>)?$/;
const ATTACHED = /^(.*)strace: Process \d+ attached$/;
const SIGNAL = /^--- (SIG\w+) (\{.*\}) ---$/;

/** The thread of a line that names none: the last one that is left. */
const ONLY_ONE = 0;

/** Follows the output of one strace from its beginning. */
export class TraceReader {
  readonly #pending = new Map<number, { began: number; name: string; arguments: string }>();
  #rest = '';
  /** The beginning of a line that the news of a further thread was printed into. */
  #interrupted = '';

  /** What has ended within this piece of output. Lines that are neither call nor signal are passed over. */
  push(text: string): TraceLine[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.#line(line) ?? []);
  }

  /** Calls under way, as if they ended never. */
  unended(): TraceLine[] {
    return [...this.#pending].map(([tid, call]) => ({
      ...call,
      tid,
      ended: Infinity,
      kind: 'call',
      result: null,
      error: null,
    }));
  }

  #line(printed: string): TraceLine | null {
    const line = this.#interrupted + printed;
    const interrupted = ATTACHED.exec(line);
    this.#interrupted = interrupted?.[1] ?? '';
    if (interrupted) return null;
    const [, thread = '', time = '', what = ''] = HEAD.exec(line) ?? [];
    if (what === '') return null;
    const tid = Number(thread) || ONLY_ONE;
    const at = Number(time);
    const signal = SIGNAL.exec(what);
    if (signal) {
      const [, name = '', details = ''] = signal;
      return {
        tid,
        began: at,
        ended: at,
        name,
        kind: 'signal',
        arguments: details,
        result: null,
        error: null,
      };
    }
    const unfinished = UNFINISHED.exec(what);
    if (unfinished) {
      const [, name = '', begun = ''] = unfinished;
      this.#pending.set(tid, { began: at, name, arguments: begun.replace(/,$/, ', ') });
      return null;
    }
    const resumed = RESUMED.exec(what);
    if (resumed) {
      const [, name = '', rest = ''] = resumed;
      const before = this.#pending.get(tid) ?? { began: at, name, arguments: '' };
      this.#pending.delete(tid);
      return ended(tid, before.began, at, before.name, before.arguments + rest.trimStart());
    }
    const opening = what.indexOf('(');
    if (opening < 0) return null;
    return ended(tid, at, at, what.slice(0, opening), what.slice(opening + 1));
  }
}

/** `text`: from behind the opening bracket to the end of the line. */
function ended(tid: number, began: number, at: number, name: string, text: string): TraceLine | null {
  if (!/^\w+$/.test(name)) return null;
  const [, given = '', result = '?', error = null, took = '0'] = ENDED.exec(text) ?? [];
  return {
    tid,
    began,
    // Printed in one line a call shows when it began.
    ended: Math.max(at, began + Number(took)),
    name,
    kind: 'call',
    arguments: given,
    result: result === '?' ? null : Number(result),
    error,
  };
}

/** The socket that the call's first argument is, by its inode; null when it is none. */
export function socketOf(line: TraceLine): number | null {
  const inode = /^\d+<(?:socket|TCP|TCPv6|UDP|UNIX[^:]*):\[(\d+)/.exec(line.arguments)?.[1];
  return inode === undefined ? null : Number(inode);
}

/** Whether it only looks at what has come, and leaves it in the queue (recv(2), MSG_PEEK): a flag, and not bytes that say so. */
export function isPeek(line: TraceLine): boolean {
  return /\bMSG_PEEK\b/.test(line.arguments.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""'));
}
