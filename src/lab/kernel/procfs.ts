import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Files of /proc read over and over through one descriptor: opening costs as much as reading, and a
 * descriptor stays bound to its task, so a recycled number can never be mistaken for it (proc(5)).
 */

/** All but the longest fit: an epoll set of two hundred descriptors is longer. */
let buffer = Buffer.allocUnsafe(16_384);

/** What is longer is cut: how long it gets is the program's to decide, who may add one socket to a set a million times. */
const LONGEST = 1 << 20;

export class ProcFile {
  readonly #fd: number;

  /** Throws ENOENT when the task is gone, EACCES when the reading is refused. */
  constructor(path: string) {
    this.#fd = openSync(path, 'r');
  }

  /** The text, up to a mebibyte of it, or null when the task has ended since the file was opened (ESRCH). */
  read(): string | null {
    try {
      let length = readSync(this.#fd, buffer, 0, buffer.length, 0);
      // Again from the beginning: what is read in two goes may have changed in between.
      while (length === buffer.length && length < LONGEST) {
        buffer = Buffer.allocUnsafe(2 * buffer.length);
        length = readSync(this.#fd, buffer, 0, buffer.length, 0);
      }
      return buffer.toString('latin1', 0, length);
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** Reads a /proc file once; null when its task is gone. */
export function readProc(path: string): string | null {
  let file;
  try {
    file = new ProcFile(path);
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
  try {
    return file.read();
  } finally {
    file.close();
  }
}

/**
 * Runs an access below /proc/P/task/T; null when the thread has ended. As it ends it loses its memory, and with
 * that its owner: its private files are root's from then on (proc(5)), so EACCES can mean the same. A refusal
 * by a living one is thrown.
 */
export function unlessEnded<T>(pid: number, tid: number, access: () => T): T | null {
  try {
    return access();
  } catch (error) {
    if (isGone(error) || hasEnded(pid, tid)) return null;
    throw error;
  }
}

/** The status of a thread without memory of its own has no Vm lines; everybody may read it. */
function hasEnded(pid: number, tid: number): boolean {
  return !(readProc(`/proc/${pid}/task/${tid}/status`) ?? '').includes('\nVmSize:');
}

/** Whether an error of a /proc access only says that the task has ended. */
export function isGone(error: unknown): boolean {
  // By its shape: an error of another realm (a vm context) is no instance of this one's Error.
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ESRCH';
}
