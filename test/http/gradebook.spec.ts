import { parse } from 'csv-parse/sync';
import { seedQuestion } from '../../src/bank/seed-questions.js';
import { CourseClient, labelOf, type AttemptBody } from '../support/course-client.js';
import { sampleOf } from '../support/question-files.js';
import { addPerson, openTestService, type Person, type TestService } from '../support/service.js';

/** Marks by people, and the gradebook, over REST. Every mark is reckoned by hand. */

const opens = Date.parse('2026-03-01T00:00:00Z');
const closes = Date.parse('2026-03-13T00:00:00Z');

let service: TestService;
let client: CourseClient;
let now = opens;
let courseId: string;
let assistant: Person;
let inSection: Person;

beforeAll(async () => {
  service = await openTestService({}, () => new Date(now));
  client = new CourseClient(service);
  const withHint = {
    ...sampleOf('open'),
    slug: 'open',
    hints: [{ text: { en: 'H', 'zh-CN': '提示' }, price: 0.25 }],
  };
  await seedQuestion(service.database, withHint);
  await seedQuestion(service.database, { ...sampleOf('single-choice'), slug: 'choice' });
  ({ id: courseId } = await service.database.course.findUniqueOrThrow({ where: { slug: 'demo' } }));
  await client
    .send('put', '/courses/demo/sections/one', service.instructor)
    .send({ title: 'One' })
    .expect(204);
  inSection = await addPerson(service.database, courseId, 'student');
  assistant = await addPerson(service.database, courseId, 'assistant');
  for (const [person, role] of [
    [inSection, 'student'],
    [assistant, 'assistant'],
  ] as const)
    await client
      .send('put', `/courses/demo/members/${person.accountId}`, service.instructor)
      .send({ role, section: 'one' })
      .expect(204);
  await name(service.student, '=cmd()', '2026-0002');
  await name(service.otherStudent, '李雷', '2026-0010');
  await name(inSection, '韩梅梅', '2026-0001');
});
afterAll(() => service.close());
beforeEach(() => {
  now = opens;
});

async function name({ accountId }: Person, text: string, studentNumber: string): Promise<void> {
  await service.database.account.update({ where: { id: accountId }, data: { name: text } });
  await service.database.enrolment.update({
    where: { courseId_accountId: { courseId, accountId } },
    data: { studentNumber },
  });
}

const iso = (at: number) => new Date(at).toISOString();
const items = [
  { question: 'choice', points: 4 },
  { question: 'open', points: 6 },
];
const rules = { opensAt: iso(opens), closesAt: iso(closes), attempts: { allowed: 2 } };

const publish = (slug: string) => client.publish({ slug, items, rules }, service.instructor);

/** An attempt with the right choice or a wrong one, and an essay. */
async function attempt(path: string, as: Person, option = 'Option b'): Promise<AttemptBody> {
  const begun = await client.start(path, as);
  await client.save(begun, 1, { choice: labelOf(begun, 1, option) }, as).expect(200);
  await client.save(begun, 2, { text: 'It sleeps in recv.' }, as).expect(200);
  return client.submit(begun, as);
}

const mark = (attempt: AttemptBody, position: number, body: object, as: Person = service.instructor) =>
  client.send('put', `/courses/demo/attempts/${attempt.id}/items/${position}/mark`, as).send(body);

it('an open answer waits for a person, who marks it along the rubric; hints are still taken off', async () => {
  const path = await publish('essay');
  const begun = await client.start(path, service.student);
  await client.save(begun, 2, { text: 'It sleeps in recv.' }, service.student).expect(200);
  await client.send('post', `${begun.url}/items/2/hints`, service.student).expect(200);
  const done = await client.submit(begun, service.student);
  expect(done.mark).toMatchObject({ earned: 0, unmarked: 1 });

  const { body } = await client.send('get', '/courses/demo/marking', service.instructor);
  const waiting = body.items.filter((each: { attempt: string }) => each.attempt === begun.id);
  expect(waiting).toMatchObject([
    { position: 2, points: 6, answer: { text: 'It sleeps in recv.' }, student: { name: '=cmd()' } },
  ]);
  const rubric = waiting[0].rubric as { id: string; points: number }[];
  const of = rubric.reduce((sum, { points }) => sum + points, 0);
  const given = Object.fromEntries(rubric.map(({ id, points }, index) => [id, index === 0 ? points : 0]));
  const marked = await client
    .send('put', waiting[0].markUrl, service.instructor)
    .send({ rubric: given, comment: 'Where does it sleep?' });
  expect([marked.status, marked.body.errors]).toEqual([200, undefined]);
  const share = rubric[0]!.points / of;
  const earned = Math.round(6 * Math.max(0, share - 0.25) * 100) / 100;
  const seen = await client.read(begun, service.student);
  expect(seen.mark).toMatchObject({ earned, unmarked: 0 });
  expect(seen.items[1]).toMatchObject({
    mark: earned,
    comment: 'Where does it sleep?',
    rubric: rubric.map(({ id, points }, index) => ({ id, points, earned: index === 0 ? points : 0 })),
  });
  expect((await client.send('get', '/courses/demo/marking', service.instructor)).body.items).toEqual([]);
});

it('points stand instead of the answer’s, need a reason once there is a mark, and can be taken back', async () => {
  const done = await attempt(await publish('points'), service.student, 'Option a');
  expect(done.mark).toMatchObject({ earned: 0, unmarked: 1 });
  const silent = await mark(done, 1, { points: 3 });
  expect([silent.status, silent.body.errors[0].pointer]).toEqual([422, '/reason']);
  expect((await mark(done, 1, { points: 3, reason: 'ambiguous' })).body.mark).toMatchObject({ earned: 3 });
  expect((await mark(done, 2, { points: 5.5 })).body.mark).toMatchObject({ earned: 8.5, unmarked: 0 });
  expect((await mark(done, 1, { points: null, reason: 'it was not' })).body.mark.earned).toBe(5.5);
  const { body } = await client.send(
    'get',
    '/courses/demo/mark-changes?assignment=points',
    service.instructor,
  );
  expect(
    body.items.map(({ position, before, after, reason }: Record<string, unknown>) => [
      position,
      before,
      after,
      reason,
    ]),
  ).toEqual([
    [1, 3, 0, 'it was not'],
    [2, null, 5.5, ''],
    [1, 0, 3, 'ambiguous'],
  ]);
  const first = (
    await client.send('get', '/courses/demo/mark-changes?assignment=points&limit=2', service.instructor)
  ).body;
  const second = (await client.send('get', first.next, service.instructor)).body;
  expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
});

it.each([
  [{}, ''],
  [{ points: 7 }, '/points'],
  [{ points: 1, rubric: {} }, '/rubric'],
  [{ rubric: { nonsense: 1 } }, '/rubric'],
])('an award that cannot be is refused: %j', async (body, pointer) => {
  const done = await attempt(
    await publish(`wrong-${JSON.stringify(body).replace(/\W/g, '-').toLowerCase()}x`),
    service.student,
  );
  const refused = await mark(done, 2, body);
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, pointer]);
});

it('an open attempt is not marked, and a student marks nobody', async () => {
  const path = await publish('early');
  const begun = await client.start(path, service.student);
  expect((await mark(begun, 1, { points: 1 })).body.type).toBe('/problems/conflict');
  await client.submit(begun, service.student);
  expect((await mark(begun, 1, { points: 1, reason: 'me' }, service.student)).status).toBe(403);
});

it('two who mark at once: both are written down, one after the other', async () => {
  const done = await attempt(await publish('race'), service.student);
  await Promise.all([1, 2, 3, 4].map((points) => mark(done, 2, { points, reason: `${points}` })));
  const { body } = await client.send('get', '/courses/demo/mark-changes?assignment=race', service.instructor);
  const changes = (body.items as { before: number | null; after: number }[]).toReversed();
  expect(changes.map(({ before }) => before)).toEqual([
    null,
    ...changes.slice(0, -1).map(({ after }) => after),
  ]);
});

it('an assistant sees and marks the own section, and no key', async () => {
  const path = await publish('section');
  const own = await attempt(path, inSection);
  const other = await attempt(path, service.student);
  now = closes;
  const read = (id: string, as: Person) => client.send('get', `/courses/demo/attempts/${id}`, as);
  const seen = await read(own.id, assistant);
  expect([seen.status, seen.body.student.name]).toEqual([200, '韩梅梅']);
  expect(seen.text).not.toMatch(/EXPLAINED|"correct"|"key":\{/);
  expect((await read(own.id, service.instructor)).text).toMatch(/"correct".*EXPLAINED/s);
  expect((await read(other.id, assistant)).status).toBe(404);
  expect((await mark(other, 2, { points: 1 }, assistant)).status).toBe(404);
  expect((await mark(own, 2, { points: 2 }, assistant)).status).toBe(200);
  const list = await client.send('get', `${path}/attempts`, assistant);
  expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([own.id]);
  const book = await client.send('get', '/courses/demo/gradebook', assistant);
  expect(book.body.students.map((each: { name: string }) => each.name)).toEqual(['韩梅梅']);
  const { accountId } = inSection;
  const override = await client
    .send('put', `${path}/marks/${accountId}`, assistant)
    .send({ points: 1, reason: 'no' });
  expect(override.status).toBe(403);
});

it('the gradebook: the mark that counts, overrides, exemptions, what was missed; and as a table', async () => {
  const course = await addCourseOf(['=cmd()', '李雷', '韩梅梅', 'Ann']);
  const path = await course.client.publish({ slug: 'week-1', items, rules }, course.teacher);
  const late = await course.client.publish(
    { slug: 'week-2', items: [items[0]!], rules: { opensAt: iso(opens) } },
    course.teacher,
  );
  const [first, second, third, fourth] = course.students as [Person, Person, Person, Person];
  // Two attempts: 0 + 2 and 4 + 1 points; the better one counts.
  const one = await attempt(path, first, 'Option a');
  const two = await attempt(path, first);
  const award = (of: AttemptBody, points: number) =>
    course.client
      .send('put', `/courses/${course.slug}/attempts/${of.id}/items/2/mark`, course.teacher)
      .send({ points })
      .expect(200);
  await award(one, 2);
  await award(two, 1);
  await attempt(path, second);
  await course.client
    .send('put', `${path}/marks/${second.accountId}`, course.teacher)
    .send({ points: 9.5, reason: 'told me in person' })
    .expect(204);
  await course.client
    .send('put', `${path}/extensions`, course.teacher)
    .send({ accounts: [third.accountId], extension: { exempt: true, reason: 'ill' } })
    .expect(200);
  const single = await course.client.start(late, fourth);
  await course.client.save(single, 1, { choice: labelOf(single, 1, 'Option b') }, fourth).expect(200);
  await course.client.submit(single, fourth);
  now = closes;

  const { body } = await course.client.send('get', `/courses/${course.slug}/gradebook`, course.teacher);
  expect(body.assignments).toEqual([
    { slug: 'week-1', title: 'week-1', of: 10 },
    { slug: 'week-2', title: 'week-2', of: 4 },
  ]);
  type Row = { name: string; marks: { earned: number | null; from: string }[]; total: object };
  expect(
    body.students.map(({ name: each, marks, total }: Row) => [
      each,
      ...marks.map(({ earned, from }) => [earned, from]),
      total,
    ]),
  ).toEqual([
    ['=cmd()', [5, 'attempts'], [null, 'none'], { earned: 5, of: 10 }],
    ['李雷', [9.5, 'override'], [null, 'none'], { earned: 9.5, of: 10 }],
    ['韩梅梅', [null, 'exempt'], [null, 'none'], { earned: 0, of: 0 }],
    ['Ann', [null, 'none'], [4, 'attempts'], { earned: 4, of: 14 }],
  ]);
  const student = await course.client.send('get', path, second);
  expect(student.body.mark).toEqual({ earned: 9.5, of: 10 });

  const table = async (shape: string, language = 'en') => {
    const sent = await course.client
      .send('get', `/courses/${course.slug}/gradebook.csv?shape=${shape}`, course.teacher)
      .set('Accept-Language', language)
      .buffer(true)
      .parse((response, done) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => done(null, Buffer.concat(pieces)));
      });
    const bytes = sent.body as Buffer;
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    return parse(bytes, { bom: true }) as unknown as string[][];
  };
  expect(await table('plain', 'zh')).toEqual([
    ['学号', '姓名', '班级', '作业 (10)', '作业 – 备注', '作业 (4)', '作业 – 备注', '总分', '满分'],
    ['S1', "'=cmd()", '', '5', '', '', '未提交', '5', '10'],
    ['S2', '李雷', '', '9.5', '人工改分', '', '未提交', '9.5', '10'],
    ['S3', '韩梅梅', '', '', '免做', '', '未提交', '0', '0'],
    ['S4', 'Ann', '', '', '未提交', '4', '', '4', '14'],
  ]);
  expect((await table('moodle')).slice(0, 2)).toEqual([
    ['ID number', 'Full name', 'week-1', 'week-2'],
    ['S1', "'=cmd()", '5', ''],
  ]);
  expect((await table('canvas')).slice(0, 5)).toEqual([
    ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', 'week-1', 'week-2'],
    ['Points Possible', '', '', '', '', '10', '4'],
    ["'=cmd()", '', 'S1', '', '', '5', ''],
    ['李雷', '', 'S2', '', '', '9.5', ''],
    ['韩梅梅', '', 'S3', '', '', 'EX', ''],
  ]);
  expect((await course.client.send('get', `/courses/${course.slug}/gradebook`, first)).status).toBe(403);
});

/** A course of its own, so that its gradebook holds what the test put into it. */
async function addCourseOf(names: string[]) {
  const slug = 'marks-2026';
  await client
    .send('post', '/courses', service.instructor)
    .send({ slug, title: { en: 'Marks', 'zh-CN': '分数' } })
    .expect(201);
  const course = await service.database.course.findUniqueOrThrow({ where: { slug } });
  const students: Person[] = [];
  for (const [index, each] of names.entries()) {
    const person = await addPerson(service.database, course.id, 'student');
    await service.database.account.update({ where: { id: person.accountId }, data: { name: each } });
    await service.database.enrolment.update({
      where: { courseId_accountId: { courseId: course.id, accountId: person.accountId } },
      data: { studentNumber: `S${index + 1}` },
    });
    students.push(person);
  }
  return { slug, students, teacher: service.instructor, client: new CourseClient(service, slug) };
}
