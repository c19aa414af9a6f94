import type { Locale } from '../bilingual.js';
import type { Syscall } from '../verdict/syscalls.js';

export interface SyscallWords {
  readonly title: string;
  readonly who: (lane: Syscall['lane'], thread: number) => string;
  readonly times: (times: number) => string;
  readonly underWay: string;
  readonly none: string;
  readonly chatter: (calls: number) => string;
  readonly leftOut: (calls: number) => string;
  readonly incomplete: string;
  readonly notPlayed: (scenes: readonly string[]) => string;
}

const en: SyscallWords = {
  title: 'System calls, milliseconds since the situation began',
  who: (lane, thread) =>
    lane === 'judged-thread' ? 'your thread' : `${lane === 'helper-thread' ? 'helper' : 'process'} ${thread}`,
  times: (times) => `× ${times.toLocaleString('en')}`,
  underWay: '(has not returned)',
  none: 'No call was seen.',
  chatter: (calls) =>
    `${calls.toLocaleString('en')} futex ${calls === 1 ? 'call' : 'calls'} with which threads wait for each other not shown here`,
  leftOut: (calls) =>
    `${calls.toLocaleString('en')} further ${calls === 1 ? 'call is' : 'calls are'} left out`,
  incomplete: 'The situation was not played to its end.',
  notPlayed: (scenes) => `Not played, since the one before showed all there is to see: ${scenes.join(', ')}`,
};

const zhCN: SyscallWords = {
  title: '系统调用（时间为场景开始后的毫秒数）',
  who: (lane, thread) =>
    lane === 'judged-thread' ? '你的线程' : `${lane === 'helper-thread' ? '辅助线程' : '进程'} ${thread}`,
  times: (times) => `× ${times.toLocaleString('en')}`,
  underWay: '（尚未返回）',
  none: '没有看到任何调用。',
  chatter: (calls) => `线程之间互相等待的 ${calls.toLocaleString('en')} 次 futex 调用，此处未列出`,
  leftOut: (calls) => `另有 ${calls.toLocaleString('en')} 次调用未列出`,
  incomplete: '这个场景没有演到结束。',
  notPlayed: (scenes) => `以下场景没有演，因为前一个场景已说明一切：${scenes.join('、')}`,
};

export const syscallWords: Readonly<Record<Locale, SyscallWords>> = { en, 'zh-CN': zhCN };
