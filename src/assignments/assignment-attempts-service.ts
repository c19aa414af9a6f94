import { randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { noAnswer } from '../bank/question-preview.js';
import { Inject, Injectable } from '@nestjs/common';
import { notify } from '../platform/database/notifications.js';
import { DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { Prisma } from '../generated/client.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { HttpProblem } from '../platform/http/problem.js';
import { Versions } from './versions.js';
import type { StoredExercise } from '../bank/bank-service.js';
import type { Within } from '../submissions/submissions-service.js';
import type { Membership } from '../people/courses-service.js';
import type { Caller } from '../people/roles.js';
import { layoutOf } from '../questions/layout.js';
import { drawnValues } from '../questions/parameters.js';
import { readAnswer } from '../questions/read-answer.js';
import { scoreAnswer } from '../questions/score.js';
import { bankNow, readRow, termsFor, type AssignmentRow } from './assignments-service.js';
import {
  isOver,
  noSuchAttempt,
  noSuchItem,
  notSubmittable,
  refused,
  staleAnswer,
  wrongKind,
} from './attempt-problems.js';
import {
  attemptRow,
  versionsOf,
  wholeAttempt,
  type AttemptRow,
  type ExerciseItem,
  type QuestionItem,
  type WholeAttempt,
} from './attempt-row.js';
import { attemptsTopic } from './topics.js';
import { drawItems } from './draw.js';
import { countingRuns } from './marks.js';
import { endOf, refusalOf, submissionRefusalOf } from './policy.js';

/**
 * Attempts at assignments. An attempt keeps the questions, in the versions, that it began with; its end is fixed
 * when it begins. Every write locks the attempt, so that of two tabs, or a student and the deadline, one is first.
 */
@Injectable()
export class AssignmentAttemptsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Versions) private readonly versions: Versions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Begins an attempt, or gives the one that is open. Whoever teaches gets a preview: it looks the same, asks for no
   * opening time, and never counts.
   *
   * @throws HttpProblem not-startable
   */
  async start(caller: Caller, course: Membership, assignment: AssignmentRow): Promise<AttemptRow> {
    const preview = course.role !== 'student';
    const { accountId } = caller;
    const id = await this.database.$transaction(async (transaction) => {
      // The account stands for “attempts of this student”: two tabs that start at once begin one attempt.
      await transaction.$queryRaw`SELECT id FROM account WHERE id = ${accountId}::uuid FOR UPDATE`;
      const now = this.clock();
      const earlier = await transaction.attempt.findMany({
        where: { assignmentId: assignment.id, accountId, preview },
        orderBy: { number: 'asc' },
      });
      const last = earlier.at(-1);
      if (last && last.submittedAt === null && !isPast(last.endsAt, now)) return last.id;
      if (last && last.submittedAt === null) await finish(transaction, this.versions, last.id, now);
      const terms = await termsFor(transaction, assignment, accountId);
      const submitted = earlier.map((each) => (each.submittedAt ?? each.endsAt ?? now).getTime());
      const refusal = preview ? null : refusalOf(terms, submitted, now.getTime());
      if (refusal !== null) throw refused(refusal, course.zone);
      const end = preview ? null : endOf(terms, now.getTime());
      const seed = randomInt(2 ** 32);
      const { items, rules } = assignment.content;
      const drawn = drawItems(items, await bankNow(transaction), seed, rules.shuffleItems);
      const { id: begun } = await transaction.attempt.create({
        data: {
          assignmentId: assignment.id,
          accountId,
          preview,
          number: (last?.number ?? 0) + 1,
          seed,
          startedAt: now,
          endsAt: end === null ? null : new Date(end),
          items: { create: drawn.map((item, index) => ({ ...item, position: index + 1 })) },
        },
      });
      if (end !== null) await notify(transaction, attemptsTopic);
      return begun;
    });
    return this.#read(id);
  }

  /**
   * The caller’s own attempt. One whose time is over is submitted before it is read.
   *
   * @throws HttpProblem not-found, also for somebody else’s
   */
  async select(caller: Caller, id: string): Promise<AttemptRow> {
    const own = { id, accountId: caller.accountId };
    const row = await this.database.attempt.findFirst({ where: own, include: wholeAttempt });
    if (row === null) throw noSuchAttempt();
    if (row.submittedAt !== null || !isPast(row.endsAt, this.clock())) return this.#complete(row);
    await this.database.$transaction((transaction) => finish(transaction, this.versions, id, this.clock()));
    return this.#read(id);
  }

  /** The caller’s attempts at one assignment, in their order; previews apart. */
  async list(caller: Caller, assignmentId: string): Promise<AttemptRow[]> {
    const rows = await this.database.attempt.findMany({
      where: { accountId: caller.accountId, assignmentId, preview: false },
      select: { id: true },
      orderBy: { number: 'asc' },
    });
    const attempts: AttemptRow[] = [];
    for (const { id } of rows) attempts.push(await this.select(caller, id));
    return attempts;
  }

  /**
   * Takes an answer. The same one again changes nothing; `revision` is the one that the writer has seen, null for
   * whoever writes last wins. What comes after the end is kept and does not count.
   *
   * @throws HttpProblem not-found, validation, precondition-failed, attempt-over
   */
  async save(
    caller: Caller,
    id: string,
    position: number,
    sent: { readonly answer: unknown; readonly certainty: number | null; readonly revision: number | null },
  ): Promise<{ seed: number; item: QuestionItem }> {
    const attempt = await this.select(caller, id);
    const item = questionAt(attempt, position);
    const read = readAnswer(item.question, layoutOf(item.question, attempt.seed), sent.answer);
    if (!read.ok) throw noAnswer(read.problems, '/answer');
    const { answer } = read;
    const { certainty } = sent;
    const kept = await this.database.$transaction(async (transaction) => {
      const now = this.clock();
      const { submittedAt, endsAt } = await lockedAttempt(transaction, id);
      const key = { attemptId_position: { attemptId: id, position } };
      const current = await transaction.attemptItem.findUniqueOrThrow({ where: key });
      const over = submittedAt !== null || isPast(endsAt, now);
      const stale = sent.revision !== null && sent.revision !== current.revision;
      const same = isDeepStrictEqual(current.answer, answer) && current.certainty === certainty;
      if (same && !over) return { ...item, answer, certainty, revision: current.revision };
      await transaction.answerSave.create({
        data: {
          attemptId: id,
          position,
          answer: json(answer),
          certainty,
          counted: !over && !stale,
          savedAt: now,
        },
      });
      if (over) return isOver(submittedAt ?? endsAt ?? now, attempt.assignment.content, 'answer');
      if (stale) return staleAnswer();
      const { revision } = await transaction.attemptItem.update({
        where: key,
        data: { answer: json(answer), certainty, revision: { increment: 1 } },
      });
      return { ...item, answer, certainty, revision };
    });
    // Thrown only now, so that what does not count is kept all the same.
    if (kept instanceof HttpProblem) throw kept;
    return { seed: attempt.seed, item: kept };
  }

  /**
   * Gives the next hint of a question, and counts it. Without one left it gives those that were taken.
   *
   * @throws HttpProblem not-found, attempt-over
   */
  async hint(caller: Caller, id: string, position: number): Promise<AttemptRow> {
    const attempt = await this.select(caller, id);
    const item = questionAt(attempt, position);
    await this.database.$transaction(async (transaction) => {
      const now = this.clock();
      const { submittedAt, endsAt } = await lockedAttempt(transaction, id);
      if (submittedAt !== null || isPast(endsAt, now))
        throw isOver(submittedAt ?? endsAt ?? now, attempt.assignment.content, 'hint');
      await transaction.attemptItem.updateMany({
        where: { attemptId: id, position, hints: { lt: item.question.hints.length } },
        data: { hints: { increment: 1 } },
      });
    });
    return this.#read(id);
  }

  /**
   * What an item of the caller’s attempt needs for a submission: the version it asks, and where it goes. What comes after
   * the end is kept and does not count.
   *
   * @throws HttpProblem not-found; when it is stored: not-submittable, and attempt-over for a try
   */
  async submissionTo(
    caller: Caller,
    id: string,
    position: number,
    tryOnly: boolean,
  ): Promise<{ attempt: AttemptRow; on: StoredExercise; within: Within }> {
    const attempt = await this.select(caller, id);
    const { exerciseId, exercise, rules } = exerciseAt(attempt, position);
    const { content, courseId } = attempt.assignment;
    const admit: Within['admit'] = async (transaction) => {
      const at = this.clock();
      const { submittedAt, endsAt } = await lockedAttempt(transaction, id);
      const over = submittedAt !== null || isPast(endsAt, at);
      if (over && tryOnly) throw isOver(submittedAt ?? endsAt ?? at, content, 'try');
      if (over || tryOnly) return { mode: over ? 'late' : 'try', at };
      const runs = await transaction.submission.findMany({
        where: { attemptId: id, position },
        orderBy: { sequence: 'asc' },
        include: { report: { select: { score: true, maxScore: true, counted: true } } },
      });
      const used = countingRuns({ runs, exerciseId }).map(({ createdAt }) => createdAt.getTime());
      const refusal = submissionRefusalOf(rules, used, at.getTime());
      if (refusal !== null) throw notSubmittable(refusal);
      return { mode: 'graded', at };
    };
    return {
      attempt,
      on: { id: exerciseId, exercise },
      within: { attemptId: id, position, courseId, admit },
    };
  }

  /** Ends the attempt and marks it. Submitting twice is submitting once. */
  async submit(caller: Caller, id: string): Promise<AttemptRow> {
    await this.select(caller, id);
    await this.database.$transaction((transaction) => finish(transaction, this.versions, id, this.clock()));
    return this.#read(id);
  }

  /** Submits every attempt whose end has come; returns how many. Several may do it at once. */
  async finishOverdue(): Promise<number> {
    const now = this.clock();
    const rows = await this.database.attempt.findMany({
      where: { submittedAt: null, endsAt: { lte: now } },
      select: { id: true },
    });
    for (const { id } of rows)
      await this.database.$transaction((transaction) => finish(transaction, this.versions, id, now));
    return rows.length;
  }

  /** The next end of an open attempt; null when none has one. */
  async nextEnd(): Promise<Date | null> {
    const { _min: least } = await this.database.attempt.aggregate({
      where: { submittedAt: null, endsAt: { not: null } },
      _min: { endsAt: true },
    });
    return least.endsAt;
  }

  async #read(id: string): Promise<AttemptRow> {
    return this.#complete(
      await this.database.attempt.findUniqueOrThrow({ where: { id }, include: wholeAttempt }),
    );
  }

  /** With the rules as they now hold for the student. */
  async #complete(row: WholeAttempt): Promise<AttemptRow> {
    const assignment = readRow(row.assignment);
    const terms = await termsFor(this.database, assignment, row.accountId);
    const attempts = await this.database.attempt.count({
      where: { assignmentId: assignment.id, accountId: row.accountId, preview: row.preview },
    });
    const versions = await versionsOf([row], this.versions);
    return attemptRow(row, { ...versions, assignment, terms, attempts });
  }
}

/** @throws HttpProblem not-found, also where the item is an exercise */
function questionAt({ items }: AttemptRow, position: number): QuestionItem {
  const item = items.find((each) => each.position === position);
  if (item === undefined) throw noSuchItem(items.length);
  if (item.kind !== 'question') throw wrongKind(item.kind);
  return item;
}

/** @throws HttpProblem not-found, also where the item is a question */
function exerciseAt({ items }: AttemptRow, position: number): ExerciseItem {
  const item = items.find((each) => each.position === position);
  if (item === undefined) throw noSuchItem(items.length);
  if (item.kind !== 'exercise') throw wrongKind(item.kind);
  return item;
}

const isPast = (end: Date | null, now: Date): boolean => end !== null && now.getTime() >= end.getTime();

async function lockedAttempt(transaction: Transaction, id: string) {
  await transaction.$queryRaw`SELECT id FROM attempt WHERE id = ${id}::uuid FOR UPDATE`;
  return transaction.attempt.findUniqueOrThrow({ where: { id } });
}

/** Marks every answer and closes the attempt, once; at its end, if that has come. */
async function finish(transaction: Transaction, versions: Versions, id: string, now: Date): Promise<void> {
  const { submittedAt, endsAt, seed } = await lockedAttempt(transaction, id);
  if (submittedAt !== null) return;
  const items = await transaction.attemptItem.findMany({
    where: { attemptId: id },
  });
  const keys = await versions.questions(
    items.map(({ questionId, markingId }) => markingId ?? questionId),
    transaction,
  );
  for (const item of items) {
    const question = keys.get(item.markingId ?? item.questionId ?? '');
    // An exercise’s mark follows from its reports, some of which are still to come.
    if (question === undefined) continue;
    const outcome = scoreAnswer(question, drawnValues(question, Number(seed)), item.answer);
    // An open answer that was not given needs nobody to mark it.
    const share = outcome?.share ?? (item.answer === null ? 0 : null);
    await transaction.attemptItem.update({
      where: { attemptId_position: { attemptId: id, position: item.position } },
      data: { share },
    });
  }
  const automatic = isPast(endsAt, now);
  await transaction.attempt.update({
    where: { id },
    data: { submittedAt: automatic ? endsAt : now, automatic },
  });
}

const json = (answer: unknown) => (answer === null ? Prisma.DbNull : (answer as Prisma.InputJsonValue));
