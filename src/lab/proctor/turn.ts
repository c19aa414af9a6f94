import type { Pace } from './pacing.js';
import type { Program } from './program.js';

/** Lets the event loop turn between two looks, and comes back early when the program does something. */
export async function turn(program: Program, pace: Pace): Promise<void> {
  const ms = pace.next();
  if (ms === 0) await new Promise<void>((resolve) => setImmediate(resolve));
  else await program.change(ms);
}
