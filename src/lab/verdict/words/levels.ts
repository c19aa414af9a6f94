import type { Bilingual } from '../../bilingual.js';
import type { DataPath, Mechanism } from '../report.js';
import { say } from './phrases.js';

export interface Levels {
  readonly code: Bilingual;
  readonly library: Bilingual;
  readonly kernel: Bilingual;
}

/** The answer for the student’s own code. */
export const atYourCode: Record<Mechanism, Bilingual> = {
  notified: say(
    'Yes: your code asked, went its own way, and was told.',
    '是异步：你的代码提出请求后各忙各的，事后得到通知。',
  ),
  blocking: say(
    'No: your thread was held until the call came back.',
    '不是：调用不返回，你的线程就一直被堵着。',
  ),
  'busy-poll': say(
    'No: nobody told your code; it asked again and again without sleeping. Not blocked, but synchronous.',
    '不是：没有人通知你的代码，是它不停地问。没有阻塞，但仍是同步。',
  ),
  'timed-poll': say(
    'No: nobody told your code; it looked again by itself after each sleep.',
    '不是：没有人通知你的代码，是它每睡一阵就自己再去看一次。',
  ),
  multiplexed: say(
    'No: your thread slept in a call that waits for several descriptors, and such a call only says which of them is ready.',
    '不是：你的线程睡在同时等若干个描述符的调用里，而这种调用只告诉你哪一个就绪。',
  ),
};

/** Told of readiness by a signal: the code was told, and still carries the bytes itself. */
export const signalled = say(
  'Half: a signal told your code that the bytes were ready; moving them was still its own work, synchronous.',
  '一半是：信号通知你的代码“就绪”了，数据还得它自己同步地搬。',
);

type Below = Omit<Levels, 'code'>;

/** The answers beneath it: libuv and glibc are not the kernel. */
export const below: Record<DataPath, Below> = {
  'readiness-then-read': {
    library: say(
      'Synchronous: libuv, inside Node, learns “ready” from epoll and moves the bytes itself.',
      '同步：Node 里的 libuv 从 epoll 得知“就绪”，数据由它自己搬。',
    ),
    kernel: say(
      'It only reported readiness. Nothing was moved until libuv asked; libuv is not the kernel.',
      '内核只报告“就绪”；libuv 来要之前，什么也没有搬。libuv 并不是内核。',
    ),
  },
  'signal-then-read': {
    library: say('It only passed the signal on to your handler.', '运行库只是把信号转给你的处理函数。'),
    kernel: say(
      'It told of readiness by a signal; it carried nothing until somebody read.',
      '内核用信号通知“就绪”；有人来读之前，它什么也没有搬。',
    ),
  },
  'blocking-read': {
    library: say(
      'It added nothing: it made the call in your thread.',
      '运行库没有帮忙：调用就在你的线程里进行。',
    ),
    kernel: say(
      'It put your thread to sleep inside the call and let it go on when there was something to hand over: synchronous.',
      '内核让你的线程睡在这次调用里，有东西可交才让它继续：同步。',
    ),
  },
  retry: {
    library: say(
      'It passed each of your attempts on; nobody else was waiting.',
      '运行库只是转达你的每一次尝试；此外没有人在等。',
    ),
    kernel: say(
      'Nobody had asked it to tell: whatever happened there had to wait for your next attempt. Synchronous.',
      '没有人请内核来通知：那里发生了什么，都只能等你下一次来问。同步。',
    ),
  },
  'helper-thread': {
    library: say(
      'A helper of your own program (a thread of Node’s pool, a worker or a child process) waited for the bytes and carried them: the waiting was handed on, not abolished.',
      '是你自己程序里的一个辅助者（Node 线程池的线程、worker 或子进程）在等数据、搬数据：等待没有消失，只是交给了它。',
    ),
    kernel: say(
      'It saw an ordinary wait, only not in your thread.',
      '内核看到的是普通的等待，只是不在你的线程里。',
    ),
  },
  aio: {
    library: say(
      'glibc’s `aio_*` is no system call: a helper thread of your own process waited and moved the bytes, then told you.',
      'glibc 的 `aio_*` 不是系统调用：是你自己进程里的一个辅助线程等着、搬好，再通知你。',
    ),
    kernel: say(
      'It saw an ordinary synchronous call, made by that helper thread.',
      '内核看到的是那个辅助线程做的一次普通的同步调用。',
    ),
  },
};

/** The thread waits on a set of its own: libuv has no part in it. */
export const ownSet: Below = {
  library: say(
    'It had no part in the waiting: the call was your own, and so is fetching the bytes.',
    '等待与运行库无关：调用是你自己做的，数据也要你自己去取。',
  ),
  kernel: say(
    'It only reported readiness; it carries nothing until somebody asks for it.',
    '内核只报告“就绪”；没有人来要，它什么也不搬。',
  ),
};

export const notSeen: Below = {
  library: say('It was not seen who moved the bytes.', '没有看到数据由谁搬。'),
  kernel: say('It was not seen who moved the bytes.', '没有看到数据由谁搬。'),
};
