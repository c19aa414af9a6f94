import type { Bilingual } from '../../bilingual.js';
import type { DataPath, Mechanism } from '../report.js';
import { atYourCode, below, notSeen, ownSet, signalled } from './levels.js';
import type { Levels } from './levels.js';
import { code, countEn, cpu, digits, say, SPIN_SHOWN_MS, timesEn, together } from './phrases.js';

/** The counts that the verdict on the way of waiting rests on. */
export interface WaitingFacts {
  /** Arrivals that made a notification due. */
  readonly rounds: number;
  readonly told: number;
  /** Rounds that left the whole program asleep and untold. */
  readonly untold: number;
  /** What the judged thread slept in when all was quiet. */
  readonly call: string | null;
  readonly ignoredPings: number;
  readonly wakeUps: number;
  readonly cpuMs: number;
  readonly neverTold: boolean;
}

/** The sentence `observed` of the check `notified`: how the program was seen to wait. */
export function mechanismObserved(mechanism: Mechanism | null, facts: WaitingFacts): Bilingual {
  switch (mechanism) {
    case 'notified':
      return notified(facts);
    case 'blocking':
      return blocking(facts);
    case 'multiplexed':
      return facts.call === null
        ? say('Your thread slept on a set of descriptors of its own.', '你的线程睡在自己的一组描述符上。')
        : say(
            `Your thread slept in ${code(facts.call)}, on a set of descriptors of its own.`,
            `你的线程睡在 ${code(facts.call)} 里，等的是自己的一组描述符。`,
          );
    case 'busy-poll': {
      // Proved elsewhere, while it owed an answer for example: then little of it falls into a silence.
      if (facts.cpuMs < SPIN_SHOWN_MS)
        return say(
          'While it waited, your program kept running without a pause, one thread all along or one helper after another.',
          '等待的时候，你的程序一刻不停地在跑：要么一个线程从不停下，要么帮手一个接一个。',
        );
      const used = cpu(facts.cpuMs);
      return say(
        `While nothing happened at the peer, your program kept running, one thread all along or one helper after another (${used.en}).`,
        `对端没有动静的时候，你的程序一直在跑：要么一个线程从不停下，要么帮手一个接一个（${used['zh-CN']}）。`,
      );
    }
    case 'timed-poll':
      return timedPoll(facts);
    case null:
      return unseen(facts);
  }
}

function unseen({ neverTold, rounds }: WaitingFacts): Bilingual {
  if (neverTold)
    return say(
      'It could not be seen whether you are told: what was asked for never came.',
      '看不出你是不是被通知的：要求的结果一直没有来。',
    );
  if (rounds > 0)
    return say(
      'It could not be seen how your program waits: too little came from the peer for a proof.',
      '看不出你的程序是怎样等待的：对端送来的东西太少，不足以证明。',
    );
  return say(
    'It could not be seen how your program waits: the run was over too soon.',
    '看不出你的程序是怎样等待的：运行结束得太早。',
  );
}

function notified({ rounds, told, neverTold }: WaitingFacts): Bilingual {
  if (neverTold && told === rounds && rounds > 0)
    return say(
      'Nothing held your thread, and what the peer did brought the news each time; but something else that was asked for never came.',
      '没有什么堵住你的线程，对端每次有动作，消息也都送到了；但要求的另一件事一直没有来。',
    );
  if (neverTold || told < rounds) {
    return say(
      `Nothing held your thread, but the news did not always come: ${digits(told)} of ${countEn(rounds, 'time')}.`,
      `没有什么堵住你的线程，但通知并不是每次都来：应有 ${digits(rounds)} 次，来了 ${digits(told)} 次。`,
    );
  }
  if (rounds === 0)
    return say('Nothing held your thread, and it did not spin.', '没有什么堵住你的线程，它也没有空转。');
  return rounds === 1
    ? say(
        'Your thread was not held; when the peer acted, that alone brought the news, and nobody had to ask.',
        '你的线程没有被堵住；对端一有动作，消息自己就送到了，没有人需要去问。',
      )
    : say(
        `Your thread was not held; ${timesEn(rounds)} the peer acted, and each time that alone brought the news: nobody had to ask.`,
        `你的线程没有被堵住；对端有过 ${digits(rounds)} 次动作，每次消息都自己送到了，没有人需要去问。`,
      );
}

function blocking({ call, ignoredPings }: WaitingFacts): Bilingual {
  const where =
    call === null
      ? say('Your thread was held while it waited.', '等待的时候，你的线程被堵住了。')
      : say(
          `Your thread was held: it was asleep in ${code(call)}.`,
          `你的线程被堵住了：它睡在 ${code(call)} 里。`,
        );
  const asked =
    ignoredPings === 0
      ? null
      : say(
          `${ignoredPings === 1 ? 'Once' : ignoredPings === 2 ? 'Twice' : `${digits(ignoredPings)} times`} it was asked “are you free?”, and it did not answer.`,
          `问它“你空着吗？”（${digits(ignoredPings)} 次），没有得到回答。`,
        );
  return together(where, asked);
}

function timedPoll({ rounds, untold, wakeUps }: WaitingFacts): Bilingual {
  const slept =
    untold === 0
      ? say(
          'The arrival did not bring the news: your program found it when it looked again by itself.',
          '消息不是由到达带来的：你的程序自己又去看了一次，才发现。',
        )
      : say(
          `In ${digits(untold)} of ${countEn(rounds, 'round')}, after the peer had acted, your whole program was asleep and nobody had been told; the news came out only when your program looked again by itself.`,
          `${digits(rounds)} 轮中有 ${digits(untold)} 轮，对端有了动作之后，你的程序整个在睡，没有人得到通知；直到它自己又去看了一次，才有了消息。`,
        );
  const woke =
    wakeUps === 0
      ? null
      : say(
          `While the peer was silent, it woke ${timesEn(wakeUps)}.`,
          `对端沉默期间，它醒了 ${digits(wakeUps)} 次。`,
        );
  return together(slept, woke);
}

/** What each way of waiting is, by the ticket that is fetched or delivered. */
export const means: Record<Mechanism, Bilingual> = {
  notified: say(
    'Being told: you left your address, went on with your own work, and the courier rings when there is something for you.',
    '被通知：你留下地址，继续忙自己的事；有你的东西，快递员会来按门铃。',
  ),
  blocking: say(
    'Blocking: you stand at the airport until the ticket is there, and can do nothing else meanwhile. It costs no CPU, but it costs you the thread.',
    '阻塞：你站在机场等票，票不来就哪儿也去不了。它不占 CPU，却占住了你的线程。',
  ),
  'busy-poll': say(
    'Spinning: you phone the airport again and again without a pause. The ticket comes no sooner, and the CPU does nothing else.',
    '空转：你一个接一个不停地给机场打电话。票不会早到，CPU 却一刻也不得闲。',
  ),
  'timed-poll': say(
    'Polling on a timer: you phone the airport every so often. In between you sleep while the ticket may already be there, and every call that comes too soon is for nothing.',
    '定时轮询：你每隔一阵给机场打一次电话。两次之间你在睡觉，票也许早就到了；打早了的那些电话，全是白打。',
  ),
  multiplexed: say(
    'I/O multiplexing: you wait at one counter for many tickets at once. It is one wait instead of many, but you still stand there, and you still fetch the ticket yourself: synchronous, with a time-out or without.',
    'IO 多路复用：你守在一个柜台前，同时等许多张票。许多次等待合成了一次，可人还是站在那里，票还是自己去取：不管设不设超时，都是同步。',
  ),
};

const instead: Record<Mechanism, Bilingual> = {
  notified: say(
    'Say once what you want and how you are to be told (a callback, a promise, an event), and return. What arrives then wakes you.',
    '应当这样做：说一次你要什么、怎样通知你（回调、Promise 或事件），然后返回；到时由到达的东西来叫醒你。',
  ),
  blocking: say(
    'This exercise asks for the blocking call: let it sleep until it can come back.',
    '这道题要的是阻塞调用：让它睡到能返回为止。',
  ),
  'busy-poll': say(
    'This exercise asks for the loop that tries again at once, so that you see what it costs.',
    '这道题要的是立刻重试的循环，让你看到它的代价。',
  ),
  'timed-poll': say('This exercise asks for looking again on a timer.', '这道题要的是用定时器反复查看。'),
  multiplexed: say(
    'This exercise asks for one call (select, poll or epoll) that waits for all descriptors at once.',
    '这道题要的是用一次调用（select、poll 或 epoll）同时等待所有描述符。',
  ),
};

/** What this way of waiting is, and what to do instead; where it is the wanted one, a confirmation. */
export function mechanismExplanation(mechanism: Mechanism | null, wanted: Mechanism): Bilingual {
  if (mechanism === null) return instead[wanted];
  if (mechanism !== wanted) return together(means[mechanism], instead[wanted]);

  return together(means[mechanism], say('That is what this exercise asks for.', '这正是这道题要的。'));
}

/** “Was it asynchronous?”, answered for each level by itself. */
export function levelsOf(mechanism: Mechanism, dataPath: DataPath | null): Levels {
  const bySignal = mechanism === 'notified' && dataPath === 'signal-then-read';
  const yours = bySignal ? signalled : atYourCode[mechanism];
  if (mechanism === 'multiplexed' && dataPath === 'readiness-then-read') return { code: yours, ...ownSet };
  return { code: yours, ...(dataPath ? below[dataPath] : notSeen) };
}
