import { join } from 'node:path';
import request, { type Response, type Test } from 'supertest';
import { parseAllDocuments } from 'yaml';
import { seedQuestions } from '../../src/bank/seed-questions.js';
import { cloneRoot } from '../../src/cli/clone.js';
import { loadQuestionBank } from '../../src/questions/load-questions.js';
import { openTestService, type Person, type TestService, send as sendAs } from '../support/service.js';

/** Questions in and out over REST: a teacher with files of another system, against the real service. */

let service: TestService;
const bank = await loadQuestionBank(join(cloneRoot, 'seed'));

beforeAll(async () => {
  service = await openTestService();
  await seedQuestions(service.database, bank.questions, () => undefined);
});
afterAll(() => service.close());

const take = (query: string, text: string | Buffer, as: Person = service.instructor): Test =>
  sendAs(service, 'post', `/questions/import?${query}`, as)
    .set('Content-Type', 'text/plain')
    .send(text as string);
const give = (query: string, as: Person = service.instructor): Test =>
  sendAs(service, 'get', `/questions/export?${query}`, as);
const read = (slug: string): Test => sendAs(service, 'get', `/questions/${slug}`, service.instructor);
const drafts = () => service.database.question.count({ where: { status: 'draft' } });

const paper = `一、单项选择题
1. 非阻塞套接字上没有数据时，recv 会怎样？（  ）
A. 睡到有数据  B. 返回 −1，errno 为 EAGAIN
C. 返回 0
答案：B
解析：非阻塞就是不等。

2. epoll_wait 返回说明什么？
A、数据已读好　B、有描述符就绪
答案：D
`;

describe('import', () => {
  it('stores what can be read as drafts, and says of each what is left to do and what was refused', async () => {
    const before = await drafts();
    const { status, body } = await take('format=text', paper);
    expect([status, body.locale, body.created, body.refused]).toEqual([200, 'zh-CN', 1, 1]);
    const [first, second] = body.items;
    expect(first).toMatchObject({ place: 'line 2', outcome: 'created', reasons: [] });
    expect(first.problems).toEqual(
      expect.arrayContaining([
        { pointer: '/level', detail: expect.stringContaining('recall') },
        { pointer: '/prompt/en', detail: 'is missing; add it' },
        { pointer: '/options/0/feedback', detail: 'is missing; add it' },
        { pointer: '/options/2', detail: expect.stringContaining('misconception') },
      ]),
    );
    expect(second).toMatchObject({ outcome: 'refused', slug: null });
    expect(second.reasons[0]).toContain('the answer D');
    const draft = await read(first.slug);
    expect(draft.body).toMatchObject({ status: 'draft', version: 1, type: 'single-choice' });
    expect(draft.body.content.options.map(({ correct }: { correct: boolean }) => correct)).toEqual([
      false,
      true,
      false,
    ]);
    expect(await drafts()).toBe(before + 1);
  });

  it('the same file again makes nothing twice: there is a draft already', async () => {
    const before = await drafts();
    const again = await take('format=text', paper).set('Accept-Language', 'zh-CN');
    expect([again.body.created, again.body.refused]).toEqual([0, 2]);
    expect(again.body.items[0].reasons[0]).toContain('已有草稿');
    expect(again.body.items[0].place).toBe('第 2 行');
    expect(await drafts()).toBe(before);
  });

  it('a question that was exported, mended elsewhere and sent back is the draft of its next version', async () => {
    const exported = await give('format=moodle-xml&slug=node-on-epoll');
    const mended = exported.text.replace('Node on epoll', 'Node on top of epoll');
    const { body } = await take('format=moodle-xml&locale=en', mended);
    expect(body.items).toMatchObject([
      { outcome: 'created', slug: 'node-on-epoll', url: '/questions/node-on-epoll/versions/2' },
    ]);
    const draft = await read('node-on-epoll');
    expect(draft.body.content).toMatchObject({
      version: 2,
      title: { en: 'Node on top of epoll' },
      level: 'judgement',
    });
  });

  const bomb = `<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><quiz><question type="truefalse"><name><text>&b;</text></name></question></quiz>`;
  const image = `<quiz><question type="essay"><name><text>A picture</text></name><questiontext format="html"><text><![CDATA[<p><img src="@@PLUGINFILE@@/a.png"></p>]]></text><file name="a.png" encoding="base64">iVBO</file></questiontext></question></quiz>`;

  it.each([
    ['an entity bomb', 'format=moodle-xml', bomb, 'document type'],
    ['broken XML', 'format=moodle-xml', '<quiz><question>', 'no XML'],
    ['other XML', 'format=moodle-xml', '<html></html>', 'root is <html>'],
    ['a picture', 'format=moodle-xml', image, '“A picture”'],
    [
      'an unknown type',
      'format=moodle-xml',
      '<quiz><question type="ddmarker"></question></quiz>',
      'ddmarker',
    ],
    ['a circle in YAML', 'format=yaml', 'slug: round\nprompt: &a\n  en: *a\n', 'inside its own anchor'],
    ['YAML that is no question', 'format=yaml', '- a\n- b\n', 'expected object'],
    ['GIFT that is none', 'format=gift', '::t:: a question { =a', 'is no GIFT'],
    ['a text without numbers', 'format=text', 'just a text', 'no numbered question'],
    ['nothing', 'format=text', '', 'no question in the body'],
  ])('%s is refused with its reason, and nothing is stored', async (_, query, text, reason) => {
    const before = await service.database.question.count();
    const answer = await take(query, text);
    expect([answer.status, answer.body.type]).toEqual([422, '/problems/validation']);
    expect(JSON.stringify(answer.body)).toContain(JSON.stringify(reason).slice(1, -1));
    expect(await service.database.question.count()).toBe(before);
  });

  it.each<[string, () => Test, number, string]>([
    ['not UTF-8', () => take('format=text', Buffer.from([0x31, 0x2e, 0xcc, 0xe2])), 400, 'bad-encoding'],
    ['too large', () => take('format=text', `1. ${'题'.repeat(100_000)}`), 413, 'too-large'],
    ['a format that is only written', () => take('format=qti', 'x'), 400, 'bad-parameter'],
    ['no format', () => take('', 'x'), 400, 'bad-parameter'],
    [
      'JSON',
      () =>
        sendAs(service, 'post', '/questions/import?format=yaml', service.instructor).send({ slug: 'a-b-c' }),
      415,
      'unsupported-media-type',
    ],
  ])('%s is answered with a problem, and nothing is stored', async (_, sent, status, problem) => {
    const before = await service.database.question.count();
    const answer = await sent();
    expect([answer.status, answer.body.type]).toEqual([status, `/problems/${problem}`]);
    expect(await service.database.question.count()).toBe(before);
  });
});

describe('export', () => {
  it('gives the published questions as a file, whole in Doorbell’s own form', async () => {
    const answer = await give('format=yaml');
    expect(answer.headers).toMatchObject({
      'content-type': 'application/yaml; charset=utf-8',
      'content-disposition': 'attachment; filename="questions.yaml"',
      'doorbell-losses': '0',
    });
    // In the order of slugs; a draft of a next version changes nothing.
    const given = documents(answer);
    expect(given).toEqual(bank.questions.toSorted((a, b) => (a.slug < b.slug ? -1 : 1)));
  });

  it.each(['gift', 'moodle-xml', 'text'])(
    '%s comes with a count of losses, and says which when asked',
    async (format) => {
      const answer = await give(`format=${format}&locale=zh-CN&slug=which-say-done&slug=two-signals`);
      expect([answer.status, answer.headers['doorbell-losses']]).toEqual([200, '2']);
      expect(answer.text).toContain(
        bank.questions.find(({ slug }) => slug === 'two-signals')?.title['zh-CN'],
      );
      const report = await give(`format=${format}&slug=two-signals&report=true`).set(
        'Accept-Language',
        'zh-CN',
      );
      expect(report.body.items[0].slug).toBe('two-signals');
      expect(report.body.items[0].losses).toContainEqual({ fields: ['zh-CN'], why: '只写出了英文文本' });
    },
  );

  it('in public has neither key nor feedback nor explanation nor hint', async () => {
    const [yaml, text] = await Promise.all([
      give('format=yaml&public=true'),
      give('format=text&public=true'),
    ]);
    const zip = await give('format=qti&public=true').responseType('blob');
    expect(zip.headers['content-disposition']).toBe('attachment; filename="questions-public.zip"');
    const all = [yaml.text, text.text, (zip.body as Buffer).toString()];
    expect(documents(yaml)).toHaveLength(bank.questions.length);
    for (const question of bank.questions) {
      const hidden = [question.explanation, ...question.hints.map((hint) => hint.text)].map(({ en }) =>
        en.trim(),
      );
      for (const secret of hidden) for (const each of all) expect(each).not.toContain(secret);
    }
    expect(JSON.stringify(documents(yaml))).not.toMatch(
      /"(correct|feedback|misconception|explanation|accept|answer|match|rubric|example|traps)"/,
    );
    expect(text.text).not.toMatch(/^(Answer|Explanation|Hint|Rubric):/m);
    expect((zip.body as Buffer).toString()).not.toMatch(
      /correctResponse|mapEntry|rubricBlock|responseProcessing/,
    );
  });

  it('a format that cannot be without its key says so', async () => {
    const answer = await give('format=moodle-xml&public=true');
    expect([answer.status, answer.body.errors[0].parameter]).toEqual([400, 'public']);
  });

  it('knows published questions only', async () => {
    expect((await give('slug=no-such')).body.type).toBe('/problems/unknown-question');
    const draft = (await take('format=text', '1. 只是草稿？\n答案：对')).body.items[0].slug as string;
    expect((await give(`slug=${draft}`)).status).toBe(404);
  });
});

it('is for those who write questions only', async () => {
  expect((await give('format=text', service.student)).status).toBe(403);
  expect((await give('format=text&public=true', service.student)).status).toBe(403);
  expect((await take('format=text', paper, service.student)).status).toBe(403);
  expect((await request(service.server).get('/questions/export')).status).toBe(401);
  const unknown = request(service.server).post('/questions/import?format=text');
  expect((await unknown.set('Content-Type', 'text/plain').send(paper)).status).toBe(401);
});

const documents = ({ text }: Response): unknown[] =>
  parseAllDocuments(text).map((each) => each.toJS() as unknown);
