import { once } from 'node:events';

/** SIGHUP is a terminal that was closed. */
const endingSignals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * One signal to a whole process group comes twice, directly and handed on by `npm start` (scripts/setup/hand-over.mjs);
 * nobody presses Ctrl-C twice in so short a time because nothing happens, ms.
 */
const IMPATIENCE_MS = 500;

/**
 * Resolves with the first signal that asks this process to end. From then on only Ctrl-C ends it at once: a service manager
 * that sends SIGTERM again, or to every process of a unit, means the same end once more.
 */
export async function endingSignal(): Promise<string> {
  const signal = await Promise.race(
    endingSignals.map(async (name) => {
      await once(process, name);
      return name;
    }),
  );
  const asked = performance.now();
  for (const name of endingSignals) {
    process.on(name, () => {
      if (name === 'SIGINT' && performance.now() - asked > IMPATIENCE_MS) process.exit(1);
    });
  }
  return signal;
}
