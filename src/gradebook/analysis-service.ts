import { Inject, Injectable } from '@nestjs/common';
import type { AttemptRow } from '../assignments/attempt-row.js';
import type { AssignmentRow } from '../assignments/assignments-service.js';
import { countingRuns } from '../assignments/marks.js';
import type { Membership } from '../people/courses-service.js';
import { DATABASE, type Database } from '../platform/database/prisma.js';
import { HttpProblem } from '../platform/http/problem.js';
import { CourseWork, type Student } from './course-work.js';
import { gainOf, type Gain } from './gain.js';
import { analyse, lastReported, type ItemAnalysis, type RunResult } from './item-analysis.js';
import { likenesses } from './similarity.js';

export interface SimilarPair {
  readonly one: SimilarSource;
  readonly other: SimilarSource;
  readonly share: number;
  readonly shared: number;
}

export interface SimilarSource {
  readonly student: Student;
  readonly submissionId: string;
}

/** What the work of a class says: of the questions, of the class, and of who may have worked together. */
@Injectable()
export class AnalysisService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CourseWork) private readonly work: CourseWork,
  ) {}

  /** `which`: each student’s first submitted attempt, or all; returns the attempts looked at beside what they say. */
  async items(
    course: Membership,
    assignment: AssignmentRow,
    which: 'first' | 'all',
  ): Promise<{ attempts: readonly AttemptRow[]; items: ItemAnalysis[] }> {
    const attempts = await this.#submitted(course, assignment.id, which);
    const seconds = await this.#seconds(attempts);
    const results = await this.#results(attempts);
    const items = analyse(attempts, {
      secondsOn: (attemptId, position) => seconds.get(`${attemptId} ${position}`),
      resultOf: (runId) => results.get(runId),
    });
    return { attempts, items };
  }

  /** Of students who have submitted both: the first attempt before, the first attempt after. */
  async gain(course: Membership, before: AssignmentRow, after: AssignmentRow): Promise<Gain> {
    const earlier = await this.#submitted(course, before.id, 'first');
    const later = await this.#submitted(course, after.id, 'first');
    const byStudent = new Map(later.map((attempt) => [attempt.accountId, attempt]));
    return gainOf(
      earlier.flatMap((attempt) => {
        const second = byStudent.get(attempt.accountId);
        return second === undefined ? [] : [{ before: attempt, after: second }];
      }),
    );
  }

  /**
   * Pairs of students whose counting submissions to an exercise look alike, for a person to look at.
   *
   * @throws HttpProblem not-found when the assignment has no such exercise
   */
  async similar(
    course: Membership,
    assignment: AssignmentRow,
    { exercise, least }: { readonly exercise: string; readonly least: number },
  ): Promise<SimilarPair[]> {
    const work = await this.work.read(course, { assignmentIds: [assignment.id] });
    const placed = work.all.flatMap(({ student, attempt }) =>
      attempt.items.flatMap((item) =>
        item.kind === 'exercise' && item.exercise.slug === exercise ? [{ student, item }] : [],
      ),
    );
    const asked = assignment.content.items.some((item) => 'exercise' in item && item.exercise === exercise);
    if (placed.length === 0 && !asked) {
      throw new HttpProblem('not-found', {
        en: `The assignment has no exercise “${exercise}”.`,
        'zh-CN': `作业中没有练习 “${exercise}”。`,
      });
    }
    // The last one that counted of each student: what was handed in in the end.
    const last = new Map<string, SimilarSource>();
    for (const { student, item } of placed) {
      const run = countingRuns(item).at(-1);
      if (run) last.set(student.accountId, { student, submissionId: run.id });
    }
    const handed = new Map([...last.values()].map((each) => [each.submissionId, each]));
    const rows = await this.database.submission.findMany({
      where: { id: { in: [...handed.keys()] } },
      select: { id: true, source: true },
      orderBy: { sequence: 'asc' },
    });
    const starter = placed[0]?.item.exercise.starter ?? '';
    const found = await likenesses(rows, { starter, least });
    return found.flatMap(({ one, other, share, shared }) => {
      const [first, second] = [handed.get(one), handed.get(other)];
      return first && second ? [{ one: first, other: second, share, shared }] : [];
    });
  }

  async #submitted(
    course: Membership,
    assignmentId: string,
    which: 'first' | 'all',
  ): Promise<readonly AttemptRow[]> {
    const work = await this.work.read(course, { assignmentIds: [assignmentId] });
    return work.students.flatMap(({ accountId }) => {
      const own = work.attemptsOf(assignmentId, accountId).filter(({ submittedAt }) => submittedAt !== null);
      return which === 'first' ? own.slice(0, 1) : own;
    });
  }

  /**
   * Time between what a student sent last and what was sent for an item, summed up for each item: what was read or thought
   * about in between cannot be seen.
   */
  async #seconds(attempts: readonly AttemptRow[]): Promise<Map<string, number>> {
    const saves = await this.database.answerSave.findMany({
      where: { attemptId: { in: attempts.map(({ id }) => id) }, counted: true },
      select: { attemptId: true, position: true, savedAt: true },
    });
    const byAttempt = Map.groupBy(saves, ({ attemptId }) => attemptId);
    const seconds = new Map<string, number>();
    for (const attempt of attempts) {
      const sent = [
        ...(byAttempt.get(attempt.id) ?? []).map(({ position, savedAt }) => ({ position, at: savedAt })),
        ...attempt.items.flatMap((item) =>
          item.kind === 'exercise'
            ? countingRuns(item).map(({ createdAt }) => ({ position: item.position, at: createdAt }))
            : [],
        ),
      ].sort((one, other) => one.at.getTime() - other.at.getTime());
      let last = attempt.startedAt.getTime();
      for (const { position, at } of sent) {
        const key = `${attempt.id} ${position}`;
        seconds.set(key, (seconds.get(key) ?? 0) + (at.getTime() - last) / 1000);
        last = at.getTime();
      }
    }
    return seconds;
  }

  /** Of the last report of each exercise: its mechanism, and the checks that failed. */
  async #results(attempts: readonly AttemptRow[]): Promise<Map<string, RunResult>> {
    const ids = attempts.flatMap(({ items }) =>
      items.flatMap((item) => (item.kind === 'exercise' ? (lastReported(countingRuns(item))?.id ?? []) : [])),
    );
    const rows = await this.database.$queryRaw<{ id: string; mechanism: string | null; failed: string[] }[]>`
      SELECT submission_id AS id, content->>'mechanism' AS mechanism,
             jsonb_path_query_array(content, '$.checks[*] ? (@.passed == false).id') AS failed
        FROM report WHERE submission_id = ANY(${ids}::uuid[])`;
    return new Map(rows.map(({ id, ...result }) => [id, result]));
  }
}
