/** What is told through PostgreSQL's NOTIFY; payloads are short and hold no secret. */
export const gradeQueue = 'grade';

/** Runs to be traced: taken only when nothing waits to be graded. */
export const traceQueue = 'trace';

/** Submissions were added to the queue, or left it. */
export const queueTopic = 'queue';

/** Something about this submission changed. */
export function submissionTopic(id: string): string {
  return `submission ${id}`;
}
