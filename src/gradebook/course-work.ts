import { Inject, Injectable } from '@nestjs/common';
import { attemptRow, versionsOf, wholeAttempt, type AttemptRow } from '../assignments/attempt-row.js';
import { readRow, type AssignmentRow } from '../assignments/assignments-service.js';
import { termsOf, type Allowance, type Terms } from '../assignments/policy.js';
import { Versions } from '../assignments/versions.js';
import type { Membership } from '../people/courses-service.js';
import { DATABASE, type Database } from '../platform/database/prisma.js';

export interface Student {
  readonly accountId: string;
  readonly name: string;
  readonly studentNumber: string | null;
  /** Slug of the section. */
  readonly section: string | null;
}

/** What students of a course have done, for whoever teaches it. */
export interface Work {
  /** By student number, then by name. */
  readonly students: readonly Student[];
  readonly assignments: readonly AssignmentRow[];
  /** Every attempt, previews apart: by assignment, then by student, then by number. */
  readonly all: readonly { readonly student: Student; readonly attempt: AttemptRow }[];
  attemptsOf(assignmentId: string, accountId: string): readonly AttemptRow[];
  termsOf(assignment: AssignmentRow, accountId: string): Terms;
  /** Points that a person gave for the whole assignment. */
  overrideOf(assignmentId: string, accountId: string): number | null;
}

/** Reads the work of a whole course at once: a gradebook asks for all of it. */
@Injectable()
export class CourseWork {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Versions) private readonly versions: Versions,
  ) {}

  /** Published assignments, or those named; students of the caller’s section, where the caller has one. */
  async read(
    { courseId, sectionId }: Membership,
    only: { readonly assignmentIds?: readonly string[]; readonly accountId?: string } = {},
  ): Promise<Work> {
    const inSection = sectionId === null ? {} : { sectionId };
    const enrolments = await this.database.enrolment.findMany({
      where: {
        courseId,
        role: 'student',
        ...inSection,
        ...(only.accountId && { accountId: only.accountId }),
      },
      include: { account: { select: { name: true } }, section: { select: { slug: true } } },
    });
    const assignments = await this.database.assignment.findMany({
      where: only.assignmentIds
        ? { courseId, id: { in: [...only.assignmentIds] } }
        : { courseId, publishedAt: { not: null } },
      orderBy: { createdAt: 'asc' },
    });
    const these = {
      assignmentId: { in: assignments.map(({ id }) => id) },
      accountId: { in: enrolments.map(({ accountId }) => accountId) },
    };
    const extensions = await this.database.extension.findMany({ where: these });
    const overrides = await this.database.markOverride.findMany({ where: these });
    const rows = await this.database.attempt.findMany({
      where: { ...these, preview: false },
      include: wholeAttempt,
      orderBy: { number: 'asc' },
    });
    const versions = await versionsOf(rows, this.versions);
    const read = assignments.map(readRow);
    const allowances = new Map<string, Allowance>(extensions.map((row) => [keyOf(row), row]));
    const points = new Map(overrides.map((row) => [keyOf(row), row.points]));
    const termsFor = (assignment: AssignmentRow, accountId: string) =>
      termsOf(
        assignment.content.rules,
        allowances.get(keyOf({ assignmentId: assignment.id, accountId })) ?? null,
      );
    const students = enrolments
      .map(({ accountId, account, studentNumber, section }) => ({
        accountId,
        name: account.name,
        studentNumber,
        section: section?.slug ?? null,
      }))
      .sort(byNumber);
    const byKey = Map.groupBy(rows, (row) => keyOf(row));
    const attempts = new Map<string, AttemptRow[]>();
    const all = read.flatMap((assignment) =>
      students.flatMap((student) => {
        const key = keyOf({ assignmentId: assignment.id, accountId: student.accountId });
        const own = byKey.get(key) ?? [];
        const terms = termsFor(assignment, student.accountId);
        const beside = {
          ...versions,
          assignment,
          terms,
          ended: own.filter(({ submittedAt }) => submittedAt !== null).length,
        };
        const these = own.map((row) => attemptRow(row, beside));
        attempts.set(key, these);
        return these.map((attempt) => ({ student, attempt }));
      }),
    );
    return {
      students,
      assignments: read,
      all,
      attemptsOf: (assignmentId, accountId) => attempts.get(keyOf({ assignmentId, accountId })) ?? [],
      termsOf: termsFor,
      overrideOf: (assignmentId, accountId) => points.get(keyOf({ assignmentId, accountId })) ?? null,
    };
  }
}

const keyOf = ({ assignmentId, accountId }: { assignmentId: string; accountId: string }): string =>
  `${assignmentId} ${accountId}`;

function byNumber(one: Student, other: Student): number {
  const numbers = (one.studentNumber ?? '\uffff').localeCompare(other.studentNumber ?? '\uffff', 'en', {
    numeric: true,
  });
  return numbers || one.name.localeCompare(other.name, 'zh-CN');
}
