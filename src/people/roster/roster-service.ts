import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database, type Transaction } from '../../platform/database/prisma.js';
import { makeKey } from '../api-key.js';
import type { Role } from '../roles.js';
import type { RosterProblem, RosterRow } from './parse-roster.js';

export interface Enrolled extends RosterRow {
  readonly accountId: string;
  readonly outcome: 'new' | 'same' | 'changed';
  /** Of a new account only, and only in this answer. */
  readonly key: string | null;
}

export interface Member {
  readonly accountId: string;
  readonly name: string;
  readonly studentNumber: string | null;
  readonly role: Role;
  readonly section: string | null;
}

/** Who is in a course. A student is known by the student number; a roster sent again changes what differs. */
@Injectable()
export class RosterService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * Enrols everybody in the rows, all or nothing, and makes accounts with keys for those that are new. Who is in the course
   * and not in the rows stays.
   */
  async enrol(
    courseId: string,
    rows: readonly RosterRow[],
  ): Promise<{ enrolled: Enrolled[]; problems: RosterProblem[] }> {
    return this.database.$transaction(
      async (transaction) => {
        // One roster of a course at a time: two at once would both find a student missing.
        await transaction.$queryRaw`SELECT id FROM course WHERE id = ${courseId}::uuid FOR UPDATE`;
        const sections = await transaction.section.findMany({ where: { courseId } });
        const sectionOf = (text: string | null) =>
          text === null ? null : sections.find(({ slug, title }) => slug === text || title === text);
        const problems = rows.flatMap(({ line, section }) =>
          sectionOf(section) === undefined ? [{ line, detail: unknownSection(section ?? '') }] : [],
        );
        if (problems.length > 0) return { enrolled: [], problems };
        const enrolled: Enrolled[] = [];
        for (const row of rows)
          enrolled.push(await enrolRow(transaction, courseId, row, sectionOf(row.section)?.id ?? null));
        return { enrolled, problems: [] };
      },
      { timeout: 120_000 },
    );
  }

  /** Everybody in the course, or in one section of it; by student number, then by name. */
  async members(courseId: string, sectionId: string | null): Promise<Member[]> {
    const rows = await this.database.enrolment.findMany({
      where: { courseId, ...(sectionId === null ? {} : { sectionId }) },
      include: { account: { select: { name: true } }, section: { select: { slug: true } } },
      orderBy: [{ studentNumber: { sort: 'asc', nulls: 'first' } }, { account: { name: 'asc' } }],
    });
    return rows.map((row) => ({
      accountId: row.accountId,
      name: row.account.name,
      studentNumber: row.studentNumber,
      role: row.role,
      section: row.section?.slug ?? null,
    }));
  }
}

async function enrolRow(
  transaction: Transaction,
  courseId: string,
  row: RosterRow,
  sectionId: string | null,
): Promise<Enrolled> {
  const { studentNumber, name } = row;
  const known = await transaction.enrolment.findUnique({
    where: { courseId_studentNumber: { courseId, studentNumber } },
    include: { account: { select: { name: true } } },
  });
  if (known === null) {
    const { key, prefix, hash } = makeKey('student');
    const account = await transaction.account.create({
      data: {
        name,
        keys: { create: { role: 'student', prefix, hash } },
        enrolments: { create: { courseId, role: 'student', studentNumber, sectionId } },
      },
    });
    return { ...row, accountId: account.id, outcome: 'new', key };
  }
  const { accountId } = known;
  // No section in the row is no wish to leave one.
  const moved = sectionId !== null && sectionId !== known.sectionId;
  if (known.account.name === name && !moved) return { ...row, accountId, outcome: 'same', key: null };
  await transaction.account.update({ where: { id: accountId }, data: { name } });
  if (moved)
    await transaction.enrolment.update({
      where: { courseId_accountId: { courseId, accountId } },
      data: { sectionId },
    });
  return { ...row, accountId, outcome: 'changed', key: null };
}

const unknownSection = (text: string) => ({
  en: `The course has no section “${text}”; make it first, or leave the column empty.`,
  'zh-CN': `课程没有名为 “${text}” 的班级；请先创建，或将该列留空。`,
});
