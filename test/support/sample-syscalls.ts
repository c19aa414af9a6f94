import type { Syscall, Syscalls } from '../../src/lab/verdict/syscalls.js';

/** Of one scene: the peer sends, the loop's set says so, the thread reads; a helper and a signal beside it. */
export function sampleSyscalls(changes: Partial<Syscalls> = {}): Syscalls {
  const call: Pick<Syscall, 'lane' | 'thread' | 'kind' | 'result' | 'error' | 'on' | 'times'> = {
    ...{ lane: 'judged-thread', thread: 0, kind: 'call', result: 1, error: null, on: null, times: 1 },
  };
  return {
    syscallsVersion: 1,
    exercise: 'sample',
    exerciseVersion: 1,
    seed: 7,
    note: { en: 'Another run.', 'zh-CN': '另一次运行。' },
    scenes: [
      {
        scene: 'one',
        complete: true,
        calls: [
          {
            ...call,
            at: 1,
            until: 1.05,
            name: 'read',
            arguments: '4<wire line>, 0x1, 64',
            result: -1,
            error: 'EAGAIN',
            times: 12,
          },
          { ...call, at: 2, until: 9, name: 'epoll_pwait', arguments: '15<loop>, [], 1024, -1', on: 'loop' },
          {
            ...call,
            at: 9,
            until: 9.5,
            lane: 'helper-thread',
            thread: 1,
            name: 'futex',
            arguments: '0x1, FUTEX_WAIT_PRIVATE',
          },
          {
            ...call,
            at: 9.6,
            until: 9.6,
            kind: 'signal',
            name: 'SIGIO',
            arguments: '{si_signo=SIGIO}',
            result: null,
          },
          {
            ...call,
            at: 10,
            until: null,
            name: 'read',
            arguments: '4<wire line>',
            on: 'wire line',
            result: null,
          },
        ],
        first: 5,
        leftOut: 0,
        timeline: [
          {
            ...{ at: 8.5, scene: 'one', lane: 'peer', event: 'send', values: { bytes: 64, wire: 'line' } },
            text: { en: 'The peer sends 64 bytes', 'zh-CN': '对端发送 64 字节' },
          },
        ],
      },
    ],
    notPlayed: [],
    ...changes,
  };
}
