import { Inject, Injectable } from '@nestjs/common';
import type { AttemptRow, ItemRow } from '../assignments/attempt-row.js';
import { noSuchItem } from '../assignments/attempt-problems.js';
import { isOpen, shownMark } from '../assignments/marks.js';
import { Versions } from '../assignments/versions.js';
import type { Prisma } from '../generated/client.js';
import type { Membership } from '../people/courses-service.js';
import type { Caller } from '../people/roles.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { HttpProblem } from '../platform/http/problem.js';
import { CourseWork, type Student } from './course-work.js';
import { lockedAttempt } from './locked-attempt.js';
import { awardProblem, type Award } from './award.js';

/** Something that a person has still to mark. */
export interface Waiting {
  readonly student: Student;
  readonly attempt: AttemptRow;
  readonly item: Extract<ItemRow, { kind: 'question' }>;
}

/** Marks given by people: of one item, or of a whole assignment. Every change is written down with its reason. */
@Injectable()
export class MarkingService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Versions) private readonly versions: Versions,
    @Inject(CourseWork) private readonly work: CourseWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What waits for a person in the course, oldest attempts of an assignment first. */
  async waiting(course: Membership): Promise<Waiting[]> {
    const work = await this.work.read(course);
    return work.all
      .filter(({ attempt }) => attempt.submittedAt !== null)
      .flatMap(({ student, attempt }) =>
        attempt.items.flatMap((item) =>
          item.kind === 'question' && isOpen(item) ? [{ student, attempt, item }] : [],
        ),
      );
  }

  /**
   * A student’s attempt, for whoever teaches: an assistant’s students are those of the section.
   *
   * @throws HttpProblem not-found
   */
  async select(course: Membership, attemptId: string): Promise<{ student: Student; attempt: AttemptRow }> {
    const found = await this.database.attempt.findFirst({
      where: { id: attemptId, preview: false, assignment: { courseId: course.courseId } },
      select: { assignmentId: true, accountId: true },
    });
    if (found === null) throw noSuchWork();
    const { assignmentId, accountId } = found;
    const work = await this.work.read(course, { assignmentIds: [assignmentId], accountId });
    const student = work.students[0];
    const attempt = work.attemptsOf(assignmentId, accountId).find(({ id }) => id === attemptId);
    if (student === undefined || attempt === undefined) throw noSuchWork();
    return { student, attempt };
  }

  /**
   * Gives an item points, or takes what was given back.
   *
   * @throws HttpProblem not-found, conflict while the attempt is open, validation
   */
  async award(
    caller: Caller,
    course: Membership,
    attemptId: string,
    position: number,
    award: Award,
  ): Promise<{ student: Student; attempt: AttemptRow }> {
    await this.select(course, attemptId);
    await this.database.$transaction((transaction) =>
      this.awardIn(transaction, caller, attemptId, position, award),
    );
    return this.select(course, attemptId);
  }

  /** The same within a transaction, of an attempt that the caller may mark. */
  async awardIn(
    transaction: Transaction,
    caller: Caller,
    attemptId: string,
    position: number,
    award: Award,
  ): Promise<void> {
    const attempt = await lockedAttempt(transaction, this.versions, attemptId);
    if (attempt.submittedAt === null) {
      throw new HttpProblem('conflict', {
        en: 'The student has not submitted this attempt yet; it is marked afterwards.',
        'zh-CN': '学生尚未提交这次作答，提交之后才能评分。',
      });
    }
    const item = attempt.items.find((each) => each.position === position);
    if (item === undefined) throw noSuchItem(attempt.items.length);
    const problem = awardProblem(item, award);
    if (problem !== null) throw problem;
    const { points, rubric, comment, reason } = award;
    const key = { attemptId_position: { attemptId, position } };
    const data =
      rubric === undefined
        ? { ...(points !== undefined && { awarded: points }) }
        : { awarded: null, rubric, share: shareOfRubric(item, rubric) };
    await transaction.attemptItem.update({
      where: key,
      data: { ...data, ...(comment !== undefined && { comment }) },
    });
    await transaction.markChange.create({
      data: {
        assignmentId: attempt.assignment.id,
        accountId: attempt.accountId,
        attemptId,
        position,
        before: shownMark(item),
        after: shownMark({ ...item, ...data }),
        reason: reason ?? '',
        byId: caller.accountId,
        createdAt: this.clock(),
      },
    });
  }

  /**
   * Gives a student points for a whole assignment; null takes them back.
   *
   * @throws HttpProblem not-found when no such student is in the course
   */
  async override(
    caller: Caller,
    course: Membership,
    assignmentId: string,
    accountId: string,
    { points, reason }: { readonly points: number | null; readonly reason: string },
  ): Promise<void> {
    await this.database.$transaction(async (transaction) => {
      // The enrolment stands for “marks of this student here”: two who override at once come one after the other.
      await transaction.$queryRaw`
        SELECT account_id FROM enrolment
         WHERE course_id = ${course.courseId}::uuid AND account_id = ${accountId}::uuid FOR UPDATE`;
      const enrolment = await transaction.enrolment.findUnique({
        where: { courseId_accountId: { courseId: course.courseId, accountId }, role: 'student' },
      });
      if (enrolment === null) throw noSuchStudent();
      const key = { assignmentId_accountId: { assignmentId, accountId } };
      const before = await transaction.markOverride.findUnique({ where: key });
      if (points === null) await transaction.markOverride.deleteMany({ where: { assignmentId, accountId } });
      else
        await transaction.markOverride.upsert({
          where: key,
          create: { assignmentId, accountId, points, reason },
          update: { points, reason },
        });
      await transaction.markChange.create({
        data: {
          assignmentId,
          accountId,
          before: before?.points ?? null,
          after: points,
          reason,
          byId: caller.accountId,
          createdAt: this.clock(),
        },
      });
    });
  }

  /** Changes of marks, newest first; `before` is the id that the page before ended with. One more than `limit` if there is another page. */
  async changes(
    { courseId, sectionId }: Membership,
    filter: {
      assignment?: string | undefined;
      account?: string | undefined;
      before: string | null;
      limit: number;
    },
  ): Promise<ChangeRow[]> {
    const inSection =
      sectionId === null ? {} : { account: { enrolments: { some: { courseId, sectionId } } } };
    return this.database.markChange.findMany({
      where: {
        assignment: { courseId, ...(filter.assignment && { slug: filter.assignment }) },
        ...inSection,
        ...(filter.account && { accountId: filter.account }),
        ...(filter.before && { id: { lt: filter.before } }),
      },
      include: changeWithNames,
      // Ids of the version 7 are in the order in which they were made.
      orderBy: { id: 'desc' },
      take: filter.limit + 1,
    });
  }
}

const changeWithNames = {
  assignment: { select: { slug: true } },
  account: { select: { name: true } },
  by: { select: { name: true } },
} as const;
export type ChangeRow = Prisma.MarkChangeGetPayload<{ include: typeof changeWithNames }>;

function shareOfRubric(item: ItemRow, rubric: Readonly<Record<string, number>>): number {
  const of =
    item.kind === 'question' && item.marking.type === 'open'
      ? item.marking.rubric.reduce((sum, { points }) => sum + points, 0)
      : 0;
  return of === 0 ? 0 : Object.values(rubric).reduce((sum, points) => sum + points, 0) / of;
}

const noSuchWork = (): HttpProblem =>
  new HttpProblem('not-found', {
    en: 'None of your students in this course has an attempt with this id.',
    'zh-CN': '你在这门课程中的学生没有此 id 的作答。',
  });

export const noSuchStudent = (): HttpProblem =>
  new HttpProblem('not-found', {
    en: 'The course has no student with this id. GET /courses/…/members lists them.',
    'zh-CN': '课程中没有此 id 的学生。GET /courses/…/members 会列出成员。',
  });
