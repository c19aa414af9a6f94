import { handOver } from './setup/hand-over.mjs';
import { SetupError, say } from './setup/run.mjs';
import { setUp } from './setup/set-up.mjs';

/** `npm run bench`: what a grading costs, as ratios to a floor measured in the same run. docs/performance.md. */
try {
  await setUp();
  process.exitCode = await handOver(['scripts/bench/main.mjs', ...process.argv.slice(2)]);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
