import koffi from 'koffi';

const strerror = koffi.load('libc.so.6').func('strerror', 'str', ['int']) as (errno: number) => string;

/** Second names of a number that has a better known one: errno(3). */
const aliases = new Set(['EWOULDBLOCK', 'EDEADLOCK', 'ENOTSUP']);

const names = new Map(
  Object.entries(koffi.os.errno)
    .filter(([name]) => !aliases.has(name))
    .map(([name, number]) => [number, name]),
);

/** A call that returned −1: errno as a typed error. */
export class PosixError extends Error {
  override readonly name = 'PosixError';
  readonly code: string;
  readonly errno: number;
  readonly syscall: string;

  /**
   * @param syscall name of the C function
   * @param errno its error number, positive, as in errno(3)
   */
  constructor(syscall: string, errno: number) {
    const code = names.get(errno) ?? `E${errno}`;
    super(`${syscall}: ${code}: ${strerror(errno)}`);
    this.code = code;
    this.errno = errno;
    this.syscall = syscall;
  }
}
