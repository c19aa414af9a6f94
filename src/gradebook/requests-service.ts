import { Inject, Injectable } from '@nestjs/common';
import { AssignmentAttemptsService } from '../assignments/assignment-attempts-service.js';
import { noSuchItem } from '../assignments/attempt-problems.js';
import { studentSees } from '../assignments/attempt-views.js';
import type { Prisma } from '../generated/client.js';
import type { Membership } from '../people/courses-service.js';
import type { Caller } from '../people/roles.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { DATABASE, type Database } from '../platform/database/prisma.js';
import { HttpProblem } from '../platform/http/problem.js';
import type { Award } from './award.js';
import { MarkingService } from './marking-service.js';

const withNames = {
  by: { select: { name: true } },
  item: {
    select: {
      attempt: {
        select: {
          accountId: true,
          account: { select: { name: true } },
          assignment: { select: { slug: true } },
        },
      },
    },
  },
} as const;
export type RequestRow = Prisma.RegradeRequestGetPayload<{ include: typeof withNames }>;

/** Students ask a person to look at a mark again; a person says yes or no, and why. */
@Injectable()
export class RequestsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(AssignmentAttemptsService) private readonly attempts: AssignmentAttemptsService,
    @Inject(MarkingService) private readonly marking: MarkingService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * One open request for an item at a time.
   *
   * @throws HttpProblem not-found, conflict
   */
  async ask(caller: Caller, attemptId: string, position: number, text: string): Promise<RequestRow> {
    const attempt = await this.attempts.select(caller, attemptId);
    if (!attempt.items.some((item) => item.position === position)) throw noSuchItem(attempt.items.length);
    if (!studentSees(attempt, this.clock().getTime())('marks')) {
      throw new HttpProblem('conflict', {
        en: 'You do not see a mark yet; ask when you do.',
        'zh-CN': '你还看不到得分；可以看到之后再申请复核。',
      });
    }
    return this.database.$transaction(async (transaction) => {
      // Two tabs: the second waits, and sees the request of the first.
      await transaction.$queryRaw`SELECT id FROM attempt WHERE id = ${attemptId}::uuid FOR UPDATE`;
      const open = await transaction.regradeRequest.count({
        where: { attemptId, position, status: 'open' },
      });
      if (open > 0) {
        throw new HttpProblem('conflict', {
          en: 'You have asked for this item already, and nobody has answered yet.',
          'zh-CN': '你已经就这一题申请过复核，尚未得到答复。',
        });
      }
      return transaction.regradeRequest.create({
        data: { attemptId, position, text, createdAt: this.clock() },
        include: withNames,
      });
    });
  }

  /** The caller’s own, of one attempt, in the order they were made. @throws HttpProblem not-found */
  async own(caller: Caller, attemptId: string): Promise<RequestRow[]> {
    await this.attempts.select(caller, attemptId);
    return this.database.regradeRequest.findMany({
      where: { attemptId },
      include: withNames,
      orderBy: { id: 'asc' },
    });
  }

  /** Of a course, oldest first; an assistant’s are those of the section. */
  async list(course: Membership, status: RequestRow['status'] | undefined): Promise<RequestRow[]> {
    return this.database.regradeRequest.findMany({
      where: { item: { attempt: ofCourse(course) }, ...(status && { status }) },
      include: withNames,
      orderBy: { id: 'asc' },
    });
  }

  /**
   * Answers a request; granted, it may come with another mark.
   *
   * @throws HttpProblem not-found, conflict when somebody has answered it already, and those of an award
   */
  async decide(
    caller: Caller,
    course: Membership,
    id: string,
    decision: {
      readonly status: 'granted' | 'declined';
      readonly reply: string;
      readonly award: Award | null;
    },
  ): Promise<RequestRow> {
    return this.database.$transaction(async (transaction) => {
      const row = await transaction.regradeRequest.findFirst({
        where: { id, item: { attempt: ofCourse(course) } },
      });
      if (row === null) {
        throw new HttpProblem('not-found', {
          en: 'The course has no such request. GET /courses/…/regrade-requests lists them.',
          'zh-CN': '课程中没有这份复核申请。GET /courses/…/regrade-requests 会列出全部申请。',
        });
      }
      const { status, reply, award } = decision;
      const { count } = await transaction.regradeRequest.updateMany({
        where: { id, status: 'open' },
        data: { status, reply, byId: caller.accountId, decidedAt: this.clock() },
      });
      if (count === 0) {
        throw new HttpProblem('conflict', {
          en: 'Somebody has answered this request already.',
          'zh-CN': '这份复核申请已有人答复。',
        });
      }
      if (award !== null)
        await this.marking.awardIn(transaction, caller, row.attemptId, row.position, {
          reason: reply,
          ...award,
        });
      return transaction.regradeRequest.findUniqueOrThrow({ where: { id }, include: withNames });
    });
  }
}

function ofCourse({ courseId, sectionId }: Membership) {
  return {
    assignment: { courseId },
    ...(sectionId !== null && { account: { enrolments: { some: { courseId, sectionId } } } }),
  };
}
