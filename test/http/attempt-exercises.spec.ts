import { seedExercise } from '../../src/bank/seed-bank.js';
import { seedQuestion } from '../../src/bank/seed-questions.js';
import { CourseClient, labelOf, type AttemptBody } from '../support/course-client.js';
import { predictionExercise, sampleExercise } from '../support/exercise.js';
import { sampleOf } from '../support/question-files.js';
import { addPerson, openTestService, type Person, type TestService } from '../support/service.js';
import { steeredLab, type SteeredLab } from '../support/steered-lab.js';
import { until } from '../support/until.js';

/** Exercises in assignments, over REST. The lab is steered, since what its runs come to is what is reckoned with here. */

const opens = Date.parse('2026-03-01T00:00:00Z');
const closes = Date.parse('2026-03-13T00:00:00Z');
const source = 'export const receive = () => {};\n';

let service: TestService;
let client: CourseClient;
let lab: SteeredLab;
let now = opens;

const visible = sampleExercise({
  slug: 'visible',
  checks: [
    { id: 'told', points: 3 },
    { id: 'told-once', points: 2 },
  ],
  scenes: [
    ...sampleExercise().scenes,
    {
      id: 'shown',
      hidden: false,
      draw: [],
      wires: {},
      steps: [{ call: { as: 'call', export: 'receive', with: [], check: 'told-once' } }],
    },
  ],
});

beforeAll(async () => {
  service = await openTestService({}, () => new Date(now));
  client = new CourseClient(service);
  await seedQuestion(service.database, { ...sampleOf('single-choice'), slug: 'choice' });
  await seedExercise(service.database, visible);
  await seedExercise(service.database, predictionExercise());
  lab = steeredLab();
  await service.grade(lab);
});
afterAll(() => service.close());
beforeEach(() => {
  now = opens;
});

const iso = (at: number) => new Date(at).toISOString();

interface Wish {
  readonly exercise?: string;
  readonly submissions?: object;
  readonly rules?: object;
}

async function begin(slug: string, { exercise = 'visible', submissions = {}, rules }: Wish = {}) {
  const path = await client.publish(
    {
      slug,
      items: [
        { question: 'choice', points: 4 },
        { exercise, points: 10, submissions },
      ],
      rules: { opensAt: iso(opens), closesAt: iso(closes), ...rules },
    },
    service.instructor,
  );
  return client.start(path, service.student);
}

const run = (attempt: AttemptBody, query = '') =>
  client
    .send('post', `${attempt.items[1]?.exercise?.submissionsUrl}${query}`, service.student)
    .set('Content-Type', 'text/plain')
    .send(source);

/** Sends a program, lets its run come to a score of five, and waits for the report. */
async function graded(attempt: AttemptBody, score: number): Promise<string> {
  const sent = await run(attempt);
  expect([sent.status, sent.body.detail]).toEqual([202, undefined]);
  (await lab.next()).end({ score, maxScore: 5 });
  await done(sent.body.id);
  return sent.body.id as string;
}

const done = (id: string): Promise<void> =>
  until(
    async () => (await service.database.submission.findUniqueOrThrow({ where: { id } })).status === 'done',
  );

const read = (attempt: AttemptBody) => client.read(attempt, service.student);
const submit = (attempt: AttemptBody) => client.submit(attempt, service.student);

it('question and exercise in one attempt: the best report counts', async () => {
  const attempt = await begin('best');
  expect(attempt.items[1]).toMatchObject({
    question: null,
    exercise: { slug: 'visible', used: 0, allowed: null, submissions: [] },
  });
  await client.save(attempt, 1, { choice: labelOf(attempt, 1, 'Option b') }, service.student).expect(200);
  await graded(attempt, 2);
  await graded(attempt, 4);
  const last = await graded(attempt, 3);
  const shown = (await client.send('get', `/submissions/${last}`, service.student)).body;
  expect(shown).toMatchObject({ mode: 'graded', attempt: { id: attempt.id, position: 2 } });
  // 4 + 10 × 4⁄5
  const over = await submit(attempt);
  expect(over.mark).toMatchObject({ earned: 12, of: 14, unmarked: 0 });
  expect(over.items.map(({ mark }) => mark)).toEqual([4, 8]);
});

it('the latest, where the item says so; nothing sent is nothing earned', async () => {
  const attempt = await begin('latest', { submissions: { counts: 'latest' } });
  await graded(attempt, 4);
  await graded(attempt, 1);
  expect((await submit(attempt)).mark).toMatchObject({ earned: 2, of: 14 });
  const empty = await begin('nothing');
  expect((await submit(empty)).mark).toMatchObject({ earned: 0, of: 14, unmarked: 0 });
});

it('what was sent in time counts, graded later or not', async () => {
  const attempt = await begin('pending');
  const sent = await run(attempt);
  const running = await lab.next();
  expect((await submit(attempt)).mark).toMatchObject({ earned: 0, unmarked: 1 });
  running.end({ score: 5, maxScore: 5 });
  await done(sent.body.id);
  expect((await read(attempt)).mark).toMatchObject({ earned: 10, unmarked: 0 });
});

it('so many submissions as allowed, after a pause that doubles; a run that says nothing uses up none', async () => {
  const attempt = await begin('few', { submissions: { allowed: 3, coolDownSeconds: 60 } });
  await graded(attempt, 1);
  const early = await run(attempt);
  expect([early.status, early.body.type]).toEqual([409, '/problems/not-submittable']);
  now += 60_000;
  const unclear = await run(attempt);
  for (let tries = 0; tries < 3; tries += 1) (await lab.next()).end({ status: 'inconclusive', score: 0 });
  await done(unclear.body.id);
  expect((await read(attempt)).items[1]?.exercise).toMatchObject({ used: 1, nextAt: iso(opens + 60_000) });
  await graded(attempt, 2);
  now += 60_000;
  expect((await run(attempt)).status).toBe(409);
  now += 60_000;
  await graded(attempt, 3);
  now += 3_600_000;
  const full = await run(attempt).set('Accept-Language', 'zh');
  expect([full.status, full.body.detail]).toEqual([409, expect.stringContaining('3 次提交已全部用完')]);
  expect((await submit(attempt)).mark?.earned).toBe(6);
});

it('a try plays what is visible, uses up nothing and counts nowhere', async () => {
  const attempt = await begin('try', { submissions: { allowed: 1 } });
  const sent = await run(attempt, '?mode=try');
  expect([sent.status, sent.body.mode]).toEqual([202, 'try']);
  const tried = await lab.next();
  expect(tried.request.exercise.scenes.map(({ id }) => id)).toEqual(['shown']);
  expect(tried.request.exercise.checks.map(({ id }) => id)).toEqual(['told-once']);
  tried.end({ score: 2, maxScore: 2 });
  await done(sent.body.id);
  expect((await read(attempt)).items[1]?.exercise).toMatchObject({
    used: 0,
    submissions: [{ mode: 'try', score: 2 }],
  });
  const text = await client.send('get', sent.body.url, service.student).set('Accept', 'text/plain');
  expect(text.text).toMatch(/^A try: only the visible situations/);
  await graded(attempt, 5);
  expect((await run(attempt, '?mode=try')).status).toBe(202);
  (await lab.next()).end();
  expect((await submit(attempt)).mark?.earned).toBe(10);
});

it('outside an assignment one may try as well; a prediction or an exercise that shows nothing is not tried', async () => {
  const at = (slug: string, mode: string) =>
    client
      .send('post', `/exercises/${slug}/submissions?mode=${mode}`, service.student)
      .set('Content-Type', 'text/plain')
      .send(source);
  const tried = await at('visible', 'try');
  expect([tried.status, tried.body.mode, tried.body.attempt]).toEqual([202, 'try', null]);
  (await lab.next()).end();
  for (const [slug, mode, detail] of [
    ['predict', 'try', 'A prediction cannot be tried'],
    ['sample', 'try', 'no visible situation'],
    ['visible', 'dry', 'The only mode is “try”'],
  ] as const) {
    const refused = await at(slug, mode);
    expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining(detail)]);
  }
});

it('what comes after the end is kept and run, and does not count', async () => {
  const attempt = await begin('late', { rules: { timeLimitMinutes: 10 } });
  now += 10 * 60_000;
  const late = await run(attempt).set('Idempotency-Key', 'late-one');
  expect([late.status, late.body.type]).toEqual([409, '/problems/attempt-over']);
  (await lab.next()).end({ score: 5, maxScore: 5 });
  expect((await run(attempt).set('Idempotency-Key', 'late-one')).status).toBe(409);
  const kept = await service.database.submission.findMany({ where: { attemptId: attempt.id } });
  expect(kept).toMatchObject([{ mode: 'late', source }]);
  await done(kept[0]!.id);
  expect(await read(attempt)).toMatchObject({ status: 'submitted', mark: { earned: 0, unmarked: 0 } });
  expect((await run(attempt, '?mode=try')).status).toBe(409);
});

it('two tabs that send at once do not get more than is allowed', async () => {
  const attempt = await begin('tabs', { submissions: { allowed: 1 } });
  const sent = await Promise.all(Array.from({ length: 6 }, () => run(attempt)));
  expect(sent.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409, 409, 409, 409, 409]);
  (await lab.next()).end();
});

it('one Idempotency-Key sent twice at once is one submission and one answer', async () => {
  const attempt = await begin('keyed', { submissions: { allowed: 1 } });
  const both = await Promise.all([1, 2, 3].map(() => run(attempt).set('Idempotency-Key', 'the-same')));
  expect(both.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(new Set(both.map(({ body }) => body.id)).size).toBe(1);
  (await lab.next()).end();
});

it('nobody chooses the seed of what counts', async () => {
  const attempt = await begin('seeded');
  const course = await service.database.course.findUniqueOrThrow({ where: { slug: 'demo' } });
  const helper = await addPerson(service.database, course.id, 'assistant');
  const seeded = (path: string, as: Person) => client.send('post', path, as).send({ source, seed: 7 });
  const url = attempt.items[1]?.exercise?.submissionsUrl ?? '';
  expect((await seeded(url, service.student)).status).toBe(403);
  expect((await seeded('/exercises/visible/submissions', helper)).status).toBe(403);
});

it('answers go to questions and programs to exercises, each to one’s own', async () => {
  const attempt = await begin('kinds');
  const answer = await client.save(attempt, 2, { choice: 'A' }, service.student);
  expect([answer.status, answer.body.detail]).toEqual([404, expect.stringContaining('is an exercise')]);
  const program = await client.run(attempt, 1, source, service.student);
  expect([program.status, program.body.detail]).toEqual([404, expect.stringContaining('is a question')]);
  expect((await client.run(attempt, 2, source, service.otherStudent)).status).toBe(404);
  expect((await client.run(attempt, 3, source, service.student)).status).toBe(404);
});

it('an exercise that is not there keeps an assignment from being published', async () => {
  const made = await client.send('post', '/courses/demo/assignments', service.instructor).send({
    slug: 'missing',
    title: { en: 'x', 'zh-CN': '题' },
    items: [
      { exercise: 'nowhere', points: 1 },
      { exercise: 'visible', points: 1 },
      { exercise: 'visible', points: 1 },
    ],
    rules: { opensAt: iso(opens) },
  });
  const refused = await client
    .send('post', '/courses/demo/assignments/missing/publish', service.instructor)
    .set('If-Match', made.headers['etag'] as string);
  expect(refused.status).toBe(422);
  expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/items/0/exercise',
    '/items/2',
  ]);
});
