import request from 'supertest';
import { AttemptsService } from '../../src/submissions/attempts-service.js';
import { ReclaimService } from '../../src/submissions/reclaim-service.js';
import { TracesService } from '../../src/submissions/traces-service.js';
import { takeLease } from '../../src/submissions/grader-lease.js';
import { sampleReport } from '../support/sample-report.js';
import { makeGrader, openTestService, type TestService } from '../support/service.js';
import { steeredLab } from '../support/steered-lab.js';

let service: TestService;
let attempts: AttemptsService;
let reclaims: ReclaimService;
let traces: TracesService;

beforeEach(async () => {
  service = await openTestService();
  attempts = new AttemptsService(service.database, service.backbone.queue);
  traces = new TracesService(service.database, service.backbone.queue);
  reclaims = new ReclaimService(service.database, service.backbone.queue, attempts, traces);
});
afterEach(() => service.close());

async function submit(): Promise<string> {
  const answer = await request(service.server)
    .post('/exercises/sample/submissions')
    .set({ Authorization: service.student.bearer, 'Content-Type': 'text/plain' })
    .send('export {};');
  return answer.body.id as string;
}

async function done(id: string): Promise<void> {
  const answer = await fetch(`${service.url}/submissions/${id}/events`, {
    headers: { Authorization: service.student.bearer },
  });
  await answer.text(); // Ends after `done`.
}

const stored = (id: string) =>
  service.database.submission.findUniqueOrThrow({
    where: { id },
    include: { report: true, attemptRows: { orderBy: { number: 'asc' } } },
  });

const jobs = (id: string) =>
  service.database.$queryRaw<{ state: string }[]>`
    SELECT state FROM pgboss.job WHERE data->>'submissionId' = ${id} ORDER BY created_on`;

describe('a grader', () => {
  it('runs as many at once as there are slots, in order of arrival', async () => {
    const ids = [await submit(), await submit(), await submit()];
    const lab = steeredLab(2);
    await service.grade(lab);
    const [first, second] = [await lab.next(), await lab.next()];
    expect(lab.open).toHaveLength(2);
    expect((await stored(ids[2] ?? '')).status).toBe('queued');
    first.end();
    await lab.next();
    second.end();
    lab.endAll();
    for (const id of ids) await done(id);
    const times = await Promise.all(ids.map(async (id) => (await stored(id)).startedAt?.getTime() ?? 0));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('hears of a new submission: nothing here looks now and then', async () => {
    // Dead graders are looked for once an hour in these tests, and pg-boss does not poll: untold, it would sleep on.
    const lab = steeredLab(1);
    lab.endAll();
    await service.grade(lab);
    const id = await submit();
    await done(id);
    expect((await stored(id)).startedAt).not.toBeNull();
  });

  it.each(['inconclusive', 'fault'] as const)(
    'tries again after %s, twice, and never counts it',
    async (status) => {
      const id = await submit();
      const lab = steeredLab(1);
      await service.grade(lab);
      for (let i = 0; i < 3; i += 1) (await lab.next()).end({ status, passed: false, score: 0 });
      await done(id);
      const row = await stored(id);
      expect(row).toMatchObject({
        status: 'done',
        attempts: 3,
        retries: 2,
        report: { counted: false, attempt: 3 },
      });
      expect(row.attemptRows.map(({ outcome, status: said }) => [outcome, said])).toEqual([
        ['retried', status],
        ['retried', status],
        ['reported', status],
      ]);
    },
  );

  it('takes a good report after an inconclusive one, and only that one counts', async () => {
    const id = await submit();
    const lab = steeredLab(1);
    await service.grade(lab);
    (await lab.next()).end({ status: 'inconclusive', passed: false });
    (await lab.next()).end();
    await done(id);
    const row = await stored(id);
    expect(row).toMatchObject({ report: { counted: true, attempt: 2 }, retries: 1 });
    expect(await service.database.report.count({ where: { submissionId: id } })).toBe(1);
    expect((await jobs(id)).map(({ state }) => state)).toEqual(['completed', 'completed']);
  });

  it('stores what a program printed although PostgreSQL takes neither NUL nor half a character', async () => {
    const id = await submit();
    const lab = steeredLab(1);
    await service.grade(lab);
    (await lab.next()).end({ output: { text: 'a\0b\ud800c \u001b[31m', truncated: false } });
    await done(id);
    const { report } = await stored(id);
    expect(report?.content).toMatchObject({ output: { text: 'a\u2400b\ufffdc \u001b[31m' } });
  });

  it('makes a report that is none a fault of ours', async () => {
    const id = await submit();
    const lab = steeredLab(1);
    await service.grade(lab);
    for (let i = 0; i < 3; i += 1) (await lab.next()).send({ reportVersion: 1, status: 'graded' });
    await done(id);
    expect((await stored(id)).report).toMatchObject({ counted: false, content: { status: 'fault' } });
  });

  it('tells the lab the prediction, with each attempt anew', async () => {
    const answer = await request(service.server)
      .post('/exercises/sample/submissions')
      .set('Authorization', service.student.bearer)
      .send({ source: 'export {};', prediction: 'timed-poll' });
    const lab = steeredLab(1);
    await service.grade(lab);
    const first = await lab.next();
    first.end({ status: 'inconclusive', passed: false });
    const second = await lab.next();
    expect([first, second].map((run) => run.request.prediction)).toEqual(['timed-poll', 'timed-poll']);
    second.fail(new Error('Broken on purpose'));
    (await lab.next()).fail(new Error('Broken on purpose'));
    await done(answer.body.id);
    expect((await stored(answer.body.id)).report?.content).toMatchObject({
      status: 'fault',
      prediction: { guessed: 'timed-poll', right: null },
    });
  });

  it('makes a lab that throws a fault of ours', async () => {
    const id = await submit();
    const lab = steeredLab(1);
    await service.grade(lab);
    for (let i = 0; i < 3; i += 1) (await lab.next()).fail(new Error('the lab broke'));
    await done(id);
    expect((await stored(id)).report).toMatchObject({
      counted: false,
      content: { status: 'fault', exercise: 'sample' },
    });
  });

  it('finishes what runs when it is stopped in time', async () => {
    const id = await submit();
    const lab = steeredLab(1);
    const grader = await service.grade(lab);
    const run = await lab.next();
    const stopped = grader.stop(20_000);
    run.end();
    await stopped;
    expect((await stored(id)).status).toBe('done');
  });

  it('gives back what does not finish in time, first in the queue, and another one grades it', async () => {
    const [id, later] = [await submit(), await submit()];
    const lab = steeredLab(1);
    const grader = await service.grade(lab);
    const run = await lab.next();
    await grader.stop(0);
    expect(run.request.signal?.aborted).toBe(true);
    const row = await stored(id);
    expect(row).toMatchObject({ status: 'queued', attempts: 1, retries: 0, report: null });
    expect(row.attemptRows[0]?.outcome).toBe('given_back');

    const next = steeredLab(1);
    await service.grade(next);
    await next.next();
    expect((await stored(id)).status).toBe('running');
    expect((await stored(later)).status).toBe('queued');
    next.endAll();
    await done(id);
    await done(later);
  });
});

describe('when a grader dies', () => {
  it('what it ran is graded by the next one, and counts once although the dead one speaks again', async () => {
    const id = await submit();
    const lease = await takeLease(service.test.connection);
    const [lost] = await attempts.take(lease.graderId, 5);
    if (lost === undefined) throw new Error('nothing was taken');
    expect(await reclaims.reclaim({ graderId: -1, runs: () => false })).toBe(0); // Alive: its lock is held.
    await lease.release();

    const lab = steeredLab(1);
    await service.grade(lab);
    const run = await lab.next();
    // The dead one’s report, and its progress, arrive after all: fenced out.
    expect(await attempts.finish(lost, sampleReport({ score: 0, passed: false }))).toBe('superseded');
    await attempts.progress(lost, { type: 'starting' });
    expect(await attempts.giveBack(lost)).toBe(false);
    run.end();
    await done(id);
    expect(await attempts.finish(lost, sampleReport({ score: 0, passed: false }))).toBe('superseded');

    const row = await stored(id);
    expect(row).toMatchObject({
      attempts: 2,
      retries: 0,
      report: { attempt: 2, content: { passed: true, score: 3 } },
    });
    expect(row.attemptRows.map(({ outcome }) => outcome)).toEqual(['lost', 'reported']);
    const events = await service.database.submissionEvent.findMany({
      where: { submissionId: id },
      orderBy: { number: 'asc' },
    });
    expect(events.map(({ type }) => type)).toEqual([
      'queued',
      'running',
      'queued',
      'running',
      'check',
      'done',
    ]);
  });

  it('a submission that was running at five deaths gets a fault report instead of a sixth run', async () => {
    const id = await submit();
    for (let i = 0; i < 5; i += 1) {
      const lease = await takeLease(service.test.connection);
      expect(await attempts.take(lease.graderId, 1)).toHaveLength(1);
      await lease.release();
      expect(await reclaims.reclaim({ graderId: -1, runs: () => false })).toBe(1);
    }
    const lab = steeredLab(1);
    await service.grade(lab);
    await done(id);
    expect(lab.open).toHaveLength(0);
    expect((await stored(id)).report).toMatchObject({ counted: false, content: { status: 'fault' } });
  });

  it('of two graders that look at the same time one takes it over', async () => {
    const id = await submit();
    const lease = await takeLease(service.test.connection);
    await attempts.take(lease.graderId, 1);
    await lease.release();
    const counts = await Promise.all(
      Array.from({ length: 6 }, () => reclaims.reclaim({ graderId: -1, runs: () => false }).catch(() => 0)),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect((await jobs(id)).filter(({ state }) => state === 'created')).toHaveLength(1);
  });
});

describe('nothing is lost', () => {
  it('when pg-boss’s jobs are: queued submissions get new ones', async () => {
    const id = await submit();
    await service.database.$executeRaw`DELETE FROM pgboss.job`;
    const lab = steeredLab(1);
    lab.endAll();
    await service.grade(lab);
    await done(id);
    expect((await stored(id)).report?.counted).toBe(true);
  });

  it('when two graders take from one queue: each submission runs once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, submit));
    const labs = [steeredLab(3), steeredLab(3)];
    const graders = labs.map((lab) => makeGrader(service.backbone, lab));
    for (const lab of labs) lab.endAll();
    await Promise.all(graders.map((grader) => grader.start()));
    await Promise.all(ids.map(done));
    for (const grader of graders) await grader.stop(0);
    for (const id of ids) expect(await stored(id)).toMatchObject({ attempts: 1, status: 'done' });
  });

  it('when the grader’s own connection breaks: it registers again and goes on', async () => {
    const lab = steeredLab(1);
    await service.grade(lab);
    const id = await submit();
    const run = await lab.next();
    await service.database.$executeRaw`
      SELECT pg_terminate_backend(l.pid) FROM pg_locks l
       WHERE l.locktype = 'advisory' AND l.classid = ${0x6462_656c}::int::oid AND l.granted
         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    const again = await lab.next();
    expect(run.request.signal?.aborted).toBe(true);
    again.end();
    await done(id);
    expect(await service.database.report.count({ where: { submissionId: id } })).toBe(1);
  });

  it('when the connection for notifications breaks: waiters are told once it is back', async () => {
    const lab = steeredLab(1);
    await service.grade(lab);
    const waiting = request(service.server)
      .post('/exercises/sample/submissions')
      .set({ Authorization: service.student.bearer, 'Content-Type': 'text/plain', Prefer: 'wait=30' })
      .send('export {};')
      .then((answer) => answer.status);
    const run = await lab.next();
    await service.database.$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND query LIKE 'LISTEN doorbell%'`;
    run.end();
    expect(await waiting).toBe(200);
  });
});
