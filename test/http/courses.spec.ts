import request, { type Test } from 'supertest';
import {
  addPerson,
  openTestService,
  type Person,
  type TestService,
  send as sendAs,
} from '../support/service.js';

/** Courses over REST: sections, a roster from a spreadsheet, joining by code, and who may do what. */

let service: TestService;

beforeAll(async () => {
  service = await openTestService();
});
afterAll(() => service.close());

const send = (
  method: Parameters<typeof sendAs>[1],
  path: string,
  as: Person | null = service.instructor,
): Test => sendAs(service, method, path, as);

async function course(slug: string): Promise<string> {
  await send('post', '/courses')
    .send({ slug, title: { en: 'Networks', 'zh-CN': '网络' }, zone: 'Asia/Shanghai' })
    .expect(201);
  return `/courses/${slug}`;
}

const roster = (path: string, table: string | Buffer, as?: Person) =>
  send('post', `${path}/roster`, as).set('Content-Type', 'text/csv').send(table);

const personWith = (key: string): Person => ({ accountId: '', key, bearer: `Bearer ${key}` });

it('an instructor makes a course, and is its instructor', async () => {
  const path = await course('made');
  expect((await send('get', path)).body).toEqual({
    slug: 'made',
    title: 'Networks',
    zone: 'Asia/Shanghai',
    role: 'instructor',
    url: path,
    sections: [],
  });
  expect((await send('get', path).set('Accept-Language', 'zh')).body.title).toBe('网络');
  const again = await send('post', '/courses').send({ slug: 'made', title: { en: 'x', 'zh-CN': 'x' } });
  expect([again.status, again.body.type]).toEqual([409, '/problems/conflict']);
  const nowhere = { slug: 'there', title: { en: 'x', 'zh-CN': 'x' }, zone: 'Mars/Base' };
  expect((await send('post', '/courses').send(nowhere)).body.errors[0].pointer).toBe('/zone');
  expect((await send('post', '/courses', service.student).send(nowhere)).status).toBe(403);
});

it('whoever is not in a course does not learn that it exists; a student may look and no more', async () => {
  const path = await course('closed');
  expect((await send('get', path, service.student)).status).toBe(404);
  expect(
    (await send('get', '/courses', service.student)).body.items.map((each: { slug: string }) => each.slug),
  ).toEqual(['demo']);
  expect((await send('get', '/courses/demo', service.student)).body.role).toBe('student');
  for (const sent of [
    send('get', '/courses/demo/members', service.student),
    send('put', '/courses/demo/sections/a', service.student).send({ title: 'A' }),
    send('post', '/courses/demo/join-codes', service.student).send({}),
    roster('/courses/demo', 'student_number,name\n1,Ada\n', service.student),
  ])
    expect((await sent).status).toBe(403);
});

describe('a roster', () => {
  it('enrols everybody, gives keys to the new ones once, and may be sent again', async () => {
    const path = await course('rostered');
    await send('put', `${path}/sections/a`).send({ title: '一班' }).expect(204);
    const first = await roster(path, '学号,姓名,班级\n1,李雷,一班\n2,韩梅梅,a\n3,Ada,\n');
    expect(first.status).toBe(200);
    const items = first.body.items as { key: string; outcome: string }[];
    expect(items.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'new']);
    const key = items[0]?.key ?? '';
    expect((await send('get', path, personWith(key))).body.role).toBe('student');

    const again = await roster(path, '\ufeffstudent_number;name;section\n1;李雷;\n2;韩梅;a\n4;Bob;a\n');
    expect(again.body.items).toMatchObject([
      { studentNumber: '1', outcome: 'same', key: null },
      { studentNumber: '2', outcome: 'changed', key: null },
      { studentNumber: '4', outcome: 'new' },
    ]);
    const members = (await send('get', `${path}/members`)).body.items as Record<string, unknown>[];
    expect(members.map(({ studentNumber, name, section }) => [studentNumber, name, section])).toEqual([
      [null, 'A instructor', null],
      ['1', '李雷', 'a'],
      ['2', '韩梅', 'a'],
      ['3', 'Ada', null],
      ['4', 'Bob', 'a'],
    ]);
  });

  it('in GBK is read as well', async () => {
    const path = await course('gbk');
    const { body } = await roster(path, Buffer.from('d1a7bac52cd0d5c3fb0a312cc0eec0d70a', 'hex'));
    expect(body.items).toMatchObject([{ studentNumber: '1', name: '李雷' }]);
  });

  it('with a line that cannot be used does nothing at all', async () => {
    const path = await course('strict');
    const refused = await roster(path, 'student_number,name,section\n1,Ada,\n2,Bob,nowhere\n');
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [{ pointer: '', detail: expect.stringContaining('Line 3: The course has no section “nowhere”') }],
    ]);
    expect((await send('get', `${path}/members`)).body.items).toHaveLength(1);
    expect((await roster(path, Buffer.from([0xff, 0xff]))).body.type).toBe('/problems/bad-encoding');
    const asText = await send('post', `${path}/roster`).set('Content-Type', 'text/plain').send('a');
    expect(asText.status).toBe(415);
  });

  it('sent by two at the same moment enrols everybody once', async () => {
    const path = await course('twice');
    const table = `student_number,name\n${Array.from({ length: 40 }, (_, n) => `${n},Student ${n}`).join('\n')}\n`;
    const answers = await Promise.all([roster(path, table), roster(path, table), roster(path, table)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const outcomes = answers.flatMap(({ body }) => body.items as { outcome: string }[]);
    expect(outcomes.filter(({ outcome }) => outcome === 'new')).toHaveLength(40);
    expect((await send('get', `${path}/members`)).body.items).toHaveLength(41);
  });
});

describe('a join code', () => {
  it('makes an account with a key, or enrols the one that is there', async () => {
    const path = await course('joined');
    await send('put', `${path}/sections/b`).send({ title: 'B' });
    const { code } = (await send('post', `${path}/join-codes`).send({ section: 'b' })).body as {
      code: string;
    };
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const wish = { code: ` ${code.toLowerCase()} `, name: 'Ada', studentNumber: '7' };
    const first = await send('post', '/join', null).send(wish);
    expect(first.body).toMatchObject({ course: 'joined', section: 'b' });
    expect((await send('get', path, personWith(first.body.key as string))).status).toBe(200);

    const own = await send('post', '/join', service.student).send({ ...wish, studentNumber: '8' });
    expect(own.body).toMatchObject({ accountId: service.student.accountId, key: null });
    const again = await send('post', '/join', service.student).send({ ...wish, studentNumber: '9' });
    expect(again.body).toMatchObject({ accountId: service.student.accountId, key: null });
    const stolen = await send('post', '/join', null).send(wish);
    expect([stolen.status, stolen.body.type]).toEqual([409, '/problems/conflict']);
  });

  it('that is used up, over, ended or invented lets nobody in', async () => {
    const path = await course('limits');
    const make = async (body: object) =>
      (await send('post', `${path}/join-codes`).send(body)).body as { code: string };
    const join = (code: string, studentNumber: string) =>
      send('post', '/join', null).send({ code, name: 'X', studentNumber });
    const two = await make({ uses: 2 });
    const answers = await Promise.all(['1', '2', '3', '4'].map((number) => join(two.code, number)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 201, 404, 404]);
    const over = await make({ expiresAt: '2020-01-01T00:00:00Z' });
    const ended = await make({});
    await send('delete', `${path}/join-codes/${ended.code}`).expect(204);
    for (const code of [over.code, ended.code, 'AAAA-AAAA']) expect((await join(code, '9')).status).toBe(404);
    const wrongKey = await request(service.server)
      .post('/join')
      .set('Authorization', 'Bearer db_student_wrong')
      .send({ code: two.code, name: 'X', studentNumber: '9' });
    expect(wrongKey.status).toBe(401);
  });
});

it('an assistant sees the own section and may change nothing', async () => {
  const path = await course('assisted');
  for (const section of ['a', 'b']) await send('put', `${path}/sections/${section}`).send({ title: section });
  await roster(path, 'student_number,name,section\n1,Ada,a\n2,Bob,b\n');
  const elsewhere = await service.database.course.findUniqueOrThrow({ where: { slug: 'demo' } });
  const assistant = await addPerson(service.database, elsewhere.id, 'assistant');
  const member = `${path}/members/${assistant.accountId}`;
  await send('put', member).send({ role: 'assistant', section: 'a' }).expect(204);
  const seen = (await send('get', `${path}/members`, assistant)).body.items as { name: string }[];
  expect(seen.map(({ name }) => name)).toEqual(['A assistant', 'Ada']);
  expect((await send('put', `${path}/sections/c`, assistant).send({ title: 'c' })).status).toBe(403);
  expect((await send('put', member).send({ role: 'assistant', section: 'zzz' })).status).toBe(422);
  expect((await send('put', `${path}/members/${crypto.randomUUID()}`).send({ role: 'student' })).status).toBe(
    404,
  );
});
