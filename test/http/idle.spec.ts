import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { descendants } from '../../src/soak/processes.js';
import {
  makeDataDirectory,
  removeDirectory,
  startService,
  type RealService,
} from '../support/real-service.js';
import { postgresOf, WakeUps, wakeUpsOf } from '../support/wake-ups.js';

/**
 * Doorbell obeys its own lesson: with nothing to do, it sleeps. Two witnesses: the lab's own readings say how often the
 * threads of each process woke in a minute, and a wrapper around setTimeout and setInterval says whose timers fired.
 * Needs the build (`npm run build`).
 */
const MINUTE_MS = 60_000;

/**
 * Every timer of the service that may fire in an idle minute: once more than the period goes into it, for where the minute
 * begins. Nothing else may.
 */
const timers = {
  /** node:http: whether a request takes too long to come (connectionsCheckingInterval). */
  'node:_http_server 30000': 3,
  /** Whether a grader elsewhere has died: nobody would tell (DOORBELL_RECLAIM_SECONDS). */
  'submissions/grader 30000': 3,
};

/** Timers of minutes, which may fall into this one: pg-boss's supervision, monitoring, migrations, cache of queues. */
const rare = { 'pg-boss minutes': 4 };

/**
 * Wake-ups in such a minute, by the group of threads. The grader's look is a timer and eight answers of the database; V8
 * looks every 8 s whether memory can be given back, in a helper and in the main thread, as long as anything moves; and a
 * pass of pg-boss is a connection and some statements, once in five minutes. Seen: 27 … 36, 20 … 44, 13 … 34 (two of them),
 * 23 … 24.
 */
const most = {
  /** 3 × node:http, 3 × (1 + 8) of the grader, 9 of V8, a pass of pg-boss. */
  'main thread': 3 + 3 * 9 + 9 + 20,
  /** V8’s helpers and libuv’s: what they are handed by the above, and one delayed task every 8 s. */
  'helper threads': 6 * 9 + 20,
  /** The warm compilers: V8 every 8 s, in three threads. */
  compilers: 3 * 9 * 2,
  /** 3 × 8 statements for the grader; writer, WAL writer and postmaster every 10 s; a pass of pg-boss. */
  postgres: 3 * 8 + 3 * 7 + 20,
};

/** Connections that the start needed go after 10 s without use (pg-pool), ms. */
const START_IS_OVER_MS = 15_000;

/** Minutes that are looked at: a host with much else to do takes one or two for the start to be over. */
const minutes = 5;

let dataDirectory: string;
let service: RealService;
let report: string;
let wakes: WakeUps;

beforeAll(async () => {
  dataDirectory = await makeDataDirectory();
  report = path.join(dataDirectory, 'timers.json');
  const hook = fileURLToPath(new URL('../support/timer-owners.mjs', import.meta.url));
  wakes = new WakeUps();
  service = await startService(dataDirectory, { NODE_OPTIONS: `--import ${hook}`, TIMER_OWNERS: report });
});
afterAll(async () => {
  await service.end('SIGTERM');
  wakes.close();
  await removeDirectory(dataDirectory);
});

/** Which timers fired since it was last asked, and how often. */
async function fired(): Promise<Record<string, number>> {
  rmSync(report, { force: true });
  service.process.kill('SIGUSR2');
  while (!existsSync(report) || readFileSync(report, 'utf8') === '') await pause(20);
  return JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
}

async function oneMinute() {
  const pid = service.process.pid ?? 0;
  await fired();
  const before = wakes.read();
  await pause(MINUTE_MS);
  const after = wakes.read();
  const postgres = postgresOf(dataDirectory);
  const compilers = new Set(descendants(pid));
  const count = (belongs: (thread: { pid: number; tid: number }) => boolean) =>
    wakeUpsOf(before, after, belongs);
  return {
    timers: await fired(),
    wakeUps: {
      'main thread': count((thread) => thread.tid === pid),
      'helper threads': count((thread) => thread.pid === pid && thread.tid !== pid),
      compilers: count((thread) => compilers.has(thread.pid)),
      postgres: count((thread) => postgres.has(thread.pid)),
    },
  };
}

/** What there was more of than is stated. */
function excess(minute: Awaited<ReturnType<typeof oneMinute>>): Record<string, number> {
  const stated: Record<string, number> = { ...timers, ...rare, ...most };
  const seen = { ...minute.timers, ...minute.wakeUps };
  return Object.fromEntries(Object.entries(seen).filter(([name, count]) => count > (stated[name] ?? 0)));
}

test('an idle service wakes for what is stated, and for nothing else', async () => {
  await pause(START_IS_OVER_MS);
  let minute = await oneMinute();
  for (let n = 1; n < minutes && Object.keys(excess(minute)).length > 0; n += 1) minute = await oneMinute();
  expect({ excess: excess(minute), minute }).toEqual({ excess: {}, minute });
  // Both witnesses have seen something: what is always there.
  expect(minute.timers['node:_http_server 30000']).toBeGreaterThan(0);
  expect(minute.timers['submissions/grader 30000']).toBeGreaterThan(0);
  expect(minute.wakeUps['main thread']).toBeGreaterThan(3);
  expect(minute.wakeUps.postgres).toBeGreaterThan(3);
}, 900_000);
