import type { AttemptRow, ItemRow } from '../assignments/attempt-row.js';
import type { Transaction } from '../platform/database/prisma.js';
import { HttpProblem } from '../platform/http/problem.js';
import { takesTheSameAnswers } from '../questions/answer-space.js';
import { type Question, questionSchema } from '../questions/question.js';

/** The version that a regrade marks by: the newest published one. */
export type Target =
  | {
      readonly kind: 'question';
      readonly id: string;
      readonly slug: string;
      readonly version: number;
      readonly key: Question;
    }
  | { readonly kind: 'exercise'; readonly id: string; readonly slug: string; readonly version: number };

export interface Concerned {
  readonly attempt: AttemptRow;
  readonly item: ItemRow;
}

/** @throws HttpProblem unknown-question, unknown-exercise */
export async function newestTarget(
  database: Transaction,
  kind: Target['kind'],
  slug: string,
): Promise<Target> {
  if (kind === 'exercise') {
    const row = await database.exercise.findFirst({
      where: { slug, published: true },
      orderBy: { version: 'desc' },
      select: { id: true, version: true },
    });
    if (row !== null) return { kind, slug, ...row };
    throw new HttpProblem('unknown-exercise', {
      en: `There is no published exercise “${slug}”.`,
      'zh-CN': `没有已发布的练习 “${slug}”。`,
    });
  }
  const row = await database.question.findFirst({
    where: { slug, status: { not: 'draft' } },
    orderBy: { version: 'desc' },
    select: { id: true, version: true, content: true, status: true },
  });
  if (row?.status !== 'published') {
    throw new HttpProblem('unknown-question', {
      en: `There is no published question “${slug}”. Correct it and publish the correction first.`,
      'zh-CN': `没有已发布的题目 “${slug}”。请先修改题目并发布新版本。`,
    });
  }
  const { id, version, content } = row;
  return { kind, slug, id, version, key: questionSchema.parse(content) };
}

/** Items that ask another version than the target, or are marked by another. */
export function concernedBy(target: Target, attempts: readonly AttemptRow[]): Concerned[] {
  return attempts.flatMap((attempt) =>
    attempt.items.flatMap((item) => (isConcerned(target, item) ? [{ attempt, item }] : [])),
  );
}

function isConcerned(target: Target, item: ItemRow): boolean {
  if (item.kind === 'exercise')
    return target.kind === 'exercise' && item.exercise.slug === target.slug && item.exerciseId !== target.id;
  return (
    target.kind === 'question' &&
    item.question.slug === target.slug &&
    item.marking.version !== target.version
  );
}

/**
 * @throws HttpProblem conflict where there is nothing to do; not-regradable where answers to the versions asked say nothing
 * of the target
 */
export function checkConcerned(target: Target, concerned: readonly Concerned[]): void {
  if (concerned.length === 0) {
    throw new HttpProblem('conflict', {
      en: `Nobody in this course has answered an earlier version of “${target.slug}” than ${target.version}. Publish the corrected version first.`,
      'zh-CN': `这门课程中没有人作答过 “${target.slug}” 第 ${target.version} 版之前的版本。请先发布修改后的版本。`,
    });
  }
  for (const { item } of concerned) {
    if (item.kind === 'exercise' || target.kind === 'exercise') continue;
    if (takesTheSameAnswers(item.question, target.key)) continue;
    const { version } = item.question;
    throw new HttpProblem('not-regradable', {
      en: `Version ${target.version} of “${target.slug}” has other parts or parameters than version ${version}, which students answered: its key says nothing of their answers. Change texts and keys only, or give points by hand.`,
      'zh-CN': `“${target.slug}” 第 ${target.version} 版的选项、空格或参数与学生作答的第 ${version} 版不同，新答案无法用来评判旧作答。请只修改文字和答案，或手工给分。`,
    });
  }
}
