import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { openBackbone, type Backbone } from './backbone.js';
import { banner } from './banner.js';
import { endingSignal } from './ending-signal.js';
import { healthChecks } from './health-checks.js';
import { createHttpApp } from './http-app.js';
import { labImage } from './lab/lab-image.js';
import { openLab } from './lab/open-lab.js';
import { checkRequirements } from './lab/sandbox/requirements.js';
import { seedDemoCourse } from './people/demo-course.js';
import { readSettings, type Settings } from './platform/config/settings.js';
import { openLog } from './platform/logs/logs.js';
import { doorbellVersion } from './platform/version.js';
import { seedBankOfQuestions, seedExercises } from './seeding.js';
import { AttemptsService } from './submissions/attempts-service.js';
import { Grader } from './submissions/grader.js';
import { ReclaimService } from './submissions/reclaim-service.js';
import { traceWork } from './submissions/trace-work.js';
import { TracesService } from './submissions/traces-service.js';
import { checkWork } from './uploads/check-work.js';
import { ChecksService } from './uploads/checks-service.js';
import { errorCode, errorMessage } from './platform/errors.js';

/** The service cannot start; the message is for whoever started it and says what to do. */
export class StartError extends Error {
  override name = 'StartError';
}

/**
 * API and grader in one process, until SIGTERM or SIGINT. Prints on stdout, once it listens, where it is and how to
 * try it.
 * @throws StartError when code cannot be run safely here, or the address is taken
 */
export async function serve(): Promise<void> {
  const settings = startable(() => readSettings());
  await requireSandbox(settings);
  const log = openLog(settings);
  const ended = endingSignal();
  const shutdown = new AbortController();
  const backbone = await openBackbone(settings, log).catch(cannotStart);
  try {
    await seedExercises(backbone.database, log);
    await seedBankOfQuestions(backbone.database, log);
    const keys = await seedDemoCourse(backbone.database, settings.dataDirectory);
    const app = await createHttpApp({
      settings,
      backbone,
      checks: healthChecks(backbone, () => checkRequirements(labImage(settings.dataDirectory))),
      shutdown: shutdown.signal,
      log,
    });
    try {
      // Before grading begins: a second service on the same port goes without having taken anything.
      await listen(app, settings);
      const grading = await startGrading(settings, backbone, log);
      try {
        process.stdout.write(await banner(await app.getUrl(), keys));
        log.info({ signal: await ended }, 'Shutting down');
      } finally {
        // Who waits for what is running gets it, if it ends in time; the rest is told to ask again.
        await grading.stop();
      }
    } finally {
      shutdown.abort();
      await app.close();
    }
  } finally {
    await backbone.close();
  }
}

/** A grader only, until SIGTERM or SIGINT: takes jobs from the same database as `serve`. */
export async function work(): Promise<void> {
  const settings = startable(() => readSettings());
  await requireSandbox(settings);
  const log = openLog(settings);
  const ended = endingSignal();
  const backbone = await openBackbone(settings, log).catch(cannotStart);
  try {
    const grading = await startGrading(settings, backbone, log);
    process.stdout.write(`Doorbell grades, ${grading.slots} at once, from ${backbone.opened.description}\n`);
    log.info({ signal: await ended }, 'Shutting down');
    await grading.stop();
  } finally {
    await backbone.close();
  }
}

/** Settings, database and migrations fail with messages written for whoever starts the service. */
function cannotStart(cause: unknown): never {
  throw new StartError(errorMessage(cause), { cause });
}

function startable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    return cannotStart(error);
  }
}

async function requireSandbox(settings: Settings): Promise<void> {
  const missing = (await checkRequirements(labImage(settings.dataDirectory))).filter(({ ok }) => !ok);
  if (missing.length === 0) return;
  const lines = missing.map(({ what, why, how }) => `  ${what}\n    found: ${why}\n    do:    ${how}`);
  throw new StartError(
    `Doorbell does not run code here, because what keeps it safe is missing:\n${lines.join('\n')}`,
  );
}

/** API and database come first where the CPU is short: who asks waits for an answer, who submitted has been answered. */
const graderCpuWeight = 25;

interface Grading {
  readonly slots: number;
  stop(): Promise<void>;
}

async function startGrading(settings: Settings, backbone: Backbone, log: Logger): Promise<Grading> {
  const lab = await openLab({
    dataDirectory: settings.dataDirectory,
    cpuWeight: graderCpuWeight,
    onFault: (error) => log.error({ err: error }, 'A fault of the lab'),
    ...(settings.slots === null ? {} : { slots: settings.slots }),
  });
  const attempts = new AttemptsService(backbone.database, backbone.queue);
  const traces = new TracesService(backbone.database, backbone.queue);
  const reclaims = new ReclaimService(backbone.database, backbone.queue, attempts, traces);
  const checks = new ChecksService(backbone.database, backbone.queue);
  const grader = new Grader({
    lab,
    attempts,
    reclaims,
    sides: [traceWork(lab, { traces, reclaims, log }), checkWork(lab, checks, log)],
    notifications: backbone.notifications,
    connection: backbone.opened.connection,
    log,
    doorbellVersion,
    reclaimSeconds: settings.reclaimSeconds,
  });
  let stopped: Promise<void> | null = null;
  const stop = () => (stopped ??= grader.stop(settings.shutdownGraceSeconds * 1000).then(() => lab.close()));
  try {
    await grader.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { slots: lab.slots, stop };
}

async function listen(app: NestExpressApplication, settings: Settings): Promise<void> {
  try {
    await app.listen(settings.port, settings.host);
  } catch (cause) {
    if (errorCode(cause) !== 'EADDRINUSE') throw cause;
    throw new StartError(
      `Port ${settings.port} of ${settings.host} is taken, perhaps by another Doorbell. Set PORT to another one.`,
      { cause },
    );
  }
}
