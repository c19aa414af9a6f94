import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { noAnswer } from '../bank/question-preview.js';
import { Prisma } from '../generated/client.js';
import type { Caller } from '../people/roles.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { HttpProblem } from '../platform/http/problem.js';
import { layoutOf } from '../questions/layout.js';
import type { Question } from '../questions/question.js';
import { readAnswer } from '../questions/read-answer.js';
import { readRow } from './assignments-service.js';
import { endedAt, type Ends } from './attempt-end.js';
import { isOver, noSuchAttempt, noSuchItem, staleAnswer, wrongKind } from './attempt-problems.js';
import { Versions } from './versions.js';

/** An answer as it is kept, in the ids of the question’s file. */
export interface SavedAnswer {
  readonly seed: number;
  readonly position: number;
  readonly question: Question;
  readonly answer: unknown;
  readonly certainty: number | null;
  readonly revision: number;
}

/**
 * Takes answers. It is what students do most, all of them at the same time: so it reads no more than it needs, and apart from
 * the key that it comes with, one transaction of three statements is all.
 */
@Injectable()
export class AnswersService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Versions) private readonly versions: Versions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The same answer again changes nothing; `revision` is the one that the writer has seen, null for whoever writes last
   * wins. What comes after the end is kept and does not count.
   *
   * @throws HttpProblem not-found, validation, precondition-failed, attempt-over
   */
  async save(
    caller: Caller,
    id: string,
    position: number,
    sent: { readonly answer: unknown; readonly certainty: number | null; readonly revision: number | null },
  ): Promise<SavedAnswer> {
    const { certainty } = sent;
    const kept = await this.database.$transaction(async (transaction) => {
      const now = this.clock();
      const current = await lockedItem(transaction, caller.accountId, id, position);
      const seed = Number(current.seed);
      const question = await this.#question(transaction, current);
      const read = readAnswer(question, layoutOf(question, seed), sent.answer);
      if (!read.ok) throw noAnswer(read.problems, '/answer');
      const { answer } = read;
      const saved = { seed, position, question, answer, certainty };
      const end = endedAt(current, now);
      const stale = sent.revision !== null && sent.revision !== current.revision;
      const same = isDeepStrictEqual(current.answer, answer) && current.certainty === certainty;
      if (same && end === null) return { ...saved, revision: current.revision };
      const stored = answer === null ? Prisma.DbNull : (answer as Prisma.InputJsonValue);
      const counted = end === null && !stale;
      if (end !== null && (await isKept(transaction, { id, position, answer, certainty })))
        return isOver(end, await contentOf(transaction, id), 'answer');
      await transaction.answerSave.create({
        data: { attemptId: id, position, answer: stored, certainty, counted, savedAt: now },
      });
      if (end !== null) return isOver(end, await contentOf(transaction, id), 'answer');
      if (stale) return staleAnswer();
      const revision = current.revision + 1;
      await transaction.attemptItem.updateMany({
        where: { attemptId: id, position },
        data: { answer: stored, certainty, revision },
      });
      return { ...saved, revision };
    });
    // Thrown only now, so that what does not count is kept all the same.
    if (kept instanceof HttpProblem) throw kept;
    return kept;
  }

  async #question(transaction: Transaction, { questionId }: LockedItem): Promise<Question> {
    const question = (await this.versions.questions([questionId], transaction)).get(questionId ?? '');
    if (question === undefined) throw wrongKind('exercise');
    return question;
  }
}

interface LockedItem extends Ends {
  readonly seed: bigint;
  /** Null of an exercise. */
  readonly questionId: string | null;
  readonly answer: unknown;
  readonly certainty: number | null;
  readonly revision: number;
}

/**
 * An item of the student’s attempt, both locked until the transaction ends: of two tabs, or a student and the deadline, one
 * is first. Whoever waited for a lock reads what the other has written of the rows that it locks, and of no others.
 *
 * @throws HttpProblem not-found
 */
async function lockedItem(
  transaction: Transaction,
  accountId: string,
  id: string,
  position: number,
): Promise<LockedItem> {
  const [row] = await transaction.$queryRaw<LockedItem[]>`
    SELECT attempt.seed, attempt.submitted_at AS "submittedAt", attempt.ends_at AS "endsAt",
           item.question_id AS "questionId", item.answer, item.certainty, item.revision
      FROM attempt JOIN attempt_item AS item ON item.attempt_id = attempt.id
     WHERE attempt.id = ${id}::uuid AND attempt.account_id = ${accountId}::uuid AND item.position = ${position}
       FOR UPDATE OF attempt, item`;
  if (row !== undefined) return row;
  const attempt = await transaction.attempt.findFirst({
    where: { id, accountId },
    include: { _count: { select: { items: true } } },
  });
  throw attempt === null ? noSuchAttempt() : noSuchItem(attempt._count.items);
}

/** Whether what comes too late was the last that came already: a page that goes on saving must not fill the disk. */
async function isKept(
  transaction: Transaction,
  {
    id,
    position,
    answer,
    certainty,
  }: Pick<SavedAnswer, 'position' | 'answer' | 'certainty'> & { id: string },
): Promise<boolean> {
  const last = await transaction.answerSave.findFirst({
    where: { attemptId: id, position },
    orderBy: { id: 'desc' },
  });
  return last !== null && isDeepStrictEqual(last.answer, answer) && last.certainty === certainty;
}

async function contentOf(transaction: Transaction, id: string) {
  const { assignment } = await transaction.attempt.findUniqueOrThrow({
    where: { id },
    include: { assignment: true },
  });
  return readRow(assignment).content;
}
