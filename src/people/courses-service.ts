import { Inject, Injectable } from '@nestjs/common';
import type { Bilingual } from '../lab/bilingual.js';
import { DATABASE, isDuplicate, type Database } from '../platform/database/prisma.js';
import { HttpProblem } from '../platform/http/problem.js';
import type { Caller, Role } from './roles.js';

/** A course as somebody in it meets it. */
export interface Membership {
  readonly courseId: string;
  readonly slug: string;
  readonly title: Bilingual;
  readonly zone: string;
  /** What the caller is in it. Whoever has an admin’s key may do what an instructor may, enrolled or not. */
  readonly role: Role;
  /** The one section that an assistant helps in; null is the whole course. */
  readonly sectionId: string | null;
}

/** What somebody must be in a course: each may do what those after it may. */
const ranks: readonly Role[] = ['admin', 'instructor', 'assistant', 'student'];

/** Courses, their sections, and who is what in them. */
@Injectable()
export class CoursesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * The course, if the caller is `least` or more in it.
   *
   * @throws HttpProblem not-found for a course that one is not in: its existence is not told; forbidden
   */
  async select(caller: Caller, slug: string, least: Role = 'student'): Promise<Membership> {
    const course = await this.database.course.findUnique({
      where: { slug },
      include: { enrolments: { where: { accountId: caller.accountId } } },
    });
    const enrolment = course?.enrolments[0];
    if (course === null || (enrolment === undefined && caller.role !== 'admin')) {
      throw new HttpProblem('not-found', {
        en: `You are in no course “${slug}”. GET /courses lists yours.`,
        'zh-CN': `你不在名为 “${slug}” 的课程中。GET /courses 会列出你的课程。`,
      });
    }
    const role = caller.role === 'admin' ? 'admin' : (enrolment?.role ?? 'student');
    if (ranks.indexOf(role) > ranks.indexOf(least)) {
      throw new HttpProblem('forbidden', {
        en: `In this course this is for: ${ranks.slice(0, ranks.indexOf(least) + 1).join(', ')}. You are: ${role}.`,
        'zh-CN': `在这门课程中，此操作仅限：${ranks.slice(0, ranks.indexOf(least) + 1).join('、')}。你的角色为：${role}。`,
      });
    }
    return {
      courseId: course.id,
      slug: course.slug,
      title: course.title as Bilingual,
      zone: course.zone,
      role,
      sectionId: role === 'assistant' ? (enrolment?.sectionId ?? null) : null,
    };
  }

  /** The caller’s courses, by slug; an admin’s are all. */
  async list(caller: Caller): Promise<Membership[]> {
    const rows = await this.database.course.findMany({
      where: caller.role === 'admin' ? {} : { enrolments: { some: { accountId: caller.accountId } } },
      include: { enrolments: { where: { accountId: caller.accountId } } },
      orderBy: { slug: 'asc' },
    });
    return rows.map((row) => ({
      courseId: row.id,
      slug: row.slug,
      title: row.title as Bilingual,
      zone: row.zone,
      role: caller.role === 'admin' ? 'admin' : (row.enrolments[0]?.role ?? 'student'),
      sectionId: row.enrolments[0]?.sectionId ?? null,
    }));
  }

  /** @throws HttpProblem conflict when the slug is taken */
  async create(
    caller: Caller,
    course: { readonly slug: string; readonly title: Bilingual; readonly zone: string },
  ): Promise<void> {
    try {
      await this.database.course.create({
        data: { ...course, enrolments: { create: { accountId: caller.accountId, role: 'instructor' } } },
      });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      throw new HttpProblem('conflict', {
        en: `There is a course “${course.slug}” already; choose another slug.`,
        'zh-CN': `已有名为 “${course.slug}” 的课程，请换一个 slug。`,
      });
    }
  }

  async sections(courseId: string): Promise<{ id: string; slug: string; title: string }[]> {
    return this.database.section.findMany({
      where: { courseId },
      select: { id: true, slug: true, title: true },
      orderBy: { slug: 'asc' },
    });
  }

  /** A section that is there already gets the new title. */
  async saveSection(courseId: string, slug: string, title: string): Promise<void> {
    await this.database.section.upsert({
      where: { courseId_slug: { courseId, slug } },
      create: { courseId, slug, title },
      update: { title },
    });
  }

  /**
   * Makes an enrolled account an instructor, an assistant (of one section or of all) or a student.
   *
   * @throws HttpProblem not-found, validation
   */
  async enrol(
    courseId: string,
    accountId: string,
    as: { readonly role: Role; readonly section: string | null },
  ): Promise<void> {
    const sectionId = as.section === null ? null : await this.sectionId(courseId, as.section);
    const account = await this.database.account.findUnique({ where: { id: accountId } });
    if (account === null) {
      throw new HttpProblem('not-found', {
        en: 'There is no account with this id.',
        'zh-CN': '没有此 id 的账户。',
      });
    }
    await this.database.enrolment.upsert({
      where: { courseId_accountId: { courseId, accountId } },
      create: { courseId, accountId, role: as.role, sectionId },
      update: { role: as.role, sectionId },
    });
  }

  /** @throws HttpProblem validation when the course has no such section */
  async sectionId(courseId: string, slug: string): Promise<string> {
    const section = await this.database.section.findUnique({ where: { courseId_slug: { courseId, slug } } });
    if (section !== null) return section.id;
    const detail = {
      en: `The course has no section “${slug}”. PUT /courses/…/sections/${slug} makes one.`,
      'zh-CN': `课程没有名为 “${slug}” 的班级。PUT /courses/…/sections/${slug} 可创建。`,
    };
    throw new HttpProblem('validation', detail, { errors: [{ pointer: '/section', detail }] });
  }
}
