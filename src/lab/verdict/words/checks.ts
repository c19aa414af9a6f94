import type { Bilingual } from '../../bilingual.js';
import type { Mechanism } from '../report.js';
import { say } from './phrases.js';

interface CheckWords {
  readonly title: Bilingual;
  readonly expected: Bilingual;
}

const waited: Record<Mechanism, Bilingual> = {
  notified: say(
    'While nothing comes your thread is free, and what happens at the peer brings you the news; nobody asks for it.',
    '没有动静时线程是空着的；对端一有动作，消息自己送到你手里，谁都不用去问。',
  ),
  blocking: say(
    'Your thread sleeps inside the call until the call can come back.',
    '线程睡在这次调用里，直到它能返回为止。',
  ),
  'busy-poll': say(
    'Your program asks again and again without sleeping, until it gets something.',
    '程序一遍又一遍地问，中间不睡，直到问到为止。',
  ),
  'timed-poll': say(
    'Your program sleeps, asks again when its timer is up, and sleeps on.',
    '程序先睡，定时器到点就再问一次，然后接着睡。',
  ),
  multiplexed: say(
    'Your thread sleeps in one call (select, poll or epoll) that waits for several descriptors at once.',
    '线程睡在一次调用里（select、poll 或 epoll），同时等着若干个描述符。',
  ),
};

const checks: Readonly<Record<string, CheckWords>> = {
  notified: { title: say('How your thread waited', '等待方式'), expected: waited.notified },
  predicted: {
    title: say('Your prediction', '你的预测'),
    expected: say('The program waits as you predicted.', '程序的等待方式与你的预测一致。'),
  },
  'returned-first': {
    title: say('Asks and returns', '提出请求后先返回'),
    expected: say('Your function returns without waiting for the peer.', '函数先返回，不在里面等对端。'),
  },
  held: {
    title: say('Waits inside the call', '在调用里等'),
    expected: say(
      'Your function does not return before what it was called for has come.',
      '要的东西没到，函数就不返回。',
    ),
  },
  'asleep-in': {
    title: say('Asleep in the right call', '睡在该睡的调用里'),
    expected: say(
      'While nothing comes your thread sleeps in the system call that this exercise is about.',
      '没有动静时，线程睡在本题要练的那个系统调用里。',
    ),
  },
  'data-path': {
    title: say('Who carried the bytes', '数据由谁搬'),
    expected: say('The bytes take the way that this exercise is about.', '数据走的是本题要练的那条路。'),
  },
  idle: {
    title: say('At rest while waiting', '等待时安静'),
    expected: say(
      'While the peer is silent all your threads sleep: no CPU, no wake-ups.',
      '对端沉默期间，所有线程都在睡眠：不占 CPU，也不醒来。',
    ),
  },
  free: {
    title: say('Free while waiting', '等待时线程空着'),
    expected: say(
      'Asked “are you free?” while it waits, your thread answers.',
      '等待期间收到应答探询（“你空着吗？”），线程会回答。',
    ),
  },
  told: {
    title: say('Tells what has happened', '有了结果就通知'),
    expected: say(
      'When it has happened, your program tells, with the right values.',
      '事情一发生，程序就通知，给出的值也正确。',
    ),
  },
  'told-once': {
    title: say('Tells exactly once', '恰好通知一次'),
    expected: say('One event, one call: not twice, and not never.', '一件事通知一次：不多，也不漏。'),
  },
  'not-early': {
    title: say('Not too early', '不提前通知'),
    expected: say('Nobody is told before everything is there.', '没有全部到齐之前，不通知任何人。'),
  },
  'told-at-once': {
    title: say('Without waiting for the next look', '不等下一次查看'),
    expected: say(
      'What arrives is dealt with because it arrived, not when your program happens to look again.',
      '数据一到就得到处理，不必等程序下一次自己去看。',
    ),
  },
  'right-bytes': {
    title: say('The right bytes', '数据正确'),
    expected: say(
      'The bytes are the ones that were sent, in the same order, to the last one.',
      '数据与发送的一致，次序不变，一个字节不差。',
    ),
  },
  'not-from-inside': {
    title: say('Not from inside the call', '不在调用内部通知'),
    expected: say('The callback runs only after the function has returned.', '函数返回之后，回调才运行。'),
  },
  'told-of-end': {
    title: say('Tells of the end of stream', '流结束也要通知'),
    expected: say(
      'When the peer ends the stream, that is told too, in the way the statement says.',
      '对端结束了流，也按题目的要求通知。',
    ),
  },
  'told-of-error': {
    title: say('Tells when something fails', '出错也要通知'),
    expected: say(
      'When something fails, your program tells what the statement asks for, and everything else goes on.',
      '出了错，程序按题目的要求通知，其余的照常进行。',
    ),
  },
  overlap: {
    title: say('All at the same time', '同时进行'),
    expected: say(
      'All of them are under way before the first one is answered.',
      '第一个得到回答之前，全部都已经发出。',
    ),
  },
  'in-order': {
    title: say('In the right order', '次序正确'),
    expected: say(
      'What comes out is complete and in the order asked for.',
      '交出来的内容齐全，次序与要求的一致。',
    ),
  },
  'nothing-left-open': {
    title: say('Nothing left open', '用完就关'),
    expected: say(
      'When all is done, your program has closed its connections.',
      '事情做完时，程序已经关闭自己的连接。',
    ),
  },
  'fd-kept': {
    title: say('The descriptor stays open', '不关别人的描述符'),
    expected: say(
      'The descriptor you were lent is still open afterwards.',
      '借给你用的描述符，用完之后仍然开着。',
    ),
  },
  taken: {
    title: say('Told when the kernel has it all', '内核全部收下才通知'),
    expected: say(
      'When you tell, the kernel has taken the last byte.',
      '通知的时候，内核已经收下最后一个字节。',
    ),
  },
  answered: {
    title: say('Answers meanwhile', '等待期间照常回答'),
    expected: say(
      'The other conversation gets each of its answers while the first one is silent.',
      '一边沉默的时候，另一边的每个请求都得到回答。',
    ),
  },
  once: {
    title: say('Once and no more', '只有一次'),
    expected: say('It is sent once; nothing more follows.', '只发一次，后面不再有别的内容。'),
  },
  'others-told': {
    title: say('The others are told too', '其他订阅者照样得到通知'),
    expected: say(
      'When one subscriber throws, the others are still told.',
      '某个订阅者抛出异常，其他订阅者仍然得到通知。',
    ),
  },
  cancelled: {
    title: say('Silent after cancelling', '取消之后不再通知'),
    expected: say('Whoever has cancelled is not told any more.', '取消订阅之后，不再收到通知。'),
  },
  'timed-out': {
    title: say('Tells when the time is up', '时间一到就通知'),
    expected: say(
      'When nothing has come by the deadline, that is told, in the way the statement says.',
      '到了期限还没有来，也按题目的要求通知。',
    ),
  },
  'from-the-call': {
    title: say('The time counts from the call', '时间从调用算起'),
    expected: say(
      'Of two deadlines, the one that began first ends first, whatever comes meanwhile.',
      '两个期限，先开始的先到，不管中间来了什么。',
    ),
  },
  'nothing-lost': {
    title: say('Nothing is lost', '什么也不丢'),
    expected: say(
      'What came too late for one caller reaches the next one.',
      '对前一个调用者来说来晚了的，下一个调用者能收到。',
    ),
  },
  'nothing-left-armed': {
    title: say('No timer is left', '不留下定时器'),
    expected: say('When all is told, no timer of yours is armed.', '该通知的都通知之后，不再留着定时器。'),
  },
  withdrawn: {
    title: say('A wait can be taken back', '等待可以撤回'),
    expected: say(
      'The promise of a wait that is taken back rejects at once, with the error asked for.',
      '撤回一个等待，它的 Promise 马上以要求的错误失败。',
    ),
  },
  'others-wait': {
    title: say('The other waits go on', '其他等待照常进行'),
    expected: say(
      'When one wait is taken back, the others are still told.',
      '撤回其中一个等待，其他的仍然得到通知。',
    ),
  },
  'whole-characters': {
    title: say('Characters survive being cut', '字符被切断也不会坏'),
    expected: say(
      'A character whose bytes come one after another is the same in the end.',
      '一个字的几个字节先后到达，最后还是这个字。',
    ),
  },
  'too-long': {
    title: say('A line that is too long ends it', '一行太长就结束'),
    expected: say(
      'As soon as a line is longer than allowed, that is told as an error; up to the limit it is a line.',
      '一行超过了限度，马上作为错误报告；没有超过，就照常算一行。',
    ),
  },
  'held-back': {
    title: say('Takes no more than can be passed on', '送不出去就不多取'),
    expected: say(
      'While nothing can be passed on, the rest waits in the kernel and at the sender.',
      '送不出去的时候，其余的数据等在内核里，等在发送方那里。',
    ),
  },
  resolved: {
    title: say('The promise resolves', 'Promise 如期完成'),
    expected: say('The promise resolves when the statement says so.', '到了题目规定的时候，Promise 完成。'),
  },
};

/** Checks that have a title and an expectation of their own. */
export const standardChecks: readonly string[] = Object.keys(checks);

/** An exercise's own check should bring its own title; this one only keeps a report readable. */
export function checkTitle(id: string): Bilingual {
  return checks[id]?.title ?? say(`Check ${id}`, `检查项 ${id}`);
}

/** `mechanism`: what the exercise asks for; only the check `notified` depends on it. */
export function checkExpected(id: string, mechanism: Mechanism = 'notified'): Bilingual {
  if (id === 'notified') return waited[mechanism];
  return (
    checks[id]?.expected ?? say('What the statement asks for at this point.', '符合题目在这一点上的要求。')
  );
}
