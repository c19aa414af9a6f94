import { writeFileSync } from 'node:fs';
import timers from 'node:timers';

/**
 * Loaded into `doorbell serve` before anything else (NODE_OPTIONS=--import): notes who set each timer that fires. At
 * SIGUSR2 it writes what fired since the last time to the file TIMER_OWNERS, `{"owner period": times}`, the period in ms or `minutes`.
 */
const file = process.env.TIMER_OWNERS;

// The compiler's processes inherit the environment, and are not asked.
if (file !== undefined && process.argv.includes('serve')) {
  let fired = {};
  for (const name of ['setTimeout', 'setInterval']) {
    const original = globalThis[name];
    globalThis[name] = (work, ms, ...rest) => {
      const owner = `${ownerOf(new Error('who').stack ?? '')} ${ms < 60_000 ? ms : 'minutes'}`;
      const noted = (...args) => {
        fired[owner] = (fired[owner] ?? 0) + 1;
        return work(...args);
      };
      return original(noted, ms, ...rest);
    };
    // Node's own modules take it from there.
    timers[name] = globalThis[name];
    // What util.promisify and node:timers/promises look for.
    Object.defineProperties(globalThis[name], Object.getOwnPropertyDescriptors(original));
  }
  process.on('SIGUSR2', () => {
    writeFileSync(file, JSON.stringify(fired));
    fired = {};
  });
}

/** The package, the file of ours, or the module of Node's that is nearest to the top of the stack. */
function ownerOf(stack) {
  for (const line of stack.split('\n').slice(2)) {
    const [, name] =
      /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(line) ??
      /\/dist\/(.+?)\.js/.exec(line) ??
      /(node:[\w/]+)/.exec(line) ??
      [];
    if (name !== undefined) return name;
  }
  return 'unknown';
}
