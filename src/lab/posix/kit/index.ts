/** What `import … from 'posix'` gives. Declared, with its documentation, in ../types. */
export { aio_cancel, aio_error, aio_read, aio_return, aio_suspend, aio_write } from './aio.js';
export * from './constants.js';
export { aiocb } from './control-block.js';
export { close, dup, fcntl, pipe2, read, write } from './descriptors.js';
export { epoll_create1, epoll_ctl, epoll_wait } from './epoll.js';
export { eventfd, timerfd_create, timerfd_settime } from './event-descriptors.js';
export { poll } from './poll.js';
export { PosixError } from './posix-error.js';
export { FD_CLR, FD_ISSET, FD_SET, FD_SETSIZE, FD_ZERO, fd_set, select } from './select.js';
export {
  accept,
  bind,
  connect,
  getpeername,
  getsockname,
  getsockopt,
  listen,
  recv,
  send,
  setsockopt,
  shutdown,
  socket,
  socketpair,
} from './sockets.js';
