import { Inject, Injectable } from '@nestjs/common';
import type { AttemptRow, ExerciseItem } from '../assignments/attempt-row.js';
import { countingRuns } from '../assignments/marks.js';
import { Versions } from '../assignments/versions.js';
import type { Regrade } from '../generated/client.js';
import type { Membership } from '../people/courses-service.js';
import type { Caller } from '../people/roles.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { HttpProblem } from '../platform/http/problem.js';
import type { Question } from '../questions/question.js';
import { SubmissionsService } from '../submissions/submissions-service.js';
import { CourseWork, type Student } from './course-work.js';
import { lockedAttempt } from './locked-attempt.js';
import { exerciseChange, questionChange, shown, type Change } from './regrade-changes.js';
import { checkConcerned, concernedBy, newestTarget, type Concerned, type Target } from './regrade-target.js';

export interface RegradeRead {
  readonly row: Regrade;
  readonly target: { readonly kind: Target['kind']; readonly slug: string; readonly version: number };
  readonly items: readonly (Change & {
    readonly student: Student;
    readonly assignment: string;
    readonly attemptId: string;
    readonly position: number;
  })[];
}

/** A regrade may touch every attempt of a large course in one transaction, ms. */
const longTransaction = { timeout: 300_000 };

/**
 * What the newest version of a question or an exercise makes of what students of a course have answered: first side by
 * side, then applied as a whole, or dropped. Nothing changes before that.
 */
@Injectable()
export class RegradesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Versions) private readonly versions: Versions,
    @Inject(CourseWork) private readonly work: CourseWork,
    @Inject(SubmissionsService) private readonly submissions: SubmissionsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Makes the preview. Submissions to an exercise are queued to be run again, behind those that students wait for.
   *
   * @throws HttpProblem unknown-question, unknown-exercise, conflict, not-regradable
   */
  async create(
    caller: Caller,
    course: Membership,
    wish: { readonly kind: Target['kind']; readonly slug: string; readonly reason: string },
  ): Promise<RegradeRead> {
    const target = await newestTarget(this.database, wish.kind, wish.slug);
    const work = await this.work.read(course);
    const concerned = concernedBy(
      target,
      work.all.map(({ attempt }) => attempt),
    );
    checkConcerned(target, concerned);
    const id = await this.database.$transaction(async (transaction) => {
      const regrade = await transaction.regrade.create({
        data: {
          courseId: course.courseId,
          ...(target.kind === 'question' ? { questionId: target.id } : { exerciseId: target.id }),
          reason: wish.reason,
          byId: caller.accountId,
          createdAt: this.clock(),
        },
      });
      await transaction.regradeItem.createMany({
        data: concerned.map(({ attempt, item }) => ({
          regradeId: regrade.id,
          attemptId: attempt.id,
          position: item.position,
        })),
      });
      for (const { item } of concerned)
        if (item.kind === 'exercise')
          for (const run of countingRuns(item))
            await this.submissions.rerun(transaction, run.id, {
              exerciseId: target.id,
              mode: 'regrade',
              regradeId: regrade.id,
            });
      return regrade.id;
    }, longTransaction);
    return this.read(course, id);
  }

  /** Newest first. */
  async list({ courseId }: Membership): Promise<{ row: Regrade; target: RegradeRead['target'] }[]> {
    const rows = await this.database.regrade.findMany({
      where: { courseId },
      include: withTarget,
      orderBy: { id: 'desc' },
    });
    return rows.map((row) => ({ row, target: targetOf(row) }));
  }

  /** @throws HttpProblem not-found */
  async read(course: Membership, id: string): Promise<RegradeRead> {
    const row = await this.database.regrade.findFirst({
      where: { id, courseId: course.courseId },
      include: { ...withTarget, items: true },
    });
    if (row === null) throw noSuchRegrade();
    const work = await this.work.read(course);
    const found = new Map(work.all.map((each) => [each.attempt.id, each]));
    const key = await this.#keyOf(row);
    const items = row.items.flatMap((stored) => {
      const { student, attempt } = found.get(stored.attemptId) ?? {};
      const item = attempt?.items.find((each) => each.position === stored.position);
      // A student who has left the course is not shown.
      if (student === undefined || attempt === undefined || item === undefined) return [];
      const { before, after, pending, unclear } =
        row.status === 'applied'
          ? { before: stored.before, after: stored.after, pending: 0, unclear: false }
          : changeOf(row, key, { attempt, item });
      return [
        {
          ...{ before, after, pending, unclear, student },
          assignment: attempt.assignment.slug,
          attemptId: attempt.id,
          position: item.position,
        },
      ];
    });
    return { row, target: targetOf(row), items };
  }

  /**
   * Puts the new version in the place of the old one, for all that the preview shows, in one transaction.
   *
   * @throws HttpProblem not-found, conflict when it was decided already, or runs are still to come
   */
  async apply(caller: Caller, course: Membership, id: string): Promise<RegradeRead> {
    await this.database.$transaction(async (transaction) => {
      const row = await this.#decide(transaction, course, id, 'applied');
      const key = await this.#keyOf(row, transaction);
      const items = await transaction.regradeItem.findMany({ where: { regradeId: id } });
      for (const { attemptId, position } of items) {
        const attempt = await lockedAttempt(transaction, this.versions, attemptId);
        const item = attempt.items.find((each) => each.position === position);
        if (item === undefined) continue;
        const before = shown(item);
        const after = await this.#put(transaction, row, key, { attempt, item });
        const where = { regradeId_attemptId_position: { regradeId: id, attemptId, position } };
        await transaction.regradeItem.update({ where, data: { before, after } });
        if (before === after) continue;
        await transaction.markChange.create({
          data: {
            assignmentId: attempt.assignment.id,
            accountId: attempt.accountId,
            ...{ attemptId, position, before, after },
            reason: row.reason,
            regradeId: id,
            byId: caller.accountId,
            createdAt: this.clock(),
          },
        });
      }
    }, longTransaction);
    return this.read(course, id);
  }

  /** Leaves everything as it is; what waits to be run again is not. @throws HttpProblem not-found, conflict */
  async drop(course: Membership, id: string): Promise<RegradeRead> {
    await this.database.$transaction(async (transaction) => {
      await this.#decide(transaction, course, id, 'dropped');
      // Their jobs find nothing to do, and are closed by whoever takes them.
      await transaction.submission.deleteMany({ where: { regradeId: id, status: 'queued' } });
    });
    return this.read(course, id);
  }

  async #decide(
    transaction: Transaction,
    { courseId }: Membership,
    id: string,
    status: 'applied' | 'dropped',
  ): Promise<RegradeWithTarget> {
    await transaction.$queryRaw`SELECT id FROM regrade WHERE id = ${id}::uuid FOR UPDATE`;
    const row = await transaction.regrade.findFirst({ where: { id, courseId }, include: withTarget });
    if (row === null) throw noSuchRegrade();
    if (row.status !== 'preview') {
      throw new HttpProblem('conflict', {
        en: `This regrade was ${row.status} already.`,
        'zh-CN': row.status === 'applied' ? '这次重新评分已经应用过了。' : '这次重新评分已经放弃了。',
      });
    }
    const pending = await transaction.submission.count({
      where: { regradeId: id, status: { not: 'done' } },
    });
    if (status === 'applied' && pending > 0) {
      throw new HttpProblem('conflict', {
        en: `${pending} submissions are still to be run again. GET the regrade to see how far it is.`,
        'zh-CN': `还有 ${pending} 份提交等待重新运行。GET 该重新评分可查看进度。`,
      });
    }
    await transaction.regrade.update({ where: { id }, data: { status, decidedAt: this.clock() } });
    return row;
  }

  async #keyOf({ questionId }: Regrade, transaction?: Transaction): Promise<Question | null> {
    const found = await this.versions.questions([questionId], transaction);
    return found.get(questionId ?? '') ?? null;
  }

  /** Writes the change of one item; returns what it comes to now. */
  async #put(
    transaction: Transaction,
    row: Regrade,
    key: Question | null,
    { attempt, item }: Concerned,
  ): Promise<number | null> {
    const change = changeOf(row, key, { attempt, item });
    if (change.unclear) return change.before;
    const where = { attemptId_position: { attemptId: attempt.id, position: item.position } };
    if (item.kind === 'question') {
      const { share = null } = change;
      await transaction.attemptItem.update({ where, data: { markingId: row.questionId, share } });
      return change.after;
    }
    await this.#putRuns(transaction, row, attempt, item);
    await transaction.attemptItem.update({ where, data: { exerciseId: row.exerciseId } });
    return change.after;
  }

  /** What was run again counts from now on; what came since the preview is run again, and counts when it is done. */
  async #putRuns(
    transaction: Transaction,
    { id, exerciseId }: Regrade,
    attempt: AttemptRow,
    item: ExerciseItem,
  ): Promise<void> {
    await transaction.submission.updateMany({
      where: { regradeId: id, attemptId: attempt.id, position: item.position },
      data: { mode: 'graded' },
    });
    const again = new Set(item.runs.flatMap((run) => (run.regradeId === id ? [run.rerunOfId] : [])));
    for (const run of countingRuns(item))
      if (!again.has(run.id) && exerciseId !== null)
        await this.submissions.rerun(transaction, run.id, { exerciseId, mode: 'graded', regradeId: id });
  }
}

/** What the version of a regrade would make of an item; `key`: of a question. */
function changeOf(
  { id, exerciseId }: Regrade,
  key: Question | null,
  { attempt, item }: Concerned,
): Change & { readonly share?: number | null } {
  const { seed, submittedAt } = attempt;
  if (item.kind === 'question' && key !== null)
    return questionChange(item, key, { seed, submitted: submittedAt !== null });
  if (item.kind === 'exercise' && exerciseId !== null) return exerciseChange(item, exerciseId, id);
  throw new Error(`Regrade ${id} is about an item of another kind`);
}

const withTarget = {
  question: { select: { slug: true, version: true } },
  exercise: { select: { slug: true, version: true } },
} as const;

type RegradeWithTarget = Regrade & {
  readonly question: { readonly slug: string; readonly version: number } | null;
  readonly exercise: { readonly slug: string; readonly version: number } | null;
};

function targetOf({ question, exercise }: RegradeWithTarget): RegradeRead['target'] {
  const row = question ?? exercise;
  return {
    kind: question === null ? 'exercise' : 'question',
    slug: row?.slug ?? '',
    version: row?.version ?? 0,
  };
}

const noSuchRegrade = (): HttpProblem =>
  new HttpProblem('not-found', {
    en: 'The course has no such regrade. GET /courses/…/regrades lists them.',
    'zh-CN': '课程中没有这次重新评分。GET /courses/…/regrades 会列出全部。',
  });
