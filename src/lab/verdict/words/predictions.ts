import type { Mechanism, Prediction } from '../report.js';
import { confusions } from './confusions.js';
import { say } from './phrases.js';

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
