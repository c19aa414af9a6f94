import type { End, Finding } from '../verdict/recording.js';

/** Ends a scene whose further steps make no sense. */
export class SceneOver extends Error {}

/** A program that was ended from outside may have died of want of memory, which only the grader sees (judge.ts). */
export function findingOf({ how, code }: End): Finding {
  if (how === 'exit') return code === 0 ? 'exited' : 'crashed';
  return how === 'signal' || how === 'by-us' ? 'crashed' : how;
}
