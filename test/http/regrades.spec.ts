import { seedExercise } from '../../src/bank/seed-bank.js';
import { seedQuestion } from '../../src/bank/seed-questions.js';
import type { Question } from '../../src/questions/question.js';
import { CourseClient, labelOf, type AttemptBody } from '../support/course-client.js';
import { sampleExercise } from '../support/exercise.js';
import { sampleOf } from '../support/question-files.js';
import { addPerson, openTestService, type Person, type TestService } from '../support/service.js';
import { steeredLab, type SteeredLab } from '../support/steered-lab.js';
import { until } from '../support/until.js';

/** Requests for another look, and regrades, over REST. Every mark is reckoned by hand. */

const opens = Date.parse('2026-03-01T00:00:00Z');
const closes = Date.parse('2026-03-13T00:00:00Z');

let service: TestService;
let client: CourseClient;
let lab: SteeredLab;
let now = opens;

beforeAll(async () => {
  service = await openTestService({}, () => new Date(now));
  client = new CourseClient(service);
  lab = steeredLab();
  await service.grade(lab);
});
afterAll(() => service.close());
beforeEach(() => {
  now = opens;
});

const iso = (at: number) => new Date(at).toISOString();
const rules = { opensAt: iso(opens), closesAt: iso(closes) };
const as = () => service.instructor;

/** A choice whose key is one option, in one version. */
function choice(slug: string, version: number, right: string, more: Partial<Question> = {}): Question {
  const sample = sampleOf('single-choice');
  const options = sample.options.map((option) => ({ ...option, correct: option.id === right }));
  return { ...sample, ...more, slug, version, options } as Question;
}

async function answered(path: string, person: Person, option: string): Promise<AttemptBody> {
  const begun = await client.start(path, person);
  await client.save(begun, 1, { choice: labelOf(begun, 1, `Option ${option}`) }, person).expect(200);
  return client.submit(begun, person);
}

const regrade = (body: object, person: Person = as()) =>
  client.send('post', '/courses/demo/regrades', person).send(body);
const post = (url: string, person: Person = as()) => client.send('post', url, person);

interface Row {
  readonly student: { accountId: string };
  readonly before: number | null;
  readonly after: number | null;
}
const pairs = (items: Row[]) =>
  new Map(items.map(({ student, before, after }) => [student.accountId, [before, after]]));

it('a wrong key: old and new marks side by side, then applied, each change written down', async () => {
  await seedQuestion(service.database, choice('wrong-key', 1, 'a'));
  const path = await client.publish(
    { slug: 'wrong-key', items: [{ question: 'wrong-key', points: 4 }], rules },
    as(),
  );
  const wrong = await answered(path, service.student, 'b');
  const right = await answered(path, service.otherStudent, 'a');
  const third = await addPerson(service.database, await courseId(), 'student');
  const open = await client.start(path, third);
  expect([wrong.mark?.earned, right.mark?.earned]).toEqual([0, 4]);
  const before = await regrade({ question: 'wrong-key', reason: 'key' });
  expect([before.status, before.body.type]).toEqual([409, '/problems/conflict']);

  await seedQuestion(service.database, choice('wrong-key', 2, 'b', { hints: [] }));
  const preview = await regrade({ question: 'wrong-key', reason: 'the key was wrong' });
  expect([preview.status, preview.body.changed, preview.body.pending]).toEqual([201, 2, 0]);
  expect(pairs(preview.body.items)).toEqual(
    new Map([
      [service.student.accountId, [0, 4]],
      [service.otherStudent.accountId, [4, 0]],
      [third.accountId, [null, null]],
    ]),
  );
  expect((await client.read(wrong, service.student)).mark?.earned).toBe(0);

  const applied = await post(`${preview.body.url}/apply`);
  expect([applied.status, applied.body.status, pairs(applied.body.items)]).toEqual([
    200,
    'applied',
    pairs(preview.body.items),
  ]);
  expect((await client.read(wrong, service.student)).mark?.earned).toBe(4);
  now = closes;
  const shown = (await client.read(wrong, service.student)).items[0];
  expect(shown).toMatchObject({
    key: { choice: labelOf(wrong, 1, 'Option b') },
    review: [{ part: labelOf(wrong, 1, 'Option b'), correct: true }],
  });
  const trail = await client.send('get', '/courses/demo/mark-changes?assignment=wrong-key', as());
  expect(trail.body.items).toHaveLength(2);
  expect(trail.body.items).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ before: 0, after: 4, reason: 'the key was wrong', regrade: applied.body.id }),
    ]),
  );
  expect((await post(`${preview.body.url}/apply`)).body.type).toBe('/problems/conflict');
  // Whoever had begun is marked by the new key as well.
  now = opens;
  await client.save(open, 1, { choice: labelOf(open, 1, 'Option b') }, third).expect(200);
  expect((await client.submit(open, third)).mark?.earned).toBe(4);
});

it('dropped, nothing changes; a mark that a person gave stands', async () => {
  await seedQuestion(service.database, choice('dropped', 1, 'a'));
  const path = await client.publish(
    { slug: 'dropped', items: [{ question: 'dropped', points: 4 }], rules },
    as(),
  );
  const one = await answered(path, service.student, 'b');
  const other = await answered(path, service.otherStudent, 'b');
  await client
    .send('put', `/courses/demo/attempts/${other.id}/items/1/mark`, as())
    .send({ points: 1, reason: 'partly' })
    .expect(200);
  await seedQuestion(service.database, choice('dropped', 2, 'b'));
  const preview = await regrade({ question: 'dropped', reason: 'x' });
  expect(pairs(preview.body.items)).toEqual(
    new Map([
      [service.student.accountId, [0, 4]],
      [service.otherStudent.accountId, [1, 1]],
    ]),
  );
  expect((await post(`${preview.body.url}/drop`)).body.status).toBe('dropped');
  expect((await client.read(one, service.student)).mark?.earned).toBe(0);
  expect((await post(`${preview.body.url}/apply`)).status).toBe(409);
  const list = await client.send('get', '/courses/demo/regrades', as());
  expect(list.body.items[0]).toMatchObject({ slug: 'dropped', version: 2, status: 'dropped' });
});

it('two who apply at once apply it once', async () => {
  await seedQuestion(service.database, choice('twice', 1, 'a'));
  const path = await client.publish(
    { slug: 'twice', items: [{ question: 'twice', points: 4 }], rules },
    as(),
  );
  await answered(path, service.student, 'b');
  await seedQuestion(service.database, choice('twice', 2, 'b'));
  const preview = await regrade({ question: 'twice', reason: 'x' });
  const both = await Promise.all([1, 2, 3].map(() => post(`${preview.body.url}/apply`)));
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  const trail = await client.send('get', '/courses/demo/mark-changes?assignment=twice', as());
  expect(trail.body.items).toHaveLength(1);
});

it('one preview of a question at a time; one that is applied leaves nothing to apply', async () => {
  await seedQuestion(service.database, choice('again', 1, 'a'));
  const path = await client.publish(
    { slug: 'again', items: [{ question: 'again', points: 4 }], rules },
    as(),
  );
  await answered(path, service.student, 'b');
  await seedQuestion(service.database, choice('again', 2, 'b'));
  const both = await Promise.all([1, 2].map(() => regrade({ question: 'again', reason: 'x' })));
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  const first = both.find(({ status }) => status === 201)!;
  expect(both.find(({ status }) => status === 409)?.body.detail).toContain(first.body.url);
  await post(`${first.body.url}/apply`).expect(200);
  expect((await regrade({ question: 'again', reason: 'x' })).status).toBe(409);
});

it('hints taken keep the price that was told; a retired question marks nobody', async () => {
  const hint = (price: number) => [{ text: { en: 'H', 'zh-CN': '提示' }, price }];
  await seedQuestion(service.database, choice('priced', 1, 'a', { hints: hint(0.25) }));
  const path = await client.publish(
    { slug: 'priced', items: [{ question: 'priced', points: 4 }], rules },
    as(),
  );
  const begun = await client.start(path, service.student);
  await client.send('post', `${begun.url}/items/1/hints`, service.student).expect(200);
  await client.save(begun, 1, { choice: labelOf(begun, 1, 'Option b') }, service.student).expect(200);
  await client.submit(begun, service.student);
  await seedQuestion(service.database, choice('priced', 2, 'b', { hints: hint(1) }));
  const preview = await regrade({ question: 'priced', reason: 'x' });
  expect(preview.body.items).toMatchObject([{ before: 0, after: 3 }]);
  await post(`${preview.body.url}/apply`).expect(200);
  await service.database.question.updateMany({
    where: { slug: 'priced', version: 2 },
    data: { status: 'retired' },
  });
  expect((await regrade({ question: 'priced', reason: 'x' })).status).toBe(404);
});

it('a version with other options cannot mark; only whoever teaches regrades', async () => {
  await seedQuestion(service.database, choice('other', 1, 'a'));
  const path = await client.publish(
    { slug: 'other', items: [{ question: 'other', points: 4 }], rules },
    as(),
  );
  await answered(path, service.student, 'b');
  const two = choice('other', 2, 'b');
  if (two.type !== 'single-choice') throw new Error('It is another type');
  await seedQuestion(service.database, { ...two, options: two.options.slice(0, 2) });
  const refused = await regrade({ question: 'other', reason: 'x' });
  expect([refused.status, refused.body.type]).toEqual([409, '/problems/not-regradable']);
  expect((await regrade({ question: 'other', reason: 'x' }, service.student)).status).toBe(403);
  expect((await regrade({ question: 'nowhere', reason: 'x' })).status).toBe(404);
  expect((await regrade({ exercise: 'nowhere', reason: 'x' })).status).toBe(404);
});

describe('of an exercise', () => {
  const source = 'export const receive = () => {};\n';

  async function run(attempt: AttemptBody, person: Person, score: number): Promise<void> {
    await client.run(attempt, 1, source, person).expect(202);
    (await lab.next()).end({ score, maxScore: 3 });
    await settled();
  }

  const settled = (): Promise<void> =>
    until(
      async () => (await service.database.submission.count({ where: { status: { not: 'done' } } })) === 0,
    );

  async function begin(slug: string): Promise<string> {
    await seedExercise(service.database, sampleExercise({ slug, version: 1 }));
    return client.publish({ slug, items: [{ exercise: slug, points: 9 }], rules }, as());
  }

  it('stored submissions are run again, then count; what came since is run again as well', async () => {
    const path = await begin('runs');
    const one = await client.start(path, service.student);
    await run(one, service.student, 1);
    await run(one, service.student, 2);
    await client.submit(one, service.student);
    const other = await client.start(path, service.otherStudent);
    await run(other, service.otherStudent, 3);
    await seedExercise(service.database, sampleExercise({ slug: 'runs', version: 2 }));

    const preview = await regrade({ exercise: 'runs', reason: 'a scene was wrong' });
    expect([preview.status, preview.body.pending]).toEqual([201, 3]);
    expect((await post(`${preview.body.url}/apply`)).body.detail).toContain('3 submissions');
    for (const score of [3, 0, 1]) {
      const again = await lab.next();
      expect([again.request.exercise.version, again.request.source]).toEqual([2, source]);
      again.end({ score, maxScore: 3, exerciseVersion: 2 });
    }
    await settled();
    const seen = await client.send('get', preview.body.url, as());
    expect([seen.body.pending, seen.body.changed]).toEqual([0, 2]);
    expect(pairs(seen.body.items)).toEqual(
      new Map([
        [service.student.accountId, [6, 9]],
        [service.otherStudent.accountId, [9, 3]],
      ]),
    );
    // Until it is applied, a student sees neither the runs nor what they came to.
    const own = await client.send('get', '/submissions?exercise=runs', service.student);
    expect(own.body.items).toHaveLength(2);
    expect((await client.read(one, service.student)).mark?.earned).toBe(6);
    expect((await client.read(one, service.student)).items[0]?.exercise?.submissions).toHaveLength(2);

    // What came since is run again before anything is applied; what it comes to is seen, too.
    await run(other, service.otherStudent, 2);
    const early = await post(`${preview.body.url}/apply`);
    expect([early.status, early.body.detail]).toEqual([409, expect.stringContaining('1 submissions')]);
    expect((await client.read(one, service.student)).mark?.earned).toBe(6);
    (await lab.next()).end({ score: 2, maxScore: 3, exerciseVersion: 2 });
    await settled();
    const applied = await post(`${preview.body.url}/apply`);
    expect([applied.status, pairs(applied.body.items)]).toEqual([
      200,
      new Map([
        [service.student.accountId, [6, 9]],
        [service.otherStudent.accountId, [9, 6]],
      ]),
    ]);
    expect((await client.read(one, service.student)).mark?.earned).toBe(9);
    expect((await client.submit(other, service.otherStudent)).mark).toMatchObject({ earned: 6, unmarked: 0 });
    const shown = (await client.read(other, service.otherStudent)).items[0]?.exercise;
    expect(shown).toMatchObject({ used: 2 });
    expect(shown?.submissions).toHaveLength(4);
  });

  it('an item whose run again says nothing stays as it is; dropped, nothing more is run', async () => {
    const path = await begin('unclear');
    const one = await client.start(path, service.student);
    await run(one, service.student, 2);
    await seedExercise(service.database, sampleExercise({ slug: 'unclear', version: 2 }));
    const dropped = await regrade({ exercise: 'unclear', reason: 'x' });
    const stopped = await lab.next();
    await post(`${dropped.body.url}/drop`).expect(200);
    stopped.end();
    await settled();

    const preview = await regrade({ exercise: 'unclear', reason: 'x' });
    for (let tries = 0; tries < 3; tries += 1) (await lab.next()).end({ status: 'inconclusive', score: 0 });
    await settled();
    const seen = await client.send('get', preview.body.url, as());
    expect(seen.body.items).toMatchObject([{ before: 6, after: 6, unclear: true }]);
    await post(`${preview.body.url}/apply`).expect(200);
    expect((await client.submit(one, service.student)).mark).toMatchObject({ earned: 6, unmarked: 0 });
  });
});

describe('a request for another look', () => {
  const ask = (attempt: AttemptBody, text: string, person: Person = service.student) =>
    client.send('post', `${attempt.url}/items/1/regrade-requests`, person).send({ text });
  const decide = (id: string, body: object, person: Person = as()) =>
    client.send('post', `/courses/demo/regrade-requests/${id}/decision`, person).send(body);

  async function ready(slug: string, show = 'submitted'): Promise<AttemptBody> {
    await seedQuestion(service.database, choice(slug, 1, 'a'));
    const path = await client.publish(
      { slug, items: [{ question: slug, points: 4 }], rules: { ...rules, show: { marks: show } } },
      as(),
    );
    return answered(path, service.student, 'b');
  }

  it('is answered by a person, with a mark or without', async () => {
    const attempt = await ready('asked');
    const asked = await ask(attempt, 'Is b not right as well?');
    expect([asked.status, asked.body.status]).toEqual([201, 'open']);
    expect((await ask(attempt, 'again')).body.type).toBe('/problems/conflict');
    const list = await client.send('get', '/courses/demo/regrade-requests?status=open', as());
    expect(list.body.items).toMatchObject([{ id: asked.body.id, text: 'Is b not right as well?' }]);
    const wrong = await decide(asked.body.id, { status: 'declined', reply: 'no', award: { points: 1 } });
    expect(wrong.body.errors[0].pointer).toBe('/award');
    const refused = await decide(asked.body.id, { status: 'granted', reply: 'yes', award: { points: 5 } });
    expect(refused.status).toBe(422);
    const granted = await decide(asked.body.id, { status: 'granted', reply: 'half', award: { points: 2 } });
    expect([granted.status, granted.body.status, granted.body.reply]).toEqual([200, 'granted', 'half']);
    expect((await decide(asked.body.id, { status: 'declined', reply: 'no' })).status).toBe(409);
    expect((await client.read(attempt, service.student)).mark?.earned).toBe(2);
    const again = await ask(attempt, 'Only half?');
    await decide(again.body.id, { status: 'declined', reply: 'Yes.' }).expect(200);
    const own = await client.send('get', `${attempt.url}/regrade-requests`, service.student);
    expect(own.body.items.map(({ status, reply }: Record<string, string>) => [status, reply])).toEqual([
      ['granted', 'half'],
      ['declined', 'Yes.'],
    ]);
    const trail = await client.send('get', '/courses/demo/mark-changes?assignment=asked', as());
    expect(trail.body.items).toMatchObject([{ before: 0, after: 2, reason: 'half' }]);
  });

  it('waits until the mark is shown, is one’s own, and is asked once in two tabs', async () => {
    const hidden = await ready('hidden', 'closed');
    expect((await ask(hidden, 'x')).body.type).toBe('/problems/conflict');
    now = closes;
    const both = await Promise.all([ask(hidden, 'x'), ask(hidden, 'x'), ask(hidden, 'x')]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
    expect((await ask(hidden, 'x', service.otherStudent)).status).toBe(404);
    expect(
      (
        await decide(
          both[0]!.body.id ?? crypto.randomUUID(),
          { status: 'declined', reply: 'x' },
          service.student,
        )
      ).status,
    ).toBe(403);
  });
});

async function courseId(): Promise<string> {
  return (await service.database.course.findUniqueOrThrow({ where: { slug: 'demo' } })).id;
}
