import type { Bilingual } from '../../bilingual.js';
import type { End, Finding, Observation } from '../recording.js';
import type { Mechanism } from '../report.js';
import { contentWords } from './content-words.js';
import { endingWords } from './ending-words.js';
import { endingExplained, endingObserved, endingOf } from './endings.js';
import { say, together } from './phrases.js';
import type { FindingWords } from './phrases.js';
import { tellingWords } from './telling-words.js';
import { waitingWords } from './waiting-words.js';

/** Every finding has its sentences: a new one does not compile before it has. */
const words: Record<Finding, FindingWords> = {
  ...waitingWords,
  ...tellingWords,
  ...contentWords,
  ...endingWords,
};

/** What was observed, in a sentence or two, with the numbers filled in. Says no more than the observation holds. */
export function observedOf(observation: Observation): Bilingual {
  return words[observation.finding].observed(observation);
}

/**
 * Why it matters and what to change; for a passed observation one short sentence that confirms it. `wanted`: how the
 * exercise asks to wait, since “leave a callback” is no advice where the thread itself is to wait.
 */
export function explanationOf(
  check: string,
  observation: Observation,
  wanted: Mechanism = 'notified',
): Bilingual {
  return words[observation.finding].explanation(check, observation, wanted);
}

/**
 * A check that no scene reached. `because`: the observation that ended the run before it; `end`: how the program
 * ended, if it did. Neither is needed.
 */
export function notReached(
  because: Observation | null,
  end: End | null,
): { observed: Bilingual; explanation: Bilingual } {
  const ending = endingOf(end);
  const why = because ? observedOf(because) : ending ? endingObserved(ending) : null;
  return {
    observed: why
      ? together(say('The run did not get this far. Before that:', '运行没有走到这一步。在这之前：'), why)
      : say(
          'Not tried: how your program waits was settled before this situation came up.',
          '没有检查：还没轮到这个场景，你的程序怎样等待就已经清楚了。',
        ),
    explanation: why
      ? together(
          say(
            'First repair what stopped it; then this will be looked at.',
            '先修好让它停下来的问题，这一项才轮得到检查。',
          ),
          !because && ending ? endingExplained(ending) : null,
        )
      : say(
          'First mend how it waits; then this will be looked at.',
          '先把等待的方式改对，这一项才轮得到检查。',
        ),
  };
}
