import { setTimeout as pause } from 'node:timers/promises';

/** Looks again and again until it holds. What never comes is ended by Jest’s own limit: a starved host fails nothing. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(10);
}
