import type { Bilingual } from '../../bilingual.js';
import type { Mechanism, Prediction } from '../report.js';
import { confusions } from './confusions.js';
import { means } from './mechanisms.js';
import { say, together } from './phrases.js';

/** Nothing was seen to hold the guess against: it did not run, or not long enough, or could not be observed. */
const unseen = say(
  'This run did not show how the program waits, so there is nothing yet to hold your prediction against. Keep it, and look again when the program has run.',
  '这次运行没有看出程序怎样等待，你的预测还没有东西可以对照。先记着它，等程序跑起来再看。',
);

/**
 * The guess and what the kernel saw, side by side; null where nobody guessed.
 *
 * @param observed null when the run did not show how the program waits
 */
export function predictionOf(guessed: Mechanism | null, observed: Mechanism | null): Prediction | null {
  if (guessed === null) return null;
  if (observed === null) return { guessed, right: null, text: unseen };
  return { guessed, right: guessed === observed, text: confusions[guessed][observed] };
}

/** How a program that is somebody else's was seen to wait. */
const seen: Record<Mechanism, Bilingual> = {
  notified: say(
    'The program was told: nothing held its thread, and each arrival alone brought the news.',
    '程序是被通知的：没有什么堵住它的线程，东西一到，消息自己就送来了。',
  ),
  blocking: say(
    'The program’s thread was held: it slept inside a call and could do nothing else.',
    '程序的线程被堵住了：它睡在一次调用里，别的什么也做不了。',
  ),
  'busy-poll': say(
    'The program was spinning: while nothing came it never came to rest.',
    '程序在空转：什么都没来，它却一刻也不歇。',
  ),
  'timed-poll': say(
    'The program asked again on a timer: after an arrival it slept on, and found the news when it next looked.',
    '程序在定时轮询：东西到了，它还在睡，下一次去看才发现。',
  ),
  multiplexed: say(
    'The program waited by I/O multiplexing: its thread slept in a call that waits for a set of descriptors.',
    '程序在用 IO 多路复用等待：线程睡在一次调用里，等的是一组描述符。',
  ),
};

/** The sentence `observed` of the check `predicted`. */
export function predictionObserved(observed: Mechanism | null): Bilingual {
  return observed === null ? unseen : seen[observed];
}

/** Its `explanation`: what the way that was seen is. */
export function predictionExplanation(observed: Mechanism | null): Bilingual {
  return observed === null ? unseen : means[observed];
}

/** The first sentences of a report whose submission is a prediction. */
export function predictionSummary(right: boolean, observed: Mechanism | null): Bilingual {
  if (observed === null) return unseen;
  return together(
    right ? say('You saw it coming.', '猜对了。') : say('It turned out otherwise.', '结果不是这样。'),
    seen[observed],
  );
}
