/** What is told through PostgreSQL's NOTIFY; payloads are short and hold no secret. */
export const gradeQueue = 'grade';

/** Submissions were added to the queue, or left it. */
export const queueTopic = 'queue';

/** Something about this submission changed. */
export function submissionTopic(id: string): string {
  return `submission ${id}`;
}
