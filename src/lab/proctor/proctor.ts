import { createInterface } from 'node:readline';
import { shedInheritance } from '../sandbox/inheritance.js';
import { defaultLimits } from '../sandbox/limits.js';
import { startSubmission } from '../sandbox/submission.js';
import { acknowledgeAtOnce } from './loopback.js';
import type { FromProctor, ToProctor } from './messages.js';
import { HARNESS_SCRIPT } from './messages.js';
import { runScenes } from './run-scenes.js';
import { Sandboxes } from './sandboxes.js';
import type { Surroundings } from './started.js';
import { traceScenes } from './trace-scenes.js';

/**
 * The proctor: one per slot, inside the slot's namespaces, an unprivileged user. It starts submissions, plays
 * the peer, reads the kernel, and hands a recording out. It is not trusted with anything else: it has no
 * database, no keys, no file of the host.
 */

function say(message: FromProctor): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

let granted: (() => void) | null = null;

async function permit(): Promise<() => void> {
  const grant = new Promise<void>((resolve) => {
    granted = resolve;
  });
  say({ say: 'starting' });
  await grant;
  return () => say({ say: 'started' });
}

const sandboxes = new Sandboxes({
  launch: (inherit, { kit }) =>
    startSubmission({ limits: defaultLimits, script: [HARNESS_SCRIPT], inherit, addons: !!kit }),
  permit,
});

async function obey(message: ToProctor): Promise<void> {
  if (message.ask === 'start') {
    granted?.();
    granted = null;
    return;
  }
  try {
    if (message.ask === 'park') {
      await sandboxes.park(message.layout);
      say({ say: 'parked' });
      return;
    }
    const surroundings: Surroundings = { sandboxes, onScene: (number) => say({ say: 'scene', number }) };
    if (message.ask === 'run') say({ say: 'done', recording: await runScenes(message, surroundings) });
    else say({ say: 'traced', scenes: await traceScenes(message, surroundings) });
  } catch (error) {
    say({ say: 'fault', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

shedInheritance();
acknowledgeAtOnce();
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  void obey(JSON.parse(line) as ToProctor);
});
// The grader has closed the conversation, or is no more.
lines.on('close', () => process.exit(0));
say({ say: 'ready' });
