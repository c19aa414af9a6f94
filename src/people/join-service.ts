import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, isDuplicate, type Database, type Transaction } from '../platform/database/prisma.js';
import { HttpProblem } from '../platform/http/problem.js';
import { makeKey } from './api-key.js';
import type { Membership } from './courses-service.js';

export interface JoinCode {
  readonly code: string;
  readonly section: string | null;
  readonly usesLeft: number | null;
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
}

export interface Joined {
  readonly course: string;
  readonly section: string | null;
  readonly accountId: string;
  /** Shown this once; null for whoever has one already. */
  readonly key: string | null;
}

/** Letters and digits that nobody takes for one another on a blackboard (Crockford’s base 32 without U). */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Forty random bits, `7K3M-Q9XA`: with the limit on requests, no code is found by trying. */
function newCode(): string {
  const all = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  return `${all.slice(0, 4)}-${all.slice(4)}`;
}

/** Enrolling by code: instructors make codes, students use them. */
@Injectable()
export class JoinService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async create(
    { courseId }: Membership,
    wish: {
      readonly sectionId: string | null;
      readonly uses: number | null;
      readonly expiresAt: Date | null;
    },
  ): Promise<JoinCode> {
    const row = await this.database.joinCode.create({
      data: {
        courseId,
        sectionId: wish.sectionId,
        usesLeft: wish.uses,
        expiresAt: wish.expiresAt,
        code: newCode(),
      },
      include: { section: { select: { slug: true } } },
    });
    return { ...row, section: row.section?.slug ?? null };
  }

  async revoke({ courseId }: Membership, code: string): Promise<void> {
    const { count } = await this.database.joinCode.updateMany({
      where: { courseId, code: normal(code), revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) throw noSuchCode();
  }

  /**
   * Enrols whoever has the code as a student: the caller’s own account, or a new one with a key of its own. A student
   * number that somebody in the course has already is not given away by a code.
   *
   * @throws HttpProblem not-found, conflict
   */
  async join(
    accountId: string | null,
    wish: { readonly code: string; readonly name: string; readonly studentNumber: string },
  ): Promise<Joined> {
    try {
      return await this.database.$transaction((transaction) => enrolBy(transaction, accountId, wish));
    } catch (error) {
      if (isDuplicate(error)) throw taken(wish.studentNumber);
      throw error;
    }
  }
}

async function enrolBy(
  transaction: Transaction,
  accountId: string | null,
  {
    code,
    name,
    studentNumber,
  }: { readonly code: string; readonly name: string; readonly studentNumber: string },
): Promise<Joined> {
  await transaction.$queryRaw`SELECT id FROM join_code WHERE code = ${normal(code)} FOR UPDATE`;
  const row = await transaction.joinCode.findUnique({
    where: { code: normal(code) },
    include: { course: { select: { slug: true } }, section: { select: { slug: true } } },
  });
  const over = row?.expiresAt !== null && row?.expiresAt !== undefined && row.expiresAt <= new Date();
  if (row === null || row.revokedAt !== null || row.usesLeft === 0 || over) throw noSuchCode();
  const { courseId, sectionId } = row;
  const there = accountId
    ? await transaction.enrolment.findUnique({ where: { courseId_accountId: { courseId, accountId } } })
    : null;
  const joined = { course: row.course.slug, section: row.section?.slug ?? null };
  if (there !== null) return { ...joined, accountId: there.accountId, key: null };
  if (row.usesLeft !== null)
    await transaction.joinCode.update({ where: { id: row.id }, data: { usesLeft: { decrement: 1 } } });
  const enrolment = { courseId, role: 'student' as const, studentNumber, sectionId };
  if (accountId !== null) {
    await transaction.enrolment.create({ data: { ...enrolment, accountId } });
    return { ...joined, accountId, key: null };
  }
  const { key, prefix, hash } = makeKey('student');
  const account = await transaction.account.create({
    data: {
      name,
      keys: { create: { role: 'student', prefix, hash } },
      enrolments: { create: enrolment },
    },
  });
  return { ...joined, accountId: account.id, key };
}

/** As written on a blackboard: small letters and spaces do not matter. */
const normal = (code: string): string => code.trim().toUpperCase().replaceAll(/\s/g, '');

const noSuchCode = () =>
  new HttpProblem('not-found', {
    en: 'This code is not known, has been used up, or is no longer valid. Ask your instructor for another one.',
    'zh-CN': '该加入码不存在、已用完或已失效。请向教师索取新的加入码。',
  });

const taken = (studentNumber: string) =>
  new HttpProblem('conflict', {
    en: `Somebody in this course has the student number ${studentNumber} already. If it is yours, ask your instructor for your key.`,
    'zh-CN': `本课程中学号 ${studentNumber} 已被使用。如果这是你的学号，请向教师索取密钥。`,
  });
