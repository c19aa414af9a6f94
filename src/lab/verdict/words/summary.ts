import type { Bilingual } from '../../bilingual.js';
import type { End, Recording } from '../recording.js';
import type { DataPath, Mechanism, ReportStatus } from '../report.js';
import { endingExplained, endingObserved, endingOf } from './endings.js';
import { loadFailureText } from './load-failure.js';
import { code, cpu, say, together } from './phrases.js';
import { predictionSummary } from './predictions.js';

/** What the summary is made from. */
export interface SummaryFacts {
  readonly status: ReportStatus;
  readonly passed: boolean;
  readonly mechanism: Mechanism | null;
  /** Null in an exercise that wants none: a prediction. */
  readonly wanted: Mechanism | null;
  /** The submission is a prediction; the program was shipped. */
  readonly predicts?: boolean;
  readonly dataPath: DataPath | null;
  readonly score: number;
  readonly maxScore: number;
  readonly firstFailed: { readonly title: Bilingual; readonly observed: Bilingual } | null;
  readonly end: End | null;
  readonly loadFailure: Recording['loadFailure'];
  /** The name the submission must export. */
  readonly exportName: string;
  /** How many diagnostics the report holds. */
  readonly diagnostics: number;
  readonly neverTold: boolean;
  readonly sleepingCall: string | null;
  /** Every silence of the run was quiet; only then may the summary say so. */
  readonly quiet?: boolean;
  /** CPU that the program used while the peer was silent, ms. */
  readonly cpuMs?: number;
}

/** The two or three sentences a student reads first: how the run ended, what that means, where to go from here. */
export function summaryOf(facts: SummaryFacts): Bilingual {
  switch (facts.status) {
    case 'fault':
      return say(
        'Something failed on our side, not in your program. This try does not count; please submit again.',
        '是我们这边出了故障，不是你的程序有问题。这次不计次数，请重新提交。',
      );
    case 'inconclusive':
      return say(
        'This time your program could not be observed well enough for a fair verdict. Nothing is lost: this try does not count, and the same program can be judged again.',
        '这一次没有观察清楚，不足以作出公正的判定。你没有损失：这次不计次数，同样的程序可以再判一次。',
      );
    case 'not-run':
      return notRun(facts);
    case 'graded':
      if (facts.predicts) return predictionSummary(facts.passed, facts.mechanism);
      return facts.passed ? passed(facts) : failed(facts);
  }
}

function notRun({ loadFailure, diagnostics, exportName }: SummaryFacts): Bilingual {
  if (loadFailure) return loadFailureText(loadFailure, exportName);
  if (diagnostics > 0) {
    return say(
      diagnostics === 1
        ? 'Your program was not run: the compiler found a problem. It is listed below with its line.'
        : `Your program was not run: the compiler found ${diagnostics} problems. They are listed below with their lines; begin with the first, the others often follow from it.`,
      diagnostics === 1
        ? '程序没有运行：编译器发现一个问题，下面列出了它在哪一行。'
        : `程序没有运行：编译器发现 ${diagnostics} 个问题，下面列出了各在哪一行。先改第一个，其余的往往是它引起的。`,
    );
  }
  return say('Your program was not run.', '程序没有运行。');
}

function passed(facts: SummaryFacts): Bilingual {
  const { mechanism, dataPath } = facts;
  if (mechanism === null) return say('All checks passed.', '全部检查通过。');
  if (mechanism !== 'notified')
    return together(
      ways(mechanism, facts.sleepingCall),
      mechanism === 'busy-poll' ? price(facts.cpuMs ?? 0) : null,
      say('That is what was asked for: passed.', '这正是题目要的：通过。'),
    );
  const silence = facts.quiet
    ? say(
        'While the peer was silent your threads slept, used no CPU and never woke for nothing.',
        '对端沉默期间，你的线程都在睡眠，不占 CPU，没有无故醒来。',
      )
    : say(
        'While it waited for the peer, nothing held your thread.',
        '等待对端的时候，没有什么堵住你的线程。',
      );
  return together(
    silence,
    say(
      'When the peer acted, that alone brought the news: you were told.',
      '对端一有动作，消息自己就送到了：你是被通知的。',
    ),
    dataPath ? beneath[dataPath] : null,
  );
}

/** What a spin cost, for who was asked to write one. */
function price(ms: number): Bilingual | null {
  if (ms <= 0) return null;
  const used = cpu(ms);
  return say(
    `It cost ${used.en} in the silences that were watched, and nothing came any sooner.`,
    `代价是：在观察到的那几段沉默里，${used['zh-CN']}，数据并没有因此早到一点。`,
  );
}

const beneath: Record<DataPath, Bilingual | null> = {
  'readiness-then-read': say(
    'Below you, Node learned “ready” and moved the bytes itself: synchronous at that level.',
    '往下一层，Node 得到的是“就绪”，数据是它自己搬的：那一层是同步 IO。',
  ),
  'signal-then-read': say(
    'The signal said “ready”; moving the bytes was still somebody’s own work.',
    '信号说的是“就绪”，数据还得自己去搬。',
  ),
  'helper-thread': say(
    'Below you, a helper of your own program waited for the bytes and carried them: the waiting was handed on, not abolished.',
    '往下一层，是你自己程序里的一个辅助者在等数据、搬数据：等待没有消失，只是交给了它。',
  ),
  aio: say(
    'Below you, a helper thread of glibc’s, in your own process, waited and moved the bytes.',
    '往下一层，是你自己进程里 glibc 的一个辅助线程在等、在搬。',
  ),
  'blocking-read': null,
  retry: null,
};

function failed(facts: SummaryFacts): Bilingual {
  const ending = endingOf(facts.end);
  if (facts.loadFailure) return loadFailureText(facts.loadFailure, facts.exportName);
  const { mechanism, wanted, firstFailed } = facts;
  if (mechanism !== null && wanted !== null && mechanism !== wanted)
    return together(ways(mechanism, facts.sleepingCall), wish(mechanism, wanted));
  if (ending)
    return together(
      mechanism === null ? null : right(mechanism),
      endingObserved(ending),
      endingExplained(ending),
    );
  const way = mechanism === null ? null : right(mechanism);
  const first = firstFailed
    ? say(
        `First to look at, “${firstFailed.title.en}”: ${firstFailed.observed.en}`,
        `先看“${firstFailed.title['zh-CN']}”这一项：${firstFailed.observed['zh-CN']}`,
      )
    : null;
  if (facts.neverTold) {
    const never = way
      ? say(
          'But at least once the news never came, and whoever waits for it would wait for ever.',
          '但至少有一次，消息一直没有来，等它的一方会永远等下去。',
        )
      : say(
          'At least once the news never came, and whoever waits for it would wait for ever.',
          '至少有一次，消息一直没有来，等它的一方会永远等下去。',
        );
    return together(way, never, first);
  }
  return together(way, first ?? say('Not every check passed.', '有检查没有通过。'));
}

function right(mechanism: Mechanism): Bilingual {
  return mechanism === 'notified'
    ? say('How you wait is right: you are told.', '等待的方式是对的：你是被通知的。')
    : say('How you wait is what was asked for.', '等待的方式符合题目的要求。');
}

function ways(mechanism: Mechanism, call: string | null): Bilingual {
  switch (mechanism) {
    case 'notified':
      return say(
        'You were told: what the peer did brought the news by itself.',
        '你是被通知的：对端一有动作，消息自己就送到了。',
      );
    case 'blocking':
      return call === null
        ? say(
            'While it waited for the peer, your thread was held: it slept in a call and could do nothing else.',
            '等待对端的时候，你的线程被堵住了：它睡在一次调用里，别的什么也做不了。',
          )
        : say(
            `While it waited for the peer, your thread was held: it slept in ${code(call)} and could do nothing else.`,
            `等待对端的时候，你的线程被堵住了：它睡在 ${code(call)} 里，别的什么也做不了。`,
          );
    case 'busy-poll':
      return say(
        'While nothing happened at the peer, your program was spinning: it kept running and asking instead of resting.',
        '对端没有动静的时候，你的程序在空转：它不肯歇下来，一直在跑、一直在问。',
      );
    case 'timed-poll':
      return say(
        'Your program asks by itself: after the peer had acted, all of it was asleep, and nobody was told until it looked again.',
        '你的程序靠自己去问：对端有了动作之后，它整个在睡，直到自己再去看一次，才有人得到通知。',
      );
    case 'multiplexed':
      return call === null
        ? say(
            'Your thread waited by I/O multiplexing, on a set of descriptors of its own.',
            '你的线程用 IO 多路复用来等，等的是自己的一组描述符。',
          )
        : say(
            `Your thread waited by I/O multiplexing: it slept in ${code(call)}, on a set of descriptors of its own.`,
            `你的线程用 IO 多路复用来等：它睡在 ${code(call)} 里，等的是自己的一组描述符。`,
          );
  }
}

/** Where to go from this way of waiting to the wanted one. */
function wish(mechanism: Mechanism, wanted: Mechanism): Bilingual {
  if (wanted !== 'notified') {
    const asked: Record<Exclude<Mechanism, 'notified'>, Bilingual> = {
      blocking: say('Asked for was the blocking call.', '题目要的是阻塞的调用。'),
      'busy-poll': say('Asked for was trying again without a pause.', '题目要的是不停地重试。'),
      'timed-poll': say('Asked for was looking again on a timer.', '题目要的是用定时器反复查看。'),
      multiplexed: say('Asked for was I/O multiplexing.', '题目要的是 IO 多路复用。'),
    };
    return asked[wanted];
  }
  switch (mechanism) {
    case 'blocking':
      return say(
        'You stood at the airport waiting for the ticket. Leave a callback and return: then the courier comes to you.',
        '你是站在机场等票。留下回调，先返回：快递员会送上门来。',
      );
    case 'busy-poll':
    case 'timed-poll':
      return say(
        'That is phoning the airport again and again. Leave a callback, ask no more, and you will be rung.',
        '这是一遍遍给机场打电话。留下回调，别再去问，到时有人来按门铃。',
      );
    case 'multiplexed':
      return say(
        'That call tells you what is ready, but you stand there until it does: synchronous. Leave the waiting to the event loop and give it a callback.',
        '这种调用会告诉你哪个就绪，可在那之前你一直站着等：是同步。把等待交给事件循环，给它一个回调。',
      );
    case 'notified':
      return say('That is more than was asked for.', '这超出了题目的要求。');
  }
}
