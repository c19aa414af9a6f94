import request from 'supertest';
import { seedExercise } from '../../src/bank/seed-bank.js';
import { predictionExercise } from '../support/exercise.js';
import { openTestService, type TestService } from '../support/service.js';
import { steeredLab } from '../support/steered-lab.js';

/** Submissions to an exercise that asks for a prediction: no source comes in, a shipped program is run. */
const path = '/exercises/predict/submissions';

let service: TestService;

beforeAll(async () => {
  service = await openTestService();
  await seedExercise(service.database, predictionExercise());
  await seedExercise(
    service.database,
    predictionExercise({ slug: 'only-one', programs: [{ name: 'p1', source: 'export {};\n' }] }),
  );
});
afterAll(() => service.close());

const post = (to = path) => request(service.server).post(to).set('Authorization', service.student.bearer);
const count = () => service.database.submission.count();
const guess = { program: 'p2', prediction: 'blocking' };

it('is a program’s name and a word, in JSON or in the address', async () => {
  for (const sent of [post().send(guess), post().query(guess), post().send({ ...guess, source: '' })]) {
    const answer = await sent;
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ exercise: 'predict', ...guess });
    const source = await request(service.server)
      .get(answer.body.sourceUrl)
      .set('Authorization', service.student.bearer);
    expect(source.text).toBe('export const receive = 2;\n');
    const read = await request(service.server)
      .get(answer.body.url)
      .set('Authorization', service.student.bearer);
    expect(read.body).toMatchObject(guess);
  }
});

it('needs no name where there is one program', async () => {
  const answer = await post('/exercises/only-one/submissions').send({ prediction: 'notified' });
  expect([answer.status, answer.body.program]).toEqual([202, 'p1']);
});

it.each([
  ['no prediction', { program: 'p1' }, '/prediction'],
  ['no program', { prediction: 'notified' }, '/program'],
  ['a program that is not there', { program: 'p3', prediction: 'notified' }, '/program'],
  ['a name that every object knows', { program: 'constructor', prediction: 'notified' }, '/program'],
  ['a source', { ...guess, source: 'export {};' }, '/source'],
])('refuses %s, stores nothing and says what to do', async (_, sent, pointer) => {
  const before = await count();
  const json = await post().send(sent);
  expect(json.status).toBe(422);
  expect(json.body).toMatchObject({ type: '/problems/validation', errors: [{ pointer }] });
  const { source = '', ...query } = sent as { source?: string };
  const file = await post().query(query).set('Content-Type', 'text/plain').send(source);
  expect([400, 422]).toContain(file.status);
  expect(file.body.errors).toMatchObject(
    source === '' ? [{ parameter: pointer.slice(1) }] : [{ pointer: '' }],
  );
  expect(await count()).toBe(before);
});

it('is refused where a program is asked for', async () => {
  const answer = await post('/exercises/sample/submissions').send({ source: 'export {};', program: 'p1' });
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toMatchObject([{ pointer: '/program' }]);
  const none = await post('/exercises/sample/submissions').send({ prediction: 'notified' });
  expect(none.body.errors).toMatchObject([{ pointer: '/source' }]);
});

it('repeated under one key is one submission; another program or word is another request', async () => {
  const send = (changes: object) =>
    post()
      .set('Idempotency-Key', 'predicts')
      .send({ ...guess, ...changes });
  const first = await send({});
  const before = await count();
  expect((await send({})).body).toEqual(first.body);
  expect((await send({ program: 'p1' })).status).toBe(422);
  expect((await send({ prediction: 'notified' })).status).toBe(422);
  expect(await count()).toBe(before);
});

it('reaches the lab as the program and the word', async () => {
  const lab = steeredLab(1);
  await service.grade(lab);
  const run = await lab.next();
  expect(run.request).toMatchObject({ source: 'export const receive = 2;\n', prediction: 'blocking' });
  lab.endAll();
});
