import type { Bilingual } from '../../bilingual.js';
import type { Finding, Observation } from '../recording.js';
import type { Mechanism } from '../report.js';
import { insteadOfHeld, whyHeld } from './calls.js';
import {
  code,
  cpu,
  digits,
  numberOf,
  quote,
  say,
  SPIN_SHOWN_MS,
  textOf,
  timesEn,
  together,
} from './phrases.js';
import type { FindingWords } from './phrases.js';

type WaitingFinding = Extract<
  Finding,
  | 'returned'
  | 'held'
  | 'waits-inside'
  | 'returned-early'
  | 'asleep-in'
  | 'asleep-elsewhere'
  | 'asleep-for-a-time'
  | 'asleep-beside-a-timer'
  | 'spun'
  | 'threw'
  | 'quiet'
  | 'moving'
  | 'spinning'
  | 'answered'
  | 'ignored'
  | 'in-slices'
>;

const onlyAnEvent = say(
  'Here nothing but an event may end the wait: no time-out (−1 for `poll` and `epoll_wait`, none for `select`), and no timer beside it. Waking now and then to look round is phoning the airport again, only less often.',
  '这里只有事件能结束等待：不设超时（`poll` 和 `epoll_wait` 传 -1，`select` 不传超时），旁边也不放定时器。隔一阵醒来看一眼，还是在给机场打电话，只是打得少些。',
);

const stopSpinning: Record<Mechanism, Bilingual> = {
  notified: say(
    'Asking “is it there yet?” without a pause burns the CPU and brings nothing sooner; so do `setImmediate`, promises in a circle, and computing to look busy. Stop asking: register a callback, and let the arrival call you.',
    '不停地问“来了没有”，只会白白占用 CPU，数据并不会早到；`setImmediate` 循环、绕圈的 Promise、为了显得忙而做的计算，都是一回事。别再去问：登记一个回调，让到达的数据来叫你。',
  ),
  multiplexed: say(
    'A call that is to wait comes back at once when something that it asks for is ready already, and stays so: an ended stream that is still in the set, room to send when there is nothing to send, or a time-out of 0. Ask only for what you can use now.',
    '本该等待的调用，如果问到的东西本来就处于就绪状态，就会立刻返回：例如结束了的流还留在集合里，没有东西要发却在问能不能发，或者超时写成了 0。只问眼下用得上的。',
  ),
  blocking: say(
    'Asking “is it there yet?” without a pause burns the CPU and brings nothing sooner. Let `recv` or `read` sleep instead: on a descriptor in blocking mode it comes back when there is something.',
    '不停地问“来了没有”，只会白白占用 CPU，数据并不会早到。让 `recv` 或 `read` 去睡：描述符处于阻塞模式时，有了东西它才返回。',
  ),
  'busy-poll': say(
    'Here it ran on although there was nothing more to wait for: an answer was not taken for an answer. 0 is the end of the stream, and an error that is not EAGAIN is an error.',
    '这里已经没有什么可等，它却还在跑：有一个回答没有被当成回答。0 是流结束，不是 EAGAIN 的错误就是错误。',
  ),
  'timed-poll': say(
    'Asking “is it there yet?” without a pause burns the CPU. Sleep between two looks.',
    '不停地问“来了没有”，只会白白占用 CPU。两次查看之间要睡。',
  ),
};

function asleepIn(observation: Observation): string | null {
  const call = textOf(observation, 'call');
  return call === null ? null : code(call);
}

function held(observation: Observation, wanted: Mechanism) {
  const call = textOf(observation, 'call');
  return together(whyHeld(call), insteadOfHeld(call, wanted));
}

/** What was found about a call, a silence or a ping. */
export const waitingWords: Record<WaitingFinding, FindingWords> = {
  returned: {
    observed: () =>
      say(
        'Your function returned, and only then did the peer go on.',
        '你的函数返回了，对端在这之后才继续。',
      ),
    explanation: () =>
      say(
        'It asked and gave the thread back, without waiting inside.',
        '它提出请求就把线程交还，没有在里面等。',
      ),
  },
  held: {
    observed: (observation) => {
      const call = asleepIn(observation);
      return call === null
        ? say('Your function did not return.', '你的函数没有返回。')
        : say(
            `Your function did not return: your thread was asleep in the system call ${call}.`,
            `你的函数没有返回：你的线程睡在系统调用 ${call} 里。`,
          );
    },
    explanation: (_check, observation, wanted) => held(observation, wanted),
  },
  'waits-inside': {
    observed: () =>
      say(
        'Nothing had come, and your function had not returned: it was waiting inside.',
        '什么都还没来，你的函数也没有返回：它在里面等着。',
      ),
    explanation: () =>
      say(
        'That is what this exercise asks for. See what it costs: until something comes, this thread does nothing else.',
        '这正是本题要求的。看看代价：在东西到来之前，这个线程做不了别的事。',
      ),
  },
  'returned-early': {
    observed: () =>
      say('Your function returned although nothing had come yet.', '什么都还没来，你的函数就返回了。'),
    explanation: () =>
      say(
        'Here the function itself is to wait: it returns when what it was called for is there, and its result says what came.',
        '本题要由函数自己来等：要的东西到了它才返回，返回值说明来了什么。',
      ),
  },
  'asleep-in': {
    observed: (observation) => {
      const call = asleepIn(observation) ?? '?';
      return say(`Your thread slept in the system call ${call}.`, `你的线程睡在系统调用 ${call} 里。`);
    },
    explanation: () => say('That is the call asked for.', '正是题目要求的那个调用。'),
  },
  'asleep-elsewhere': {
    observed: (observation) => {
      const call = asleepIn(observation);
      if (call === null)
        return say(
          'Your thread was not found asleep in any system call.',
          '没有看到你的线程睡在哪个系统调用里。',
        );
      return observation.values['onLoop'] === true
        ? say(
            `Your thread was back in Node’s event loop (${call}): it waited in no call of yours.`,
            `你的线程已经回到 Node 的事件循环（${call}）：它没有在你的任何调用里等。`,
          )
        : say(`Your thread slept in the system call ${call}.`, `你的线程睡在系统调用 ${call} 里。`);
    },
    explanation: (_check, observation) => {
      const wanted = (textOf(observation, 'wanted') ?? '?').split(', ').map(code);
      return say(
        `This exercise is about waiting in ${wanted.join(' or ')}. Which call a thread sleeps in is read from the kernel; nothing that the program says changes it.`,
        `本题练的是在 ${wanted.join(' 或 ')} 里等。线程睡在哪个调用里，是从内核读出来的，程序自己怎么说都不算数。`,
      );
    },
  },
  'asleep-for-a-time': {
    observed: (observation) => {
      const call = asleepIn(observation) ?? '?';
      const ms = observation.values['ms'];
      return typeof ms === 'number'
        ? say(
            `Your thread slept in the system call ${call}, but for ${digits(ms)} ms at most: then it would have woken for nothing.`,
            `你的线程睡在系统调用 ${call} 里，但最多只睡 ${digits(ms)} 毫秒：到时候没有事也会醒。`,
          )
        : say(
            `Your thread slept in the system call ${call}, but with a time-out: then it would have woken for nothing.`,
            `你的线程睡在系统调用 ${call} 里，但设了超时：到时候没有事也会醒。`,
          );
    },
    explanation: () => onlyAnEvent,
  },
  'asleep-beside-a-timer': {
    observed: (observation) => {
      const call = asleepIn(observation) ?? '?';
      return say(
        `Your thread slept in the system call ${call}, but your program had a timer running (timerfd), which would have woken it for nothing.`,
        `你的线程睡在系统调用 ${call} 里，但你的程序有一个正在走的定时器（timerfd），没有事也会把它叫醒。`,
      );
    },
    explanation: () => onlyAnEvent,
  },
  spun: {
    observed: ({ check }) => {
      if (check === 'free') {
        return say(
          'Asked “are you free?”, your program did not answer: one of its threads ran without a pause.',
          '收到“你空着吗？”的探询，你的程序没有回答：它有一个线程一直在跑，没有停过。',
        );
      }
      if (check === 'returned-first') {
        return say(
          'Your function did not return: a thread of your program ran without a pause.',
          '你的函数没有返回：你的程序有一个线程一直在跑，没有停过。',
        );
      }
      return say(
        'Your program did not get further: one of its threads ran without a pause.',
        '你的程序没有走下去：它有一个线程一直在跑，没有停过。',
      );
    },
    explanation: (_check, _observation, wanted) => stopSpinning[wanted],
  },
  threw: {
    observed: (observation) => {
      const error = textOf(observation, 'error');
      return error === null
        ? say('Your function threw an exception.', '你的函数抛出了异常。')
        : say(`Your function threw ${quote(error)}.`, `你的函数抛出了异常：${quote(error)}。`);
    },
    explanation: (_check, _observation, wanted) =>
      wanted !== 'notified'
        ? say(
            'An exception ends the call on the spot, and here none was due. A `PosixError` says which call of yours failed, and by its `code` why: some of these are answers, such as EAGAIN.',
            '异常会让这次调用当场中断，而这里不该有异常。`PosixError` 说明你的哪个调用失败了，`code` 说明原因：其中有些其实是回答，例如 EAGAIN。',
          )
        : say(
            'An exception ends the call on the spot. Repair its cause; a failure of the connection is told through the callback or the promise instead.',
            '异常会让这次调用当场中断。请修好它的起因；连接上的失败不要抛出来，应当通过回调或 Promise 告知。',
          ),
  },
  quiet: {
    observed: () =>
      say(
        'While the peer was silent, all your threads were seen asleep for a whole stretch: no CPU, not one wake-up.',
        '对端沉默期间，看到有一整段时间你的所有线程都在睡眠：不占 CPU，一次也没有醒来。',
      ),
    explanation: () =>
      say(
        'A sleeping thread costs no CPU; it can wait as long as it likes.',
        '睡着的线程不占 CPU，等多久都可以。',
      ),
  },
  moving: {
    observed: (observation) => {
      const wakeUps = numberOf(observation, 'wakeUps') ?? 0;
      const used = cpu(numberOf(observation, 'cpuMs') ?? 0);
      return wakeUps > 0
        ? say(
            `Nothing happened at the peer, yet your program woke up ${timesEn(wakeUps)} (${used.en}).`,
            `对端没有任何动静，你的程序却醒了 ${digits(wakeUps)} 次（${used['zh-CN']}）。`,
          )
        : say(
            `Nothing happened at the peer, yet your program never came to rest (${used.en}).`,
            `对端没有任何动静，你的程序却一直没有安静下来（${used['zh-CN']}）。`,
          );
    },
    explanation: (_check, { passed }, wanted) =>
      passed
        ? say(
            'It woke without being called, which this exercise allows.',
            '没有人叫它也会醒来；这道题允许这样做。',
          )
        : wanted !== 'notified'
          ? say(
              'Something wakes it for nothing, mostly a time-out that is good for nothing: then it looks, finds nothing, and sleeps again. Sleep without a time-out; what arrives ends the call.',
              '有东西在无故叫醒它，多半是一个没有用处的超时：醒来看一眼，什么也没有，又睡。不要设超时，去睡就是：东西到了，调用自然会返回。',
            )
          : say(
              'Something wakes it for nothing, mostly a repeating timer that looks whether something has come. That is phoning the airport every minute: “is my ticket there?” Take the timer out; leave a callback, and the courier will ring.',
              '有东西在无故叫醒它，多半是一个反复去看“来了没有”的定时器。这就像每分钟给机场打一次电话：“票到了吗？”去掉这个定时器，留下一个回调，快递员到了自然会按门铃。',
            ),
  },
  spinning: {
    observed: (observation) => {
      const ms = numberOf(observation, 'cpuMs') ?? 0;
      // What was proved to spin before need not burn long to be known again.
      if (ms < SPIN_SHOWN_MS)
        return say(
          'Nothing happened at the peer, yet your program kept running without a pause, as it had before.',
          '对端没有任何动静，你的程序却还像先前那样，一刻不停地在跑。',
        );
      const used = cpu(ms);
      return say(
        `Nothing happened at the peer, yet your program kept running, one thread all along or one helper after another (${used.en}).`,
        `对端没有任何动静，你的程序却一直在跑：要么一个线程从不停下，要么帮手一个接一个（${used['zh-CN']}）。`,
      );
    },
    explanation: (_check, _observation, wanted) => stopSpinning[wanted],
  },
  answered: {
    observed: () =>
      say('Asked “are you free?”, your thread answered.', '收到“你空着吗？”的探询，你的线程回答了。'),
    explanation: () =>
      say(
        'Your thread was not held: it could have done any other work.',
        '线程没有被堵住：这时让它做别的事也行。',
      ),
  },
  ignored: {
    observed: (observation) => {
      const call = asleepIn(observation);
      return call === null
        ? say('Asked “are you free?”, your thread slept on.', '收到“你空着吗？”的探询，你的线程没有醒。')
        : say(
            `Asked “are you free?”, your thread slept on in ${call}; the question lay there unread.`,
            `收到“你空着吗？”的探询，你的线程仍然睡在 ${call} 里，探询留在那里没有人读。`,
          );
    },
    explanation: (_check, observation, wanted) => held(observation, wanted),
  },
  'in-slices': {
    observed: (observation) => {
      const call = asleepIn(observation);
      return call === null
        ? say(
            'Asked “are you free?”, your thread woke, left the question unread, and went back to sleep.',
            '收到“你空着吗？”的探询，你的线程醒过来，没有读，又睡了。',
          )
        : say(
            `Asked “are you free?”, your thread woke, left the question unread, and went back to sleep in ${call}.`,
            `收到“你空着吗？”的探询，你的线程醒过来，没有读，又睡回 ${call} 里。`,
          );
    },
    explanation: (_check, observation, wanted) =>
      together(
        say(
          'Many short sleeps in a row are one long sleep: in between, your thread never gets back to its event loop.',
          '把一个长觉切成许多小段，仍然是堵着：段与段之间，线程从来没有回到事件循环。',
        ),
        insteadOfHeld(textOf(observation, 'call'), wanted),
      ),
  },
};
