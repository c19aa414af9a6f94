import { Inject, Injectable } from '@nestjs/common';
import type { ExerciseItem, ItemRow } from '../assignments/attempt-row.js';
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
import { exerciseChange, questionChange, type Change } from './regrade-changes.js';
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
      await assertNoPreview(transaction, course, target);
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
        if (item.kind === 'exercise') await this.#rerun(transaction, regrade, item);
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
   * Puts the new version in the place of the old one, for all that the preview shows, in one transaction. Of an exercise
   * what came since the preview is run again first: then nothing is applied yet.
   *
   * @throws HttpProblem not-found, conflict when it was decided already, or runs are still to come
   */
  async apply(caller: Caller, course: Membership, id: string): Promise<RegradeRead> {
    const pending = await this.database.$transaction(async (transaction) => {
      const row = await this.#open(transaction, course, id);
      const key = await this.#keyOf(row, transaction);
      const items = await transaction.regradeItem.findMany({ where: { regradeId: id } });
      const concerned: Concerned[] = [];
      // All of them first, and always in one order: two regrades that meet wait, and do not lock each other out.
      const positions = Map.groupBy(items, ({ attemptId }) => attemptId);
      for (const attemptId of [...positions.keys()].sort()) {
        const attempt = await lockedAttempt(transaction, this.versions, attemptId);
        for (const { position } of positions.get(attemptId) ?? []) {
          const item = attempt.items.find((each) => each.position === position);
          if (item !== undefined && isBehind(row, item)) concerned.push({ attempt, item });
        }
      }
      for (const { item } of concerned)
        if (item.kind === 'exercise') await this.#rerun(transaction, row, item);
      const left = await transaction.submission.count({
        where: { regradeId: id, status: { not: 'done' } },
      });
      if (left > 0) return left;
      for (const each of concerned) await this.#put(transaction, caller, row, key, each);
      await transaction.regrade.update({
        where: { id },
        data: { status: 'applied', decidedAt: this.clock() },
      });
      return 0;
    }, longTransaction);
    // Thrown only now, so that what was queued stays queued.
    if (pending > 0) throw stillRunning(pending);
    return this.read(course, id);
  }

  /** Leaves everything as it is; what waits to be run again is not. @throws HttpProblem not-found, conflict */
  async drop(course: Membership, id: string): Promise<RegradeRead> {
    await this.database.$transaction(async (transaction) => {
      await this.#open(transaction, course, id);
      await transaction.regrade.update({
        where: { id },
        data: { status: 'dropped', decidedAt: this.clock() },
      });
      // Their jobs find nothing to do, and are closed by whoever takes them.
      await transaction.submission.deleteMany({ where: { regradeId: id, status: 'queued' } });
    });
    return this.read(course, id);
  }

  /** A regrade that nobody has decided yet, locked. */
  async #open(transaction: Transaction, { courseId }: Membership, id: string): Promise<RegradeWithTarget> {
    await transaction.$queryRaw`SELECT id FROM regrade WHERE id = ${id}::uuid FOR UPDATE`;
    const row = await transaction.regrade.findFirst({ where: { id, courseId }, include: withTarget });
    if (row === null) throw noSuchRegrade();
    if (row.status === 'preview') return row;
    throw new HttpProblem('conflict', {
      en: `This regrade was ${row.status} already.`,
      'zh-CN': row.status === 'applied' ? '这次重新评分已经应用过了。' : '这次重新评分已经放弃了。',
    });
  }

  async #keyOf({ questionId }: Regrade, transaction?: Transaction): Promise<Question | null> {
    const found = await this.versions.questions([questionId], transaction);
    return found.get(questionId ?? '') ?? null;
  }

  /** Queues again what counts for an item and was not run again yet. */
  async #rerun(transaction: Transaction, { id, exerciseId }: Regrade, item: ExerciseItem): Promise<void> {
    const again = new Set(item.runs.flatMap((run) => (run.regradeId === id ? [run.rerunOfId] : [])));
    for (const run of countingRuns(item))
      if (!again.has(run.id) && exerciseId !== null)
        await this.submissions.rerun(transaction, run.id, { exerciseId, mode: 'regrade', regradeId: id });
  }

  /** Writes the change of one item, and who made it. */
  async #put(
    transaction: Transaction,
    caller: Caller,
    row: Regrade,
    key: Question | null,
    { attempt, item }: Concerned,
  ): Promise<void> {
    const { before, after, unclear, share = null } = changeOf(row, key, { attempt, item });
    const place = { attemptId: attempt.id, position: item.position };
    const where = { attemptId_position: place };
    if (!unclear && item.kind === 'question')
      await transaction.attemptItem.update({ where, data: { markingId: row.questionId, share } });
    if (!unclear && item.kind === 'exercise') {
      await transaction.submission.updateMany({
        where: { regradeId: row.id, ...place },
        data: { mode: 'graded' },
      });
      await transaction.attemptItem.update({ where, data: { exerciseId: row.exerciseId } });
    }
    await transaction.regradeItem.update({
      where: { regradeId_attemptId_position: { regradeId: row.id, ...place } },
      data: { before, after },
    });
    if (before === after) return;
    await transaction.markChange.create({
      data: {
        assignmentId: attempt.assignment.id,
        accountId: attempt.accountId,
        ...{ ...place, before, after },
        reason: row.reason,
        regradeId: row.id,
        byId: caller.accountId,
        createdAt: this.clock(),
      },
    });
  }
}

/** Whether an item has not got the version of the regrade, or a newer one, in the meantime. */
function isBehind({ question, exercise }: RegradeWithTarget, item: ItemRow): boolean {
  const version = item.kind === 'question' ? item.marking.version : item.exercise.version;
  return version < ((question ?? exercise)?.version ?? 0);
}

/**
 * One preview of a question or an exercise at a time: of two that are applied one after the other the second would put back what
 * the first has done.
 *
 * @throws HttpProblem conflict
 */
async function assertNoPreview(
  transaction: Transaction,
  { courseId, slug: course }: Membership,
  { kind, slug }: Target,
): Promise<void> {
  await transaction.$queryRaw`SELECT id FROM course WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`;
  const open = await transaction.regrade.findFirst({
    where: { courseId, status: 'preview', [kind]: { slug } },
    select: { id: true },
  });
  if (open === null) return;
  const url = `/courses/${course}/regrades/${open.id}`;
  throw new HttpProblem('conflict', {
    en: `There is a preview of “${slug}” already: ${url}. Apply it or drop it first.`,
    'zh-CN': `“${slug}” 已有一次预览：${url}。请先应用或放弃它。`,
  });
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

const stillRunning = (pending: number): HttpProblem =>
  new HttpProblem('conflict', {
    en: `${pending} submissions are still to be run again. GET the regrade to see how far it is, and apply it then.`,
    'zh-CN': `还有 ${pending} 份提交等待重新运行。GET 该重新评分可查看进度，完成后再应用。`,
  });

const noSuchRegrade = (): HttpProblem =>
  new HttpProblem('not-found', {
    en: 'The course has no such regrade. GET /courses/…/regrades lists them.',
    'zh-CN': '课程中没有这次重新评分。GET /courses/…/regrades 会列出全部。',
  });
