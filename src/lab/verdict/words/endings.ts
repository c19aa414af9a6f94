import type { Bilingual } from '../../bilingual.js';
import type { End, Finding, Observation } from '../recording.js';
import { code, quote, say, textOf } from './phrases.js';

/** How a program came to its end, in the kinds a student has to tell apart. */
export type Ending =
  | { readonly kind: Exclude<End['how'], 'by-us' | 'exit' | 'signal'> | 'too-much-cpu' | 'exited' }
  | { readonly kind: 'threw'; readonly error: string }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'exit-code'; readonly code: number };

/** x86_64 numbers (signal(7)) of the signals a program usually dies of. */
const signalNames: Readonly<Record<string, string>> = {
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  11: 'SIGSEGV',
  12: 'SIGUSR2',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
  29: 'SIGIO',
  31: 'SIGSYS',
};

/** Those by which the kernel, or glibc, tells a program that has asked for it: fcntl(2), sigevent(3type). */
const askedFor: ReadonlySet<string> = new Set(['SIGIO', 'SIGUSR1', 'SIGUSR2']);

/** Null when the program did not end by itself: it lives, or the lab ended it after the last scene. */
export function endingOf(end: End | null): Ending | null {
  if (!end || end.how === 'by-us') return null;
  if (end.how !== 'exit' && end.how !== 'signal') return { kind: end.how };
  return fromParts(end.code, end.signal, end.error);
}

/** The ending that an observation reports; null for all that is not an ending. */
export function endingOfObservation(observation: Observation): Ending | null {
  const kinds: Partial<Record<Finding, Ending['kind']>> = {
    'out-of-memory': 'out-of-memory',
    'too-much-cpu': 'too-much-cpu',
    'too-much-output': 'too-much-output',
    'too-much-sent': 'too-much-sent',
    'broken-off': 'broken-off',
    'too-long': 'too-long',
    exited: 'exited',
    crashed: 'threw',
  };
  const kind = kinds[observation.finding];
  if (kind === undefined) return null;
  if (kind !== 'threw' && kind !== 'killed' && kind !== 'exit-code') return { kind };
  const exit = observation.values.code;
  return fromParts(
    typeof exit === 'number' ? exit : null,
    textOf(observation, 'signal'),
    textOf(observation, 'error'),
  );
}

function fromParts(exit: number | null, signal: string | null, error: string | null): Ending {
  // V8 says so itself before it aborts; the signal alone (SIGABRT) would not tell.
  if (error !== null && /out of memory/i.test(error)) return { kind: 'out-of-memory' };
  const name = signal === null ? null : (signalNames[signal.replace(/^signal /, '')] ?? signal);
  if (name === 'SIGXCPU') return { kind: 'too-much-cpu' };
  if (name !== null && name !== '') return { kind: 'killed', signal: name };
  if (exit === 0) return { kind: 'exited' };
  if (error !== null && error !== '') return { kind: 'threw', error };
  return exit === null ? { kind: 'exited' } : { kind: 'exit-code', code: exit };
}

export function endingObserved(ending: Ending): Bilingual {
  switch (ending.kind) {
    case 'out-of-memory':
      return say(
        'Your program used up all the memory it was allowed and ended.',
        '你的程序用光了允许使用的内存，就此结束。',
      );
    case 'too-much-cpu':
      return say(
        'Your program used up all the CPU time it was allowed and was ended (SIGXCPU).',
        '你的程序用光了允许使用的 CPU 时间，被终止了（SIGXCPU）。',
      );
    case 'too-much-output':
      return say(
        'Your program printed more than it was allowed and was ended.',
        '你的程序打印的内容超过限制，被终止了。',
      );
    case 'too-much-sent':
      return say(
        'Your program sent the peer far more than anybody had asked for, and was ended.',
        '你的程序发给对端的数据远远超过了要求的量，被终止了。',
      );
    case 'broken-off':
      return say(
        'Your program broke off the conversation that the lab holds with it over descriptor 3, and was ended.',
        '你的程序弄断了评测系统通过描述符 3 与它的对话，被终止了。',
      );
    case 'too-long':
      return say(
        'Your program took so long over its answers that the time for a whole run was used up, and was ended.',
        '你的程序迟迟不应答，一次运行的全部时间都用完了，被终止了。',
      );
    case 'exited':
      return say(
        'Your program ended by itself before the peer had finished.',
        '对端还没有结束，你的程序自己先退出了。',
      );
    case 'threw':
      return say(`Your program crashed: ${quote(ending.error)}.`, `你的程序崩溃了：${quote(ending.error)}。`);
    case 'killed':
      return say(
        `Your program was ended by the signal ${code(ending.signal)}.`,
        `你的程序被信号 ${code(ending.signal)} 终止了。`,
      );
    case 'exit-code':
      return say(
        `Your program ended with exit code ${ending.code}.`,
        `你的程序退出了，退出码为 ${ending.code}。`,
      );
  }
}

export function endingExplained(ending: Ending): Bilingual {
  switch (ending.kind) {
    case 'out-of-memory':
      return say(
        'Look for something that only grows: an array that collects without end, a loop that starts new work without waiting for the old.',
        '请找一找只增不减的东西：一直往里放的数组，或者旧的还没做完就不断开始新工作的循环。',
      );
    case 'too-much-cpu':
      return say(
        'Waiting costs no CPU. Look for a loop that runs without end instead of sleeping.',
        '等待本身不占 CPU。请找一找哪个循环没完没了地在跑，而不是在睡眠。',
      );
    case 'too-much-output':
      return say(
        'Look for a `console.log` inside a loop that never rests.',
        '请找一找哪个停不下来的循环里有 `console.log`。',
      );
    case 'too-much-sent':
      return say(
        'Look for a write that is repeated without end: what is to be sent is said in the statement, and after a partial write only the rest is due.',
        '请找一找哪里在没完没了地写：该发什么题目里写着；一次没有写完，接下来也只需要发剩下的部分。',
      );
    case 'broken-off':
      return say(
        'Use only the descriptors you were given: do not close, read or write one with a number you made up.',
        '只使用交给你的描述符：不要关闭、读取或写入自己编出来的描述符号。',
      );
    case 'too-long':
      return say(
        'This is no race: a program that is told needs a small part of that time. Look at what stands between the news and your answer: a timer, a sleep, a long computation.',
        '这不是比快慢：能得到通知的程序只用得到其中很小一部分。请看看从消息到达到你应答之间隔着什么：定时器、睡眠，还是很长的计算。',
      );
    case 'exited':
      return say(
        'Remove `process.exit()`, and close only what you opened yourself: a program that ends takes all its connections with it.',
        '去掉 `process.exit()`，并且只关闭自己打开的东西：程序一退出，所有连接都跟着断开。',
      );
    case 'threw':
      return say(
        "An error nobody catches ends the whole program, and so does an `'error'` event nobody listens to. Handle it where it happens.",
        "没有人捕获的错误会让整个程序结束，没有人监听的 `'error'` 事件也一样。请在出错的地方处理它。",
      );
    case 'killed':
      if (askedFor.has(ending.signal)) {
        return say(
          'A signal that nobody listens to when it comes ends the process (signal(7)). Listen before you ask for it, and go on listening until it can no longer come: take `O_ASYNC` back, or wait for the last request, and only then remove the listener.',
          '信号到来时没有监听函数，进程就会被终止（见 signal(7)）。请先监听，再去要求发信号；在它还可能到来的时候，不要去掉监听：先撤掉 `O_ASYNC`，或者等最后一个请求完成，然后才移除监听函数。',
        );
      }
      return say(
        'Such a signal comes from the program itself or from a limit it ran into, memory for example. Look at what it did last.',
        '这样的信号要么是程序自己引起的，要么是它碰到了某个限制，例如内存。请看看它最后在做什么。',
      );
    case 'exit-code':
      return say(
        'Nothing here should end the program: look for `process.exit` and for errors that are not caught.',
        '这里没有什么应该让程序退出：请找一找 `process.exit`，以及没有捕获的错误。',
      );
  }
}
