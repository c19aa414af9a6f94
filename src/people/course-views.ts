import { z } from 'zod';
import { bilingualSchema } from '../lab/bilingual.js';
import { roleSchema } from './roles.js';

/** What the API takes and gives of courses. */

export const slugSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,62}$/)
  .meta({ description: 'Small letters, digits and hyphens', example: 'net-2026' });

export const sectionSlugSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
  .meta({ description: 'Small letters, digits and hyphens', example: 'a' });

export const zoneSchema = z
  .string()
  .refine((zone) => isZone(zone), { message: 'write an IANA time zone such as Asia/Shanghai' })
  .meta({ description: 'IANA time zone', example: 'Asia/Shanghai' });

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const newCourseSchema = z
  .strictObject({ slug: slugSchema, title: bilingualSchema, zone: zoneSchema.default('UTC') })
  .meta({ id: 'NewCourse' });

export const courseSchema = z
  .strictObject({
    slug: slugSchema,
    title: z.string(),
    zone: z.string(),
    role: roleSchema.meta({ description: 'What you are in it' }),
    url: z.string(),
  })
  .meta({ id: 'Course' });

export const courseListSchema = z.strictObject({ items: z.array(courseSchema) }).meta({ id: 'CourseList' });

export const sectionSchema = z
  .strictObject({ slug: sectionSlugSchema, title: z.string() })
  .meta({ id: 'Section' });

export const courseDetailSchema = courseSchema
  .extend({ sections: z.array(sectionSchema) })
  .meta({ id: 'CourseDetail' });

export const sectionTitleSchema = z
  .strictObject({ title: z.string().trim().min(1).max(100) })
  .meta({ id: 'SectionTitle' });

export const memberSchema = z
  .strictObject({
    accountId: z.uuid(),
    name: z.string(),
    studentNumber: z.string().nullable(),
    role: roleSchema,
    section: z.string().nullable(),
  })
  .meta({ id: 'Member' });

export const memberListSchema = z.strictObject({ items: z.array(memberSchema) }).meta({ id: 'MemberList' });

export const newMemberSchema = z
  .strictObject({
    role: z.enum(['instructor', 'assistant', 'student']),
    section: sectionSlugSchema.nullable().default(null),
  })
  .meta({ id: 'NewMember' });

export const enrolledListSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        line: z.number().int(),
        studentNumber: z.string(),
        name: z.string(),
        section: z.string().nullable(),
        accountId: z.uuid(),
        outcome: z.enum(['new', 'same', 'changed']),
        key: z.string().nullable().meta({ description: 'Of a new account, shown this once' }),
      }),
    ),
  })
  .meta({ id: 'EnrolledList' });

export const newJoinCodeSchema = z
  .strictObject({
    section: sectionSlugSchema.nullable().default(null),
    uses: z.number().int().min(1).max(10_000).nullable().default(null),
    expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
  })
  .meta({ id: 'NewJoinCode' });

export const joinCodeSchema = z
  .strictObject({
    code: z.string().meta({ example: '7K3M-Q9XA' }),
    section: z.string().nullable(),
    usesLeft: z.number().int().nullable(),
    expiresAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'JoinCode' });

export const joinSchema = z
  .strictObject({
    code: z.string().min(1).max(40),
    name: z.string().trim().min(1).max(200),
    studentNumber: z.string().regex(/^[\w.-]{1,40}$/),
  })
  .meta({ id: 'Join' });

export const joinedSchema = z
  .strictObject({
    course: z.string(),
    section: z.string().nullable(),
    accountId: z.uuid(),
    key: z.string().nullable().meta({ description: 'Your key, shown this once; null if you have one' }),
  })
  .meta({ id: 'Joined' });
