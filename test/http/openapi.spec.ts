import request, { type Response, type Test } from 'supertest';
import { seedExercise } from '../../src/bank/seed-bank.js';
import { predictionExercise, sampleExercise } from '../support/exercise.js';
import { apiChecker, readApiDocument, type ApiDocument } from '../support/openapi.js';
import { openTestService, type TestService } from '../support/service.js';
import { steeredLab } from '../support/steered-lab.js';

let service: TestService;
let document: ApiDocument;
let problems: ReturnType<typeof apiChecker>;

beforeAll(async () => {
  service = await openTestService();
  document = await readApiDocument();
  problems = apiChecker(document);
  await seedExercise(service.database, sampleExercise({ slug: 'with-kit', kit: 'posix' }));
  await seedExercise(service.database, predictionExercise());
  const lab = steeredLab();
  lab.endAll();
  await service.grade(lab);
});
afterAll(() => service.close());

const key = (sent: Test) => sent.set('Authorization', service.instructor.bearer);
const get = (path: string) => key(request(service.server).get(path));
const submit = (path = '/exercises/sample/submissions') =>
  key(request(service.server).post(path)).set('Content-Type', 'text/plain');

describe('the description of the API', () => {
  it('is the committed one, at /openapi.json; /docs shows it', async () => {
    expect((await request(service.server).get('/openapi.json')).body).toEqual(document);
    const docs = await request(service.server).get('/docs').redirects(1);
    expect(docs.text).toContain('swagger-ui');
  });

  it('has an example for each problem', () => {
    const text = JSON.stringify(document);
    expect(text.match(/"type":"\/problems\/[a-z-]+"/g)?.length).toBeGreaterThan(20);
  });

  it('notices an answer that is not as promised', async () => {
    const answer = await get('/exercises');
    const wrong = { status: 200, headers: answer.headers, body: { items: [{ slug: 1 }] } };
    expect(problems('get', '/exercises', wrong as unknown as Response).length).toBeGreaterThan(0);
    expect(problems('get', '/exercises', { ...wrong, status: 418 } as unknown as Response)).toHaveLength(1);
  });

  const submissions = '/exercises/{slug}/submissions';
  const answers: [string, string, () => PromiseLike<Response>][] = [
    ['get', '/health/live', () => get('/health/live')],
    ['get', '/health/ready', () => get('/health/ready')],
    ['get', '/exercises', () => get('/exercises')],
    ['get', '/exercises/{slug}', () => get('/exercises/sample')],
    ['get', '/exercises/{slug}', () => get('/exercises/predict')],
    ['get', '/exercises/{slug}', () => get('/exercises/nothing')],
    ['get', '/exercises/{slug}/starter.ts', () => get('/exercises/sample/starter.ts')],
    ['get', '/exercises/{slug}/starter.ts', () => get('/exercises/predict/starter.ts')],
    ['get', '/exercises/{slug}/types.d.ts', () => get('/exercises/sample/types.d.ts')],
    ['get', '/exercises/{slug}/posix.d.ts', () => get('/exercises/with-kit/posix.d.ts')],
    ['get', '/exercises/{slug}/posix.d.ts', () => get('/exercises/sample/posix.d.ts')],
    ['post', submissions, () => submit().send('export {};')],
    ['post', submissions, () => submit().set('Prefer', 'wait=20').send('export {};')],
    [
      'post',
      submissions,
      () => submit().set('Prefer', 'wait=20').set('Accept', 'text/plain').send('export {};'),
    ],
    ['post', submissions, () => submit().query({ prediction: 'blocking' }).send('export {};')],
    ['post', submissions, () => submit().query({ prediction: 'x' }).send('export {};')],
    ['post', submissions, () => submit('/exercises/predict/submissions').send('')],
    ['post', submissions, () => submit().send('')],
    ['post', submissions, () => submit().send('a'.repeat(1 << 19))],
    ['post', submissions, () => submit().set('Prefer', 'wait=x').send('export {};')],
    ['post', submissions, () => submit().set('Content-Type', 'application/json').send('{')],
    ['post', submissions, () => submit().set('Content-Type', 'image/png').send('x')],
    ['post', submissions, () => submit().set('Accept', 'image/png').send('x')],
    ['post', submissions, () => submit('/exercises/nothing/submissions').send('x')],
    ['post', submissions, () => request(service.server).post('/exercises/sample/submissions')],
    ['get', '/submissions', () => get('/submissions')],
    ['get', '/submissions', () => get('/submissions?cursor=x')],
    ['get', '/submissions/{id}', () => get('/submissions/01890a5d-ac96-774b-bcce-b302099a8057')],
    ['get', '/submissions/{id}', () => get('/submissions/1')],
    ['get', '/submissions/{id}/source', () => get('/submissions/1/source')],
    ['get', '/submissions/{id}/events', () => get('/submissions/1/events')],
    [
      'post',
      '/keys',
      () => key(request(service.server).post('/keys')).send({ name: 'Ada', role: 'student' }),
    ],
    ['post', '/keys', () => key(request(service.server).post('/keys')).send({ name: 'Ada', role: 'admin' })],
    ['post', '/keys', () => key(request(service.server).post('/keys')).send({ name: '', role: 'student' })],
    ['get', '/keys', () => get('/keys')],
    ['get', '/keys', () => request(service.server).get('/keys').set('Authorization', service.student.bearer)],
    ['delete', '/keys/{id}', () => key(request(service.server).delete('/keys/1'))],
  ];

  it.each(answers)('holds for a real answer of %s %s', async (method, path, send) => {
    expect(problems(method, path, await send())).toEqual([]);
  });

  it('holds for a finished submission with its report', async () => {
    const made = await submit().set('Prefer', 'wait=20').send('export {};');
    expect(made.body.report).not.toBeNull();
    expect(problems('get', '/submissions/{id}', await get(made.headers.location as string))).toEqual([]);
  });

  it('leaves out no address that the service has', () => {
    const described = Object.keys(document.paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
    const { router } = service.server.listeners('request')[0] as unknown as {
      router: { stack: { route?: { path: string } }[] };
    };
    const routed = router.stack.flatMap(({ route }) => (route === undefined ? [] : [route.path]));
    const own = routed.filter((path) => !/^\/(docs|openapi|problems)/.test(path));
    expect(own.length).toBeGreaterThan(10);
    expect(new Set(own)).toEqual(new Set(described));
  });
});
