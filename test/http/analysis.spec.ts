import { seedQuestion } from '../../src/bank/seed-questions.js';
import { CourseClient, labelOf } from '../support/course-client.js';
import { sampleOf } from '../support/question-files.js';
import { addPerson, openTestService, type Person, type TestService } from '../support/service.js';

/** Item analysis and gain over REST: six students, two tests. Every figure is worked out by hand. */

const opens = Date.parse('2026-03-01T00:00:00Z');
let service: TestService;
let client: CourseClient;
let now = opens;
let students: Person[];

beforeAll(async () => {
  service = await openTestService({}, () => new Date(now));
  client = new CourseClient(service);
  const choice = sampleOf('single-choice');
  for (const [slug, belief] of [
    ['one', 'ready-means-done'],
    ['two', 'epoll-is-async'],
  ] as const) {
    const options = choice.options.map((option) =>
      option.correct ? option : { ...option, misconception: belief },
    );
    await seedQuestion(service.database, { ...choice, slug, options });
  }
  const course = await service.database.course.findUniqueOrThrow({ where: { slug: 'demo' } });
  students = [];
  for (let index = 0; index < 6; index += 1)
    students.push(await addPerson(service.database, course.id, 'student'));
});
afterAll(() => service.close());
beforeEach(() => {
  now = opens;
});

const items = [
  { question: 'one', points: 1 },
  { question: 'two', points: 1 },
];
const publish = (slug: string) =>
  client.publish(
    {
      slug,
      items,
      rules: { opensAt: new Date(opens).toISOString(), attempts: { allowed: 2 } },
    },
    service.instructor,
  );

/** A student answers with two options, a letter each; `-` is no answer. Each answer takes so many seconds. */
async function take(path: string, person: Person, options: string, seconds: number): Promise<void> {
  const attempt = await client.start(path, person);
  for (const [index, option] of options.split('').entries()) {
    if (option === '-') continue;
    now += seconds * 1000;
    await client
      .send('put', `${attempt.url}/items/${index + 1}/answer`, person)
      .send({
        answer: { choice: labelOf(attempt, index + 1, `Option ${option}`) },
        certainty: option === 'b' ? 3 : 1,
      })
      .expect(200);
  }
  await client.submit(attempt, person);
}

const get = (path: string, person: Person = service.instructor) => client.send('get', path, person);

it('difficulty, discrimination, what was chosen, how sure, how long', async () => {
  const path = await publish('analysed');
  // Right is b. Shares of the first: 1 1 1 0 0 0; of the second 1 1 0 0 0 0.
  for (const [index, options] of ['bb', 'bb', 'ba', 'aa', 'cc', 'a-'].entries())
    await take(path, students[index]!, options, 10 * (index + 1));
  // A second attempt is not looked at.
  await take(path, students[3]!, 'bb', 1);
  const { body } = await get(`${path}/analysis`);
  expect(body.attempts).toBe(6);
  const [first, second] = body.items;
  expect(first).toMatchObject({
    kind: 'question',
    slug: 'one',
    title: 'Sample',
    attempts: 6,
    empty: 0,
    difficulty: 0.5,
    // Median of 10 20 30 40 50 60 seconds.
    time: 35,
    parts: [
      { part: 'b', text: 'Option b', correct: true, misconception: null, attempts: 3 },
      { part: 'a', text: 'Option a', correct: false, misconception: 'ready-means-done', attempts: 2 },
      { part: 'c', text: 'Option c', correct: false, misconception: 'ready-means-done', attempts: 1 },
    ],
    misconceptions: [{ id: 'ready-means-done', attempts: 3 }],
    certainty: [
      { level: 1, attempts: 3, share: 0 },
      { level: 3, attempts: 3, share: 1 },
    ],
  });
  // Deviations ±½ of the first; ⅔ ⅔ −⅓ −⅓ −⅓ −⅓ of the second: 1 ⁄ √(1.5 · 4⁄3) = 0.7071.
  expect([first.discrimination, second.discrimination]).toEqual([0.707, 0.707]);
  expect(second).toMatchObject({ empty: 1, difficulty: 0.333, time: 30 });
  expect(body.misconceptions).toMatchObject([
    { id: 'ready-means-done', attempts: 3 },
    { id: 'epoll-is-async', attempts: 3 },
  ]);
  expect(body.misconceptions[0].truth).toEqual(expect.any(String));
  const all = await get(`${path}/analysis?attempts=all`).set('Accept-Language', 'zh');
  expect([all.body.attempts, all.body.items[0].attempts, all.body.items[0].title]).toEqual([7, 7, '样题']);
});

it('the gain between two tests, misconception by misconception', async () => {
  const before = await publish('before');
  const after = await publish('after');
  for (const [index, options] of ['aa', 'ab', 'ba', 'bb'].entries())
    await take(before, students[index]!, options, 1);
  // The last one was not there before, the third not after.
  for (const [index, options] of [
    [0, 'ba'],
    [1, 'bb'],
    [3, 'bb'],
    [5, 'bb'],
  ] as const)
    await take(after, students[index]!, options, 1);
  const { body } = await get('/courses/demo/gain?before=before&after=after');
  // Before: 0, ½, 1; after: ½, 1, 1. (5⁄6 − ½) ⁄ (1 − ½) = 2⁄3.
  expect(body).toMatchObject({
    before: { assignment: 'before', share: 0.5 },
    after: { assignment: 'after', share: 0.833 },
    students: 3,
    normalised: 0.667,
    misconceptions: [
      { id: 'ready-means-done', before: 2, after: 0 },
      { id: 'epoll-is-async', before: 1, after: 1 },
    ],
  });
  expect((await get('/courses/demo/gain?before=before')).status).toBe(400);
});

it('of an assignment nobody has done there is nothing to say; students ask in vain', async () => {
  const path = await publish('untouched');
  expect((await get(`${path}/analysis`)).body).toMatchObject({ attempts: 0, items: [], misconceptions: [] });
  expect((await get(`${path}/similar?exercise=sample`)).status).toBe(404);
  for (const address of [
    `${path}/analysis`,
    `${path}/similar?exercise=sample`,
    '/courses/demo/gain?before=untouched&after=untouched',
  ])
    expect((await get(address, students[0])).status).toBe(403);
});
