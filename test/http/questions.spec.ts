import request, { type Test } from 'supertest';
import { parse } from 'yaml';
import { bodies, questionHead } from '../support/question-files.js';
import { openTestService, type Person, type TestService, send as sendAs } from '../support/service.js';

/** Questions over REST, as an instructor writes them: draft, mend, try, publish, next version, retire. */

let service: TestService;

beforeAll(async () => {
  service = await openTestService();
});
afterAll(() => service.close());

const send = (method: Parameters<typeof sendAs>[1], path: string, as: Person = service.instructor): Test =>
  sendAs(service, method, path, as);

/** A question that can be published, with names that the seeded dictionary has. */
function content(slug: string, type: keyof typeof bodies = 'single-choice'): Record<string, unknown> {
  const text = (questionHead(type) + bodies[type])
    .replace('slug: sample', `slug: ${slug}`)
    .replaceAll('believes-x', 'ready-means-done')
    .replaceAll('believes-y', 'epoll-is-async');
  return parse(text) as Record<string, unknown>;
}

const draft = (slug: string, body: object = content(slug)) =>
  send('post', '/questions').send({ ...body, slug });

async function published(slug: string, type?: keyof typeof bodies): Promise<void> {
  const { headers } = await draft(slug, content(slug, type));
  await send('post', `/questions/${slug}/publish`)
    .set('If-Match', headers['etag'] as string)
    .expect(200);
}

it('a draft may be half written; it says what is missing, and is published when nothing is', async () => {
  const begun = await draft('half', { slug: 'half', type: 'single-choice' });
  expect([begun.status, begun.headers['location'], begun.headers['etag']]).toEqual([
    201,
    '/questions/half',
    '"1"',
  ]);
  expect(begun.body).toMatchObject({ status: 'draft', version: 1, type: 'single-choice', title: null });
  expect(begun.body.problems).toContainEqual({ pointer: '/title', detail: 'is missing; add it' });

  const refused = await send('post', '/questions/half/publish').set('If-Match', '"1"');
  expect([refused.status, refused.body.type]).toEqual([422, '/problems/not-publishable']);
  expect(refused.body.errors.length).toBe(begun.body.problems.length);

  const saved = await send('put', '/questions/half').set('If-Match', '"1"').send(content('half'));
  expect([saved.status, saved.headers['etag'], saved.body.problems]).toEqual([200, '"2"', []]);
  const done = await send('post', '/questions/half/publish').set('If-Match', '"2"');
  expect([done.status, done.body.status]).toEqual([200, 'published']);
  expect(done.body.publishedAt).not.toBeNull();
});

it('a missing translation, an unknown misconception and a key that cannot be earned are named with their places', async () => {
  const wrong = content('wrong') as {
    title: object;
    options: { correct?: boolean; misconception?: string }[];
  };
  wrong.title = { en: 'Only English' };
  const first = await draft('wrong', wrong);
  expect(first.body.problems).toEqual([{ pointer: '/title/zh-CN', detail: 'is missing; add it' }]);
  wrong.title = { en: 'Both', 'zh-CN': '两种' };
  for (const option of wrong.options) option.misconception = 'nobody-believes-this';
  const second = await send('put', '/questions/wrong').set('If-Match', '"1"').send(wrong);
  const places = (second.body.problems as { pointer: string }[]).map(({ pointer }) => pointer);
  expect(places).toEqual(
    expect.arrayContaining([
      '/options/0/misconception',
      '/options/1/misconception',
      '/options/2/misconception',
    ]),
  );
});

it('of two who write at the same time, the second is told and nothing is overwritten', async () => {
  const { headers } = await draft('both');
  const etag = headers['etag'] as string;
  const titles = ['One', 'Two', 'Three'].map((en) => ({
    ...content('both'),
    title: { en, 'zh-CN': '标题' },
  }));
  const answers = await Promise.all(
    titles.map((body) => send('put', '/questions/both').set('If-Match', etag).send(body)),
  );
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412, 412]);
  const won = answers.find(({ status }) => status === 200);
  expect((await send('get', '/questions/both')).body.content.title).toEqual(won?.body.content.title);
  expect(answers.find(({ status }) => status === 412)?.body.type).toBe('/problems/precondition-failed');
  const blind = await send('put', '/questions/both').send(content('both'));
  expect([blind.status, blind.body.type]).toEqual([428, '/problems/precondition-required']);
  const star = await send('put', '/questions/both').set('If-Match', '*').send(content('both'));
  expect(star.status).toBe(400);
});

it('a published version never changes; a change is the next version', async () => {
  await published('kept');
  const current = await send('get', '/questions/kept');
  const etag = current.headers['etag'] as string;
  for (const sent of [
    send('put', '/questions/kept').set('If-Match', etag).send(content('kept')),
    send('delete', '/questions/kept').set('If-Match', etag),
    send('post', '/questions/kept/publish').set('If-Match', etag),
  ]) {
    const answer = await sent;
    expect([answer.status, answer.body.type]).toEqual([409, '/problems/conflict']);
  }
  const next = await draft('kept', { ...content('kept'), title: { en: 'New', 'zh-CN': '新' } });
  expect(next.body).toMatchObject({ version: 2, status: 'draft' });
  expect((await draft('kept')).status).toBe(409);
  expect((await send('get', '/questions/kept/versions/1')).body.content).toEqual(current.body.content);
  await send('delete', '/questions/kept')
    .set('If-Match', next.headers['etag'] as string)
    .expect(204);
  expect((await send('get', '/questions/kept')).body.version).toBe(1);
});

it('is retired, and stays readable', async () => {
  await published('old');
  const etag = (await send('get', '/questions/old')).headers['etag'] as string;
  expect((await send('post', '/questions/old/retire').set('If-Match', etag)).body.status).toBe('retired');
  expect((await send('get', '/questions/old')).body.status).toBe('retired');
  expect((await send('post', '/questions/old/retire').set('If-Match', etag)).status).toBe(412);
});

describe('preview', () => {
  it('shows what a student sees: no key, in the order of the seed, in the reader’s language', async () => {
    await published('seen', 'numeric');
    const path = '/questions/seen/versions/1/preview';
    const english = await send('get', `${path}?seed=5`);
    expect(english.body).toMatchObject({
      title: 'Sample',
      fields: [{ id: '1', label: 'Wakes' }, { id: '2' }],
    });
    expect(english.text).not.toMatch(/floor|EXPLAINED|tolerance/);
    expect((await send('get', `${path}?seed=5`).set('Accept-Language', 'zh')).body.title).toBe('样题');
    expect((await send('get', `${path}?seed=-1`)).status).toBe(400);
  });

  it('takes an answer, says what it earns and what is said to it', async () => {
    await published('tried');
    const path = '/questions/tried/versions/1/preview?seed=9';
    const options = (await send('get', path)).body.options as { id: string; text: string }[];
    const labelled = (text: string) => options.find((option) => option.text === text)?.id;
    const wrong = await send('post', path).send({ answer: { choice: labelled('Option a') } });
    expect(wrong.body).toMatchObject({
      share: 0,
      parts: [{ part: labelled('Option a'), correct: false, feedback: 'Fa' }],
      misconceptions: ['ready-means-done'],
      key: { choice: labelled('Option b') },
      explanation: 'EXPLAINED',
    });
    expect((await send('post', path).send({ answer: wrong.body.key })).body.share).toBe(1);
    const unknown = await send('post', path).send({ answer: { choice: 'Z' } });
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, '/answer/choice']);
    const shapeless = await send('post', path).send({ answer: { choices: ['A'] } });
    expect(shapeless.status).toBe(422);
  });
});

it('is for those who write questions only', async () => {
  for (const [method, path] of [
    ['get', '/questions'],
    ['get', '/questions/half'],
    ['get', '/questions/half/versions/1/preview'],
    ['post', '/questions'],
  ] as const) {
    expect((await send(method, path, service.student)).status).toBe(403);
    expect((await request(service.server)[method](path)).status).toBe(401);
  }
});

it('what does not exist is said so, and a slug cannot be anything', async () => {
  expect((await send('get', '/questions/nothing')).body.type).toBe('/problems/unknown-question');
  expect((await send('get', '/questions/half/versions/9')).body.type).toBe('/problems/unknown-question');
  expect((await draft('../etc', { slug: '../etc' })).status).toBe(422);
  expect((await send('post', '/questions').send('[]').set('Content-Type', 'application/json')).status).toBe(
    422,
  );
});
