import type { Response } from 'supertest';
import type { Grader } from '../../src/submissions/grader.js';
import { zipOf } from '../support/archives.js';
import { exerciseYaml, scenesYaml, typesText } from '../support/exercise-package.js';
import { apiChecker, readApiDocument } from '../support/openapi.js';
import { makeGrader, openTestService, send, type Person, type TestService } from '../support/service.js';
import { steeredLab, type SteeredLab, type SteeredRun } from '../support/steered-lab.js';
import { endAsStated, packageArchive, sendAndEnd, solutionFiles, upload } from '../support/uploads.js';

/** From an archive to an exercise that students submit to; the lab ends its runs as the test says. */

let service: TestService;
let lab: SteeredLab;
let promised: ReturnType<typeof apiChecker>;
const graders: Grader[] = [];

beforeAll(async () => {
  service = await openTestService();
  promised = apiChecker(await readApiDocument());
});
beforeEach(() => {
  lab = steeredLab(2);
});
afterEach(async () => {
  for (const grader of graders.splice(0)) await grader.stop(0);
  // What a test left under check is not the next one’s.
  await service.database.exerciseUpload.updateMany({
    where: { status: 'checking' },
    data: { status: 'failed', token: null },
  });
});
afterAll(() => service.close());

async function grade(): Promise<Grader> {
  const grader = makeGrader(service.backbone, lab);
  graders.push(grader);
  await grader.start();
  return grader;
}

const get = (path: string, as: Person | null = service.instructor) => send(service, 'get', path, as);
const act = (id: string, what: 'publish' | 'withdraw', as: Person = service.instructor) =>
  send(service, 'post', `/exercises/uploads/${id}/${what}`, as);
const row = (id: string) => service.database.exerciseUpload.findUniqueOrThrow({ where: { id } });
const problem = ({ status, body }: Response) => [status, body.type];

describe('a package that is as stated', () => {
  it('is checked one solution after another, published, and submitted to', async () => {
    await grade();
    const archive = packageArchive('good');
    const sent = await upload(service, service.instructor, archive);
    expect(promised('post', '/exercises/uploads', sent)).toEqual([]);
    const { id, url } = sent.body as { id: string; url: string };
    expect([sent.status, sent.headers.location]).toEqual([202, url]);
    expect(sent.body).toMatchObject({
      slug: 'good',
      version: 1,
      title: { en: 'Demo', 'zh-CN': '示例' },
      status: 'checking',
      progress: { done: 0, of: 3 },
      uploader: { id: service.instructor.accountId },
      bytes: archive.length,
      exerciseUrl: null,
    });
    const first = await lab.next();
    expect(first.request).toMatchObject({ source: solutionFiles['accepted/callback.ts'], prediction: null });
    expect(lab.open).toHaveLength(1);
    endAsStated(first);
    const second = await lab.next();
    // Progress can be read while it goes on, and nothing can be published yet.
    expect((await get(url)).body).toMatchObject({ status: 'checking', progress: { done: 1, of: 3 } });
    expect(problem(await act(id, 'publish'))).toEqual([409, '/problems/conflict']);
    const waiting = get(url)
      .set('Prefer', 'wait=60')
      .then((answer) => answer);
    endAsStated(second);
    endAsStated(await lab.next());
    const done = await waiting;
    expect(promised('get', '/exercises/uploads/{id}', done)).toEqual([]);
    expect(done.headers['preference-applied']).toBe('wait=60');
    expect(done.body).toMatchObject({
      status: 'ready',
      progress: { done: 3, of: 3 },
      solutions: [
        {
          file: 'accepted/callback.ts',
          accepted: true,
          stated: { status: 'graded', mechanism: 'notified', fails: [] },
          asStated: true,
          result: { seen: { passed: true, mechanism: 'notified' }, differences: [], report: null },
        },
        {
          file: 'rejected/none--silent.ts',
          accepted: false,
          stated: { status: 'graded', mechanism: null, fails: ['told'] },
          asStated: true,
          result: { seen: { passed: false, fails: ['told'] }, report: null },
        },
        { file: 'rejected/not-run--typo.ts', asStated: true, result: { seen: { status: 'not-run' } } },
      ],
    });
    expect((await get('/exercises/good')).status).toBe(404);

    const published = await act(id, 'publish');
    expect(promised('post', '/exercises/uploads/{id}/publish', published)).toEqual([]);
    expect(published.body).toMatchObject({ status: 'published', exerciseUrl: '/exercises/good' });
    expect((await act(id, 'publish')).status).toBe(200);
    expect((await get('/exercises/good', null)).body).toMatchObject({ slug: 'good', version: 1 });
    const submitted = send(service, 'post', '/exercises/good/submissions', service.student)
      .set({ 'Content-Type': 'text/plain', Prefer: 'wait=60' })
      .send('export {};')
      .then((answer) => answer);
    (await lab.next()).end();
    expect((await submitted).body).toMatchObject({ status: 'done', exercise: 'good', exerciseVersion: 1 });
  });

  it('as a zip, with the wait of the sender', async () => {
    const files = {
      'exercise.yaml': exerciseYaml.replace('slug: demo', 'slug: zipped'),
      'scenes.yaml': scenesYaml,
      'starter.ts': '',
      'types.d.ts': typesText,
      ...solutionFiles,
    };
    await grade();
    const zip = zipOf(...Object.entries(files).map(([name, content]) => ({ name, content })));
    const sent = send(service, 'post', '/exercises/uploads', service.instructor)
      .set({ 'Content-Type': 'application/zip', Prefer: 'wait=60' })
      .send(zip)
      .then((answer) => answer);
    for (let n = 0; n < 3; n += 1) endAsStated(await lab.next());
    const answer = await sent;
    expect([answer.status, answer.body.status]).toEqual([200, 'ready']);
    expect(promised('post', '/exercises/uploads', answer)).toEqual([]);
  });

  it('waits behind whatever waits to be graded, solution by solution', async () => {
    lab = steeredLab(1);
    await grade();
    await upload(service, service.instructor, packageArchive('behind'));
    const solution = await lab.next();
    await send(service, 'post', '/exercises/sample/submissions', service.student)
      .set('Content-Type', 'text/plain')
      .send('export {}; // a student');
    endAsStated(solution);
    const next = await lab.next();
    expect(next.request.source).toBe('export {}; // a student');
    next.end();
    expect((await lab.next()).request.source).toBe(solutionFiles['rejected/none--silent.ts']);
  });

  it('an inconclusive run is tried again with its seed, and counted', async () => {
    const seeds: number[] = [];
    let unclear = 2;
    await grade();
    const sent = upload(service, service.instructor, packageArchive('unclear'), 60).then((answer) => answer);
    for (let n = 0; n < 5; n += 1) {
      const run = await lab.next();
      seeds.push(run.request.seed);
      if (unclear-- > 0) run.end({ status: 'inconclusive', passed: false, mechanism: null });
      else endAsStated(run);
    }
    const { body } = await sent;
    expect([body.status, body.solutions[0].result.retried]).toEqual(['ready', 2]);
    expect(new Set(seeds.slice(0, 3)).size).toBe(1);
    expect(body.solutions[0].result.seed).toBe(seeds[0]);
  });
});

describe('a package that is not as stated', () => {
  it('is refused with the report of what differs, and cannot be published', async () => {
    const end = (run: SteeredRun) =>
      run.request.source === solutionFiles['rejected/none--silent.ts']
        ? run.end({ passed: false, score: 1, mechanism: 'blocking' })
        : endAsStated(run);
    await grade();
    const { body } = await sendAndEnd(service, lab, 'liar', { end });
    expect(body).toMatchObject({ status: 'refused', progress: { done: 3, of: 3 } });
    expect(body.solutions.map((one: { asStated: boolean }) => one.asStated)).toEqual([true, false, true]);
    expect(body.solutions[1].result).toMatchObject({
      differences: [
        { what: 'mechanism', stated: 'none', came: 'blocking' },
        { what: 'failing checks', stated: 'told', came: 'none' },
      ],
      report: { exercise: 'liar', mechanism: 'blocking', reportVersion: 1 },
    });
    const answer = await act(body.id, 'publish').set('Accept-Language', 'zh-CN');
    expect([...problem(answer), answer.body.detail]).toEqual([
      409,
      '/problems/conflict',
      expect.stringContaining('并非每个解答都与所声明的一致'),
    ]);
    expect((await get('/exercises/liar')).status).toBe(404);
  });

  it('runs that fail are tried again, and not for ever', async () => {
    await grade();
    const sent = upload(service, service.instructor, packageArchive('broken'), 60).then((answer) => answer);
    (await lab.next()).fail(new Error('no sandbox'));
    (await lab.next()).end({ status: 'fault', passed: false });
    (await lab.next()).send({ no: 'report' });
    const { body } = await sent;
    expect(body).toMatchObject({ status: 'failed', progress: { done: 0, of: 3 } });
    expect((await act(body.id, 'publish')).body.detail).toContain('our fault');
  });
});

describe('a grader', () => {
  it('that stops gives it back, and one that died loses it: the next one goes on where it was', async () => {
    const first = await grade();
    const { body } = await upload(service, service.instructor, packageArchive('given-back'));
    endAsStated(await lab.next());
    await lab.next();
    await first.stop(0);
    expect(await row(body.id)).toMatchObject({ status: 'checking', token: null, failures: 0 });
    // As a grader leaves it whose process was killed: a run under way, its lock let go.
    const dead = await service.database.grader.create({ data: { host: 'elsewhere', pid: 1 } });
    const token = '0f8fad5b-d9cb-469f-a165-70867728950e';
    await service.database.exerciseUpload.update({
      where: { id: body.id },
      data: { graderId: dead.id, token },
    });
    lab = steeredLab(2);
    await grade();
    const second = await lab.next();
    expect(second.request.source).toBe(solutionFiles['rejected/none--silent.ts']);
    expect(await row(body.id)).toMatchObject({ failures: 1 });
    endAsStated(second);
    endAsStated(await lab.next());
    expect((await get(body.url).set('Prefer', 'wait=60')).body).toMatchObject({
      status: 'ready',
      progress: { done: 3, of: 3 },
    });
    expect((await row(body.id)).failures).toBe(0);
  });

  it('whose run was taken over is not listened to, and a lost job is made again', async () => {
    await grade();
    const { body } = await upload(service, service.instructor, packageArchive('fenced'));
    const late = await lab.next();
    await service.database.exerciseUpload.update({
      where: { id: body.id },
      data: { token: null, graderId: null },
    });
    await service.database.$executeRaw`DELETE FROM pgboss.job WHERE name = 'check'`;
    const other = steeredLab(1);
    const grader = makeGrader(service.backbone, other);
    graders.push(grader);
    await grader.start();
    const again = await other.next();
    late.end({ passed: false, mechanism: 'blocking' });
    await graders[0]?.stop(1000);
    expect((await get(body.url)).body).toMatchObject({ status: 'checking', progress: { done: 0, of: 3 } });
    endAsStated(again);
    endAsStated(await other.next());
    endAsStated(await other.next());
    expect((await get(body.url).set('Prefer', 'wait=60')).body.status).toBe('ready');
  });
});
