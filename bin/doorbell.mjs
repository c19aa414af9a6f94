#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The command `doorbell`. Plain JavaScript, so that any Node can start it: it only makes sure that the rest runs
 * on the pinned Node, which is also the runtime of the submissions.
 */
const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));
const pinnedNode = join(root, 'node_modules', '.bin', 'node');
const program = join(root, 'dist', 'cli', 'main.js');

if (!existsSync(pinnedNode) || !existsSync(program)) {
  process.stderr.write(
    `Doorbell is not set up yet. Run this in ${root}, then try again:\n\n  npm run setup\n`,
  );
  process.exitCode = 2;
} else if (realpathSync(pinnedNode) !== realpathSync(process.execPath)) {
  const child = spawn(pinnedNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT');
  });
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 4;
  });
  child.on('close', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
} else {
  const { main } = await import(program);
  process.exitCode = await main(process.argv.slice(2));
}
