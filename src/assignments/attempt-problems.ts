import type { Bilingual } from '../lab/bilingual.js';
import { HttpProblem } from '../platform/http/problem.js';
import type { AssignmentContent } from './assignment.js';
import type { Refusal, SubmissionRefusal } from './policy.js';

/** What a student is told who may not do something with an attempt. */

/** A moment in the course’s zone, as people write it. */
function moment(at: number, zone: string): Bilingual {
  const text = (locale: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long', timeZone: zone }).format(at);
  return { en: text('en-GB'), 'zh-CN': text('zh-CN') };
}

export function refused(refusal: Refusal, zone: string): HttpProblem {
  return new HttpProblem('not-startable', refusalText(refusal, zone));
}

function refusalText(refusal: Refusal, zone: string): Bilingual {
  switch (refusal.why) {
    case 'not-open': {
      const at = moment(refusal.until, zone);
      return { en: `It opens on ${at.en}.`, 'zh-CN': `作业将于 ${at['zh-CN']} 开放。` };
    }
    case 'closed': {
      const at = moment(refusal.since, zone);
      return { en: `It closed on ${at.en}.`, 'zh-CN': `作业已于 ${at['zh-CN']} 关闭。` };
    }
    case 'no-more-attempts':
      return {
        en: `You have used all ${refusal.allowed} of your attempts.`,
        'zh-CN': `你的 ${refusal.allowed} 次尝试已全部用完。`,
      };
    case 'cool-down': {
      const at = moment(refusal.until, zone);
      return {
        en: `The next attempt may begin on ${at.en}; use the time to find out what went wrong.`,
        'zh-CN': `下一次尝试最早可在 ${at['zh-CN']} 开始；不妨先想想上一次错在哪里。`,
      };
    }
  }
}

export function notSubmittable(refusal: SubmissionRefusal): HttpProblem {
  return new HttpProblem(
    'not-submittable',
    refusal.why === 'no-more'
      ? {
          en: `You have used all ${refusal.allowed} of your submissions for this exercise. \`?mode=try\` still runs the visible situations.`,
          'zh-CN': `这道题的 ${refusal.allowed} 次提交已全部用完。仍可用 \`?mode=try\` 运行公开的场景。`,
        }
      : {
          en: `The next submission may come at ${new Date(refusal.until).toISOString()}. \`?mode=try\` runs the visible situations meanwhile.`,
          'zh-CN': `下一次提交最早可在 ${new Date(refusal.until).toISOString()} 进行；在此之前可用 \`?mode=try\` 运行公开的场景。`,
        },
  );
}

/** What came after the end: an answer or a submission is kept, a hint is not given, a try is not run. */
export function isOver(
  end: Date,
  { title }: AssignmentContent,
  what: 'answer' | 'hint' | 'try',
): HttpProblem {
  const at = end.toISOString();
  if (what === 'try') {
    return new HttpProblem('attempt-over', {
      en: `This attempt at “${title.en}” was over at ${at}. POST /exercises/…/submissions?mode=try goes on trying.`,
      'zh-CN': `对 “${title['zh-CN']}” 的这次作答已于 ${at} 结束。可用 POST /exercises/…/submissions?mode=try 继续试运行。`,
    });
  }
  return new HttpProblem(
    'attempt-over',
    what === 'answer'
      ? {
          en: `This attempt at “${title.en}” was over at ${at}. What you sent is kept, and does not count; if there is a reason, ask your instructor for an extension.`,
          'zh-CN': `对 “${title['zh-CN']}” 的这次作答已于 ${at} 结束。你发来的内容已留存，但不计分；如有正当理由，请向教师申请延期。`,
        }
      : {
          en: `This attempt at “${title.en}” was over at ${at}; no more hints are given.`,
          'zh-CN': `对 “${title['zh-CN']}” 的这次作答已于 ${at} 结束，不再提供提示。`,
        },
  );
}

export const noSuchAttempt = (): HttpProblem =>
  new HttpProblem('not-found', {
    en: 'You have no attempt with this id.',
    'zh-CN': '你没有此 id 的作答。',
  });

export const noSuchItem = (count: number): HttpProblem =>
  new HttpProblem('not-found', {
    en: `This attempt has the items 1 to ${count}.`,
    'zh-CN': `本次作答的题目编号为 1 到 ${count}。`,
  });

export const wrongKind = (kind: 'question' | 'exercise'): HttpProblem =>
  new HttpProblem(
    'not-found',
    kind === 'exercise'
      ? {
          en: 'This item is an exercise: POST the program to …/submissions.',
          'zh-CN': '这一项是编程练习：请将程序 POST 到 …/submissions。',
        }
      : {
          en: 'This item is a question: PUT the answer to …/answer.',
          'zh-CN': '这一项是题目：请将作答 PUT 到 …/answer。',
        },
  );

/** Whoever knows the random choices of a run could write them into the program. */
export const noSeedHere = (): HttpProblem => {
  const detail = {
    en: 'A submission that counts draws its seed by itself.',
    'zh-CN': '计分的提交不能指定种子。',
  };
  return new HttpProblem('forbidden', detail, { errors: [{ pointer: '/seed', detail }] });
};

export const replacedMeanwhile = (): HttpProblem =>
  new HttpProblem('conflict', {
    en: 'The exercise was replaced by a mended version just now. Send it again.',
    'zh-CN': '这道练习刚刚换成了修正后的版本。请再提交一次。',
  });

export const tooFewQuestions = (): HttpProblem =>
  new HttpProblem('not-startable', {
    en: 'Some of its questions are no longer in the bank, so that no whole attempt can be put together. Tell your instructor.',
    'zh-CN': '作业中的部分题目已不在题库里，无法组成完整的一次作答。请告诉教师。',
  });

export const staleAnswer = (): HttpProblem =>
  new HttpProblem('precondition-failed', {
    en: 'This answer was changed since you read it, perhaps in another tab. Read the attempt again; both answers are kept.',
    'zh-CN': '在你读取之后，这道题的作答又被修改过（可能是在另一个标签页中）。请重新读取；两份作答都已留存。',
  });
