import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { openEmbedded } from '../../src/platform/database/embedded/embedded-database.js';
import { cloneRoot } from '../../src/platform/paths.js';
import { readEvents } from '../support/event-reader.js';
import {
  keyOf,
  makeDataDirectory,
  removeDirectory,
  startCommand,
  startService,
  type RealService,
} from '../support/real-service.js';

/** The whole service as it is started, with its own database and the real lab; needs the build (`npm run build`). */
const run = promisify(execFile);
const solutions = join(cloneRoot, 'seed', 'exercises', 'receive-notify');

let dataDirectory: string;
let service: RealService;
let authorization: string;
let accepted: string;

beforeAll(async () => {
  dataDirectory = await makeDataDirectory();
  service = await startService(dataDirectory);
  authorization = `Bearer ${await keyOf(dataDirectory, 'student')}`;
  const [file] = (await readdir(join(solutions, 'accepted'))).sort();
  accepted = await readFile(join(solutions, 'accepted', file ?? ''), 'utf8');
});
afterAll(async () => {
  await service.end('SIGTERM');
  await removeDirectory(dataDirectory);
});

function submit(source: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${service.url}/exercises/receive-notify/submissions`, {
    method: 'POST',
    headers: { Authorization: authorization, 'Content-Type': 'text/plain', ...headers },
    body: source,
  });
}

async function graded(source: string) {
  for (;;) {
    const answer = await submit(source, { Prefer: 'wait=120' });
    const body = (await answer.json()) as { report: { status: string } | null };
    // A host too starved to tell is no verdict; the student would submit again.
    if (body.report?.status !== 'inconclusive') return { status: answer.status, report: body.report };
  }
}

describe('doorbell serve', () => {
  it('prints a curl line that works as it stands', async () => {
    const line = /^ {2}curl [^]+?submissions$/m.exec(service.said())?.[0] ?? '';
    const { stdout } = await run('/bin/sh', ['-c', line], { cwd: cloneRoot });
    expect(stdout).toContain('notified');
    expect(stdout).toContain('100 of 100');
  });

  it('passes an accepted solution, with the mechanism notified', async () => {
    expect(await graded(accepted)).toMatchObject({
      status: 200,
      report: { status: 'graded', passed: true, mechanism: 'notified', exercise: 'receive-notify' },
    });
  });

  it('answers type errors with where they are, in both languages', async () => {
    const { report } = await graded('export const receive: number = "x";\n');
    expect(report).toMatchObject({
      status: 'not-run',
      passed: false,
      diagnostics: expect.arrayContaining([
        expect.objectContaining({
          line: 1,
          code: 'TS2322',
          message: {
            en: expect.stringContaining('not assignable'),
            'zh-CN': expect.stringContaining('不能'),
          },
        }),
      ]),
    });
  });

  it('keeps its keys to its owner, and the database from everybody else', async () => {
    for (const file of ['keys/student', 'keys/instructor', 'keys/admin', 'postgres-password']) {
      expect((await stat(join(dataDirectory, file))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(join(dataDirectory, 'socket'))).mode & 0o777).toBe(0o700);
    const conf = await readFile(join(dataDirectory, 'postgres', 'doorbell.conf'), 'utf8');
    expect(conf).toContain("listen_addresses = ''"); // No TCP at all.
  });

  it('writes neither keys nor sources into its log', () => {
    expect(service.log()).toContain('"url":"/exercises/receive-notify/submissions"');
    expect(service.log()).not.toContain(authorization.slice('Bearer '.length));
    expect(service.log()).not.toContain(accepted.split('\n')[0]);
  });

  it('refuses a port that is taken, and says so', async () => {
    const other = startCommand('serve', dataDirectory, { PORT: new URL(service.url).port });
    let said = '';
    other.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(other, 'exit')) as [number];
    expect(code).not.toBe(0);
    expect(said).toContain('is taken');
  });

  it('loses nothing when it is killed with ten submissions queued or running', async () => {
    const before = (await listed()).length;
    const ids = await Promise.all(
      Array.from({ length: 10 }, async () => ((await (await submit(accepted)).json()) as { id: string }).id),
    );
    await running(ids[0] ?? '');
    expect(await service.end('SIGKILL')).toBe('SIGKILL');

    service = await startService(dataDirectory);
    expect(`Bearer ${await keyOf(dataDirectory, 'student')}`).toBe(authorization);
    for (const id of ids) {
      const last = (await (await follow(id)).rest()).at(-1);
      expect(last?.type).toBe('done');
    }
    expect((await listed()).length).toBe(before + 10);

    const database = await openEmbedded({ dataDirectory });
    const client = new pg.Client(database.connection);
    await client.connect();
    const { rows } = await client.query<{ id: string; reports: number; counted: number; attempts: number }>(
      `SELECT s.id, s.attempts, count(r.*)::int AS reports, count(*) FILTER (WHERE r.counted)::int AS counted
         FROM submission s LEFT JOIN report r ON r.submission_id = s.id WHERE s.id = ANY($1) GROUP BY s.id`,
      [ids],
    );
    await client.end();
    await database.close();
    expect(rows).toHaveLength(10);
    for (const row of rows) expect(row).toMatchObject({ reports: 1, counted: 1 });
    // The kill did hit some of them in the middle.
    expect(rows.some(({ attempts }) => attempts > 1)).toBe(true);
  });

  it('shares its work with a grader of its own process, also when that is killed', async () => {
    await service.end('SIGTERM');
    service = await startService(dataDirectory, { DOORBELL_SLOTS: '1', DOORBELL_RECLAIM_SECONDS: '1' });
    const worker = startCommand('work', dataDirectory, { DOORBELL_SLOTS: '2' });
    await once(worker.stdout ?? worker, 'data');
    const ids = await Promise.all(
      Array.from({ length: 5 }, async () => ((await (await submit(accepted)).json()) as { id: string }).id),
    );
    await Promise.all(ids.slice(0, 3).map(running));
    worker.kill('SIGKILL');
    for (const id of ids) expect((await (await follow(id)).rest()).at(-1)?.type).toBe('done');
  });

  it('ends by SIGTERM, however often it comes, with code 0, finishes what runs, and takes its database along', async () => {
    const answer = submit(accepted, { Prefer: 'wait=60' });
    const { id } = (await newest()) ?? { id: '' };
    await running(id);
    // As when every process of a unit gets one, and `npm start` hands on its own as well.
    service.process.kill('SIGTERM');
    service.process.kill('SIGINT');
    expect(await service.end('SIGTERM')).toBe(0);
    expect((await answer).status).toBe(200);
    await expect(stat(join(dataDirectory, 'postgres', 'postmaster.pid'))).rejects.toThrow('ENOENT');
    service = await startService(dataDirectory);
    expect((await listed()).length).toBeGreaterThan(10);
  });
});

const follow = (id: string) =>
  readEvents(`${service.url}/submissions/${id}/events`, { Authorization: authorization });

/** Resolves once this submission is running. */
async function running(id: string): Promise<void> {
  const events = await follow(id);
  for (let event = await events.next(); event?.type !== 'running'; event = await events.next()) {
    expect(event).not.toBeNull();
  }
  events.close();
}

async function listed(): Promise<{ id: string; status: string }[]> {
  const answer = await fetch(`${service.url}/submissions?limit=100`, {
    headers: { Authorization: authorization },
  });
  return ((await answer.json()) as { items: { id: string; status: string }[] }).items;
}

/** The submission that was just sent, once it is there. */
async function newest(): Promise<{ id: string } | undefined> {
  for (;;) {
    const open = (await listed()).find(({ status }) => status !== 'done');
    if (open !== undefined) return open;
  }
}
