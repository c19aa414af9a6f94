import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { isDuplicate, DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { changedMeanwhile } from '../platform/http/etag.js';
import { HttpProblem } from '../platform/http/problem.js';
import { fieldProblems } from '../platform/http/schema-pipe.js';
import type { Membership } from '../people/courses-service.js';
import { assignmentSchema, type AssignmentContent, type Item, type extensionSchema } from './assignment.js';
import { itemProblems, type Bank, type Candidate } from './draw.js';
import { termsOf, type Allowance, type Terms } from './policy.js';

export interface AssignmentRow {
  readonly id: string;
  readonly courseId: string;
  readonly slug: string;
  readonly content: AssignmentContent;
  readonly revision: number;
  readonly publishedAt: Date | null;
}

export interface ExtensionRow extends Allowance {
  readonly accountId: string;
  readonly reason: string;
}

/** Assignments as content and rules; what students do with them is in assignment-attempts-service.ts. */
@Injectable()
export class AssignmentsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Students see those that are published. */
  async list({ courseId, role }: Membership): Promise<AssignmentRow[]> {
    const rows = await this.database.assignment.findMany({
      where: { courseId, ...(role === 'student' ? { publishedAt: { not: null } } : {}) },
      orderBy: { createdAt: 'asc' },
    });
    return rows.map(readRow);
  }

  /** @throws HttpProblem not-found, also to a student for one that is not published */
  async select({ courseId, role }: Membership, slug: string): Promise<AssignmentRow> {
    const row = await this.database.assignment.findUnique({ where: { courseId_slug: { courseId, slug } } });
    if (row === null || (role === 'student' && row.publishedAt === null)) throw unknownAssignment(slug);
    return readRow(row);
  }

  /** @throws HttpProblem conflict */
  async create({ courseId }: Membership, content: AssignmentContent): Promise<AssignmentRow> {
    try {
      return readRow(
        await this.database.assignment.create({ data: { courseId, slug: content.slug, content } }),
      );
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      throw new HttpProblem('conflict', {
        en: `The course has an assignment “${content.slug}” already; choose another slug, or PUT it.`,
        'zh-CN': `课程已有名为 “${content.slug}” 的作业；请换一个 slug，或用 PUT 修改它。`,
      });
    }
  }

  /**
   * Attempts that have begun keep their questions; rules hold for all from now on. What is published must stay so that it
   * could be.
   *
   * @throws HttpProblem not-found, precondition-failed, not-publishable
   */
  async save(course: Membership, revision: number, content: AssignmentContent): Promise<AssignmentRow> {
    return this.database.$transaction(async (transaction) => {
      const row = await locked(transaction, course.courseId, content.slug);
      if (row.revision !== revision) throw changedMeanwhile();
      if (row.publishedAt !== null) await publishable(transaction, content);
      return readRow(
        await transaction.assignment.update({
          where: { id: row.id },
          data: { content, revision: { increment: 1 } },
        }),
      );
    });
  }

  /** @throws HttpProblem not-found, precondition-failed, not-publishable */
  async publish(course: Membership, slug: string, revision: number, now: Date): Promise<AssignmentRow> {
    return this.database.$transaction(async (transaction) => {
      const row = await locked(transaction, course.courseId, slug);
      if (row.revision !== revision) throw changedMeanwhile();
      await publishable(transaction, row.content);
      return readRow(
        await transaction.assignment.update({
          where: { id: row.id },
          data: { publishedAt: row.publishedAt ?? now, revision: { increment: 1 } },
        }),
      );
    });
  }

  /** The rules of an assignment as they hold for one student. */
  terms(assignment: AssignmentRow, accountId: string): Promise<Terms> {
    return termsFor(this.database, assignment, accountId);
  }

  /** Points that a person gave one student for the whole assignment. */
  async override(assignmentId: string, accountId: string): Promise<number | null> {
    const key = { assignmentId_accountId: { assignmentId, accountId } };
    return (await this.database.markOverride.findUnique({ where: key }))?.points ?? null;
  }

  async extensions(assignmentId: string): Promise<ExtensionRow[]> {
    return this.database.extension.findMany({ where: { assignmentId }, orderBy: { createdAt: 'asc' } });
  }

  /**
   * The same extension for several students of the course, all or none; one that somebody has already is replaced.
   *
   * @throws HttpProblem validation naming those who are no students of the course
   */
  async extend(
    { id, courseId }: AssignmentRow,
    accountIds: readonly string[],
    given: z.infer<typeof extensionSchema>,
  ): Promise<ExtensionRow[]> {
    return this.database.$transaction(async (transaction) => {
      const there = await transaction.enrolment.findMany({
        where: { courseId, accountId: { in: [...accountIds] }, role: 'student' },
        select: { accountId: true },
      });
      const strangers = accountIds.filter((each) => !there.some(({ accountId }) => accountId === each));
      if (strangers.length > 0) throw noStudents(strangers);
      const data = {
        dueAt: given.dueAt === null ? null : new Date(given.dueAt),
        closesAt: given.closesAt === null ? null : new Date(given.closesAt),
        extraAttempts: given.extraAttempts,
        timeFactor: given.timeFactor,
        exempt: given.exempt,
        reason: given.reason,
      };
      const rows: ExtensionRow[] = [];
      for (const accountId of new Set(accountIds))
        rows.push(
          await transaction.extension.upsert({
            where: { assignmentId_accountId: { assignmentId: id, accountId } },
            create: { assignmentId: id, accountId, ...data },
            update: data,
          }),
        );
      return rows;
    });
  }
}

/**
 * What can be asked now: whose newest version beside drafts is published. Only what a draw from these items asks of it is
 * read: the whole bank where a pool names no questions. `in-use`: of an assignment that students have already, in which
 * what it names by itself stays, retired or withdrawn or not.
 */
export async function bankNow(
  transaction: Transaction,
  items: readonly Item[],
  use: 'new' | 'in-use',
): Promise<Bank> {
  const asked = items.flatMap((item) => ('question' in item ? [item.question] : []));
  const named = [...asked, ...items.flatMap((item) => ('pool' in item ? (item.pool.questions ?? []) : []))];
  const staying = use === 'in-use' ? asked : [];
  const all = items.some((item) => 'pool' in item && item.pool.questions === undefined);
  const questions = await transaction.$queryRaw<Candidate[]>`
    SELECT id, slug, covers, level FROM (
      SELECT DISTINCT ON (slug) id, slug, status, content->'covers' AS covers, content->>'level' AS level
      FROM question WHERE status <> 'draft' AND (${all} OR slug = ANY(${named})) ORDER BY slug, version DESC
    ) AS newest WHERE status = 'published' OR slug = ANY(${staying})`;
  const slugs = items.flatMap((item) => ('exercise' in item ? [item.exercise] : []));
  if (slugs.length === 0) return { questions, exercises: [] };
  const exercises = await transaction.exercise.findMany({
    where: { slug: { in: slugs }, ...(use === 'new' && { published: true }) },
    orderBy: [{ slug: 'asc' }, { published: 'desc' }, { version: 'desc' }],
    distinct: ['slug'],
    select: { id: true, slug: true },
  });
  return { questions, exercises };
}

/** The rules as they hold for one student. */
export async function termsFor(
  database: Transaction,
  { id, content }: AssignmentRow,
  accountId: string,
): Promise<Terms> {
  const extension = await database.extension.findUnique({
    where: { assignmentId_accountId: { assignmentId: id, accountId } },
  });
  return termsOf(content.rules, extension);
}

async function publishable(transaction: Transaction, { items }: AssignmentContent): Promise<void> {
  const problems = itemProblems(items, await bankNow(transaction, items, 'new'));
  if (problems.length === 0) return;
  throw new HttpProblem(
    'not-publishable',
    {
      en: `${problems.length} of its items cannot be asked; “errors” says which and why.`,
      'zh-CN': `有 ${problems.length} 个题目项无法使用，详见 “errors”。`,
    },
    { errors: fieldProblems(problems) },
  );
}

async function locked(transaction: Transaction, courseId: string, slug: string): Promise<AssignmentRow> {
  await transaction.$queryRaw`
    SELECT id FROM assignment WHERE course_id = ${courseId}::uuid AND slug = ${slug} FOR UPDATE`;
  const row = await transaction.assignment.findUnique({ where: { courseId_slug: { courseId, slug } } });
  if (row === null) throw unknownAssignment(slug);
  return readRow(row);
}

export function readRow(row: {
  readonly id: string;
  readonly courseId: string;
  readonly slug: string;
  readonly content: unknown;
  readonly revision: number;
  readonly publishedAt: Date | null;
}): AssignmentRow {
  const { id, courseId, slug, revision, publishedAt } = row;
  return { id, courseId, slug, revision, publishedAt, content: assignmentSchema.parse(row.content) };
}

function unknownAssignment(slug: string): HttpProblem {
  return new HttpProblem('not-found', {
    en: `The course has no assignment “${slug}”. GET /courses/…/assignments lists those that it has.`,
    'zh-CN': `课程没有名为 “${slug}” 的作业。GET /courses/…/assignments 会列出全部作业。`,
  });
}

function noStudents(accountIds: readonly string[]): HttpProblem {
  const detail = {
    en: `These are no students of the course: ${accountIds.join(', ')}. Nobody was given anything.`,
    'zh-CN': `以下账户不是本课程的学生：${accountIds.join('、')}。未作任何更改。`,
  };
  return new HttpProblem('validation', detail, { errors: [{ pointer: '/accounts', detail }] });
}
