import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { root } from '../setup/paths.mjs';
import { percentile } from './figures.mjs';
import { withService } from './service.mjs';

/** Questions of the test; each is answered twice, as somebody does who thinks again. */
const questions = 12;
const answersEach = 2;

const course = '/courses/bench-course';

/**
 * A class that writes a test: within `spreadMs` every student begins, saves twenty-four answers and submits. An open loop, as
 * far as one student can be one: nobody waits for others, and time counts from when a request was due, or, where the
 * student's request before it was late, from when that was answered.
 *
 * Afterwards every attempt is read back: an answer that is not the one saved last is lost.
 */
export async function measureCourse(students, spreadMs, note) {
  note(`a test of ${questions} questions, ${students} students within ${spreadMs / 1000} s`);
  const { Random } = await import(pathToFileURL(join(root, 'dist/lab/peer/random.js')).href);
  return withService({}, async (service) => {
    const random = new Random(1);
    const uniform = () => random.uint32() / 2 ** 32;
    const keys = await prepare(service, students);
    const taken = [];
    const began = performance.now();
    const written = await Promise.all(
      keys.map((key) => write(service.url, key, times(uniform, spreadMs), { began, taken, uniform })),
    );
    const tookMs = performance.now() - began;
    note('reading every attempt back');
    let lost = 0;
    for (const [index, { attempt, answers }] of written.entries())
      lost += await lostOf(service.url, keys[index], attempt, answers);
    const kinds = Object.fromEntries(
      ['begin', 'save', 'submit', 'all'].map((name) => [
        name,
        figures(taken.filter(({ kind }) => name === 'all' || kind === name).map(({ ms }) => ms)),
      ]),
    );
    const wrong = taken.filter(({ asExpected }) => !asExpected);
    for (const { kind, status } of wrong.slice(0, 10)) note(`${kind} was answered ${status}`);
    return {
      students,
      spreadMs,
      perSecond: (taken.length / tookMs) * 1000,
      kinds,
      lost,
      unexpected: wrong.length,
      runs: taken.length,
    };
  });
}

const figures = (values) => ({
  p50: percentile(values, 0.5),
  p95: percentile(values, 0.95),
  p99: percentile(values, 0.99),
  most: Math.max(...values),
  of: values.length,
});

/** When a student begins, saves and submits, ms: the first sixth of the time is for beginning, the last for submitting. */
function times(uniform, spreadMs) {
  const begin = (uniform() * spreadMs) / 6;
  const end = spreadMs * (1 - uniform() / 6);
  const saves = Array.from({ length: questions * answersEach }, () => begin + uniform() * (end - begin));
  return { begin, saves: saves.toSorted((a, b) => a - b), end };
}

/** A course, its roster, and a test of single-choice questions of the bank; the keys of its students. */
async function prepare({ url, keyOf }, students) {
  const ask = asker(url, keyOf('instructor'));
  await ask('POST', '/courses', { slug: 'bench-course', title: { en: 'Bench', 'zh-CN': '压测' } });
  const lines = Array.from({ length: students }, (_, index) => `${100_000 + index},Student ${index}`);
  const roster = await fetch(`${url}${course}/roster`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${keyOf('instructor')}`, 'Content-Type': 'text/csv' },
    body: `student_number,name\n${lines.join('\n')}\n`,
  });
  const { items } = await roster.json();
  if (!roster.ok) throw new Error(`the roster was answered ${roster.status}`);
  const bank = await ask('GET', '/questions');
  const slugs = bank.body.items.filter(({ type }) => type === 'single-choice').map(({ slug }) => slug);
  const made = await ask('POST', `${course}/assignments`, {
    slug: 'bench',
    title: { en: 'Bench', 'zh-CN': '压测' },
    items: slugs.slice(0, questions).map((question) => ({ question, points: 1 })),
    rules: { opensAt: '2020-01-01T00:00:00Z' },
  });
  const published = await ask('POST', `${course}/assignments/bench/publish`, undefined, {
    'If-Match': made.etag,
  });
  if (published.status !== 200) throw new Error(`publishing was answered ${published.status}`);
  return items.map(({ key }) => key);
}

function asker(url, key) {
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      etag: answer.headers.get('etag'),
      body: text === '' ? null : JSON.parse(text),
    };
  };
}

async function write(url, key, due, { began, taken, uniform }) {
  const ask = asker(url, key);
  const timed = async (kind, dueMs, expected, ...request) => {
    await pause(Math.max(0, began + dueMs - performance.now()));
    const since = performance.now();
    const answer = await ask(...request).catch((error) => ({ status: String(error), body: null }));
    taken.push({
      kind,
      ms: performance.now() - since,
      status: answer.status,
      asExpected: answer.status === expected,
    });
    return answer.body;
  };
  const attempt = await timed('begin', due.begin, 201, 'POST', `${course}/assignments/bench/attempts`);
  const answers = new Map();
  for (const [index, at] of due.saves.entries()) {
    const position = (index % questions) + 1;
    const { options } = attempt.items[position - 1].question;
    const answer = { choice: options[Math.floor(uniform() * options.length)].id };
    answers.set(position, answer.choice);
    await timed('save', at, 200, 'PUT', `${attempt.url}/items/${position}/answer`, { answer });
  }
  await timed('submit', due.end, 200, 'POST', `${attempt.url}/submit`);
  return { attempt, answers };
}

async function lostOf(url, key, attempt, answers) {
  const { body } = await asker(url, key)('GET', attempt.url);
  if (body?.status !== 'submitted') return answers.size;
  return body.items.filter(({ position, answer }) => answer?.choice !== answers.get(position)).length;
}
