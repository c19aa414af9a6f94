import type { Bilingual } from '../../bilingual.js';
import type { Mechanism } from '../report.js';
import { say } from './phrases.js';

/** What a check waits for: said when it came, when it never came, and why it may not have come. */
interface DueWords {
  readonly came: Bilingual;
  readonly never: Bilingual;
  readonly confirmed: Bilingual;
  readonly advice: Bilingual;
  /** The same where the thread itself waits and reads, without callbacks. */
  readonly adviceByHand?: Bilingual;
}

const dues: Readonly<Record<string, DueWords>> = {
  told: {
    came: say(
      'The peer acted, and your program responded as asked.',
      '对端有了动作，你的程序按要求作出了回应。',
    ),
    never: say(
      'The peer acted, and your program never responded as asked.',
      '对端有了动作，你的程序却一直没有按要求回应。',
    ),
    confirmed: say('There was news, and it was passed on.', '有了消息，就传出去了。'),
    advice: say(
      'Follow the bytes through your code: which event brings them, and does every path from there lead to what the statement asks for? A message may come in several pieces, or two at once.',
      '顺着数据在代码里走一遍：哪个事件把它带来，从那里出发的每条路是否都通到题目要求的那一步？一条消息可能分几次到达，也可能两条一起到达。',
    ),
    adviceByHand: say(
      'Go through your loop with this arrival: does it end the call in which your thread sleeps, and does every path from there lead to what the statement asks for? A message may come in several pieces, or two at once.',
      '带着这次到达在循环里走一遍：它能让线程睡着的那个调用返回吗？从那里出发的每条路是否都通到题目要求的那一步？一条消息可能分几次到达，也可能两条一起到达。',
    ),
  },
  'told-of-end': {
    came: say(
      'The peer ended the stream, and your program responded as asked.',
      '对端结束了流，你的程序按要求作出了回应。',
    ),
    never: say(
      'The peer ended the stream, and your program never responded as asked.',
      '对端结束了流，你的程序却一直没有按要求回应。',
    ),
    confirmed: say(
      'Nobody is left waiting for bytes that will never come.',
      '没有人再去等永远不会来的数据。',
    ),
    advice: say(
      "Without this, somebody waits for ever. Listen for `'end'` (for a plain read: 0 bytes) and do there what is asked for.",
      "缺了这一步，就会有人永远等下去。请监听 `'end'`（如果是直接读：读到 0 字节），在那里把该做的做完。",
    ),
    adviceByHand: say(
      'Without this, somebody waits for ever. `recv` returns 0 at the end of the stream, at once and every time: that is an answer of its own, not “nothing yet”.',
      '缺了这一步，就会有人永远等下去。流结束时 `recv` 立刻返回 0，而且次次如此：这是一个单独的回答，不是“还没来”。',
    ),
  },
  'told-of-error': {
    came: say('Something failed, and your program responded as asked.', '出了错，你的程序按要求作出了回应。'),
    never: say(
      'Something failed, and your program never responded as asked.',
      '出了错，你的程序却一直没有按要求回应。',
    ),
    confirmed: say(
      'A failure is news, too, and it did not stop the rest.',
      '失败也是消息，而且没有连累其余的部分。',
    ),
    advice: say(
      "A failure is news, too: listen for `'error'`, or look at `err` in the callback, and pass it on. And what fails in one place must not stop the rest.",
      "失败也是消息：请监听 `'error'`，或者检查回调里的 `err`，把它传出去。一处失败，不该让其余的部分也停下来。",
    ),
    adviceByHand: say(
      'A failure is news, too: the exception says by its `code` what is the matter. Pass it on as the statement asks, and let nothing else stop because of it.',
      '失败也是消息：异常的 `code` 说明是什么问题。请按题目的要求传出去，别让其余的部分因此停下来。',
    ),
  },
  overlap: {
    came: say(
      'All requests had reached the peers before the first was answered.',
      '第一个回答发出之前，所有请求都已经到达对端。',
    ),
    never: say(
      'Not all requests reached the peers, and they answer only when all have.',
      '请求没有全部到达对端；而对端要等全部到齐才回答。',
    ),
    confirmed: say('Nobody stood in line behind a silent peer.', '谁都没有排在沉默的对端后面干等。'),
    advice: say(
      'Waiting for one after another cannot work here. Start them all first, then wait for all together, for example with `Promise.all`.',
      '一个一个地等，在这里行不通。请先全部发起，再一起等，例如用 `Promise.all`。',
    ),
  },
  answered: {
    came: say('The answer came.', '回答来了。'),
    never: say('The peer asked, and the whole answer never came.', '对端提出了请求，完整的回答一直没有来。'),
    confirmed: say('One silent conversation did not hold up the other.', '一边沉默，没有耽误另一边。'),
    advice: say(
      'One conversation must not wait for the other. Register a listener for each before you wait for anything.',
      '一个对话不该等另一个。请先给两边都登记好监听，再谈等待。',
    ),
  },
  'in-order': {
    came: say('It came complete and in order.', '内容齐全，次序正确。'),
    never: say('What was next in line never came.', '按次序该来的那一个，一直没有来。'),
    confirmed: say('Nothing left out, and nothing in the wrong place.', '没有遗漏，也没有颠倒。'),
    advice: say(
      'Pass things on in the order they belong in: lines as they came, results by the place of their request.',
      '按应有的次序交出去：各行按到达的先后，各个结果按请求的位置。',
    ),
  },
  'others-told': {
    came: say('The other subscribers were told.', '其他订阅者得到了通知。'),
    never: say('The other subscribers were never told.', '其他订阅者一直没有得到通知。'),
    confirmed: say('One subscriber’s failure stayed its own.', '某个订阅者的失败没有连累别人。'),
    advice: say(
      'Call each subscriber inside its own `try … catch`: what one of them throws is no reason to leave out the rest.',
      '调用每个订阅者时各用一个 `try … catch`：某一个抛出异常，不是漏掉其他人的理由。',
    ),
  },
  'timed-out': {
    came: say('The time was up, and your program told.', '时间到了，你的程序通知了。'),
    never: say('The time was up, and your program never told.', '时间到了，你的程序一直没有通知。'),
    confirmed: say('Nobody waits longer than was asked for.', '谁也没有多等。'),
    advice: say(
      'A peer that is silent makes no event. Something of your own has to ring: a timer that is set in the call.',
      '对端沉默，就不会有任何事件。要由你自己的东西来提醒：在调用时设一个定时器。',
    ),
  },
  'nothing-lost': {
    came: say('What came late was still there.', '来晚的数据还在。'),
    never: say(
      'What came too late for one caller never reached the next one.',
      '前一个调用者没有等到的数据，下一个调用者一直没有收到。',
    ),
    confirmed: say('It waited for whoever asks next.', '它一直等着下一个来要的人。'),
    advice: say(
      'Somebody read it when nobody wanted it. Stop reading when you have told, and leave the socket open.',
      '没有人要的时候，它就被读走了。通知之后请停止读取，并让套接字开着。',
    ),
  },
  withdrawn: {
    came: say('The wait was taken back, and its promise settled.', '等待撤回了，它的 Promise 有了结果。'),
    never: say(
      'The wait was taken back, and its promise did not settle.',
      '等待撤回了，它的 Promise 却一直没有结果。',
    ),
    confirmed: say('Whoever awaits it can go on.', '等它的代码可以继续往下走了。'),
    advice: say(
      'Nobody listens to the signal, or not yet. Look at it first, then listen for its event.',
      '没有人在听这个信号，或者听得太晚。请先看它现在的状态，再监听它的事件。',
    ),
  },
  'others-wait': {
    came: say('The other waits were told.', '其他等待得到了通知。'),
    never: say('The other waits were never told.', '其他等待一直没有得到通知。'),
    confirmed: say('Taking one back concerned that one only.', '撤回一个，只关系到那一个。'),
    advice: say(
      'Something that all of them need was given up with the one.',
      '放弃一个等待的时候，把大家都要用的东西也放弃了。',
    ),
  },
  'too-long': {
    came: say('The line was too long, and your program said so.', '这一行太长，你的程序报告了。'),
    never: say(
      'The line was too long, and your program never said so.',
      '这一行太长，你的程序一直没有报告。',
    ),
    confirmed: say('Nobody can make you collect without end.', '谁也不能让你没完没了地攒下去。'),
    advice: say(
      'Look at the length whenever a piece has come, not only when the line is complete.',
      '每来一段都要看长度，不要等到整行收完才看。',
    ),
  },
  resolved: {
    came: say('The promise resolved.', 'Promise 完成了。'),
    never: say('The promise did not settle.', 'Promise 一直没有结果。'),
    confirmed: say('Whoever awaits it can go on.', '等它的代码可以继续往下走了。'),
    advice: say(
      'Look for the event that should call `resolve`, and whether anything listens for it.',
      '请找到应该调用 `resolve` 的那个事件，看看有没有监听它。',
    ),
  },
};

const anything: DueWords = {
  came: say('What was asked for came.', '要求的结果来了。'),
  never: say('What was asked for never came.', '要求的结果一直没有来。'),
  confirmed: say('This is as it should be.', '这一点符合要求。'),
  advice: say(
    'Read in the statement what is asked for here, and look for the path in your code that leads to it.',
    '请对照题目看这里该做什么，再看代码里哪一条路通到那里。',
  ),
};

/** Sentences for what this check waits for; general ones for an exercise's own check. */
export function dueOf(check: string): DueWords {
  return dues[check] ?? anything;
}

/** Why it may not have come, said for this way of waiting. */
export function adviceFor(check: string, wanted: Mechanism): Bilingual {
  const { advice, adviceByHand } = dueOf(check);
  return wanted === 'notified' ? advice : (adviceByHand ?? advice);
}
