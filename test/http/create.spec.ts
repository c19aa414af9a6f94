import request, { type Response, type Test } from 'supertest';
import { openTestService, type TestService } from '../support/service.js';
import { steeredLab } from '../support/steered-lab.js';

const path = '/exercises/sample/submissions';
const source = 'export const receive = () => {};\n';

let service: TestService;

beforeAll(async () => {
  service = await openTestService();
});
afterAll(() => service.close());

function submit(body: string | Buffer | object = source, type = 'text/plain'): Test {
  return (
    request(service.server)
      .post(path)
      .set('Authorization', service.student.bearer)
      .set('Content-Type', type)
      // As they are: superagent would write a Buffer out as JSON.
      .serialize((given: unknown) => (Buffer.isBuffer(given) ? given : JSON.stringify(given)) as string)
      .send(body)
  );
}

const count = () => service.database.submission.count();

describe('a submission', () => {
  it('is taken as the file itself: 202, Location, and one job', async () => {
    const answer = await submit();
    expect(answer.status).toBe(202);
    expect(answer.headers.location).toBe(`/submissions/${answer.body.id}`);
    expect(answer.body).toMatchObject({ exercise: 'sample', status: 'queued', position: 1, report: null });
    const row = await service.database.submission.findUniqueOrThrow({ where: { id: answer.body.id } });
    expect(row.source).toBe(source);
    const jobs = await service.database.$queryRaw`SELECT state FROM pgboss.job WHERE id = ${row.jobId}::uuid`;
    expect(jobs).toEqual([{ state: 'created' }]);
  });

  it('is taken as JSON', async () => {
    const answer = await submit({ source }, 'application/json');
    expect(answer.status).toBe(202);
  });

  it('keeps CRLF and a missing last line end, and loses a byte order mark', async () => {
    const answer = await submit(Buffer.from('\uFEFFconst a = 1;\r\nconst b = 2;', 'utf8'));
    expect(answer.status).toBe(202);
    const back = await request(service.server)
      .get(answer.body.sourceUrl)
      .set('Authorization', service.student.bearer);
    expect(back.text).toBe('const a = 1;\r\nconst b = 2;');
    expect(back.headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  it('takes a seed from an instructor only', async () => {
    const asStudent = await submit({ source, seed: 7 }, 'application/json');
    expect(asStudent.status).toBe(403);
    expect(asStudent.body.errors).toEqual([expect.objectContaining({ pointer: '/seed' })]);
    const asInstructor = await submit({ source, seed: 4_294_967_295 }, 'application/json').set(
      'Authorization',
      service.instructor.bearer,
    );
    expect(asInstructor.status).toBe(202);
    const row = await service.database.submission.findUniqueOrThrow({ where: { id: asInstructor.body.id } });
    expect(row.seed).toBe(4_294_967_295n);
  });
});

describe('a prediction', () => {
  const predicted = async (answer: Response) => {
    const row = await service.database.submission.findUniqueOrThrow({ where: { id: answer.body.id } });
    return { status: answer.status, told: answer.body.prediction, stored: row.prediction };
  };

  it('comes as a field of JSON, or in the address of a file', async () => {
    const json = await submit({ source, prediction: 'timed-poll' }, 'application/json');
    expect(await predicted(json)).toEqual({ status: 202, told: 'timed-poll', stored: 'timed-poll' });
    const file = await submit().query({ prediction: 'busy-poll' });
    expect(await predicted(file)).toEqual({ status: 202, told: 'busy-poll', stored: 'busy-poll' });
    expect(await predicted(await submit())).toEqual({ status: 202, told: null, stored: null });
  });
});

/** [what, request, status, problem, where the first error points] */
const wrong: [string, () => Test, number, string, object][] = [
  ['an empty file', () => submit(''), 422, 'validation', { pointer: '' }],
  ['white space only', () => submit(' \n\t'), 422, 'validation', { pointer: '' }],
  [
    'an empty source',
    () => submit({ source: '' }, 'application/json'),
    422,
    'validation',
    { pointer: '/source' },
  ],
  ['no source', () => submit({}, 'application/json'), 422, 'validation', { pointer: '/source' }],
  [
    'an unknown field',
    () => submit({ source, sourc: '' }, 'application/json'),
    422,
    'validation',
    { pointer: '/sourc' },
  ],
  ['a JSON array', () => submit([], 'application/json'), 422, 'validation', { pointer: '' }],
  [
    'a seed that is no integer',
    () => submit({ source, seed: 1.5 }, 'application/json'),
    422,
    'validation',
    { pointer: '/seed' },
  ],
  [
    'a seed of 33 bits',
    () => submit({ source, seed: 2 ** 32 }, 'application/json'),
    422,
    'validation',
    { pointer: '/seed' },
  ],
  [
    'a prediction in other words',
    () => submit({ source, prediction: 'asynchronous' }, 'application/json'),
    422,
    'validation',
    { pointer: '/prediction' },
  ],
  [
    'a prediction in other words in the address',
    () => submit().query({ prediction: 'asynchronous' }),
    400,
    'bad-parameter',
    { parameter: 'prediction' },
  ],
  [
    'two predictions in the address',
    () => submit().query({ prediction: ['notified', 'blocking'] }),
    400,
    'bad-parameter',
    { parameter: 'prediction' },
  ],
  [
    'a prediction in the address of JSON',
    () => submit({ source }, 'application/json').query({ prediction: 'notified' }),
    400,
    'bad-parameter',
    { parameter: 'prediction' },
  ],
  ['NUL', () => submit('const a = 1;\n\0'), 422, 'validation', { pointer: '' }],
  [
    'NUL in JSON',
    () => submit('{"source":"a\\u0000"}', 'application/json'),
    422,
    'validation',
    { pointer: '/source' },
  ],
  [
    'a lone surrogate',
    () => submit('{"source":"a\\ud800"}', 'application/json'),
    422,
    'validation',
    { pointer: '/source' },
  ],
  ['invalid UTF-8', () => submit(Buffer.from([0x61, 0xff, 0xfe])), 400, 'bad-encoding', { pointer: '' }],
  [
    'invalid UTF-8 in JSON',
    () => submit(Buffer.from('{"source":"\xff"}', 'latin1'), 'application/json'),
    400,
    'bad-encoding',
    { pointer: '' },
  ],
  [
    'another charset',
    () => submit('x', 'text/plain; charset=utf-16'),
    415,
    'unsupported-media-type',
    { header: 'Content-Type' },
  ],
  ['1 MB', () => submit('a'.repeat(1 << 20)), 413, 'too-large', {}],
  ['1 MB in JSON', () => submit({ source: 'a'.repeat(1 << 20) }, 'application/json'), 413, 'too-large', {}],
  ['a byte more than allowed', () => submit('a'.repeat((256 << 10) + 1)), 413, 'too-large', {}],
  ['broken JSON', () => submit('{"source":', 'application/json'), 400, 'malformed-json', { pointer: '' }],
  [
    'a form',
    () => submit('source=x', 'application/x-www-form-urlencoded'),
    415,
    'unsupported-media-type',
    {},
  ],
  [
    'an archive',
    () => submit(Buffer.from('PK\u0003\u0004'), 'application/zip'),
    415,
    'unsupported-media-type',
    {},
  ],
  [
    'a compressed body',
    () => submit(source).set('Content-Encoding', 'gzip'),
    415,
    'unsupported-media-type',
    {},
  ],
  [
    'a wait that is no number',
    () => submit().set('Prefer', 'wait=soon'),
    400,
    'bad-parameter',
    { header: 'Prefer' },
  ],
  ['a negative wait', () => submit().set('Prefer', 'wait=-1'), 400, 'bad-parameter', { header: 'Prefer' }],
  [
    'an Idempotency-Key of 300 characters',
    () => submit().set('Idempotency-Key', 'k'.repeat(300)),
    400,
    'bad-parameter',
    { header: 'Idempotency-Key' },
  ],
  ['a format nobody has', () => submit().set('Accept', 'image/png'), 406, 'not-acceptable', {}],
  [
    'a key nobody has',
    () => submit().set('Authorization', `Bearer db_student_${'x'.repeat(43)}`),
    401,
    'unauthenticated',
    {},
  ],
  ['a key in a wrong scheme', () => submit().set('Authorization', 'Basic eDp5'), 401, 'unauthenticated', {}],
];

describe('what cannot be taken stores nothing and says what to do:', () => {
  it.each(wrong)('%s', async (_, send, status, problem, where) => {
    const before = await count();
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({ type: `/problems/${problem}`, status });
    expect(answer.body.detail.length).toBeGreaterThan(10);
    expect(answer.body.errors?.[0] ?? {}).toMatchObject(where);
    expect(await count()).toBe(before);
  });

  it('no key at all', async () => {
    const answer = await request(service.server).post(path).set('Content-Type', 'text/plain').send(source);
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="doorbell"');
  });

  it('an exercise that does not exist', async () => {
    const answer = await request(service.server)
      .post('/exercises/nothing/submissions')
      .set('Authorization', service.student.bearer)
      .set('Content-Type', 'text/plain')
      .send(source);
    expect(answer.status).toBe(404);
    expect(answer.body.type).toBe('/problems/unknown-exercise');
  });

  it('in Chinese, too', async () => {
    const answer = await submit({ source: 1 }, 'application/json').set('Accept-Language', 'zh-CN,en;q=0.5');
    expect(answer.headers['content-language']).toBe('zh-CN');
    expect(answer.body.title).toBe('请求体中有无法使用的值');
    expect(answer.body.errors[0].detail).toContain('期望 string');
  });

  it('exactly as much as allowed is taken', async () => {
    expect((await submit('a'.repeat(256 << 10))).status).toBe(202);
  });
});

describe('Idempotency-Key', () => {
  it('gives the first answer again, and creates nothing', async () => {
    const first = await submit().set('Idempotency-Key', 'again');
    const before = await count();
    const second = await submit().set('Idempotency-Key', 'again');
    expect(second.status).toBe(202);
    expect(second.body).toEqual(first.body);
    expect(second.headers.location).toBe(first.headers.location);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await count()).toBe(before);
  });

  it('is one key quoted or bare (RFC 8941 strings)', async () => {
    const first = await submit().set('Idempotency-Key', '"quoted"');
    const second = await submit().set('Idempotency-Key', 'quoted');
    expect(second.body.id).toBe(first.body.id);
  });

  it('refuses another body under the same key', async () => {
    await submit().set('Idempotency-Key', 'other-body');
    const before = await count();
    const answer = await submit('const other = 1;\n').set('Idempotency-Key', 'other-body');
    expect(answer.status).toBe(422);
    expect(answer.body.type).toBe('/problems/idempotency-key-reused');
    expect(answer.body.errors[0].header).toBe('Idempotency-Key');
    expect(await count()).toBe(before);
  });

  it('refuses another prediction, or none, under the same key', async () => {
    const send = (prediction?: string) =>
      submit({ source, prediction }, 'application/json').set('Idempotency-Key', 'predicted');
    const first = await send('notified');
    const before = await count();
    expect((await send('notified')).body).toEqual(first.body);
    for (const other of ['blocking', undefined]) {
      const answer = await send(other);
      expect(answer.status).toBe(422);
      expect(answer.body.type).toBe('/problems/idempotency-key-reused');
    }
    expect(await count()).toBe(before);
  });

  it('belongs to one account: another one’s key is another key', async () => {
    const mine = await submit().set('Idempotency-Key', 'shared');
    const theirs = await submit()
      .set('Idempotency-Key', 'shared')
      .set('Authorization', service.otherStudent.bearer);
    expect(theirs.status).toBe(202);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  it('makes one submission and one job of twelve requests at the same time', async () => {
    const before = await count();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        submit()
          .set('Idempotency-Key', 'at-once')
          .then((answer) => answer),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 12 }, () => 202));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(await count()).toBe(before + 1);
    const [jobs] = await service.database.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int FROM pgboss.job WHERE data->>'submissionId' = ${answers[0]?.body.id}`;
    expect(jobs?.count).toBe(1);
  });
});

describe('Prefer: wait', () => {
  it('answers 202 when the wait is over and nobody grades', async () => {
    const answer = await submit().set('Prefer', 'respond-async, wait=1');
    expect(answer.status).toBe(202);
    expect(answer.headers['preference-applied']).toBe('wait=1');
  });

  it('ignores preferences it does not know', async () => {
    expect((await submit().set('Prefer', 'return=minimal')).status).toBe(202);
  });

  it('answers 202 at once when the service ends', async () => {
    const other = await openTestService();
    const answer = request(other.server)
      .post(path)
      .set({ Authorization: other.student.bearer, 'Content-Type': 'text/plain', Prefer: 'wait=60' })
      .send(source)
      .then((response) => response);
    while ((await other.database.submission.count()) === 0) await new Promise(setImmediate);
    other.shutdown.abort();
    expect((await answer).status).toBe(202);
    await other.close();
  });

  it('answers 200 with the report as soon as there is one, as JSON or as text', async () => {
    const lab = steeredLab();
    lab.endAll();
    await service.grade(lab);
    const json = await submit().set('Prefer', 'wait=60');
    expect(json.status).toBe(200);
    expect(json.headers['content-location']).toBe(json.headers.location);
    expect(json.body).toMatchObject({
      status: 'done',
      position: null,
      attempts: 1,
      result: { passed: true, counted: true },
    });
    expect(json.body.report.mechanism).toBe('notified');
    const text = await submit()
      .set('Prefer', 'wait=60')
      .set('Accept', 'text/plain')
      .set('Accept-Language', 'zh');
    expect(text.status).toBe(200);
    expect(text.headers['content-language']).toBe('zh-CN');
    expect(text.text).toContain('通过');
  });

  it('replayed, waits for the first one’s report', async () => {
    const first = await submit().set('Idempotency-Key', 'waits').set('Prefer', 'wait=60');
    const second = await submit().set('Idempotency-Key', 'waits').set('Prefer', 'wait=60');
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
  });
});
