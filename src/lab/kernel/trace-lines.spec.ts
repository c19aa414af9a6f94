import { isPeek, socketOf, TraceReader } from './trace-lines.js';

const read = (...lines: string[]) => new TraceReader().push(`${lines.join('\n')}\n`);

it('a call is read with its arguments, its result and its error', () => {
  expect(
    read(
      '[pid 4035] 1795527836.714028 read(23<socket:[3768664]>, "h) = 2", 65536) = 2 <0.250000>',
      '[pid 4035] 1795527836.714100 recvfrom(23<socket:[3768664]>, 0x7f0, 64, MSG_DONTWAIT, NULL, NULL) = -1 EAGAIN (Resource temporarily unavailable) <0.000010>',
      '[pid 4035] 1795527836.714200 exit_group(0) = ?',
      '[pid 4035] 1795527836.714300 +++ exited with 0 +++',
    ),
  ).toEqual([
    {
      ...{ tid: 4035, began: 1795527836.714028, ended: 1795527836.964028, kind: 'call', name: 'read' },
      ...{ arguments: '23<socket:[3768664]>, "h) = 2", 65536', result: 2, error: null },
    },
    expect.objectContaining({ name: 'recvfrom', result: -1, error: 'EAGAIN' }),
    expect.objectContaining({ name: 'exit_group', result: null, error: null }),
  ]);
});

it('a call that others came between is one call, in the place of its end', () => {
  const lines = read(
    '[pid 7] 10.000001 read(21<socket:[5]>,  <unfinished ...>',
    '[pid 8] 10.000002 epoll_pwait(13<anon_inode:[eventpoll]>,  <unfinished ...>',
    '[pid 7] 11.000001 <... read resumed>"abc", 64) = 3 <1.000000>',
    '[pid 8] 11.000002 <... epoll_pwait resumed>[{events=EPOLLIN, data={u32=21}}], 1024, -1, NULL, 8) = 1',
  );
  expect(lines.map(({ tid, name, began, ended, result }) => [tid, name, began, ended, result])).toEqual([
    [7, 'read', 10.000001, 11.000001, 3],
    [8, 'epoll_pwait', 10.000002, 11.000002, 1],
  ]);
  expect(lines[0]?.arguments).toBe('21<socket:[5]>, "abc", 64');
});

it('a call that was under way when the tracer came has no beginning', () => {
  expect(read('[pid 7] 11.5 <... epoll_pwait resumed>[], 1024, -1, NULL, 8) = 0')).toMatchObject([
    { name: 'epoll_pwait', began: 11.5, result: 0 },
  ]);
});

it('news of a further thread in the middle of a line takes nothing away', () => {
  const lines = read(
    'strace: Process 8 attached',
    '[pid 8] 10.0 futex(0x731fa40, FUTEX_WAIT_PRIVATE, 0, NULLstrace: Process 9 attached',
    ' <unfinished ...>',
    '[pid 9] 10.1 write(1<pipe:[6]>, "strace: Process 7 attached", 26) = 26',
    '[pid 8] 10.2 <... futex resumed>) = 0',
  );
  expect(lines.map(({ tid, began, arguments: given }) => [tid, began, given])).toEqual([
    [9, 10.1, '1<pipe:[6]>, "strace: Process 7 attached", 26'],
    [8, 10.0, '0x731fa40, FUTEX_WAIT_PRIVATE, 0, NULL'],
  ]);
});

it('a call that was not over when all ended is told as one that has no end', () => {
  const reader = new TraceReader();
  reader.push(
    '[pid 7] 10.0 read(21<socket:[5]>,  <unfinished ...>\n[pid 7] 11.0 +++ killed by SIGKILL +++\n',
  );
  expect(reader.unended()).toMatchObject([
    { tid: 7, began: 10, ended: Infinity, name: 'read', arguments: '21<socket:[5]>, ', result: null },
  ]);
});

it('a signal is told apart from a call', () => {
  expect(read('[pid 7] 12.0 --- SIGIO {si_signo=SIGIO, si_code=SI_KERNEL} ---')).toMatchObject([
    { kind: 'signal', name: 'SIGIO', result: null },
  ]);
});

it('output comes in pieces of any size', () => {
  const text = '[pid 7] 10.0 read(21<socket:[5]>, "abc", 64) = 3\n[pid 7] 10.1 close(21<socket:[5]>) = 0\n';
  const reader = new TraceReader();
  expect(Array.from(text).flatMap((letter) => reader.push(letter))).toEqual(
    read(...text.trimEnd().split('\n')),
  );
});

it('a socket is known by its inode', () => {
  const inodes = read(
    '[pid 7] 1.0 read(21<socket:[5]>, "", 64) = 0',
    '[pid 7] 1.0 read(21<TCP:[55]>, "", 64) = 0',
    '[pid 7] 1.0 read(21<pipe:[6]>, "", 64) = 0',
    '[pid 7] 1.0 futex(0x7f, FUTEX_WAIT, "<socket:[5]", NULL) = 0',
  ).map(socketOf);
  expect(inodes).toEqual([5, 55, null, null]);
});

it('a peek is known by its flag, and not by bytes that say so', () => {
  const peeks = read(
    String.raw`[pid 7] 1.0 recvfrom(21<socket:[5]>, "h\"i", 1, MSG_PEEK, NULL, NULL) = 1`,
    String.raw`[pid 7] 1.0 recvfrom(21<socket:[5]>, "", 1, MSG_DONTWAIT|MSG_PEEK, NULL, NULL) = 0`,
    String.raw`[pid 7] 1.0 recvfrom(21<socket:[5]>, "\", MSG_PEEK, ", 64, 0, NULL, NULL) = 13`,
    '[pid 7] 1.0 read(21<socket:[5]>, "MSG_PEEK", 64) = 8',
  ).map(isPeek);
  expect(peeks).toEqual([true, true, false, false]);
});
