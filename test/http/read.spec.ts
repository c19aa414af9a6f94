import request, { type Test } from 'supertest';
import { parseExercise } from '../../src/bank/bank-service.js';
import { seedExercise } from '../../src/bank/seed-bank.js';
import type { Exercise } from '../../src/lab/exercise/exercise.js';
import { problemNames } from '../../src/platform/http/problem-catalogue.js';
import { predictionExercise, sampleExercise } from '../support/exercise.js';
import { addCourse, addPerson, openTestService, type Person, type TestService } from '../support/service.js';

let service: TestService;
let strangers: { student: Person; instructor: Person };

beforeAll(async () => {
  service = await openTestService();
  const other = await addCourse(service.database, 'other');
  strangers = {
    student: await addPerson(service.database, other, 'student'),
    instructor: await addPerson(service.database, other, 'instructor'),
  };
});
afterAll(() => service.close());

function get(path: string, as: Person | null = service.student): Test {
  const sent = request(service.server).get(path);
  return as === null ? sent : sent.set('Authorization', as.bearer);
}

async function submitAs(person: Person): Promise<string> {
  const answer = await request(service.server)
    .post('/exercises/sample/submissions')
    .set({ Authorization: person.bearer, 'Content-Type': 'text/plain' })
    .send('export {};');
  return answer.body.id as string;
}

describe('exercises', () => {
  it('are listed and read in the reader’s language, without a key', async () => {
    const english = await get('/exercises', null);
    expect(english.body.items[0]).toMatchObject({ slug: 'sample', title: 'Sample', maxScore: 3 });
    expect(english.headers['content-language']).toBe('en');
    const chinese = await get('/exercises/sample', null).set('Accept-Language', 'fr, zh-TW;q=0.8, en;q=0.5');
    expect(chinese.body).toMatchObject({ title: 'Sample（中文）', hints: ['A hint（中文）'] });
    expect(chinese.headers['content-language']).toBe('zh-CN');
    expect(chinese.headers.vary).toContain('Accept-Language');
  });

  it('give starter and types as plain text', async () => {
    const starter = await get('/exercises/sample/starter.ts', null);
    expect([starter.text, starter.headers['content-type']]).toEqual([
      '// the starter\n',
      'text/plain; charset=utf-8',
    ]);
    expect((await get('/exercises/sample/types.d.ts', null)).text).toContain('declare function receive');
  });

  it('with the kit lead to its declarations, others have none', async () => {
    await seedExercise(service.database, sampleExercise({ slug: 'with-kit', kit: 'posix' }));
    const { kit } = (await get('/exercises/with-kit', null)).body as {
      kit: { name: string; typesUrl: string };
    };
    expect(kit).toEqual({ name: 'posix', typesUrl: '/exercises/with-kit/posix.d.ts' });
    expect((await get('/exercises/with-kit/types.d.ts', null)).text).toMatch(
      /^\/\/\/ <reference path="\.\/posix\.d\.ts" \/>\n/,
    );
    expect((await get(kit.typesUrl, null)).text).toContain("declare module 'posix'");
    expect((await get('/exercises/sample', null)).body).toMatchObject({ kit: null });
    expect((await get('/exercises/sample/posix.d.ts', null)).status).toBe(404);
  });

  it('that ask for a prediction show their programs and no answer, and have no starter', async () => {
    await seedExercise(service.database, predictionExercise());
    const { body, text } = await get('/exercises/predict', null);
    expect(body).toMatchObject({ kind: 'prediction', mechanism: null, starterUrl: null });
    expect(body.programs).toEqual(predictionExercise().programs);
    expect(body.statement).toBe(
      'Do it.\n## `p1`\n\n```ts\nexport const receive = 1;\n```\n\n## `p2`\n\n```ts\nexport const receive = 2;\n```\n',
    );
    expect(text).not.toMatch(/secret|blocking|busy-poll|timed-poll|multiplexed|notified/);
    const starter = await get('/exercises/predict/starter.ts', null);
    expect([starter.status, starter.body.type]).toEqual([404, '/problems/not-found']);
    expect((await get('/exercises/sample', null)).body).toMatchObject({ kind: 'function', programs: [] });
  });

  it('may have NUL in a scene, which comes back as it was', async () => {
    const [scene] = sampleExercise().scenes;
    const steps = [{ do: [{ send: { to: 'line', text: 'a\0b' } }] }];
    const scenes = [{ ...scene, steps }] as Exercise['scenes'];
    const exercise = sampleExercise({ slug: 'with-nul', scenes });
    expect(await seedExercise(service.database, exercise)).toBe('new');
    expect(await seedExercise(service.database, exercise)).toBe('same');
    const row = await service.database.exercise.findFirstOrThrow({ where: { slug: 'with-nul' } });
    expect(parseExercise(row.content).scenes[0]?.steps).toEqual(steps);
    expect((await get('/exercises/with-nul')).status).toBe(200);
  });

  it('never show scenes, in no answer and for no role', async () => {
    for (const path of ['/exercises', '/exercises/sample', '/openapi.json']) {
      for (const person of [service.student, service.instructor, service.admin]) {
        expect((await get(path, person)).text).not.toMatch(/secret-(scene|call)/);
      }
    }
  });

  it.each([
    '/exercises/sample/scenes.yaml',
    '/exercises/sample/accepted',
    '/exercises/..%2f..%2fpackage.json',
  ])('do not lead to files: %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('are unknown where there are none', async () => {
    const answer = await get('/exercises/nothing');
    expect([answer.status, answer.body.type]).toEqual([404, '/problems/unknown-exercise']);
  });

  it('are published in the version that is in the bank; an older one stays for its submissions', async () => {
    await seedExercise(service.database, sampleExercise({ slug: 'growing' }));
    await seedExercise(service.database, sampleExercise({ slug: 'growing', version: 2, level: 5 }));
    expect((await get('/exercises/growing')).body).toMatchObject({ version: 2, level: 5 });
    expect(await service.database.exercise.count({ where: { slug: 'growing' } })).toBe(2);
    expect(
      await seedExercise(service.database, sampleExercise({ slug: 'growing', version: 2, level: 5 })),
    ).toBe('same');
    expect(
      await seedExercise(service.database, sampleExercise({ slug: 'growing', version: 2, level: 4 })),
    ).toBe('changed');
    expect((await get('/exercises/growing')).body).toMatchObject({ version: 2, level: 4 });
  });
});

describe('a submission is seen by', () => {
  let id: string;
  beforeAll(async () => {
    id = await submitAs(service.student);
  });

  it.each(['', '/source', '/events', '/timeline.svg'])('nobody else among the students: %s', async (part) => {
    for (const person of [service.otherStudent, strangers.student, strangers.instructor]) {
      const answer = await get(`/submissions/${id}${part}`, person);
      expect([answer.status, answer.body.type]).toEqual([404, '/problems/not-found']);
    }
    expect((await get(`/submissions/${id}${part}`, null)).status).toBe(401);
  });

  it('its student, the instructors of the course and the admins', async () => {
    for (const person of [service.student, service.instructor, service.admin]) {
      expect((await get(`/submissions/${id}`, person)).status).toBe(200);
      expect((await get(`/submissions/${id}/source`, person)).text).toBe('export {};');
    }
  });

  it('an assistant of the student’s section, and whoever teaches the course with whatever key', async () => {
    const { id: courseId } = await service.database.course.findUniqueOrThrow({ where: { slug: 'demo' } });
    const sections = await Promise.all(
      ['one', 'two'].map((slug) =>
        service.database.section.create({ data: { courseId, slug, title: slug } }),
      ),
    );
    const place = async (
      person: Person,
      role: 'student' | 'assistant' | 'instructor',
      section: number | null,
    ) =>
      service.database.enrolment.update({
        where: { courseId_accountId: { courseId, accountId: person.accountId } },
        data: { role, sectionId: section === null ? null : sections[section]!.id },
      });
    const [own, elsewhere, everywhere, teaching] = await Promise.all(
      [0, 1, 2, 3].map(() => addPerson(service.database, courseId, 'student')),
    );
    await place(service.student, 'student', 0);
    await place(own!, 'assistant', 0);
    await place(elsewhere!, 'assistant', 1);
    await place(everywhere!, 'assistant', null);
    await place(teaching!, 'instructor', null);
    const seen = await Promise.all(
      [own, elsewhere, everywhere, teaching].map(
        async (person) => (await get(`/submissions/${id}`, person)).status,
      ),
    );
    expect(seen).toEqual([200, 404, 200, 200]);
  });

  it('lists hold the same', async () => {
    const ids = async (person: Person) =>
      (await get('/submissions?limit=100', person)).body.items.map((item: { id: string }) => item.id);
    expect(await ids(service.student)).toContain(id);
    expect(await ids(service.instructor)).toContain(id);
    expect(await ids(service.admin)).toContain(id);
    expect(await ids(service.otherStudent)).not.toContain(id);
    expect(await ids(strangers.instructor)).toEqual([]);
  });

  it('a person reads how far it is', async () => {
    const answer = await get(`/submissions/${id}`).set('Accept', 'text/plain');
    expect(answer.text).toMatch(/^Queued, place 1\. There is no report yet\./);
  });

  it.each([
    ['no uuid', '/submissions/1'],
    ['an unknown id', '/submissions/01890a5d-ac96-774b-bcce-b302099a8057'],
  ])('%s is told apart', async (_, path) => {
    expect((await get(path)).status).toBe(path.endsWith('/1') ? 400 : 404);
  });
});

describe('the list of submissions', () => {
  it('is walked by cursor, newest first, each one once, also while new ones come', async () => {
    const person = await addPerson(service.database, await addCourse(service.database, 'long'), 'student');
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.push(await submitAs(person));
    const seen: string[] = [];
    let next: string | null = '/submissions?limit=2&exercise=sample';
    while (next !== null) {
      const page: Awaited<Test> = await get(next, person);
      expect(page.status).toBe(200);
      seen.push(...page.body.items.map((item: { id: string }) => item.id));
      next = page.body.next as string | null;
      if (next !== null) expect(page.headers.link).toBe(`<${next}>; rel="next"`);
      await submitAs(person);
    }
    expect(seen).toEqual(ids.reverse());
  });

  it.each(['abc', '', 'YmVmb3JlOi0x', 'YmVmb3JlOjE=', 'YmVmb3JlOjF', '..', '%00', 'a'.repeat(500)])(
    'refuses the cursor “%s”',
    async (cursor) => {
      const answer = await get(`/submissions?cursor=${cursor}`);
      expect([answer.status, answer.body.type]).toEqual([400, '/problems/bad-parameter']);
      expect(answer.body.errors[0].parameter).toBe('cursor');
    },
  );

  it.each(['limit=0', 'limit=101', 'limit=x', 'page=2', 'limit=1&limit=2'])('refuses %s', async (query) => {
    const answer = await get(`/submissions?${query}`);
    expect([answer.status, answer.body.type]).toEqual([400, '/problems/bad-parameter']);
  });
});

describe('keys', () => {
  const make = (as: Person, body: object) =>
    request(service.server).post('/keys').set('Authorization', as.bearer).send(body);

  it('are made by an instructor for a student of the course, work, and end when revoked', async () => {
    const made = await make(service.instructor, { name: 'Ada', role: 'student', course: 'demo' });
    expect(made.status).toBe(201);
    const ada: Person = { accountId: '', key: made.body.key, bearer: `Bearer ${made.body.key}` };
    expect(made.body.key.startsWith(made.body.prefix)).toBe(true);
    expect((await get('/submissions', ada)).status).toBe(200);
    const listed = await get('/keys', service.instructor);
    expect(listed.text).not.toContain(made.body.key);
    expect(listed.body.items).toContainEqual(expect.objectContaining({ id: made.body.id, name: 'Ada' }));
    const revoke = () =>
      request(service.server).delete(`/keys/${made.body.id}`).set('Authorization', service.instructor.bearer);
    expect((await revoke()).status).toBe(204);
    expect((await revoke()).status).toBe(204);
    expect((await get('/submissions', ada)).status).toBe(401);
  });

  it('are not kept in the database', async () => {
    const made = await make(service.admin, { name: 'Grace', role: 'instructor', course: 'demo' });
    const rows = await service.database.$queryRaw<
      { text: string }[]
    >`SELECT api_key::text AS text FROM api_key`;
    const secret = Buffer.from(made.body.key).toString('hex');
    for (const { text } of rows) {
      expect(text).not.toContain(made.body.key);
      expect(text).not.toContain(secret);
    }
  });

  it.each([
    ['a student', () => make(service.student, { name: 'x', role: 'student' }), 403],
    ['an instructor for an admin', () => make(service.instructor, { name: 'x', role: 'admin' }), 403],
    [
      'an instructor in another course',
      () => make(service.instructor, { name: 'x', role: 'student', course: 'other' }),
      422,
    ],
    ['anybody without a name', () => make(service.admin, { name: ' ', role: 'student' }), 422],
  ])('are not made by %s', async (_, send, status) => {
    const before = await service.database.apiKey.count();
    expect((await send()).status).toBe(status);
    expect(await service.database.apiKey.count()).toBe(before);
  });

  it('of another course cannot be revoked', async () => {
    const [key] = await service.database.apiKey.findMany({
      where: { accountId: strangers.student.accountId },
    });
    const answer = await request(service.server)
      .delete(`/keys/${key?.id}`)
      .set('Authorization', service.instructor.bearer);
    expect(answer.status).toBe(404);
    expect((await get('/submissions', strangers.student)).status).toBe(200);
  });
});

describe('addresses', () => {
  it('that do not exist are 404, also with a body or without a key', async () => {
    const answers = [await get('/nothing', null), await get('/exercises/sample/nothing', null)];
    for (const answer of answers) {
      expect([answer.status, answer.body.type]).toEqual([404, '/problems/not-found']);
    }
  });

  it('that take another method are 405 and say which', async () => {
    const answer = await request(service.server).delete('/exercises/sample/submissions');
    expect([answer.status, answer.body.type, answer.headers.allow]).toEqual([
      405,
      '/problems/method-not-allowed',
      'POST',
    ]);
    expect((await request(service.server).post('/exercises')).headers.allow).toBe('GET, HEAD');
  });

  it('that cannot be decoded are 400', async () => {
    expect((await get('/exercises/%zz')).status).toBe(400);
  });

  it('carry a request id, the caller’s own where it is harmless', async () => {
    expect((await get('/exercises').set('X-Request-Id', 'mine-1')).headers['x-request-id']).toBe('mine-1');
    const answer = await get('/nothing').set('X-Request-Id', 'x'.repeat(100));
    expect(answer.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    expect(answer.body.requestId).toBe(answer.headers['x-request-id']);
  });

  it.each(problemNames)('explain the problem %s', async (name) => {
    const page = await get(`/problems/${name}`, null)
      .set('Accept', 'text/html')
      .set('Accept-Language', 'zh-CN');
    expect(page.status).toBe(200);
    expect(page.text).toContain('<html lang="zh-CN">');
    expect((await get(`/problems/${name}`, null)).body.type).toBe(`/problems/${name}`);
  });
});

describe('health', () => {
  it('is live and ready', async () => {
    expect((await get('/health/live', null)).body).toEqual({ status: 'live' });
    const ready = await get('/health/ready', null);
    expect(ready.status).toBe(200);
    expect(ready.body.checks.map((check: { id: string }) => check.id)).toEqual([
      'database',
      'migrations',
      'queue',
      'sandbox',
    ]);
  });

  it('is not ready when a migration is missing, and says which', async () => {
    const [row] = await service.database.$queryRaw<{ id: string; migration_name: string }[]>`
      DELETE FROM _prisma_migrations RETURNING *`;
    const ready = await get('/health/ready', null);
    expect(ready.status).toBe(503);
    expect(ready.body.checks[1]).toMatchObject({ id: 'migrations', ok: false });
    expect(ready.body.checks[1].what).toContain(row?.migration_name);
  });
});
