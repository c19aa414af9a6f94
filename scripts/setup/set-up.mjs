import { buildSources } from './build.mjs';
import { installPackages } from './packages.mjs';
import { generateClient } from './prisma.mjs';
import { SetupError } from './run.mjs';
import { installSystemPackages } from './system.mjs';

/**
 * From a fresh clone to something that runs, on any Node ≥ 20.19 and Node's own modules alone. Each step looks
 * first and does nothing when there is nothing to do, so that a second start takes seconds.
 */
export async function setUp() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetupError(`Node ${process.versions.node} is too old to set up Doorbell; use 20.19 or newer.`);
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `Doorbell reads /proc and filters system calls by number: it runs on Linux on x86_64, not on ` +
        `${process.platform} on ${process.arch}.`,
    );
  }
  await installPackages();
  await installSystemPackages();
  await generateClient();
  await buildSources();
}
