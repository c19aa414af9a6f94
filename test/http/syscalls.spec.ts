import type { Grader } from '../../src/submissions/grader.js';
import request, { type Test } from 'supertest';
import { sampleSyscalls } from '../support/sample-syscalls.js';
import { makeGrader, openTestService, type Person, type TestService } from '../support/service.js';
import { steeredLab, type SteeredLab } from '../support/steered-lab.js';

let service: TestService;
let lab: SteeredLab;

const graders: Grader[] = [];

beforeAll(async () => {
  service = await openTestService();
});
beforeEach(() => {
  lab = steeredLab(2);
});
afterEach(async () => {
  for (const grader of graders.splice(0)) await grader.stop(0);
});
afterAll(() => service.close());

async function grade(): Promise<Grader> {
  const grader = makeGrader(service.backbone, lab);
  graders.push(grader);
  await grader.start();
  return grader;
}

async function graded(changes: Parameters<Awaited<ReturnType<SteeredLab['next']>>['end']>[0] = {}) {
  const posted = request(service.server)
    .post('/exercises/sample/submissions')
    .set({ Authorization: service.student.bearer, 'Content-Type': 'text/plain', Prefer: 'wait=60' })
    .send('export {};')
    .then((answer) => answer.body.id as string);
  (await lab.next()).end(changes);
  return posted;
}

const ask = (id: string, wait = 0, who: Person = service.student): Test =>
  request(service.server)
    .get(`/submissions/${id}`)
    .query({ detail: 'syscalls' })
    .set({ Authorization: who.bearer, ...(wait > 0 && { Prefer: `wait=${wait}` }) });

const rows = (submissionId: string) => service.database.syscallTrace.findMany({ where: { submissionId } });

it('is made when first asked for, with the same seed, and kept', async () => {
  await grade();
  const id = await graded();
  const first = await ask(id);
  expect([first.status, first.headers.location]).toEqual([202, `/submissions/${id}?detail=syscalls`]);
  expect(first.body).toMatchObject({ id, status: 'done', syscalls: null });

  const { request: asked, end } = await lab.nextTrace();
  expect(asked).toMatchObject({ source: 'export {};', seed: first.body.report.seed });
  const waiting = ask(id, 60).then((answer) => answer);
  end(sampleSyscalls());
  const second = await waiting;
  expect([second.status, second.body.syscalls]).toEqual([200, sampleSyscalls()]);
  const third = await ask(id);
  expect([third.status, third.body.syscalls]).toEqual([200, sampleSyscalls()]);
  // The verdict is what it was, and no attempt was counted.
  expect(third.body).toMatchObject({ attempts: 1, report: first.body.report });
  const plain = await request(service.server)
    .get(`/submissions/${id}`)
    .set('Authorization', service.student.bearer);
  expect(plain.body).not.toHaveProperty('syscalls');
});

it('asked for by many at once it is made once', async () => {
  await grade();
  const id = await graded();
  const answers = Promise.all(
    [service.student, service.instructor, service.student, service.admin].map((who) => ask(id, 60, who)),
  );
  (await lab.nextTrace()).end(sampleSyscalls());
  expect((await answers).map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
  expect(await rows(id)).toHaveLength(1);
  const jobs = await service.database.$queryRaw<
    object[]
  >`SELECT state FROM pgboss.job WHERE name = 'trace' AND data->>'submissionId' = ${id}`;
  expect(jobs).toEqual([{ state: 'completed' }]);
});

it('waits behind whatever waits to be graded', async () => {
  lab = steeredLab(1);
  await grade();
  const id = await graded();
  const submit = () =>
    request(service.server)
      .post('/exercises/sample/submissions')
      .set({ Authorization: service.student.bearer, 'Content-Type': 'text/plain' })
      .send('export {};');
  await submit();
  const running = await lab.next();
  await ask(id);
  await submit();
  running.end();
  // The one slot there is goes to the later submission first.
  const later = await lab.next();
  expect((await rows(id))[0]?.status).toBe('queued');
  later.end();
  (await lab.nextTrace()).end(sampleSyscalls());
  expect((await ask(id, 60)).status).toBe(200);
});

it('is read as text in the reader’s language', async () => {
  await grade();
  const id = await graded();
  const text = (language: string) => ask(id).set({ Accept: 'text/plain', 'Accept-Language': language });
  expect((await text('en')).text).toContain('The traced run is being made.');
  (await lab.nextTrace()).end(sampleSyscalls());
  await ask(id, 60);
  expect((await text('en')).text).toContain('epoll_pwait(15<loop>, [], 1024, -1) = 1');
  expect((await text('zh-CN')).text).toContain('系统调用（时间为场景开始后的毫秒数）');
});

it('a run that fails is told, may be asked for again, and not for ever', async () => {
  await grade();
  const id = await graded();
  for (let n = 0; n < 3; n += 1) {
    const waiting = ask(id, 60).then((answer) => answer);
    (await lab.nextTrace()).fail(new Error('no strace'));
    const answer = await waiting;
    const last = n === 2;
    expect([answer.status, answer.body.type]).toEqual(
      last ? [409, '/problems/not-traceable'] : [503, '/problems/unavailable'],
    );
  }
  expect((await ask(id)).status).toBe(409);
});

it('a grader that stops gives it back, and one that died loses it: the next one makes it', async () => {
  const first = await grade();
  const id = await graded();
  await ask(id);
  await lab.nextTrace();
  await first.stop(0);
  expect(await rows(id)).toMatchObject([{ status: 'queued', failures: 0 }]);
  // As a grader leaves it whose process was killed: marked as running, its lock let go.
  const dead = await service.database.grader.create({ data: { host: 'elsewhere', pid: 1 } });
  await service.database.syscallTrace.updateMany({
    where: { submissionId: id },
    data: { status: 'running', graderId: dead.id, token: '0f8fad5b-d9cb-469f-a165-70867728950e' },
  });
  await grade();
  (await lab.nextTrace()).end(sampleSyscalls());
  expect((await ask(id, 60)).status).toBe(200);
  expect(await rows(id)).toMatchObject([{ status: 'done', failures: 1 }]);
});

it.each(['not-run', 'inconclusive', 'fault'] as const)('a report that is %s has none', async (status) => {
  await grade();
  const posted = graded({ status, passed: false });
  if (status !== 'not-run') for (let n = 0; n < 2; n += 1) (await lab.next()).end({ status, passed: false });
  const id = await posted;
  const answer = await ask(id);
  expect([answer.status, answer.body.type]).toEqual([409, '/problems/not-traceable']);
  expect(await rows(id)).toEqual([]);
});

it('before there is a report there is none, to others it is not there, and no other detail is known', async () => {
  const posted = await request(service.server)
    .post('/exercises/sample/submissions')
    .set({ Authorization: service.student.bearer, 'Content-Type': 'text/plain' })
    .send('export {};');
  const id = posted.body.id as string;
  const early = await ask(id);
  expect([early.status, early.body.detail]).toEqual([409, expect.stringMatching(/^There is no report yet/)]);
  expect((await ask(id, 0, service.otherStudent)).body.type).toBe('/problems/not-found');
  expect((await ask('0f8fad5b-d9cb-469f-a165-70867728950e')).status).toBe(404);
  const unknown = await ask(id).query({ detail: 'everything' });
  expect([unknown.status, unknown.body.type]).toEqual([400, '/problems/bad-parameter']);
  expect(await rows(id)).toEqual([]);
});
