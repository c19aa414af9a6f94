import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { notify } from '../platform/database/notifications.js';
import { DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { Versions } from './versions.js';
import type { StoredExercise } from '../bank/bank-service.js';
import type { Within } from '../submissions/submissions-service.js';
import type { Membership } from '../people/courses-service.js';
import type { Caller } from '../people/roles.js';
import { drawnValues } from '../questions/parameters.js';
import { scoreAnswer } from '../questions/score.js';
import { bankNow, readRow, termsFor, type AssignmentRow } from './assignments-service.js';
import { endedAt, isPast, type Ends } from './attempt-end.js';
import {
  isOver,
  noSuchAttempt,
  noSuchItem,
  notSubmittable,
  refused,
  replacedMeanwhile,
  tooFewQuestions,
  wrongKind,
} from './attempt-problems.js';
import {
  attemptRow,
  versionsOf,
  wholeAttempt,
  type AttemptRow,
  type ItemRow,
  type WholeAttempt,
} from './attempt-row.js';
import { attemptsTopic } from './topics.js';
import { drawItems, drawnCount } from './draw.js';
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
      if (last && last.submittedAt === null)
        await finish(transaction, this.versions, await locked(transaction, last.id), now);
      const terms = await termsFor(transaction, assignment, accountId);
      const submitted = earlier.map((each) => (each.submittedAt ?? each.endsAt ?? now).getTime());
      const refusal = preview ? null : refusalOf(terms, submitted, now.getTime());
      if (refusal !== null) throw refused(refusal, course.zone);
      const end = preview ? null : endOf(terms, now.getTime());
      const seed = randomInt(2 ** 32);
      const { items, rules } = assignment.content;
      const bank = await bankNow(transaction, items, 'in-use');
      const drawn = drawItems(items, bank, seed, rules.shuffleItems);
      // Fewer points than others had would be worse than none.
      if (drawn.length < drawnCount(items)) throw tooFewQuestions();
      const { id: begun } = await transaction.attempt.create({
        data: {
          assignmentId: assignment.id,
          accountId,
          preview,
          number: (last?.number ?? 0) + 1,
          seed,
          startedAt: now,
          endsAt: end === null ? null : new Date(end),
          items: { createMany: { data: drawn.map((item, index) => ({ ...item, position: index + 1 })) } },
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
    const now = this.clock();
    if (row.submittedAt !== null || !isPast(row.endsAt, now)) return this.#complete(row);
    await this.#finish(id, now);
    return this.#read(id);
  }

  /** The caller’s attempts at one assignment, in their order; previews apart. */
  async list(caller: Caller, assignment: AssignmentRow): Promise<AttemptRow[]> {
    const own = { accountId: caller.accountId, assignmentId: assignment.id, preview: false };
    await this.finishOverdue(own);
    const rows = await this.database.attempt.findMany({
      where: own,
      include: wholeAttempt,
      orderBy: { number: 'asc' },
    });
    const versions = await versionsOf(rows, this.versions);
    const terms = await termsFor(this.database, assignment, caller.accountId);
    const ended = rows.filter(({ submittedAt }) => submittedAt !== null).length;
    return rows.map((row) => attemptRow(row, { ...versions, assignment, terms, ended }));
  }

  /**
   * Gives the next hint of a question, and counts it. Without one left it gives those that were taken.
   *
   * @throws HttpProblem not-found, attempt-over
   */
  async hint(caller: Caller, id: string, position: number): Promise<AttemptRow> {
    const attempt = await this.select(caller, id);
    const item = itemAt(attempt, position, 'question');
    await this.database.$transaction(async (transaction) => {
      const end = endedAt(await locked(transaction, id), this.clock());
      if (end !== null) throw isOver(end, attempt.assignment.content, 'hint');
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
    const { exerciseId, exercise, rules } = itemAt(attempt, position, 'exercise');
    const { content, courseId } = attempt.assignment;
    const admit: Within['admit'] = async (transaction) => {
      const at = this.clock();
      const end = endedAt(await locked(transaction, id), at);
      if (end !== null && tryOnly) throw isOver(end, content, 'try');
      const item = await transaction.attemptItem.findUniqueOrThrow({
        where: { attemptId_position: { attemptId: id, position } },
        select: { exerciseId: true },
      });
      // A regrade that was applied while this waited for the lock: what counts now is another version.
      if (item.exerciseId !== exerciseId) throw replacedMeanwhile();
      if (end !== null) return { mode: 'late', at };
      if (tryOnly) return { mode: 'try', at };
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
    await this.database.$transaction(async (transaction) => {
      const attempt = await locked(transaction, id);
      if (attempt.accountId !== caller.accountId) throw noSuchAttempt();
      await finish(transaction, this.versions, attempt, this.clock());
    });
    return this.#read(id);
  }

  /** Submits every attempt, of those meant, whose end has come; returns how many. Several may do it at once. */
  async finishOverdue(
    of: { accountId?: string; assignmentId?: string; preview?: boolean } = {},
  ): Promise<number> {
    const now = this.clock();
    const rows = await this.database.attempt.findMany({
      where: { ...of, submittedAt: null, endsAt: { lte: now } },
      select: { id: true },
    });
    for (const { id } of rows) await this.#finish(id, now);
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

  async #finish(id: string, now: Date): Promise<void> {
    await this.database.$transaction(async (transaction) =>
      finish(transaction, this.versions, await locked(transaction, id), now),
    );
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
    const ended = await this.database.attempt.count({
      where: {
        assignmentId: assignment.id,
        accountId: row.accountId,
        preview: row.preview,
        submittedAt: { not: null },
      },
    });
    const versions = await versionsOf([row], this.versions);
    return attemptRow(row, { ...versions, assignment, terms, ended });
  }
}

/** @throws HttpProblem not-found, also where the item is of the other kind */
function itemAt<Kind extends ItemRow['kind']>(
  { items }: AttemptRow,
  position: number,
  kind: Kind,
): Extract<ItemRow, { kind: Kind }> {
  const item = items.find((each) => each.position === position);
  if (item === undefined) throw noSuchItem(items.length);
  if (item.kind !== kind) throw wrongKind(item.kind);
  return item as Extract<ItemRow, { kind: Kind }>;
}

interface LockedAttempt extends Ends {
  readonly id: string;
  readonly accountId: string;
  readonly seed: bigint;
}

/** @throws HttpProblem not-found */
async function locked(transaction: Transaction, id: string): Promise<LockedAttempt> {
  const [row] = await transaction.$queryRaw<LockedAttempt[]>`
    SELECT id, account_id AS "accountId", seed, submitted_at AS "submittedAt", ends_at AS "endsAt"
      FROM attempt WHERE id = ${id}::uuid FOR UPDATE`;
  if (row === undefined) throw noSuchAttempt();
  return row;
}

/** Marks every answer and closes the attempt, once; at its end, if that has come. */
async function finish(
  transaction: Transaction,
  versions: Versions,
  { id, seed, submittedAt, endsAt }: LockedAttempt,
  now: Date,
): Promise<void> {
  if (submittedAt !== null) return;
  const items = await transaction.attemptItem.findMany({
    where: { attemptId: id },
  });
  const keys = await versions.questions(
    items.map(({ questionId, markingId }) => markingId ?? questionId),
    transaction,
  );
  const marked = items.flatMap((item) => {
    const question = keys.get(item.markingId ?? item.questionId ?? '');
    // An exercise’s mark follows from its reports, some of which are still to come.
    if (question === undefined) return [];
    const outcome = scoreAnswer(question, drawnValues(question, Number(seed)), item.answer);
    // An open answer that was not given needs nobody to mark it.
    return [{ position: item.position, share: outcome?.share ?? (item.answer === null ? 0 : null) }];
  });
  // In one statement: at closing time hundreds of attempts end together.
  await transaction.$executeRaw`
    UPDATE attempt_item AS item SET share = marked.share
      FROM unnest(${marked.map(({ position }) => position)}::int[], ${marked.map(({ share }) => share)}::float8[])
           AS marked(position, share)
     WHERE item.attempt_id = ${id}::uuid AND item.position = marked.position`;
  const automatic = isPast(endsAt, now);
  await transaction.attempt.update({
    where: { id },
    data: { submittedAt: automatic ? endsAt : now, automatic },
  });
}
