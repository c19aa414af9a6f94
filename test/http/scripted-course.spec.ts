import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse } from 'yaml';
import { openLab } from '../../src/lab/open-lab.js';
import type { Lab } from '../../src/lab/lab.js';
import { cloneRoot } from '../../src/platform/paths.js';
import { seedExercises } from '../../src/seeding.js';
import { compileLab } from '../support/compiled-lab.js';
import { CourseClient, labelOf, type AttemptBody } from '../support/course-client.js';
import { silentLog } from '../support/database.js';
import { bodies, questionHead } from '../support/question-files.js';
import { makeDataDirectory, removeDirectory } from '../support/real-service.js';
import { openTestService, send as sendAs, type Person, type TestService } from '../support/service.js';
import { until } from '../support/until.js';

/**
 * A whole course over HTTP alone, as an instructor, an assistant and thirty students use it, with the real lab: only the
 * clock is the test’s own. What every answer is worth stands here as a number, worked out by hand; the rest is adding up.
 */

const hour = 3_600_000;
const opens = Date.parse('2026-03-01T00:00:00Z');
const due = Date.parse('2026-03-10T00:00:00Z');
const closes = Date.parse('2026-03-13T00:00:00Z');
const course = '/courses/net-2026';

let service: TestService;
let lab: Lab;
let dataDirectory: string;
let client: CourseClient;
let now = opens;

let teacher: Person;
let assistant: Person;
let students: Person[];

/** An answer that a student gives to a question, and the share of full marks that it is worth, by hand. */
interface Given {
  readonly share: number;
  readonly answer: (attempt: AttemptBody, position: number) => unknown;
}
const nothing: Given = { share: 0, answer: () => null };

interface Asked {
  readonly type: keyof typeof bodies;
  readonly points: number;
  readonly right: Given;
  readonly half: Given;
  readonly wrong: Given;
}

const label = labelOf;
const values = (attempt: AttemptBody, position: number): [number, number] => {
  const prompt = Reflect.get(attempt.items[position - 1]?.question ?? {}, 'prompt') as string;
  const [, p, T] = /p is (\d+), T is (\d+)/.exec(prompt) ?? [];
  return [Number(p), Number(T)];
};
type Listed = { id: string; text: string }[];
const listed = (attempt: AttemptBody, position: number, list: string): Listed =>
  Reflect.get(attempt.items[position - 1]?.question ?? {}, list) as Listed;
const named = (of: Listed, text: string): string => of.find((each) => each.text === text)?.id ?? '?';
const order = (letters: string) => (attempt: AttemptBody, position: number) => ({
  order: letters.split('').map((letter) => named(listed(attempt, position, 'items'), letter)),
});
const choice =
  (text: string): Given['answer'] =>
  (attempt, position) => ({ choice: label(attempt, position, text) });

const asked: Record<string, Asked> = {
  choice: {
    type: 'single-choice',
    points: 2,
    right: { share: 1, answer: choice('Option b') },
    half: nothing,
    wrong: { share: 0, answer: choice('Option a') },
  },
  several: {
    type: 'multiple-choice',
    points: 4,
    right: {
      share: 1,
      answer: (a, n) => ({ choices: [label(a, n, 'Option a'), label(a, n, 'Option b')] }),
    },
    half: { share: 0.5, answer: (a, n) => ({ choices: [label(a, n, 'Option a')] }) },
    // One right, one wrong: what the one earns the other costs.
    wrong: {
      share: 0,
      answer: (a, n) => ({ choices: [label(a, n, 'Option a'), label(a, n, 'Option c')] }),
    },
  },
  judged: {
    type: 'true-false',
    points: 2,
    right: {
      share: 1,
      answer: (a, n) => ({ value: false, reason: named(listed(a, n, 'reasons'), 'Option a') }),
    },
    half: {
      share: 0.5,
      answer: (a, n) => ({ value: false, reason: named(listed(a, n, 'reasons'), 'Option b') }),
    },
    wrong: { share: 0, answer: () => ({ value: true }) },
  },
  counted: {
    type: 'numeric',
    points: 4,
    right: {
      share: 1,
      answer: (a, n) => {
        const [p, T] = values(a, n);
        return { values: { 1: Math.floor(T / p) + 1, 2: 0 } };
      },
    },
    half: { share: 0.5, answer: (a, n) => ({ values: { 1: values(a, n)[1], 2: 0 } }) },
    wrong: { share: 0, answer: () => ({ values: { 1: 1, 2: 1 } }) },
  },
  said: {
    type: 'short-text',
    points: 2,
    right: { share: 1, answer: () => ({ text: ' eagain ' }) },
    half: nothing,
    wrong: { share: 0, answer: () => ({ text: 'EINTR' }) },
  },
  filled: {
    type: 'cloze',
    points: 4,
    right: {
      share: 1,
      answer: (a, n) => ({
        blanks: { 1: '就绪', 2: named(blankOptions(a, n), 'Option a') },
      }),
    },
    half: { share: 0.5, answer: () => ({ blanks: { 1: 'ready' } }) },
    wrong: nothing,
  },
  ordered: {
    type: 'ordering',
    points: 5,
    right: { share: 1, answer: order('ACBD') },
    // Five pairs have an order: one of them is wrong, (4 − 1) ⁄ 5.
    half: { share: 0.6, answer: order('ABDC') },
    wrong: { share: 0, answer: order('DCBA') },
  },
  matched: {
    type: 'matching',
    points: 4,
    right: {
      share: 1,
      answer: (a, n) => ({
        pairs: {
          [named(listed(a, n, 'left'), 'A')]: named(listed(a, n, 'right'), 'X'),
          [named(listed(a, n, 'left'), 'B')]: named(listed(a, n, 'right'), 'Y'),
        },
      }),
    },
    half: {
      share: 0.5,
      answer: (a, n) => ({
        pairs: { [named(listed(a, n, 'left'), 'A')]: named(listed(a, n, 'right'), 'X') },
      }),
    },
    wrong: {
      share: 0,
      answer: (a, n) => ({
        pairs: { [named(listed(a, n, 'left'), 'A')]: named(listed(a, n, 'right'), 'Z') },
      }),
    },
  },
  sorted: {
    type: 'classification',
    points: 4,
    right: {
      share: 1,
      answer: (a, n) => ({
        rows: {
          [label(a, n, '`recv`')]: label(a, n, 'blocked'),
          [label(a, n, '`on`')]: label(a, n, 'told'),
        },
      }),
    },
    half: {
      share: 0.5,
      answer: (a, n) => ({ rows: { [label(a, n, '`recv`')]: label(a, n, 'blocked') } }),
    },
    wrong: { share: 0, answer: (a, n) => ({ rows: { [label(a, n, '`on`')]: label(a, n, 'blocked') } }) },
  },
  traced: {
    type: 'trace-reading',
    points: 4,
    right: {
      share: 1,
      answer: (a, n) => ({
        parts: { 1: { choice: named(partOptions(a, n), 'Option a') }, 2: { values: { 1: 1 } } },
      }),
    },
    // The first part weighs three quarters.
    half: {
      share: 0.75,
      answer: (a, n) => ({ parts: { 1: { choice: named(partOptions(a, n), 'Option a') } } }),
    },
    wrong: { share: 0, answer: () => ({ parts: { 2: { values: { 1: 7 } } } }) },
  },
  explained: {
    type: 'open',
    points: 4,
    // What a person will give: both lines of the rubric, or the first of the two.
    right: { share: 1, answer: () => ({ text: 'It sleeps in recv, and another moves the data.' }) },
    half: { share: 0.5, answer: () => ({ text: 'It sleeps.' }) },
    wrong: nothing,
  },
  miskeyed: {
    type: 'single-choice',
    points: 3,
    // The key is to say b, and says a until it is found out: see `keyedWrongly`.
    right: { share: 1, answer: choice('Option b') },
    half: nothing,
    wrong: { share: 0, answer: choice('Option a') },
  },
};
const slugs = Object.keys(asked);

function blankOptions(attempt: AttemptBody, position: number): Listed {
  const blanks = Reflect.get(attempt.items[position - 1]?.question ?? {}, 'blanks') as { options: Listed }[];
  return blanks[1]!.options;
}

function partOptions(attempt: AttemptBody, position: number): Listed {
  const parts = Reflect.get(attempt.items[position - 1]?.question ?? {}, 'parts') as { options: Listed }[];
  return parts[0]!.options;
}

/** What a program gets of a hundred points: those of the checks that its header says it fails are taken off, by hand. */
interface Sent {
  readonly share: number;
  readonly file: string;
  readonly query?: string;
}
const exercises = {
  'hello-peer': {
    points: 10,
    right: { share: 1, file: 'accepted/callback--data-event.ts' },
    // right-bytes is 20 of 100.
    half: { share: 0.8, file: 'rejected/notified--constant-text.ts' },
    wrong: { share: 0, file: 'rejected/none--starter-unchanged.ts' },
  },
  'predict-the-wait': {
    points: 5,
    right: { share: 1, file: 'programs/p2.ts', query: '?program=p2&prediction=notified' },
    half: null,
    wrong: { share: 0, file: 'programs/p2.ts', query: '?program=p2&prediction=blocking' },
  },
  'receive-notify': {
    points: 20,
    right: { share: 1, file: 'accepted/callback--fs-read.ts' },
    // told-once is 5 of 100.
    half: { share: 0.95, file: 'rejected/notified--told-twice.ts' },
    wrong: null,
  },
} satisfies Record<string, Record<'right' | 'half' | 'wrong', Sent | null> & { points: number }>;

/** How well the student with this index does at the item with this position. */
const levels = ['right', 'half', 'wrong'] as const;
const levelOf = (student: number, position: number) => levels[(student + position) % 3]!;

const everything = 42 + 35;
const days: Record<number, number> = {};
for (const late of [20, 21, 22, 23, 24]) days[late] = 1;
days[26] = 2;
// Submitted by nobody: at closing time, three days after the due time.
days[29] = 3;
const [extended, exempt, absent] = [25, 27, 28];
const [twice, hinted, granted, overridden, declined] = [3, 4, 5, 6, 7];

/** What a question is worth to a student, before the key is mended and after. */
function share(student: number, index: number, keyedWrongly: boolean): number {
  const slug = slugs[index]!;
  const level = levelOf(student, index + 1);
  if (slug === 'miskeyed' && keyedWrongly) return level === 'wrong' ? 1 : 0;
  // A hint of the first question costs a quarter of it.
  const price = slug === 'choice' && student === hinted ? 0.25 : 0;
  return Math.max(0, asked[slug]![level].share - price);
}

function expectedMark(student: number, keyedWrongly: boolean): number | null {
  if (student === exempt || student === absent) return null;
  if (student === overridden) return 60;
  let points = 0;
  for (const [index, slug] of slugs.entries())
    points += asked[slug]!.points * share(student, index, keyedWrongly);
  for (const [index, exercise] of Object.values(exercises).entries())
    points += exercise.points * (exercise[levelOf(student, index + 13)]?.share ?? 0);
  // The mark of the seventh item becomes what a person gave for it: five of five.
  if (student === granted) points += 5 - 5 * share(student, 6, keyedWrongly);
  const factor = 1 - 0.1 * (student === extended ? 0 : (days[student] ?? 0));
  return Math.round((points * factor + Number.EPSILON) * 100) / 100;
}

const send = (method: Parameters<typeof sendAs>[1], path: string, as: Person) =>
  sendAs(service, method, path, as);
const personWith = (key: string, accountId = ''): Person => ({ accountId, key, bearer: `Bearer ${key}` });

beforeAll(async () => {
  dataDirectory = await makeDataDirectory();
  service = await openTestService({}, () => new Date(now));
  client = new CourseClient(service, 'net-2026');
  await seedExercises(service.database, silentLog);
  lab = await openLab({ program: await compileLab(), dataDirectory });
  await service.grade(lab);
  teacher = service.instructor;
}, 120_000);
afterAll(async () => {
  await service.close();
  await lab?.close();
  await removeDirectory(dataDirectory);
});

/** The content of a question as its author sends it. */
function content(slug: string, version: number): Record<string, unknown> {
  const { type } = asked[slug]!;
  const text = (questionHead(type) + bodies[type])
    .replace('slug: sample', `slug: ${slug}`)
    .replace('version: 1', `version: ${version}`)
    .replaceAll('believes-x', 'ready-means-done')
    .replaceAll('believes-y', 'epoll-is-async');
  const question = parse(text) as Record<string, unknown>;
  if (type === 'numeric')
    question['prompt'] = { en: 'p is {{p}}, T is {{T}}.', 'zh-CN': 'p 为 {{p}}，T 为 {{T}}。' };
  if (slug === 'choice')
    question['hints'] = [{ text: { en: 'Look again.', 'zh-CN': '再看一遍。' }, price: 0.25 }];
  if (slug === 'miskeyed') {
    const right = version === 1 ? 'a' : 'b';
    for (const option of question['options'] as Record<string, unknown>[]) {
      option['correct'] = option['id'] === right;
      if (option['correct'] === true) delete option['misconception'];
      else option['misconception'] = 'ready-means-done';
    }
  }
  return question;
}

async function publish(slug: string, version: number): Promise<void> {
  const draft = await send('post', '/questions', teacher).send(content(slug, version));
  expect([draft.status, slug, draft.body.problems]).toEqual([201, slug, []]);
  await send('post', `/questions/${slug}/publish`, teacher)
    .set('If-Match', draft.headers['etag'] as string)
    .expect(200);
}

const readFileOf = (slug: string, file: string) =>
  readFile(join(cloneRoot, 'seed', 'exercises', slug, file), 'utf8');

/** All that one student does in one attempt, up to submitting. */
async function work(student: number, path: string): Promise<AttemptBody> {
  const person = students[student]!;
  const attempt = await client.start(path, person);
  if (student === hinted) await send('post', `${attempt.url}/items/1/hints`, person).expect(200);
  for (const [index, slug] of slugs.entries()) {
    const answer = asked[slug]![levelOf(student, index + 1)].answer(attempt, index + 1);
    if (answer === null) continue;
    const saved = await client.save(attempt, index + 1, answer, person);
    expect([saved.status, slug, saved.body.errors]).toEqual([200, slug, undefined]);
  }
  for (const [index, [slug, exercise]] of Object.entries(exercises).entries()) {
    const sent: Sent | null = exercise[levelOf(student, index + 13)];
    if (sent === null) continue;
    const url = attempt.items[index + 12]?.exercise?.submissionsUrl ?? '';
    const taken = await send('post', `${url}${sent.query ?? ''}`, person)
      .set('Content-Type', 'text/plain')
      .send(slug === 'predict-the-wait' ? '' : await readFileOf(slug, sent.file));
    expect([taken.status, slug, taken.body.errors]).toEqual([202, slug, undefined]);
  }
  return attempt;
}

interface Row {
  readonly studentNumber: string;
  readonly marks: { earned: number | null; of: number; from: string; unmarked: number }[];
}

async function gradebook(): Promise<Row[]> {
  return (await send('get', `${course}/gradebook`, teacher)).body.students as Row[];
}

it('a course from its roster to its marks', async () => {
  // The course, its sections, its roster; an assistant for one of the sections.
  const title = { en: 'Networks', 'zh-CN': '网络编程' };
  await send('post', '/courses', teacher)
    .send({ slug: 'net-2026', title, zone: 'Asia/Shanghai' })
    .expect(201);
  for (const section of ['a', 'b'])
    await send('put', `${course}/sections/${section}`, teacher)
      .send({ title: `${section} 班` })
      .expect(204);
  const lines = Array.from({ length: 30 }, (_, index) => {
    const number = String(index + 1).padStart(3, '0');
    return `2026${number},学生${number},${index % 2 === 0 ? 'a' : 'b'}`;
  });
  const enrolled = await send('post', `${course}/roster`, teacher)
    .set('Content-Type', 'text/csv')
    .send(`\uFEFF学号,姓名,班级\r\n${lines.join('\r\n')}\r\n`);
  expect([enrolled.status, enrolled.body.items?.length]).toEqual([200, 30]);
  students = enrolled.body.items.map(({ key, accountId }: { key: string; accountId: string }) =>
    personWith(key, accountId),
  );
  const made = await send('post', '/keys', teacher).send({
    name: 'The assistant',
    role: 'student',
    course: 'net-2026',
  });
  expect(made.status).toBe(201);
  const members = await send('get', `${course}/members`, teacher);
  const { accountId } = members.body.items.find((each: { name: string }) => each.name === 'The assistant');
  await send('put', `${course}/members/${accountId}`, teacher)
    .send({ role: 'assistant', section: 'a' })
    .expect(204);
  assistant = personWith(made.body.key as string, accountId as string);

  // Twelve questions and three exercises.
  for (const slug of slugs) await publish(slug, 1);
  const path = await client.publish(
    {
      slug: 'midterm',
      items: [
        ...slugs.map((question) => ({ question, points: asked[question]!.points })),
        ...Object.entries(exercises).map(([exercise, { points }]) => ({ exercise, points })),
      ],
      rules: {
        opensAt: '2026-03-01T08:00:00+08:00',
        dueAt: '2026-03-10T08:00:00+08:00',
        closesAt: '2026-03-13T08:00:00+08:00',
        late: { percentPerDay: 10, graceMinutes: 5 },
        attempts: { allowed: 2, counts: 'best' },
      },
    },
    teacher,
  );
  await send('put', `${path}/extensions`, teacher)
    .send({
      accounts: [students[extended]!.accountId],
      extension: { dueAt: '2026-03-12T08:00:00+08:00', reason: '病假' },
    })
    .expect(200);
  await send('put', `${path}/extensions`, teacher)
    .send({ accounts: [students[exempt]!.accountId], extension: { exempt: true, reason: '免修' } })
    .expect(200);

  // In time; one of them with a first attempt that is worth nothing, one after trying a program.
  now = opens + hour;
  const nil = await client.start(path, students[twice]!);
  await client.submit(nil, students[twice]!);
  const trial = await client.start(path, students[0]!);
  const tried = await send('post', `${trial.items[12]?.exercise?.submissionsUrl}?mode=try`, students[0]!)
    .set('Content-Type', 'text/plain')
    .send(await readFileOf('hello-peer', 'accepted/callback--data-event.ts'));
  expect([tried.status, tried.body.mode]).toEqual([202, 'try']);
  const attempts = new Map<number, AttemptBody>();
  for (let student = 0; student < 20; student += 1) {
    const attempt = await work(student, path);
    attempts.set(student, await client.submit(attempt, students[student]!));
  }
  // Within the five minutes of grace nothing is late.
  now = due + 4 * 60_000;
  expect((await client.read(attempts.get(0)!, students[0]!)).mark?.lateFactor).toBe(1);
  // Late, with and without an extension; one who never submits.
  const later: [number, number][] = [
    [20, 5], [21, 10], [22, 15], [23, 20], [24, 23.9], [25, 24], [26, 24.1],
  ]; // prettier-ignore
  for (const [student, hours] of later) {
    now = due + hours * hour;
    const attempt = await work(student, path);
    attempts.set(student, await client.submit(attempt, students[student]!));
  }
  attempts.set(29, await work(29, path));
  now = closes + hour;
  expect((await send('post', `${path}/attempts`, students[absent]!)).body.type).toBe(
    '/problems/not-startable',
  );
  const forgotten = await client.read(attempts.get(29)!, students[29]!);
  expect(forgotten).toMatchObject({ status: 'submitted', automatic: true });

  // Persons mark what only they can: the assistant the own section, the instructor what is left.
  const marked: number[] = [];
  for (const person of [assistant, teacher]) {
    const { body } = await send('get', `${course}/marking`, person);
    marked.push(body.items.length as number);
    for (const { markUrl, answer } of body.items as { markUrl: string; answer: { text: string } }[]) {
      const waiting = answer.text.includes('moves the data') ? 2 : 0;
      await send('put', markUrl, person)
        .send({ rubric: { level: 2, waiting } })
        .expect(200);
    }
  }
  const wrote = [...attempts.keys()].filter((student) => levelOf(student, 11) !== 'wrong');
  expect(marked).toEqual([
    wrote.filter((student) => student % 2 === 0).length,
    wrote.filter((student) => student % 2 === 1).length,
  ]);

  // Requests for another look, and an override.
  const request = async (student: number, position: number) =>
    (
      await send(
        'post',
        `${attempts.get(student)!.url}/items/${position}/regrade-requests`,
        students[student]!,
      ).send({ text: '请再看一下' })
    ).body.id as string;
  await send('post', `${course}/regrade-requests/${await request(granted, 7)}/decision`, teacher)
    .send({ status: 'granted', reply: '两种顺序都对', award: { points: 5 } })
    .expect(200);
  await send('post', `${course}/regrade-requests/${await request(declined, 3)}/decision`, teacher)
    .send({ status: 'declined', reply: '理由不成立' })
    .expect(200);
  await send('put', `${path}/marks/${students[overridden]!.accountId}`, teacher)
    .send({ points: 60, reason: '口试' })
    .expect(204);

  // The grader has its time.
  await until(async () => (await gradebook()).every((row) => row.marks[0]!.unmarked === 0));

  // Every mark, with the key as it is.
  const marksOf = async () => (await gradebook()).map(({ marks }) => marks[0]!.earned);
  const byHand = (keyedWrongly: boolean) => students.map((_, student) => expectedMark(student, keyedWrongly));
  expect(await marksOf()).toEqual(byHand(true));

  // The wrong key is found, mended, and looked at before it is applied.
  await publish('miskeyed', 2);
  const preview = await send('post', `${course}/regrades`, teacher).send({
    question: 'miskeyed',
    reason: '答案应为 b',
  });
  const item = slugs.indexOf('miskeyed');
  const concerned = [...attempts.keys()];
  expect([preview.status, preview.body.items?.length]).toEqual([201, concerned.length + 1]);
  const rows = new Map<string, [number, number]>(
    preview.body.items
      .filter(({ attempt }: { attempt: string }) => attempt !== nil.id)
      .map(
        ({ student, before, after }: { student: { accountId: string }; before: number; after: number }) => [
          student.accountId,
          [before, after],
        ],
      ),
  );
  for (const student of concerned)
    expect([student, rows.get(students[student]!.accountId)]).toEqual([
      student,
      [3 * share(student, item, true), 3 * share(student, item, false)],
    ]);
  expect(await marksOf()).toEqual(byHand(true));
  await send('post', `${preview.body.url}/apply`, teacher).expect(200);
  expect(await marksOf()).toEqual(byHand(false));

  // What students see, and what whoever teaches takes away.
  for (const student of [0, extended, overridden]) {
    const seen = await send('get', path, students[student]!);
    expect([student, seen.body.mark]).toEqual([
      student,
      { earned: expectedMark(student, false), of: everything },
    ]);
  }
  const csv = await send('get', `${course}/gradebook.csv`, teacher).set('Accept-Language', 'zh-CN');
  const table = parseCsv(csv.text, { bom: true }) as unknown as string[][];
  expect(table[0]?.slice(0, 5)).toEqual(['学号', '姓名', '班级', `作业 (${everything})`, '作业 – 备注']);
  expect(table.slice(1).map(([number, , section, mark, note]) => [number, section, mark, note])).toEqual(
    students.map((_, student) => [
      `2026${String(student + 1).padStart(3, '0')}`,
      student % 2 === 0 ? 'a' : 'b',
      String(expectedMark(student, false) ?? ''),
      student === overridden ? '人工改分' : student === exempt ? '免做' : student === absent ? '未提交' : '',
    ]),
  );
  const section = await send('get', `${course}/gradebook`, assistant);
  expect(section.body.students).toHaveLength(15);

  // The trail has every change by a person: open answers, the request, the override, the regrade.
  const changed = concerned.filter((student) => share(student, item, true) !== share(student, item, false));
  const trail = await send('get', `${course}/mark-changes?assignment=midterm&limit=200`, teacher);
  expect(trail.body.items).toHaveLength(wrote.length + 1 + 1 + changed.length);

  // What the class understands: the first question, by hand.
  const analysis = await send('get', `${path}/analysis?attempts=all`, teacher);
  const [first] = analysis.body.items;
  const all = [...concerned.map((student) => share(student, 0, false)), 0];
  const meanShare = all.reduce((sum, each) => sum + each, 0) / all.length;
  const wrongly = concerned.filter((student) => levelOf(student, 1) === 'wrong').length;
  expect(first).toMatchObject({
    slug: 'choice',
    attempts: all.length,
    difficulty: Math.round(meanShare * 1000) / 1000,
    misconceptions: [{ id: 'ready-means-done', attempts: wrongly }],
  });
  const hello = analysis.body.items.find(({ slug }: { slug: string }) => slug === 'hello-peer');
  const failing = (level: string) => concerned.filter((student) => levelOf(student, 13) === level).length;
  expect(hello.failedChecks).toContainEqual({
    id: 'right-bytes',
    attempts: failing('half') + failing('wrong'),
  });
  // Everybody who passed sent the same file, as many as that proves nothing.
  const similar = await send('get', `${path}/similar?exercise=receive-notify`, teacher);
  expect([similar.status, similar.body.pairs]).toEqual([200, []]);
}, 600_000);
