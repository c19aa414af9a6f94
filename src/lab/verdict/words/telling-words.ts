import type { Bilingual } from '../../bilingual.js';
import type { Finding, Observation } from '../recording.js';
import type { Mechanism } from '../report.js';
import { insteadOfHeld, isEpollCall, whyHeld } from './calls.js';
import { adviceFor, dueOf } from './due.js';
import { aPiece, code, countEn, digits, numberOf, quote, say, textOf, timesEn, together } from './phrases.js';
import type { FindingWords } from './phrases.js';

type TellingFinding = Extract<
  Finding,
  | 'told'
  | 'told-later'
  | 'never-told'
  | 'too-early'
  | 'rejected'
  | 'not-rejected'
  | 'wrong-rejection'
  | 'rang-right'
  | 'rang-too-often'
  | 'rang-too-seldom'
  | 'still-pending'
  | 'settled-early'
  | 'after-return'
  | 'inside-call'
  | 'rang-in-order'
  | 'rang-out-of-order'
  | 'disarmed'
  | 'still-armed'
  | 'closed'
  | 'left-open'
  | 'sets-closed'
  | 'set-left-open'
  | 'kept'
  | 'not-kept'
>;

function neverTold(observation: Observation): Bilingual {
  const call = textOf(observation, 'call');
  const unseen =
    observation.values.ignored === true
      ? say(
          'What the peer sent arrived, and not one of your threads woke.',
          '对端发来的东西到了，你的线程一个都没有醒。',
        )
      : null;
  const where =
    call === null
      ? null
      : say(`In the end your thread was asleep in ${code(call)}.`, `最后，你的线程睡在 ${code(call)} 里。`);
  return together(unseen, dueOf(observation.check).never, where);
}

function neverToldExplained(check: string, observation: Observation, wanted: Mechanism): Bilingual {
  const call = textOf(observation, 'call');
  if (call !== null && !isEpollCall(call)) return together(whyHeld(call), insteadOfHeld(call, wanted));
  if (observation.values.ignored === true) {
    return together(
      say(
        'Nobody was waiting for it: when it came, it lay unread in the receive buffer.',
        '没有人在等它：到了之后，它留在接收缓冲区里没有人读。',
      ),
      adviceFor(check, wanted),
    );
  }
  return adviceFor(check, wanted);
}

function rang(observation: Observation): { times: number; wanted: number } {
  return { times: numberOf(observation, 'times') ?? 0, wanted: numberOf(observation, 'wanted') ?? 1 };
}

const leaveACallback = say(
  'But it was not the arrival that brought the news, it was your own next look, on a timer for example. Leave a callback that the arrival itself sets off.',
  '但把消息带来的不是到达的数据，而是你自己的下一次查看，例如定时器。请留下一个由到达本身触发的回调。',
);

const sleepWhereItWakes = say(
  'But it was not the arrival that woke your thread, it was the end of a time. Sleep in a call that the arrival itself ends.',
  '但叫醒你的线程的不是到达的数据，而是时间到了。请睡在一个数据一到就会返回的调用里。',
);

/** What was found about telling: whether, when, how often, and what was left behind. */
export const tellingWords: Record<TellingFinding, FindingWords> = {
  told: {
    observed: ({ check }) => dueOf(check).came,
    explanation: (check) => dueOf(check).confirmed,
  },
  'told-later': {
    observed: () =>
      say(
        'It came late: after the peer had acted, all your threads were asleep and nobody had been told. Your program then looked again by itself.',
        '通知来晚了：对端有了动作之后，你的所有线程都在睡，没有人得到通知；后来是你的程序自己又去看了一次。',
      ),
    explanation: (_check, { passed }, wanted) =>
      together(
        passed ? say('What was told is right.', '通知的内容是对的。') : null,
        wanted === 'notified' ? leaveACallback : sleepWhereItWakes,
      ),
  },
  'never-told': { observed: neverTold, explanation: neverToldExplained },
  'too-early': {
    observed: () =>
      say(
        'It was told too early: the peer had not yet done what was to be told.',
        '通知得太早：要通知的事，对端还没有做。',
      ),
    explanation: () =>
      say(
        'Whoever is told relies on it. A piece is not the whole and asking is not having: count the bytes, and tell at the last one.',
        '被通知的一方会信以为真。来了一段不等于全部到齐，提出请求也不等于已经完成：数清字节，到最后一个再通知。',
      ),
  },
  rejected: {
    observed: (observation) => {
      const error = textOf(observation, 'error');
      return error === null
        ? say('The promise was rejected.', 'Promise 失败了（rejected）。')
        : say(`The promise was rejected: ${quote(error)}.`, `Promise 失败了（rejected）：${quote(error)}。`);
    },
    explanation: () =>
      say(
        'Here it should have resolved. Catch a failure where it happens, so that one of them does not throw away all the rest.',
        '这里本该完成。失败请就地捕获，不要让一个失败毁掉其余全部结果。',
      ),
  },
  'not-rejected': {
    observed: () =>
      say(
        'The promise resolved; it should have been rejected.',
        'Promise 完成了，而这里应该失败（rejected）。',
      ),
    explanation: () =>
      say(
        'Whoever awaits it goes on as if all were well. Call `reject`, or throw, in this case.',
        '等它的代码会以为一切正常，接着往下走。这种情况请调用 `reject`，或者抛出异常。',
      ),
  },
  'wrong-rejection': {
    observed: (observation) => {
      const error = quote(textOf(observation, 'error') ?? '');
      const wanted = code(textOf(observation, 'wanted') ?? 'Error');
      return say(
        `The promise was rejected with ${error}; an ${wanted} was asked for.`,
        `Promise 失败时给出的是${error}，要求的是 ${wanted}。`,
      );
    },
    explanation: () =>
      say(
        'The caller tells by the name of the error what has happened. Look at its `name`.',
        '调用方靠错误的名字来分辨发生了什么。请检查它的 `name`。',
      ),
  },
  'rang-right': {
    observed: (observation) => {
      const { times } = rang(observation);
      return times === 0
        ? say('Your callback did not run.', '你的回调没有运行。')
        : say(`Your callback ran exactly ${timesEn(times)}.`, `你的回调恰好运行了 ${digits(times)} 次。`);
    },
    explanation: (_check, observation) =>
      rang(observation).wanted === 0
        ? say('There was nothing to tell.', '这时没有什么可通知的。')
        : say(
            'As often as there was something to tell, no more and no less.',
            '有几件事就通知几次，不多也不少。',
          ),
  },
  'rang-too-often': {
    observed: (observation) => {
      const { times, wanted } = rang(observation);
      return wanted === 0
        ? say(
            `Your callback ran ${timesEn(times)}, and it should not have run at all.`,
            `你的回调运行了 ${digits(times)} 次，而这里一次都不该运行。`,
          )
        : say(
            `Your callback ran ${timesEn(times)} instead of ${timesEn(wanted)}.`,
            `你的回调运行了 ${digits(times)} 次，应该是 ${digits(wanted)} 次。`,
          );
    },
    explanation: (check, observation, wanted) => {
      if (check === 'cancelled') {
        return say(
          'Cancelling means: take this subscriber off the list, and only this one, before the next line is handed out.',
          '取消订阅就是：在分发下一行之前，把这个订阅者从名单里去掉，而且只去掉它。',
        );
      }
      if (check === 'not-early') {
        return say(
          'It had not all happened yet. A piece is not the whole message, and bytes handed over are not yet bytes taken: tell when the last one is done.',
          '这时事情还没有全部发生。来了一段不等于整条消息，交出去的数据也不等于已经收下：到最后一个字节办完再通知。',
        );
      }
      return rang(observation).wanted === 0
        ? say(
            'There was nothing for it to be told. Look at whom your program tells, and of what.',
            '这里没有该通知它的事。请检查你的程序在通知谁、通知什么。',
          )
        : say(
            wanted === 'notified'
              ? "Several paths lead to your callback, for example `'end'` and then `'close'`, or `'error'` and then `'close'`. Remember that you have told, and tell only the first time."
              : 'Several paths lead to your callback. Remember what you have told, and tell it only the first time.',
            wanted === 'notified'
              ? "有不止一条路通到你的回调，例如先 `'end'` 后 `'close'`，或者先 `'error'` 后 `'close'`。请记下“已经通知过”，只在第一次通知。"
              : '有不止一条路通到你的回调。请记下“已经通知过”，只在第一次通知。',
          );
    },
  },
  'rang-too-seldom': {
    observed: (observation) => {
      const { times, wanted } = rang(observation);
      return times === 0
        ? say(
            `Your callback did not run; it should have run ${timesEn(wanted)}.`,
            `你的回调没有运行，应该运行 ${digits(wanted)} 次。`,
          )
        : say(
            `Your callback ran ${timesEn(times)} instead of ${timesEn(wanted)}.`,
            `你的回调运行了 ${digits(times)} 次，应该是 ${digits(wanted)} 次。`,
          );
    },
    explanation: (_check, _observation, wanted) => {
      const { en, 'zh-CN': zh } = aPiece(wanted);
      return say(
        `Something was left out. One ${en} may hold two messages, for example: go on until no whole one is left.`,
        `有内容漏掉了。例如，一次 ${zh}里可能有两条消息：请一直取，直到不再有完整的一条。`,
      );
    },
  },
  'still-pending': {
    observed: () => say('Whoever had nothing to get yet went on waiting.', '还没有东西可拿的，就接着等。'),
    explanation: () => say('One event, and one promise that it settles.', '一件事，只让一个 Promise 完成。'),
  },
  'settled-early': {
    observed: (observation) => {
      const settled = numberOf(observation, 'settled') ?? 1;
      const of = numberOf(observation, 'of') ?? settled;
      if (of === 1)
        return say(
          'A promise had settled although there was nothing for it yet.',
          '有一个 Promise 已经有了结果，可是还没有东西该给它。',
        );
      return say(
        `Of ${digits(of)} promises for which there was nothing yet, ${digits(settled)} had settled.`,
        `有 ${digits(of)} 个 Promise 还没有东西该给，其中 ${digits(settled)} 个却已经有了结果。`,
      );
    },
    explanation: () =>
      say(
        'What happens once is for one of those who wait; the others go on waiting. Take whom you tell off the list, and leave the rest on it.',
        '一件事只归一个等待者，其余的接着等。通知谁，就把谁从名单里取出来，别人都留着。',
      ),
  },
  'after-return': {
    observed: () =>
      say('Your callback ran only after your function had returned.', '你的函数返回之后，回调才运行。'),
    explanation: () =>
      say(
        'So the caller can rely on one order: first the return, then the news.',
        '调用者可以放心：总是先返回，后通知。',
      ),
  },
  'inside-call': {
    observed: () =>
      say('Your callback ran before your function had returned.', '你的函数还没有返回，回调就运行了。'),
    explanation: () =>
      say(
        'Then the caller is told while it is still asking, in the middle of its own code. Put the telling off until after the return, for example with `setImmediate` or `queueMicrotask`.',
        '这样一来，调用者还在提出请求，就在自己的代码中间被通知了。请把通知推迟到返回之后，例如用 `setImmediate` 或 `queueMicrotask`。',
      ),
  },
  'rang-in-order': {
    observed: () => say('The callbacks ran in the right order.', '几个回调的先后正确。'),
    explanation: () => say('What was due first came first.', '先到期的先通知。'),
  },
  'rang-out-of-order': {
    observed: () => say('The callback that was due first did not run first.', '应该先运行的回调没有先运行。'),
    explanation: () =>
      say(
        'Look at what each of them waits for, and from when on.',
        '请检查它们各自在等什么，又是从什么时候算起。',
      ),
  },
  disarmed: {
    observed: () => say('Your thread slept with no timer armed.', '你的线程在睡眠，没有留下任何定时器。'),
    explanation: () => say('Nothing is left that would wake it for nothing.', '没有东西会再无故叫醒它。'),
  },
  'still-armed': {
    observed: () =>
      say(
        'Everything had been told, and still a timer was armed that would wake your thread.',
        '该通知的都通知了，却还有定时器会来叫醒你的线程。',
      ),
    explanation: () =>
      say(
        'A timer that nobody needs any more wakes a thread for nothing, and holds on to all that its callback mentions.',
        '没人需要的定时器，到点会白白叫醒线程；回调里提到的东西，也一直被它占着。',
      ),
  },
  closed: {
    observed: () => say('Your program had closed its connections.', '你的程序已经关闭了自己的连接。'),
    explanation: () => say('Nothing is left behind.', '没有留下没关的东西。'),
  },
  'left-open': {
    observed: (observation) => {
      const open = numberOf(observation, 'open') ?? 1;
      const of = numberOf(observation, 'of') ?? open;
      if (of === 1) return say('The connection was still open on your side.', '连接在你这一边还开着。');
      return say(
        `${digits(open)} of ${countEn(of, 'connection')} ${open === 1 ? 'was' : 'were'} still open on your side.`,
        `${digits(of)} 个连接中，有 ${digits(open)} 个在你这一边还开着。`,
      );
    },
    explanation: (_check, _observation, wanted) => {
      const how =
        wanted === 'notified'
          ? say('`end()` or `destroy()`', '`end()` 或 `destroy()`')
          : say('`close`', '`close`');
      return say(
        `A descriptor stays taken until it is closed, and a process may hold only so many. Call ${how.en} when you are done, after an error too.`,
        `描述符不关就一直占着，而一个进程能开的数量有限。用完请调用 ${how['zh-CN']}，出错之后也一样。`,
      );
    },
  },
  'sets-closed': {
    observed: () => say('Your program had closed its epoll sets.', '你的程序已经关闭了自己的 epoll 集合。'),
    explanation: () => say('Nothing is left behind.', '没有留下没关的东西。'),
  },
  'set-left-open': {
    observed: (observation) => {
      const open = numberOf(observation, 'open') ?? 1;
      return open === 1
        ? say('An epoll set of your program was still open.', '你的程序有一个 epoll 集合还开着。')
        : say(
            `${digits(open)} epoll sets of your program were still open.`,
            `你的程序有 ${digits(open)} 个 epoll 集合还开着。`,
          );
    },
    explanation: () =>
      say(
        'An epoll set is a descriptor too, made by you and so yours to close, however the function ends: `try … finally` covers the exception as well.',
        'epoll 集合本身也是描述符，是你建的，就由你来关，不管函数怎样结束：`try … finally` 连抛出异常的情况也管到了。',
      ),
  },
  kept: {
    observed: () => say('Your program left the descriptor open.', '你的程序没有关闭借来的描述符。'),
    explanation: () => say('Whoever lent it can go on using it.', '借给你的一方可以接着用。'),
  },
  'not-kept': {
    observed: (observation) => {
      const gone = numberOf(observation, 'gone') ?? 1;
      const of = numberOf(observation, 'of') ?? gone;
      return of === 1
        ? say('The descriptor you were lent had been closed.', '借给你用的描述符被关掉了。')
        : say(
            `${digits(gone)} of the ${digits(of)} descriptors you were lent had been closed.`,
            `借给你用的 ${digits(of)} 个描述符中，有 ${digits(gone)} 个被关掉了。`,
          );
    },
    explanation: (_check, _observation, wanted) =>
      wanted !== 'notified'
        ? say(
            'It is not yours to close: whoever lent it to you goes on using it, and its number may soon stand for something else.',
            '它不归你关：借给你的一方还要接着用，而这个编号很快又可能分给别的东西。',
          )
        : say(
            'It is not yours to close. Some objects do it for you: `socket.destroy()`, or a `net.Socket` that closes itself when both sides have ended (see `allowHalfOpen`).',
            '它不归你关。有些对象会替你关：例如 `socket.destroy()`，或者两边都结束后自动关闭的 `net.Socket`（参见 `allowHalfOpen`）。',
          ),
  },
};
