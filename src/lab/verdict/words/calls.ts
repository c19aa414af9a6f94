import type { Bilingual } from '../../bilingual.js';
import type { Mechanism } from '../report.js';
import { say } from './phrases.js';

/** What it means that a thread is found asleep in a call that is not the event loop's own wait. */
interface CallWords {
  readonly calls: readonly string[];
  readonly why: Bilingual;
  readonly instead: Bilingual;
}

const setGroup: CallWords = {
  calls: ['poll', 'ppoll', 'select', 'pselect6'],
  why: say(
    'Your thread asked about several descriptors in one call and slept until one of them was ready. It was held all the same.',
    '你的线程用一次调用询问若干个描述符，一直睡到其中一个就绪；线程同样被堵住了。',
  ),
  instead: say(
    'Leave that waiting to the event loop and register a callback with it.',
    '把这种等待交给事件循环，在它那里登记一个回调。',
  ),
};

const groups: readonly CallWords[] = [
  {
    calls: ['read', 'pread64', 'readv', 'recvfrom', 'recvmsg', 'recvmmsg'],
    why: say(
      'A blocking read keeps the thread until bytes come. Until then nothing else runs on it, no other callback either.',
      '阻塞的读会把线程扣住，直到有数据来；在这之前，这个线程上别的代码都跑不了，其他回调也不行。',
    ),
    instead: say(
      "Let Node do the waiting and give it a callback: `socket.on('data', …)`, or `fs.read(…, callback)` for a plain descriptor.",
      "把等待交给 Node，给它一个回调：用 `socket.on('data', …)`；如果手里只有描述符，可以用 `fs.read(…, callback)`。",
    ),
  },
  {
    calls: ['write', 'writev', 'sendto', 'sendmsg'],
    why: say(
      'A blocking write keeps the thread until the kernel has room for the bytes, and room comes only when the peer reads.',
      '阻塞的写会把线程扣住，直到内核有地方放这些数据；而对端去读，才会腾出地方。',
    ),
    instead: say(
      'Hand the bytes over with a callback (`socket.write(data, callback)` or `fs.write(…, callback)`) and return.',
      '连同回调一起把数据交出去（`socket.write(data, callback)` 或 `fs.write(…, callback)`），然后返回。',
    ),
  },
  {
    calls: ['futex'],
    why: say(
      '`futex` is the call in which `Atomics.wait` sleeps, and `aio_suspend` of the module `posix`: the thread is held until another thread wakes it or the time is over, and its event loop stands still meanwhile.',
      '`Atomics.wait`（以及 `posix` 模块的 `aio_suspend`）就睡在 `futex` 这个调用里：线程被扣住，直到别的线程叫醒它或者时间到；这期间它的事件循环是停着的。',
    ),
    instead: say(
      'Let the other thread tell you with `postMessage`, or wait with `Atomics.waitAsync`, which leaves the thread free.',
      '让另一个线程用 `postMessage` 通知你，或者改用 `Atomics.waitAsync`，它不占住线程。',
    ),
  },
  {
    calls: ['epoll_wait', 'epoll_pwait', 'epoll_pwait2'],
    why: say(
      'It was not your event loop that waited there. `spawnSync` and `execSync`, for example, wait like this for their child process, and hold your thread until it ends.',
      '在那里等待的不是你的事件循环。例如 `spawnSync` 和 `execSync` 就是这样等子进程的：子进程不结束，你的线程就一直被堵着。',
    ),
    instead: say(
      "Use what returns at once and tells you later, for example `spawn` with `on('exit', …)`.",
      "改用立刻返回、事后再通知你的做法，例如 `spawn` 加 `on('exit', …)`。",
    ),
  },
  setGroup,
  {
    calls: ['nanosleep', 'clock_nanosleep'],
    why: say(
      'The thread slept for a fixed time, and nothing that arrives can shorten that sleep.',
      '线程睡的是一段固定的时间，无论来了什么都不能让它早醒。',
    ),
    instead: say(
      'Do not guess how long it takes: return, and let the arrival call you.',
      '不要去猜要等多久：先返回，让到达的数据来叫你。',
    ),
  },
  {
    calls: ['wait4', 'waitid'],
    why: say('The thread waited for a child process to end.', '线程在等一个子进程结束。'),
    instead: say(
      "Start the child with `spawn` and let `on('exit', …)` tell you.",
      "用 `spawn` 启动子进程，由 `on('exit', …)` 来通知你。",
    ),
  },
  {
    calls: ['connect', 'accept', 'accept4'],
    why: say('The thread was held until a connection came about.', '线程被堵住，一直要等到连接建立。'),
    instead: say(
      'Use `net.connect` or `net.createServer`: they call you when the connection is there.',
      '改用 `net.connect` 或 `net.createServer`：连接建立时，它们会来叫你。',
    ),
  },
  {
    calls: ['open', 'openat'],
    why: say(
      'Opening can block too: a FIFO, for example, opens only when its other end is opened.',
      '打开文件也可能阻塞：例如 FIFO，要等另一头也打开才算打开。',
    ),
    instead: say(
      'Open it with `fs.open(…, callback)` or `fs.promises.open`.',
      '改用 `fs.open(…, callback)` 或 `fs.promises.open`。',
    ),
  },
  {
    calls: ['pause', 'rt_sigtimedwait', 'rt_sigsuspend'],
    why: say('The thread stood still until a signal came.', '线程停在那里，一直等到信号来。'),
    instead: say(
      "Register a handler with `process.on('SIG…', …)`; it is called without any thread of yours waiting.",
      "用 `process.on('SIG…', …)` 登记处理函数：信号来了会调用它，不需要你的线程去等。",
    ),
  },
];

const other: Omit<CallWords, 'calls'> = {
  why: say(
    'Until the call comes back, the thread can do nothing else.',
    '这次调用不回来，线程就什么也做不了。',
  ),
  instead: say(
    'Ask, hand over a callback, and return; the arrival will then call you.',
    '提出请求，交出回调，然后返回；数据到了自然会来叫你。',
  ),
};

/** Why a sleep in this call holds the thread; of an unknown call only what holds for every call. */
export function whyHeld(call: string | null): Bilingual {
  return groupOf(call).why;
}

/** What to use instead of a sleep in this call, where this way of waiting is asked for. */
export function insteadOfHeld(call: string | null, wanted: Mechanism): Bilingual {
  if (wanted === 'notified') return groupOf(call).instead;
  // It waits as it is to wait, and in vain: then it waits for something else.
  if (wanted === 'multiplexed' && groupOf(call) === setGroup) return notInTheSet;
  return insteadWhere[wanted];
}

const notInTheSet = say(
  'It waited in the right kind of call, but not for this: what was asked for in the last call before it slept, and up to which descriptor?',
  '等的调用没有选错，但等的不是这个：睡下去之前的那一次调用，问的是哪些描述符，看到第几个为止？',
);

/** Where the thread itself is to wait, callbacks are no help. */
const insteadWhere: Record<Exclude<Mechanism, 'notified'>, Bilingual> = {
  multiplexed: say(
    'Wait for all of them in one call (`select`, `poll` or `epoll_wait`), and do with a descriptor only what cannot sleep: read once when it is ready, send with `MSG_DONTWAIT`.',
    '用一次调用（`select`、`poll` 或 `epoll_wait`）同时等它们全部；对单个描述符只做不会睡的事：就绪时读一次，发送时带上 `MSG_DONTWAIT`。',
  ),
  blocking: say(
    'Let the call that fetches the bytes do the waiting by itself: `recv` or `read`, on a descriptor in blocking mode.',
    '让取数据的那个调用自己去等：在阻塞模式的描述符上用 `recv` 或 `read`。',
  ),
  'busy-poll': say(
    'Ask so that the call never sleeps, with `MSG_DONTWAIT` or O_NONBLOCK, and take EAGAIN for “not yet”.',
    '换一种不会睡的问法：`MSG_DONTWAIT` 或 O_NONBLOCK；得到 EAGAIN，就是“还没来”。',
  ),
  'timed-poll': say(
    'Give the thread back in between, and look again when the timer rings.',
    '两次查看之间把线程交还，定时器响了再去看。',
  ),
};

/** The event loop waits in epoll too: a sleep there, seen without knowing the set, accuses nobody. */
export function isEpollCall(call: string): boolean {
  return call.startsWith('epoll_');
}

function groupOf(call: string | null): Omit<CallWords, 'calls'> {
  return groups.find((group) => call !== null && group.calls.includes(call)) ?? other;
}
