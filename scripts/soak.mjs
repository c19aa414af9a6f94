import { handOver } from './setup/hand-over.mjs';
import { SetupError, say } from './setup/run.mjs';
import { setUp } from './setup/set-up.mjs';

/** `npm run soak`: every stated verdict again and again, under load; src/soak, docs/performance.md. */
try {
  await setUp();
  process.exitCode = await handOver(['dist/soak/main.js', ...process.argv.slice(2)]);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
