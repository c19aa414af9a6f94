import type { Test } from 'supertest';
import { seedQuestion } from '../../src/bank/seed-questions.js';
import type { Question } from '../../src/questions/question.js';
import { type AttemptBody, CourseClient, labelOf } from '../support/course-client.js';
import { sampleOf } from '../support/question-files.js';
import {
  addPerson,
  openTestService,
  type Person,
  type TestService,
  send as sendAs,
} from '../support/service.js';
import { until } from '../support/until.js';

/** Assignments over REST, by an instructor and students; only the clock is the test’s own. Every mark is reckoned by hand. */

const opens = Date.parse('2026-03-01T00:00:00Z');
const due = Date.parse('2026-03-10T00:00:00Z');
const closes = Date.parse('2026-03-13T00:00:00Z');
const minute = 60_000;

let service: TestService;
let course: CourseClient;
let now = opens;

beforeAll(async () => {
  service = await openTestService({}, () => new Date(now));
  course = new CourseClient(service);
  const withHints: Question = {
    ...sampleOf('single-choice'),
    slug: 'choice',
    hints: [
      { text: { en: 'HINT1', 'zh-CN': '提示一' }, price: 0.25 },
      { text: { en: 'HINT2', 'zh-CN': '提示二' }, price: 0.25 },
    ],
  };
  await seedQuestion(service.database, withHints);
  for (const type of ['multiple-choice', 'classification', 'short-text', 'matching', 'open'] as const)
    await seedQuestion(service.database, { ...sampleOf(type), slug: type });
});
afterAll(() => service.close());
beforeEach(() => {
  now = opens;
});

const send = (method: Parameters<typeof sendAs>[1], path: string, as: Person = service.student): Test =>
  sendAs(service, method, path, as);

const iso = (at: number) => new Date(at).toISOString();
const text = (en: string) => ({ en, 'zh-CN': '作业' });

interface Wish {
  readonly items?: object[];
  readonly rules?: object;
}

function contentOf(slug: string, { items, rules }: Wish = {}) {
  return {
    slug,
    title: text(slug),
    items: items ?? [
      { question: 'choice', points: 4 },
      { question: 'multiple-choice', points: 6 },
      { question: 'classification', points: 10 },
    ],
    rules: { opensAt: iso(opens), dueAt: iso(due), closesAt: iso(closes), ...rules },
  };
}

/** A published assignment of the course demo; its path. */
const assignment = (slug: string, wish?: Wish): Promise<string> =>
  course.publish(contentOf(slug, wish), service.instructor);

type Attempt = AttemptBody;

const start = (path: string, as = service.student) => course.start(path, as);
const read = (attempt: Attempt, as = service.student) => course.read(attempt, as);
const submit = (attempt: Attempt, as = service.student) => course.submit(attempt, as);
const save = (attempt: Attempt, position: number, answer: unknown, as = service.student) =>
  course.save(attempt, position, answer, as);

it('from starting to the mark: what is saved counts, and is shown when the rules say so', async () => {
  const path = await assignment('whole');
  const attempt = await start(path);
  expect(attempt).toMatchObject({ status: 'open', number: 1, mark: null, endsAt: iso(closes) });
  expect(attempt.items.map((each) => [each.position, each.mark, each.key])).toEqual([
    [1, null, null],
    [2, null, null],
    [3, null, null],
  ]);
  // 4 × 1, 6 × 1⁄2 (one of two right), 10 × 1⁄2 (one row of two): 12 of 20.
  await save(attempt, 1, { choice: labelOf(attempt, 1, 'Option b') }).expect(200);
  await save(attempt, 2, { choices: [labelOf(attempt, 2, 'Option a')] }).expect(200);
  const rows = attempt.items[2]?.question?.rows ?? [];
  const recv = rows.find((row) => row.text === '`recv`')?.id ?? '';
  await save(attempt, 3, { rows: { [recv]: 'A' } }).expect(200);

  const done = await submit(attempt);
  expect(done.mark).toEqual({ earned: 12, of: 20, unmarked: 0, lateFactor: 1 });
  expect(done.items.map(({ mark }) => mark)).toEqual([4, 3, 5]);
  expect(done.items.map(({ review, key, explanation }) => [review, key, explanation])).toEqual(
    Array.from({ length: 3 }, () => [null, null, null]),
  );
  now = due;
  const afterDue = await read(attempt);
  expect(afterDue.items[0]?.review).toEqual([
    { part: labelOf(attempt, 1, 'Option b'), correct: true, feedback: 'Fb' },
  ]);
  expect(afterDue.items[0]?.key).toBeNull();
  now = closes;
  const afterClose = await read(attempt);
  expect(afterClose.items[0]).toMatchObject({
    key: { choice: labelOf(attempt, 1, 'Option b') },
    explanation: 'EXPLAINED',
  });
  expect((await send('get', path)).body).toMatchObject({ mark: { earned: 12, of: 20 }, content: null });
});

it('before release no answer of the service holds a key, an explanation, feedback or a hint that was not taken', async () => {
  const path = await assignment('secret');
  const attempt = await start(path);
  const answers = [
    await send('get', path),
    await send('post', `${path}/attempts`),
    await send('get', attempt.url),
    await save(attempt, 1, { choice: 'A' }),
    await send('post', `${attempt.url}/submit`),
    await send('get', attempt.url),
  ];
  for (const { text: body } of answers)
    expect(body).not.toMatch(/EXPLAINED|"F[abcd]b?"|"correct"|HINT|解释|反馈/);
});

it('saving the same again changes nothing; another answer is another revision; null takes it back', async () => {
  const attempt = await start(await assignment('saving'));
  const first = await save(attempt, 1, { choice: 'A' });
  expect([first.headers['etag'], first.body.answer]).toEqual(['"1"', { choice: 'A' }]);
  expect((await save(attempt, 1, { choice: 'A' })).headers['etag']).toBe('"1"');
  expect((await save(attempt, 1, { choice: 'B' })).headers['etag']).toBe('"2"');
  expect((await save(attempt, 1, null)).body).toMatchObject({ answer: null, revision: 3 });
  expect((await submit(attempt)).mark?.earned).toBe(0);
});

it('two tabs: one attempt begins; a stale answer is refused, and both are kept', async () => {
  const path = await assignment('tabs');
  const begun = await Promise.all(Array.from({ length: 5 }, () => start(path)));
  expect(new Set(begun.map(({ id }) => id)).size).toBe(1);
  const attempt = begun[0]!;
  const both = await Promise.all(
    ['A', 'B'].map((choice) => save(attempt, 1, { choice }).set('If-Match', '"0"')),
  );
  expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412]);
  const kept = await service.database.answerSave.findMany({ where: { attemptId: attempt.id, position: 1 } });
  expect(kept.filter(({ counted }) => counted)).toHaveLength(1);
  const ended = await Promise.all([submit(attempt), submit(attempt), submit(attempt)]);
  expect(new Set(ended.map(({ mark }) => mark?.earned)).size).toBe(1);
});

it('an answer after the end is kept, does not count, and is told so', async () => {
  const attempt = await start(await assignment('ended', { rules: { timeLimitMinutes: 30 } }));
  expect(attempt.endsAt).toBe(iso(opens + 30 * minute));
  await save(attempt, 1, { choice: labelOf(attempt, 1, 'Option b') }).expect(200);
  now = opens + 30 * minute;
  const late = await save(attempt, 2, { choices: [labelOf(attempt, 2, 'Option a')] });
  expect([late.status, late.body.type]).toEqual([409, '/problems/attempt-over']);
  expect(await read(attempt)).toMatchObject({
    automatic: true,
    mark: { earned: 4 },
    submittedAt: attempt.endsAt,
  });
  const kept = await service.database.answerSave.findMany({ where: { attemptId: attempt.id, position: 2 } });
  expect(kept).toMatchObject([{ counted: false, answer: { choices: ['a'] } }]);
});

it('a clock that is set back gives no time twice, and loses and counts nothing twice', async () => {
  const path = await assignment('clock', { rules: { timeLimitMinutes: 30, attempts: { allowed: 2 } } });
  const attempt = await start(path);
  now = opens + 20 * minute;
  await save(attempt, 1, { choice: labelOf(attempt, 1, 'Option b') }).expect(200);
  // An hour back, to before the attempt began: its end stands, and so does what was saved.
  now = opens - 40 * minute;
  expect(await read(attempt)).toMatchObject({ status: 'open', endsAt: iso(opens + 30 * minute) });
  await save(attempt, 2, { choices: [labelOf(attempt, 2, 'Option a')] }).expect(200);
  expect((await send('post', `${path}/attempts`)).body.id).toBe(attempt.id);
  now = opens + 31 * minute;
  expect((await submit(attempt)).mark?.earned).toBe(7);
  // Back once more, into the time in which it was open: it was submitted, and that is that.
  now = opens + 10 * minute;
  const again = await save(attempt, 1, { choice: labelOf(attempt, 1, 'Option a') });
  expect([again.status, again.body.type]).toEqual([409, '/problems/attempt-over']);
  expect(await submit(attempt)).toMatchObject({
    automatic: true,
    submittedAt: iso(opens + 30 * minute),
    mark: { earned: 7 },
  });
  const saves = await service.database.answerSave.findMany({ where: { attemptId: attempt.id } });
  expect(saves.filter(({ counted }) => counted)).toHaveLength(2);
  expect(saves).toHaveLength(3);
  // The next attempt is the second, not another first.
  expect((await start(path)).number).toBe(2);
});

it('what comes too late is kept once, however often it comes', async () => {
  const attempt = await start(await assignment('too-late', { rules: { timeLimitMinutes: 10 } }));
  now = opens + 10 * minute;
  for (const choice of ['A', 'A', 'B', 'B', 'A'])
    expect((await save(attempt, 1, { choice })).status).toBe(409);
  const kept = await service.database.answerSave.findMany({ where: { attemptId: attempt.id } });
  expect(kept.map(({ counted }) => counted)).toEqual([false, false, false]);
});

it('while the last attempt is open, the one before shows no key', async () => {
  const path = await assignment('peeking', {
    rules: { dueAt: null, closesAt: null, attempts: { allowed: 2 }, show: { feedback: 'due' } },
  });
  const first = await start(path);
  await save(first, 1, { choice: 'A' }).expect(200);
  await submit(first);
  now = opens + minute;
  const second = await start(path);
  const secrets = /EXPLAINED|"correct"|"F[abc]"/;
  expect((await send('get', first.url)).text).not.toMatch(secrets);
  await submit(second);
  expect((await send('get', first.url)).text).toMatch(secrets);
});

it('an assistant’s preview tells neither keys nor marks; an instructor’s is what a student would see', async () => {
  const course = await service.database.course.findUniqueOrThrow({ where: { slug: 'demo' } });
  const assistant = await addPerson(service.database, course.id, 'assistant');
  const path = await assignment('previews', { rules: { dueAt: null, closesAt: null } });
  for (const [person, sees] of [
    [assistant, false],
    [service.instructor, true],
  ] as const) {
    const preview = await start(path, person);
    await save(preview, 1, { choice: labelOf(preview, 1, 'Option b') }, person).expect(200);
    const done = await send('post', `${preview.url}/submit`, person);
    expect(done.body.mark === null).toBe(!sees);
    expect(/EXPLAINED|"correct"/.test((await send('get', preview.url, person)).text)).toBe(sees);
  }
});

it('an extension of the closing time holds where that only follows from the due time', async () => {
  const path = await assignment('implied', { rules: { closesAt: null } });
  await send('put', `${path}/extensions`, service.instructor)
    .send({
      accounts: [service.student.accountId],
      extension: { closesAt: iso(due + 24 * 60 * minute), reason: 'ill' },
    })
    .expect(200);
  now = due + minute;
  expect((await send('post', `${path}/attempts`, service.otherStudent)).status).toBe(409);
  expect((await start(path)).endsAt).toBe(iso(due + 24 * 60 * minute));
});

it('a question that was retired stays where it is asked by name', async () => {
  await seedQuestion(service.database, { ...sampleOf('single-choice'), slug: 'retiring' });
  const path = await assignment('retired', { items: [{ question: 'retiring', points: 1 }] });
  await service.database.question.updateMany({ where: { slug: 'retiring' }, data: { status: 'retired' } });
  expect((await start(path)).items).toHaveLength(1);
});

it('a pool that has become too small is said, and nobody gets less than others', async () => {
  for (const slug of ['pooled-1', 'pooled-2'])
    await seedQuestion(service.database, { ...sampleOf('single-choice'), slug });
  const pool = { questions: ['pooled-1', 'pooled-2'] };
  const path = await assignment('shrinking', { items: [{ pool, draw: 2, points: 1 }] });
  await service.database.question.updateMany({ where: { slug: 'pooled-2' }, data: { status: 'retired' } });
  const refused = await send('post', `${path}/attempts`);
  expect([refused.status, refused.body.detail]).toEqual([
    409,
    expect.stringContaining('no longer in the bank'),
  ]);
});

it('a text with U+0000 is refused with its place', async () => {
  const attempt = await start(await assignment('nul', { items: [{ question: 'open', points: 1 }] }));
  const refused = await save(attempt, 1, { text: 'a\u0000b' });
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/answer/text']);
  expect((await send('get', '/submissions?exercise=%00')).status).toBe(400);
});

it('nobody has to come back: an attempt whose time is over is submitted', async () => {
  const path = await assignment('alone', { rules: { timeLimitMinutes: 10 } });
  const attempt = await start(path);
  now = opens + 10 * minute;
  // Another attempt that begins is what makes the service look again; the clock here does not run by itself.
  await start(path, service.otherStudent);
  const row = async () => service.database.attempt.findUniqueOrThrow({ where: { id: attempt.id } });
  await until(async () => (await row()).submittedAt !== null);
  expect(await row()).toMatchObject({ automatic: true, submittedAt: new Date(opens + 10 * minute) });
});

it('hints cost what they say', async () => {
  const attempt = await start(await assignment('hints'));
  await save(attempt, 1, { choice: labelOf(attempt, 1, 'Option b') });
  const hint = () => send('post', `${attempt.url}/items/1/hints`);
  expect(((await hint()).body as Attempt).items[0]?.hints).toEqual(['HINT1']);
  await hint();
  expect(((await hint().set('Accept-Language', 'zh')).body as Attempt).items[0]?.hints).toEqual([
    '提示一',
    '提示二',
  ]);
  // 4 × (1 − 0.25 − 0.25)
  expect((await submit(attempt)).mark?.earned).toBe(2);
  expect((await hint()).body.type).toBe('/problems/attempt-over');
});

it('late work costs by the day, an extension takes that away', async () => {
  const rules = { late: { percentPerDay: 10 } };
  const path = await assignment('late', { rules, items: [{ question: 'choice', points: 10 }] });
  const solve = async (as?: Person) => {
    const attempt = await start(path, as);
    await save(attempt, 1, { choice: labelOf(attempt, 1, 'Option b') }, as);
    return submit(attempt, as);
  };
  now = due + 25 * 60 * minute;
  expect((await solve()).mark).toEqual({ earned: 8, of: 10, unmarked: 0, lateFactor: 0.8 });
  const given = await send('put', `${path}/extensions`, service.instructor).send({
    accounts: [service.otherStudent.accountId],
    extension: { dueAt: iso(due + 48 * 60 * minute), reason: 'ill' },
  });
  expect([given.status, given.body.items[0].reason]).toEqual([200, 'ill']);
  expect((await solve(service.otherStudent)).mark?.earned).toBe(10);
  now = closes;
  const closed = await send('post', `${path}/attempts`, service.otherStudent);
  expect([closed.status, closed.body.type]).toEqual([409, '/problems/not-startable']);
  const stranger = await send('put', `${path}/extensions`, service.instructor).send({
    accounts: [service.instructor.accountId],
    extension: { exempt: true, reason: 'x' },
  });
  expect(stranger.status).toBe(422);
});

it('attempts: as many as allowed, after a pause that doubles; the best one counts', async () => {
  const rules = { attempts: { allowed: 3, coolDownMinutes: 10 } };
  const path = await assignment('again', { rules, items: [{ question: 'choice', points: 10 }] });
  const attempt = async (answer: string) => {
    const begun = await start(path);
    await save(begun, 1, { choice: labelOf(begun, 1, answer) });
    return submit(begun);
  };
  now = opens + 1;
  expect((await attempt('Option a')).mark?.earned).toBe(0);
  const pause = await send('post', `${path}/attempts`).set('Accept-Language', 'zh');
  expect([pause.status, pause.body.detail]).toEqual([409, expect.stringContaining('2026')]);
  now += 10 * minute;
  expect((await attempt('Option b')).mark?.earned).toBe(10);
  now += 20 * minute;
  expect(await attempt('Option c')).toMatchObject({ number: 3, mark: { earned: 0 } });
  now += 24 * 60 * minute;
  expect((await send('post', `${path}/attempts`)).body.detail).toContain('all 3 of your attempts');
  const { body } = await send('get', path);
  expect([body.mark, body.attempts.length]).toEqual([{ earned: 10, of: 10 }, 3]);
});

it('a pool draws for every attempt anew, and nothing twice', async () => {
  const pool = { questions: ['choice', 'multiple-choice', 'classification', 'short-text', 'matching'] };
  const path = await assignment('pools', {
    rules: { attempts: { allowed: null } },
    items: [
      { question: 'choice', points: 1 },
      { pool, draw: 2, points: 2 },
      { pool, draw: 2, points: 3 },
    ],
  });
  const seen = new Set<string>();
  for (let number = 0; number < 12; number += 1) {
    const attempt = await start(path);
    const slugs = attempt.items.map((item) => (item.question as { slug?: string }).slug ?? '');
    expect(new Set(slugs).size).toBe(5);
    expect(slugs[0]).toBe('choice');
    seen.add(slugs.join());
    await submit(attempt);
    now += 1;
  }
  expect(seen.size).toBeGreaterThan(3);
});

it('an open answer waits for a person; one not given does not', async () => {
  const path = await assignment('essay', { items: [{ question: 'open', points: 8 }] });
  const attempt = await start(path);
  await save(attempt, 1, { text: 'The thread sleeps in recv.' }).expect(200);
  expect((await submit(attempt)).mark).toMatchObject({ earned: 0, of: 8, unmarked: 1 });
  const empty = await start(path, service.otherStudent);
  expect((await submit(empty, service.otherStudent)).mark).toMatchObject({ earned: 0, unmarked: 0 });
});

it('attempts are their student’s own; whoever teaches previews, and that counts nowhere', async () => {
  const path = await assignment('own');
  const attempt = await start(path);
  for (const person of [service.otherStudent, service.instructor]) {
    expect((await send('get', attempt.url, person)).status).toBe(404);
    expect((await save(attempt, 1, { choice: 'A' }, person)).status).toBe(404);
    expect((await send('post', `${attempt.url}/submit`, person)).status).toBe(404);
  }
  now = opens - 1;
  const preview = await start(path, service.instructor);
  expect(preview).toMatchObject({ preview: true, endsAt: null });
  await submit(preview, service.instructor);
  expect((await send('get', path, service.instructor)).body.attempts).toEqual([]);
});

it('what is not open, not published or not there cannot be begun', async () => {
  const path = await assignment('early');
  now = opens - 1;
  expect((await send('post', `${path}/attempts`)).body.detail).toMatch(/It opens on .*2026/);
  await send('post', '/courses/demo/assignments', service.instructor).send(contentOf('hidden')).expect(201);
  expect((await send('get', '/courses/demo/assignments/hidden')).status).toBe(404);
  expect((await send('post', '/courses/demo/assignments/hidden/attempts')).status).toBe(404);
  const listed = (await send('get', '/courses/demo/assignments')).body.items as { slug: string }[];
  expect(listed.map(({ slug }) => slug)).not.toContain('hidden');
  const outsider = await addPerson(
    service.database,
    (await service.database.course.create({ data: { slug: 'far', title: text('far') } })).id,
    'student',
  );
  expect((await send('get', path, outsider)).status).toBe(404);
});

it('is not published with questions that are not there, or pools that are too small', async () => {
  const items = [
    { question: 'nothing', points: 1 },
    { question: 'choice', points: 1 },
    { question: 'choice', points: 1 },
    { pool: { questions: ['choice', 'matching'] }, draw: 2, points: 1 },
  ];
  const made = await send('post', '/courses/demo/assignments', service.instructor).send(
    contentOf('faulty', { items }),
  );
  const refused = await send('post', '/courses/demo/assignments/faulty/publish', service.instructor).set(
    'If-Match',
    made.headers['etag'] as string,
  );
  expect([
    refused.status,
    (refused.body.errors as { pointer: string }[]).map(({ pointer }) => pointer),
  ]).toEqual([422, ['/items/0/question', '/items/2', '/items/3/draw']]);
  const backwards = contentOf('backwards', { rules: { dueAt: iso(opens) } });
  const wrong = await send('post', '/courses/demo/assignments', service.instructor).send(backwards);
  expect(wrong.body.errors[0].pointer).toBe('/rules/dueAt');
});

it('two instructors do not overwrite each other, and a student changes nothing', async () => {
  const path = await assignment('edited');
  const { headers } = await send('get', path, service.instructor);
  const change = (as: Person) =>
    send('put', path, as)
      .set('If-Match', headers['etag'] as string)
      .send(contentOf('edited', { rules: { timeLimitMinutes: 5 } }));
  expect((await change(service.student)).status).toBe(403);
  const both = await Promise.all([change(service.instructor), change(service.admin)]);
  expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412]);
  expect((await send('put', path, service.instructor).send(contentOf('edited'))).status).toBe(428);
});

it('what is no answer to the question is named with its place, and nothing is saved', async () => {
  const attempt = await start(await assignment('wrong'));
  const unknown = await save(attempt, 1, { choice: 'Z' });
  expect([unknown.status, unknown.body.errors]).toEqual([
    422,
    [{ pointer: '/answer/choice', detail: expect.stringContaining('there are: A, B, C') }],
  ]);
  expect((await save(attempt, 1, { choices: ['A'] })).status).toBe(422);
  expect((await save(attempt, 2, { choices: ['A', 'A'] })).body.errors[0].pointer).toBe('/answer/choices');
  expect((await save(attempt, 9, { choice: 'A' })).status).toBe(404);
  expect((await save(attempt, 1, undefined)).status).toBe(422);
  expect(await service.database.answerSave.count({ where: { attemptId: attempt.id } })).toBe(0);
});
