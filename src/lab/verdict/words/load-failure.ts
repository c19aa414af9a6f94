import type { Bilingual } from '../../bilingual.js';
import type { Recording } from '../recording.js';
import { endingExplained, endingObserved, endingOf } from './endings.js';
import { code, quote, say, together } from './phrases.js';

type LoadFailure = NonNullable<Recording['loadFailure']>;

/** Why nothing could be played with the submission: it did not get as far as its first call. */
export function loadFailureText({ how, error, end }: LoadFailure, exportName: string): Bilingual {
  switch (how) {
    case 'threw':
      return together(
        error === ''
          ? say('Your program threw an exception while it was being loaded.', '程序在加载时抛出了异常。')
          : say(
              `Your program threw an exception while it was being loaded: ${quote(error)}.`,
              `程序在加载时抛出了异常：${quote(error)}。`,
            ),
        say(
          'That is in the code outside your functions, which runs at once; nothing has been called yet.',
          '问题在函数之外的代码里，这部分一加载就会运行；这时还没有调用任何函数。',
        ),
      );
    case 'no-export':
      return say(
        `Your program was loaded, but it exports nothing named ${code(exportName)}. Write ${code('export')} before the function, and check the spelling.`,
        `程序加载了，但没有导出名为 ${code(exportName)} 的函数。请在函数前面写上 ${code('export')}，并检查拼写。`,
      );
    case 'never-settled':
      return say(
        'Your program was never done loading. An `await` (or a loop) outside your functions does not come to an end; put it inside the function that is called.',
        '程序一直没有加载完：函数之外有一个 `await`（或者循环）没有结果。请把它放进会被调用的函数里。',
      );
    case 'ended': {
      const ending = endingOf(end);
      return together(
        say(
          'Your program ended while it was being loaded, before it was called.',
          '程序在加载时就结束了，还没有轮到调用。',
        ),
        // “Before the peer had finished” would be said of a run that never began.
        ending && ending.kind !== 'exited' ? endingObserved(ending) : null,
        ending ? endingExplained(ending) : null,
      );
    }
  }
}
