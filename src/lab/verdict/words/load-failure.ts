import type { Bilingual } from '../../bilingual.js';
import type { Recording } from '../recording.js';
import { endingExplained, endingObserved, endingOf } from './endings.js';
import { code, quote, say, together } from './phrases.js';

type LoadFailure = NonNullable<Recording['loadFailure']>;

/** Why nothing could be played with the submission: it did not get as far as its first call. */
export function loadFailureText(failure: LoadFailure, exportName: string): Bilingual {
  switch (failure.how) {
    case 'threw':
      return threw(failure.error);
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
    case 'ended':
      return ended(failure);
  }
}

function threw(error: string): Bilingual {
  return together(
    error === ''
      ? say('Your program threw an exception while it was being loaded.', '程序在加载时抛出了异常。')
      : say(
          `Your program threw an exception while it was being loaded: ${quote(error)}.`,
          `程序在加载时抛出了异常：${quote(error)}。`,
        ),
    say(
      'It comes from what runs at once on loading, the imports and the code outside your functions; the lab had not called anything yet.',
      '出错的是一加载就会运行的部分，也就是导入语句和函数之外的代码；这时评测程序还没有调用任何函数。',
    ),
  );
}

function ended({ end }: LoadFailure): Bilingual {
  const ending = endingOf(end);
  // Of a run that never began, “before the peer had finished” would say too much.
  if (!ending || ending.kind === 'exited') {
    return together(
      say(
        'Your program ended by itself while it was being loaded, before it was called.',
        '程序在加载时自己退出了，还没有轮到调用。',
      ),
      ending && endingExplained(ending),
    );
  }
  return together(
    endingObserved(ending),
    say('That was while it was being loaded, before it was called.', '这发生在加载的时候，还没有轮到调用。'),
    endingExplained(ending),
  );
}
