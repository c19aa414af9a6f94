import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '../platform/database/prisma.js';
import { HttpProblem } from '../platform/http/problem.js';
import { hashKey, looksLikeKey, makeKey } from './api-key.js';
import type { Caller, Role } from './roles.js';

export interface KeyRow {
  readonly id: string;
  readonly prefix: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  readonly account: { readonly id: string; readonly name: string };
}

const shown = {
  id: true,
  prefix: true,
  role: true,
  createdAt: true,
  revokedAt: true,
  account: { select: { id: true, name: true } },
} as const;

/** Keys: who holds one, who may make one. An instructor answers for the students of the own courses only. */
@Injectable()
export class KeysService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Null for a key that is unknown or revoked; the reader is told neither which. */
  async selectOptionalCaller(key: string): Promise<Caller | null> {
    if (!looksLikeKey(key)) return null;
    const row = await this.database.apiKey.findUnique({ where: { hash: hashKey(key) } });
    if (row === null || row.revokedAt !== null) return null;
    return { accountId: row.accountId, keyId: row.id, role: row.role };
  }

  /** Makes an account, enrols it in `course`, and gives it a key. The key is in the result and nowhere else. */
  async create(
    caller: Caller,
    wish: { name: string; role: Role; course: string },
  ): Promise<{ key: string; row: KeyRow }> {
    if (caller.role !== 'admin' && wish.role !== 'student') {
      throw new HttpProblem('forbidden', {
        en: 'An instructor makes keys for students; other keys are made by an admin.',
        'zh-CN': '教师只能为学生创建密钥；其他密钥由管理员创建。',
      });
    }
    const course = await this.database.course.findFirst({
      where: { slug: wish.course, ...this.#teaches(caller) },
    });
    if (course === null) {
      const detail = {
        en: `You have no course “${wish.course}”.`,
        'zh-CN': `你没有名为 “${wish.course}” 的课程。`,
      };
      throw new HttpProblem('validation', detail, { errors: [{ pointer: '/course', detail }] });
    }
    const { key, prefix, hash } = makeKey(wish.role);
    const row = await this.database.apiKey.create({
      select: shown,
      data: {
        role: wish.role,
        prefix,
        hash,
        account: {
          create: { name: wish.name, enrolments: { create: { courseId: course.id, role: wish.role } } },
        },
      },
    });
    return { key, row };
  }

  list(caller: Caller): Promise<KeyRow[]> {
    return this.database.apiKey.findMany({
      where: this.#manages(caller),
      orderBy: { createdAt: 'desc' },
      take: 1000,
      select: shown,
    });
  }

  /** Revoking twice is revoking once. */
  async revoke(caller: Caller, id: string): Promise<void> {
    const row = await this.database.apiKey.findFirst({ where: { id, ...this.#manages(caller) } });
    if (row === null) {
      throw new HttpProblem('not-found', {
        en: 'You manage no key with this id.',
        'zh-CN': '你没有可管理的此 id 的密钥。',
      });
    }
    await this.database.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
  }

  #teaches(caller: Caller) {
    return caller.role === 'admin'
      ? {}
      : { enrolments: { some: { accountId: caller.accountId, role: 'instructor' as const } } };
  }

  #manages(caller: Caller) {
    return caller.role === 'admin'
      ? {}
      : { role: 'student' as const, account: { enrolments: { some: { course: this.#teaches(caller) } } } };
  }
}
