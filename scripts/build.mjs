import { buildSources } from './setup/build.mjs';
import { generateClient } from './setup/prisma.mjs';
import { SetupError, say } from './setup/run.mjs';

try {
  await generateClient();
  await buildSources({ always: true });
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
