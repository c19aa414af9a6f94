/**
 * Waits for all of the descriptors at once, passes on what each of them brings, and returns when all have ended.
 *
 * @param fds connected stream sockets in blocking mode; yours to read, not to close
 * @param tell to be called with the place in `fds` and a whole line without its `\n`; once with `null` when that stream
 *   has ended, or once with the error when that connection broke; it may be called from inside `gather`
 * @returns how many lines there were in all
 */
export declare function gather(
  fds: number[],
  tell: (from: number, what: string | Error | null) => void,
): number;
