import { z } from 'zod';
import type { Locale } from '../lab/bilingual.js';
import type { Gradebook } from './gradebook.js';

/** What the API gives of a gradebook. */

const finalMarkSchema = z
  .strictObject({
    assignment: z.string(),
    earned: z.number().nullable().meta({ description: 'null: exempt, or nothing submitted' }),
    of: z.number(),
    from: z.enum(['attempts', 'override', 'exempt', 'none']),
    unmarked: z.number().int().meta({ description: 'Items that a person or a grader has still to mark' }),
    submitted: z.number().int().meta({ description: 'Attempts' }),
  })
  .meta({ id: 'FinalMark' });

export const studentSchema = z
  .strictObject({
    accountId: z.uuid(),
    name: z.string(),
    studentNumber: z.string().nullable(),
    section: z.string().nullable(),
  })
  .meta({ id: 'GradebookStudent' });

export const gradebookSchema = z
  .strictObject({
    course: z.string(),
    assignments: z.array(z.strictObject({ slug: z.string(), title: z.string(), of: z.number() })),
    students: z.array(
      studentSchema.extend({
        marks: z.array(finalMarkSchema).meta({ description: 'One for each assignment, in that order' }),
        total: z.strictObject({ earned: z.number(), of: z.number() }).meta({
          description:
            'Over what was submitted, overridden, or can be submitted no longer; exemptions left out',
        }),
      }),
    ),
  })
  .meta({ id: 'Gradebook' });

export function gradebookView(
  course: string,
  { columns, rows }: Gradebook,
  locale: Locale,
): z.infer<typeof gradebookSchema> {
  return {
    course,
    assignments: columns.map(({ assignment, of }) => ({
      slug: assignment.slug,
      title: assignment.content.title[locale],
      of,
    })),
    students: rows.map(({ student, marks, total }) => ({
      ...student,
      marks: marks.map((mark, index) => ({ assignment: columns[index]?.assignment.slug ?? '', ...mark })),
      total,
    })),
  };
}
