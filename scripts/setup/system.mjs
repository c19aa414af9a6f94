import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { pinnedNode, plainEnvironment } from './paths.mjs';
import { SetupError, run, say } from './run.mjs';

/** Commands from the distribution's packages that the sandbox needs, and why. */
const commands = [
  { command: 'bwrap', package: 'bubblewrap', why: 'confines every submission' },
  { command: 'strace', package: 'strace', why: 'shows the order of the system calls' },
  { command: 'setpriv', package: 'util-linux', why: 'gives up root before a sandbox starts' },
  { command: 'prlimit', package: 'util-linux', why: 'sets the limits of a submission' },
];

function find(command) {
  const path = `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;
  return path.split(':').some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}

/** What is missing, as `{ package, why }`; the pinned Node is linked against libatomic, which Debian leaves out. */
async function missing() {
  const list = commands.filter(({ command }) => !find(command));
  const { code, output } = await run(pinnedNode, ['--version'], { quiet: true });
  if (code !== 0) {
    if (!output.includes('libatomic')) {
      throw new SetupError(`The pinned Node does not start on this machine:\n${output.trim()}`);
    }
    list.push({ package: 'libatomic1', why: 'the pinned Node needs libatomic.so.1' });
  }
  return list;
}

/** Installs system packages where it may, else says the exact command and stops. */
export async function installSystemPackages() {
  let list = await missing();
  if (list.length === 0) return;
  const packages = [...new Set(list.map((item) => item.package))];
  const reasons = list.map((item) => `  ${item.package}: ${item.why}`).join('\n');

  if (!find('apt-get')) {
    throw new SetupError(`Install these with your system's package manager, then try again:\n${reasons}`);
  }
  if (process.getuid?.() !== 0) {
    throw new SetupError(
      `Some system packages are missing:\n${reasons}\n\nRun this, then try again:\n\n` +
        `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}\n`,
    );
  }

  say(`Installing system packages: ${packages.join(' ')} …`);
  const env = plainEnvironment({ DEBIAN_FRONTEND: 'noninteractive' });
  const install = ['install', '-y', '-q', '--no-install-recommends', ...packages];
  let result = await run('apt-get', install, { env, quiet: true });
  if (result.code !== 0) {
    // A machine that never fetched its package lists knows no package.
    await run('apt-get', ['update', '-q'], { env, quiet: true });
    result = await run('apt-get', install, { env, quiet: true });
  }
  list = await missing();
  if (list.length > 0) {
    throw new SetupError(
      `apt-get did not bring ${list.map((item) => item.package).join(', ')}:\n${result.output.trim()}\n\n` +
        `Run this by hand, then try again:\n\n  apt-get update && apt-get install -y ${packages.join(' ')}\n`,
    );
  }
}
