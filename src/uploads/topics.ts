/** Solutions of uploaded packages to be run: taken only when nothing waits to be graded or traced. */
export const checkQueue = 'check';

/** Something about this upload changed. */
export function uploadTopic(id: string): string {
  return `upload ${id}`;
}
