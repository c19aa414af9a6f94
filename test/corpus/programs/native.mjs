import koffi from 'koffi';

const libc = koffi.load('libc.so.6');
const raw = libc.func('long syscall(long n, long a, long b, long c, long d, long e, long f)');
const map = libc.func('void *mmap(void *at, size_t bytes, int protection, int flags, int fd, long offset)');

/** A system call of any number; its result, or the errno's name. */
export function call(number, ...args) {
  const six = [...args, 0, 0, 0, 0, 0, 0].slice(0, 6);
  const result = Number(raw(number, ...six));
  return result === -1 ? (errnoName(koffi.errno()) ?? `errno ${koffi.errno()}`) : result;
}

function errnoName(value) {
  return Object.entries(koffi.os.errno).find(([, number]) => number === value)?.[0];
}

/** Address and contents of fresh memory, readable, writable and executable. */
export function memory(bytes = 4096) {
  const page = map(null, bytes, 7, 0x22, -1, 0);
  return { address: page, bytes: Buffer.from(koffi.view(page, bytes)) };
}

/** Runs machine code. */
export function execute(code) {
  const { address, bytes } = memory();
  bytes.set(code);
  return koffi.call(address, koffi.proto('int run()'));
}
