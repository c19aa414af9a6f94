import { finalMark, fullPoints, type FinalMark } from '../assignments/final-mark.js';
import { hundredths } from '../assignments/marks.js';
import type { AssignmentRow } from '../assignments/assignments-service.js';
import type { Student, Work } from './course-work.js';

/** The marks of a course, student by student. Pure. */
export interface Gradebook {
  readonly columns: readonly { readonly assignment: AssignmentRow; readonly of: number }[];
  readonly rows: readonly GradebookRow[];
}

export interface GradebookRow {
  readonly student: Student;
  /** One for each column. */
  readonly marks: readonly FinalMark[];
  readonly total: { readonly earned: number; readonly of: number };
}

/**
 * In the total is what was submitted, overridden, or can be submitted no longer: whoever has missed it has nothing of
 * it. What one is exempt from, or may still do, is not.
 */
export function gradebookOf(work: Work, now: number): Gradebook {
  const columns = work.assignments.map((assignment) => ({ assignment, of: fullPoints(assignment.content) }));
  const rows = work.students.map((student): GradebookRow => {
    const { accountId } = student;
    const counting: FinalMark[] = [];
    const marks = columns.map(({ assignment, of: full }) => {
      const terms = work.termsOf(assignment, accountId);
      const mark = finalMark(work.attemptsOf(assignment.id, accountId), {
        terms,
        full,
        override: work.overrideOf(assignment.id, accountId),
      });
      const missed = mark.from === 'none' && terms.closesAt !== null && now >= terms.closesAt;
      if (mark.earned !== null || missed) counting.push(mark);
      return mark;
    });
    return {
      student,
      marks,
      total: {
        earned: hundredths(counting.reduce((sum, { earned }) => sum + (earned ?? 0), 0)),
        of: hundredths(counting.reduce((sum, { of }) => sum + of, 0)),
      },
    };
  });
  return { columns, rows };
}
