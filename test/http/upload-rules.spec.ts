import { gzipSync } from 'node:zlib';
import type { Response } from 'supertest';
import { seedBank, seedExercise } from '../../src/bank/seed-bank.js';
import type { Grader } from '../../src/submissions/grader.js';
import { tarGz } from '../support/archives.js';
import { exerciseYaml, scenesYaml } from '../support/exercise-package.js';
import { sampleExercise } from '../support/exercise.js';
import { apiChecker, readApiDocument } from '../support/openapi.js';
import { addPerson, openTestService, send, type Person, type TestService } from '../support/service.js';
import { steeredLab, type SteeredLab } from '../support/steered-lab.js';
import { packageArchive, sendAndEnd, upload, type CheckedOptions } from '../support/uploads.js';

/** Which packages are taken, from whom, and under which names. */

let service: TestService;
let lab: SteeredLab;
let promised: ReturnType<typeof apiChecker>;
let grader: Grader | null = null;

beforeAll(async () => {
  service = await openTestService();
  promised = apiChecker(await readApiDocument());
});
afterEach(async () => {
  await grader?.stop(0);
  grader = null;
  // What a test left under check is not the next one’s.
  await service.database.exerciseUpload.updateMany({
    where: { status: 'checking' },
    data: { status: 'failed', token: null },
  });
});
afterAll(() => service.close());

const get = (path: string, as: Person | null = service.instructor) => send(service, 'get', path, as);
const act = (id: string, what: 'publish' | 'withdraw', as: Person = service.instructor) =>
  send(service, 'post', `/exercises/uploads/${id}/${what}`, as);
const row = (id: string) => service.database.exerciseUpload.findUniqueOrThrow({ where: { id } });
const problem = ({ status, body }: Response) => [status, body.type];

/** Sends a package and has its three solutions end as stated. */
async function checked(slug: string, options: CheckedOptions = {}): Promise<Response> {
  if (grader === null) {
    lab = steeredLab(2);
    grader = await service.grade(lab);
  }
  return sendAndEnd(service, lab, slug, options);
}

describe('versions and slugs', () => {
  it('a next version takes the place of the one before, which never changes and may come back', async () => {
    const one = await checked('versions');
    await act(one.body.id, 'publish');
    const title = {
      'exercise.yaml': exerciseYaml.replace('slug: demo', 'slug: versions').replace('Demo', 'New'),
    };
    const same = await upload(service, service.instructor, packageArchive('versions', title));
    expect([...problem(same), same.body.detail]).toEqual([
      409,
      '/problems/conflict',
      expect.stringContaining('Write “version: 2”'),
    ]);
    const two = await checked('versions', { version: 2 });
    const before = await service.database.submission.create({
      data: {
        accountId: service.student.accountId,
        exerciseId: (await row(one.body.id)).exerciseId ?? '',
        source: '',
        seed: 1,
        status: 'done',
      },
    });
    expect((await act(two.body.id, 'publish')).body.status).toBe('published');
    expect((await get('/exercises/versions')).body.version).toBe(2);
    expect((await row(one.body.id)).status).toBe('withdrawn');
    expect((await get(`/submissions/${before.id}`, service.student)).body.exerciseVersion).toBe(1);

    const withdrawn = await act(two.body.id, 'withdraw');
    expect(promised('post', '/exercises/uploads/{id}/withdraw', withdrawn)).toEqual([]);
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', exerciseUrl: null });
    expect((await act(two.body.id, 'withdraw')).status).toBe(200);
    expect((await get('/exercises/versions')).status).toBe(404);
    await act(one.body.id, 'publish');
    expect((await get('/exercises/versions')).body.version).toBe(1);
  });

  it('a slug of the seed bank is refused, at once and when it is taken meanwhile', async () => {
    const early = await upload(service, service.instructor, packageArchive('sample'));
    expect([...problem(early), early.body.detail]).toEqual([
      409,
      '/problems/conflict',
      '“sample” is an exercise that comes with Doorbell. Give yours another slug.',
    ]);
    const { body } = await checked('meanwhile');
    await seedExercise(service.database, sampleExercise({ slug: 'meanwhile', version: 7 }));
    expect(problem(await act(body.id, 'publish'))).toEqual([409, '/problems/conflict']);
    expect((await get('/exercises/meanwhile')).body.version).toBe(7);
  });

  it('seeding leaves it alone, also where a seed has its slug', async () => {
    const { body } = await checked('stays');
    await act(body.id, 'publish');
    const told: unknown[] = [];
    const seeds = [sampleExercise(), sampleExercise({ slug: 'stays', version: 2 })];
    await seedBank(
      service.database,
      { exercises: seeds, slugs: seeds.map(({ slug }) => slug) },
      ({ slug }, seeded) => told.push([slug, seeded]),
    );
    expect(told).toEqual([
      ['sample', 'same'],
      ['stays', 'taken'],
    ]);
    await seedBank(service.database, { exercises: seeds.slice(0, 1), slugs: ['sample'] }, () => undefined);
    expect((await get('/exercises/stays')).body.version).toBe(1);
  });

  it('what comes after an exercise that there is not waits for it', async () => {
    const yaml = exerciseYaml.replace('slug: demo', 'slug: later').replace('after: []', 'after: [not-yet]');
    const { body } = await checked('later', { changes: { 'exercise.yaml': yaml } });
    const answer = await act(body.id, 'publish');
    expect([...problem(answer), answer.body.detail]).toEqual([
      422,
      '/problems/not-publishable',
      expect.stringContaining('not-yet'),
    ]);
  });
});

describe('who may', () => {
  it('students and strangers may not', async () => {
    const id = '01890a5d-ac96-774b-bcce-b302099a8057';
    expect(problem(await upload(service, service.student, packageArchive('mine')))).toEqual([
      403,
      '/problems/forbidden',
    ]);
    expect((await upload(service, null, packageArchive('mine'))).status).toBe(401);
    for (const path of ['/exercises/uploads', `/exercises/uploads/${id}`]) {
      expect((await get(path, service.student)).status).toBe(403);
      expect((await get(path, null)).status).toBe(401);
    }
    expect((await act(id, 'publish', service.student)).status).toBe(403);
    expect((await act(id, 'withdraw', service.student)).status).toBe(403);
  });

  it('instructors see their own, admins all; nobody takes over what somebody else has published', async () => {
    const { courseId } = await service.database.enrolment.findFirstOrThrow();
    const other = await addPerson(service.database, courseId, 'instructor');
    const mine = await checked('owned');
    const theirs = await checked('owned', { as: other });
    await act(mine.body.id, 'publish');
    expect(problem(await get(mine.body.url, other))).toEqual([404, '/problems/not-found']);
    expect((await act(mine.body.id, 'withdraw', other)).status).toBe(404);
    const taken = await act(theirs.body.id, 'publish', other);
    expect([...problem(taken), taken.body.detail]).toEqual([
      409,
      '/problems/conflict',
      expect.stringContaining('Somebody else has published “owned”'),
    ]);
    expect((await get(mine.body.url, service.admin)).status).toBe(200);

    const page = await get('/exercises/uploads?limit=1', service.admin);
    expect(promised('get', '/exercises/uploads', page)).toEqual([]);
    expect(page.body.items).toMatchObject([{ id: theirs.body.id, progress: { done: 3, of: 3 } }]);
    expect((await get(page.body.next, service.admin)).body.items[0].id).toBe(mine.body.id);
    expect((await get('/exercises/uploads', other)).body).toMatchObject({
      items: [{ id: theirs.body.id }],
      next: null,
    });
    expect((await act(theirs.body.id, 'publish', service.admin)).body.status).toBe('published');
    expect((await row(mine.body.id)).status).toBe('withdrawn');
  });

  it('so many under check at once', async () => {
    for (const slug of ['one', 'two', 'three'])
      expect((await upload(service, service.admin, packageArchive(slug))).status).toBe(202);
    const answer = await upload(service, service.admin, packageArchive('four'));
    expect([...problem(answer), answer.body.detail]).toEqual([
      409,
      '/problems/conflict',
      expect.stringContaining('3 of your packages are being checked'),
    ]);
  });
});

describe('what is sent is refused before anything is kept', () => {
  it.each<[string, Buffer, string]>([
    [
      'a link',
      tarGz({ name: 'starter.ts', type: '2', link: '/etc/passwd' }),
      '“starter.ts” is a symbolic link',
    ],
    ['no archive', Buffer.from('hello'), 'not compressed by gzip'],
    ['a bomb', gzipSync(Buffer.alloc(64 << 20)), 'unpacks to more than 4 MiB'],
    ['an unknown file', packageArchive('demo', { 'notes.md': 'x' }), '“demo/notes.md” belongs to no package'],
    [
      'a missing file',
      packageArchive('demo', { 'scenes.yaml': undefined }),
      'scenes.yaml: is missing; every exercise package has this file',
    ],
    [
      'no accepted solution',
      packageArchive('demo', { 'accepted/callback.ts': undefined }),
      'accepted: has no solution',
    ],
    ['an address as slug', packageArchive('uploads'), '`uploads` is an address of its own'],
  ])('%s', async (_name, archive, expected) => {
    const before = await service.database.exerciseUpload.count();
    const answer = await upload(service, service.instructor, archive);
    expect(promised('post', '/exercises/uploads', answer)).toEqual([]);
    expect([...problem(answer), answer.body.detail]).toEqual([
      422,
      '/problems/bad-package',
      expect.stringContaining(expected),
    ]);
    const chinese = await upload(service, service.instructor, archive).set('Accept-Language', 'zh-CN');
    expect(chinese.body.detail).toMatch(/[\u4e00-\u9fff]/);
    expect(await service.database.exerciseUpload.count()).toBe(before);
  });

  it('problems of the package come with file and line', async () => {
    const changes = {
      'scenes.yaml': scenesYaml
        .replace('to: line', 'to: lime')
        .replace('bell: done, buffer', 'bell: ding, buffer'),
    };
    const answer = await upload(service, service.instructor, packageArchive('demo', changes));
    expect(answer.body.errors.map(({ detail }: { detail: string }) => detail)).toEqual([
      expect.stringMatching(/^scenes\.yaml:9:\d+: .*`lime`/),
      expect.stringMatching(/^scenes\.yaml:10:\d+: .*`ding`/),
      expect.stringMatching(/^scenes\.yaml:10:\d+: .*give it an `echo`/),
    ]);
  });

  it('another type of body, a larger one, a wait that is none', async () => {
    const post = (type: string, body: string | Buffer) =>
      send(service, 'post', '/exercises/uploads', service.instructor).set('Content-Type', type).send(body);
    for (const type of ['text/plain', 'text/csv'])
      expect(problem(await post(type, 'x'))).toEqual([415, '/problems/unsupported-media-type']);
    expect(problem(await post('application/json', '{}'))).toEqual([415, '/problems/unsupported-media-type']);
    expect(problem(await post('application/gzip', Buffer.alloc((1 << 20) + 1)))).toEqual([
      413,
      '/problems/too-large',
    ]);
    const before = await service.database.exerciseUpload.count();
    const sent = upload(service, service.instructor, packageArchive('patient')).set('Prefer', 'wait=x');
    expect(problem(await sent)).toEqual([400, '/problems/bad-parameter']);
    expect(await service.database.exerciseUpload.count()).toBe(before);
  });

  it('an archive where JSON is wanted is no object of a million keys', async () => {
    const archive = Buffer.alloc(1 << 20, 1);
    const keys = await send(service, 'post', '/keys', service.instructor)
      .set('Content-Type', 'application/zip')
      .send(archive);
    expect(problem(keys)).toEqual([415, '/problems/unsupported-media-type']);
    const submitted = await send(service, 'post', '/exercises/sample/submissions', service.student)
      .set('Content-Type', 'text/csv')
      .send(archive);
    expect(submitted.status).toBeGreaterThanOrEqual(400);
    expect(submitted.text.length).toBeLessThan(5000);
  });
});
