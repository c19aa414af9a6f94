import '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Backbone } from '../../src/backbone.js';
import { seedExercise } from '../../src/bank/seed-bank.js';
import type { Lab } from '../../src/lab/lab.js';
import { makeKey } from '../../src/people/api-key.js';
import type { Role } from '../../src/people/roles.js';
import { readSettings, type Settings } from '../../src/platform/config/settings.js';
import type { Clock } from '../../src/platform/clock.js';
import type { Database } from '../../src/platform/database/prisma.js';
import { AttemptsService } from '../../src/submissions/attempts-service.js';
import { Grader } from '../../src/submissions/grader.js';
import { ReclaimService } from '../../src/submissions/reclaim-service.js';
import { traceWork } from '../../src/submissions/trace-work.js';
import { TracesService } from '../../src/submissions/traces-service.js';
import { checkWork } from '../../src/uploads/check-work.js';
import { ChecksService } from '../../src/uploads/checks-service.js';
import { healthChecks } from '../../src/health-checks.js';
import request, { type Test } from 'supertest';
import { openTestDatabase, silentLog, type TestDatabase } from './database.js';
import { sampleExercise } from './exercise.js';

/** The real API on a real database and a real port, with the sample exercise and a course of three people. */
export interface TestService {
  readonly server: Server;
  readonly url: string;
  readonly test: TestDatabase;
  readonly backbone: Backbone;
  readonly database: Database;
  readonly settings: Settings;
  /** Aborted, it tells everybody who waits that the service ends. */
  readonly shutdown: AbortController;
  readonly student: Person;
  readonly otherStudent: Person;
  readonly instructor: Person;
  readonly admin: Person;
  /** Starts a grader in this process; it is stopped with the service. */
  grade(lab: Lab): Promise<Grader>;
  close(): Promise<void>;
}

export interface Person {
  readonly accountId: string;
  readonly key: string;
  /** Value of the `Authorization` header. */
  readonly bearer: string;
}

export async function openTestService(settings: Partial<Settings> = {}, clock?: Clock): Promise<TestService> {
  // Only now: @nestjs/throttler is CommonJS, and Jest cannot give it Nest, which is not, before Nest has been evaluated.
  const { createHttpApp } = await import('../../src/http-app.js');
  const test = await openTestDatabase();
  const backbone = await test.backbone();
  const { database } = backbone;
  const shutdown = new AbortController();
  const graders: Grader[] = [];
  const all: Settings = {
    ...readSettings({}),
    reclaimSeconds: 3600,
    submissionsPerMinute: 10_000,
    ...settings,
  };
  const app: NestExpressApplication = await createHttpApp({
    settings: all,
    backbone,
    checks: healthChecks(backbone, () => Promise.resolve([])),
    shutdown: shutdown.signal,
    log: silentLog,
    ...(clock && { clock }),
  });
  await app.listen(0, '127.0.0.1');
  await seedExercise(database, sampleExercise());
  const course = await addCourse(database, 'demo');
  const server: Server = app.getHttpServer();
  return {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    test,
    backbone,
    database,
    settings: all,
    shutdown,
    student: await addPerson(database, course, 'student'),
    otherStudent: await addPerson(database, course, 'student'),
    instructor: await addPerson(database, course, 'instructor'),
    admin: await addPerson(database, course, 'admin'),
    grade: async (lab) => {
      const grader = makeGrader(backbone, lab);
      graders.push(grader);
      await grader.start();
      return grader;
    },
    close: async () => {
      shutdown.abort();
      for (const grader of graders) await grader.stop(0);
      await app.close();
      await test.close();
    },
  };
}

export function makeGrader(backbone: Backbone, lab: Lab): Grader {
  const attempts = new AttemptsService(backbone.database, backbone.queue);
  const traces = new TracesService(backbone.database, backbone.queue);
  const reclaims = new ReclaimService(backbone.database, backbone.queue, attempts, traces);
  const checks = new ChecksService(backbone.database, backbone.queue);
  return new Grader({
    lab,
    attempts,
    reclaims,
    sides: [traceWork(lab, { traces, reclaims, log: silentLog }), checkWork(lab, checks, silentLog)],
    notifications: backbone.notifications,
    connection: backbone.opened.connection,
    log: silentLog,
    doorbellVersion: '0',
    reclaimSeconds: 3600,
  });
}

export async function addCourse(database: Database, slug: string): Promise<string> {
  const { id } = await database.course.create({ data: { slug, title: { en: slug, 'zh-CN': slug } } });
  return id;
}

export async function addPerson(database: Database, courseId: string, role: Role): Promise<Person> {
  const { key, prefix, hash } = makeKey(role);
  const { accountId } = await database.apiKey.create({
    data: {
      role,
      prefix,
      hash,
      account: { create: { name: `A ${role}`, enrolments: { create: { courseId, role } } } },
    },
  });
  return { accountId, key, bearer: `Bearer ${key}` };
}

/** A request as somebody; null is without a key. */
export function send(
  { server }: TestService,
  method: 'get' | 'post' | 'put' | 'delete',
  path: string,
  as: Person | null,
): Test {
  const sent = request(server)[method](path);
  return as === null ? sent : sent.set('Authorization', as.bearer);
}
