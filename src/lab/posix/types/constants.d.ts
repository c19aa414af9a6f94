/** Constants of Linux on x86_64, under the header that declares them in C. Linux(x86_64)的常量，按 C 的头文件分组。 */
declare module 'posix' {
  // <sys/socket.h>
  export const AF_UNIX = 1;
  export const AF_INET = 2;
  export const SOCK_STREAM = 1;
  export const SOCK_DGRAM = 2;
  export const SOCK_SEQPACKET = 5;
  export const SOCK_NONBLOCK = 0o4000;
  export const SOCK_CLOEXEC = 0o2000000;
  export const SOMAXCONN = 4096;
  export const SHUT_RD = 0;
  export const SHUT_WR = 1;
  export const SHUT_RDWR = 2;
  export const MSG_PEEK = 0x2;
  export const MSG_DONTWAIT = 0x40;
  export const MSG_WAITALL = 0x100;
  export const MSG_NOSIGNAL = 0x4000;
  export const SOL_SOCKET = 1;
  export const SO_REUSEADDR = 2;
  export const SO_TYPE = 3;
  export const SO_ERROR = 4;
  export const SO_SNDBUF = 7;
  export const SO_RCVBUF = 8;
  export const SO_KEEPALIVE = 9;
  export const SO_LINGER = 13;
  export const SO_RCVLOWAT = 18;
  export const SO_ACCEPTCONN = 30;

  // <netinet/in.h>, <netinet/tcp.h>
  export const IPPROTO_TCP = 6;
  export const TCP_NODELAY = 1;

  // <fcntl.h>
  export const O_RDONLY = 0;
  export const O_WRONLY = 1;
  export const O_RDWR = 2;
  export const O_ACCMODE = 3;
  export const O_NONBLOCK = 0o4000;
  export const O_ASYNC = 0o20000;
  export const O_CLOEXEC = 0o2000000;
  export const F_DUPFD = 0;
  export const F_GETFD = 1;
  export const F_SETFD = 2;
  export const F_GETFL = 3;
  export const F_SETFL = 4;
  export const F_SETOWN = 8;
  export const F_GETOWN = 9;
  export const F_SETSIG = 10;
  export const F_GETSIG = 11;
  export const F_DUPFD_CLOEXEC = 1030;
  export const FD_CLOEXEC = 1;

  // <poll.h>
  export const POLLIN = 0x1;
  export const POLLPRI = 0x2;
  export const POLLOUT = 0x4;
  export const POLLERR = 0x8;
  export const POLLHUP = 0x10;
  export const POLLNVAL = 0x20;
  export const POLLRDHUP = 0x2000;

  // <sys/epoll.h>
  export const EPOLL_CLOEXEC = 0o2000000;
  export const EPOLL_CTL_ADD = 1;
  export const EPOLL_CTL_DEL = 2;
  export const EPOLL_CTL_MOD = 3;
  export const EPOLLIN = 0x1;
  export const EPOLLPRI = 0x2;
  export const EPOLLOUT = 0x4;
  export const EPOLLERR = 0x8;
  export const EPOLLHUP = 0x10;
  export const EPOLLRDHUP = 0x2000;
  export const EPOLLEXCLUSIVE = 0x10000000;
  export const EPOLLONESHOT = 0x40000000;
  export const EPOLLET = 0x80000000;

  // <sys/eventfd.h>, <sys/timerfd.h>, <time.h>
  export const EFD_SEMAPHORE = 1;
  export const EFD_NONBLOCK = 0o4000;
  export const EFD_CLOEXEC = 0o2000000;
  export const TFD_NONBLOCK = 0o4000;
  export const TFD_CLOEXEC = 0o2000000;
  export const TFD_TIMER_ABSTIME = 1;
  export const CLOCK_REALTIME = 0;
  export const CLOCK_MONOTONIC = 1;

  // <signal.h>
  export const SIGUSR1 = 10;
  export const SIGUSR2 = 12;
  export const SIGURG = 23;
  export const SIGIO = 29;
  export const SIGPOLL = 29;
  export const SIGEV_SIGNAL = 0;
  export const SIGEV_NONE = 1;
  export const SIGEV_THREAD = 2;

  // <aio.h>
  export const AIO_CANCELED = 0;
  export const AIO_NOTCANCELED = 1;
  export const AIO_ALLDONE = 2;

  // <errno.h>
  export const EPERM = 1;
  export const EINTR = 4;
  export const EIO = 5;
  export const EBADF = 9;
  export const EAGAIN = 11;
  export const EWOULDBLOCK = 11;
  export const ENOMEM = 12;
  export const EACCES = 13;
  export const EFAULT = 14;
  export const EEXIST = 17;
  export const EINVAL = 22;
  export const EMFILE = 24;
  export const ESPIPE = 29;
  export const EPIPE = 32;
  export const ENOSYS = 38;
  export const ENOTSOCK = 88;
  export const EDESTADDRREQ = 89;
  export const EMSGSIZE = 90;
  export const ENOPROTOOPT = 92;
  export const EPROTONOSUPPORT = 93;
  export const ESOCKTNOSUPPORT = 94;
  export const EOPNOTSUPP = 95;
  export const EAFNOSUPPORT = 97;
  export const EADDRINUSE = 98;
  export const EADDRNOTAVAIL = 99;
  export const ECONNABORTED = 103;
  export const ECONNRESET = 104;
  export const ENOBUFS = 105;
  export const EISCONN = 106;
  export const ENOTCONN = 107;
  export const ETIMEDOUT = 110;
  export const ECONNREFUSED = 111;
  export const EALREADY = 114;
  export const EINPROGRESS = 115;
  export const ECANCELED = 125;
}
