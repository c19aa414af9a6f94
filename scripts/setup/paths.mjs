import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's root. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const modules = join(root, 'node_modules');

/** Stamps and other things that set-up remembers. In node_modules, so that they vanish together. */
export const memory = join(modules, '.doorbell');

/** The pinned Node; packages.mjs sees to it that it is there. */
export const pinnedNode = join(modules, '.bin', 'node');

/**
 * The environment for what set-up starts. npm puts node_modules/.bin in front of PATH; there a `node` that lacks
 * a library would be found before the machine's own, and npm itself would not start.
 */
export function plainEnvironment(extra = {}) {
  const bin = realpathSync(root) + '/node_modules/.bin';
  const path = (process.env.PATH ?? '')
    .split(':')
    .filter((entry) => !entry.includes('/node_modules/') && entry !== bin);
  const environment = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^npm_(lifecycle_|package_|config_local_prefix|command)/.test(name)) environment[name] = value;
  }
  return { ...environment, PATH: [dirname(process.execPath), ...path].join(':'), ...extra };
}

/** The environment for what runs on the pinned Node, so that `#!/usr/bin/env node` finds it too. */
export function pinnedEnvironment(extra = {}) {
  return { ...process.env, PATH: `${join(modules, '.bin')}:${process.env.PATH ?? ''}`, ...extra };
}
