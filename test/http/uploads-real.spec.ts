import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cloneRoot } from '../../src/platform/paths.js';
import { tarGz, type TarEntry } from '../support/archives.js';
import {
  keyOf,
  makeDataDirectory,
  removeDirectory,
  startService,
  type RealService,
} from '../support/real-service.js';

/** The whole service with the real lab, as people start it: a package of the bank under another name. Needs the build. */
const hello = join(cloneRoot, 'seed', 'exercises', 'hello-peer');

let dataDirectory: string;
let service: RealService;
let keys: Record<'student' | 'instructor', string>;

beforeAll(async () => {
  dataDirectory = await makeDataDirectory();
  service = await startService(dataDirectory);
  keys = {
    student: await keyOf(dataDirectory, 'student'),
    instructor: await keyOf(dataDirectory, 'instructor'),
  };
});
afterAll(async () => {
  await service.end('SIGTERM');
  await removeDirectory(dataDirectory);
});

const accepted = 'accepted/callback--data-event.ts';
const rejected = 'rejected/notified--constant-text.ts';

/** Under another slug, with one solution of each kind; `edit` changes a file. */
async function archive(slug: string, edit: (path: string, text: string) => string = (_, text) => text) {
  const paths = ['exercise.yaml', 'scenes.yaml', 'starter.ts', 'types.d.ts', accepted, rejected];
  const entries = paths.map(async (path): Promise<TarEntry> => {
    const text = (await readFile(join(hello, path), 'utf8')).replace('slug: hello-peer', `slug: ${slug}`);
    return { name: `${slug}/${path}`, content: edit(path, text) };
  });
  return tarGz(...(await Promise.all(entries)));
}

interface Upload {
  readonly status: string;
  readonly url: string;
  readonly solutions: { file: string; asStated: boolean; result: { report: object | null } }[];
}

async function ask(as: keyof typeof keys, method: string, path: string, body?: Buffer, type = '') {
  const headers = { Authorization: `Bearer ${keys[as]}`, Prefer: 'wait=120', 'Content-Type': type };
  return fetch(`${service.url}${path}`, { method, headers, ...(body && { body }) });
}

async function checked(bytes: Buffer): Promise<Upload> {
  let answer = await ask('instructor', 'POST', '/exercises/uploads', bytes, 'application/gzip');
  while (answer.status === 202)
    answer = await ask('instructor', 'GET', ((await answer.json()) as Upload).url);
  return (await answer.json()) as Upload;
}

async function passes(source: Buffer) {
  for (;;) {
    const answer = await ask('student', 'POST', '/exercises/hello-again/submissions', source, 'text/plain');
    const { report } = (await answer.json()) as { report: { status: string; passed: boolean } };
    // A host too starved to tell is no verdict; the student would submit again.
    if (report.status !== 'inconclusive') return report;
  }
}

it('a package that is as stated is published; students pass it, also after the next start', async () => {
  const upload = await checked(await archive('hello-again'));
  expect(upload).toMatchObject({
    status: 'ready',
    solutions: [
      {
        file: accepted,
        asStated: true,
        result: { seen: { passed: true, mechanism: 'notified' }, report: null },
      },
      { file: rejected, asStated: true, result: { seen: { passed: false }, report: null } },
    ],
  });
  expect((await ask('student', 'GET', '/exercises/hello-again')).status).toBe(404);
  expect((await ask('instructor', 'POST', `${upload.url}/publish`)).status).toBe(200);
  const source = await readFile(join(hello, accepted));
  expect(await passes(source)).toMatchObject({ status: 'graded', passed: true, exercise: 'hello-again' });

  // The bank is seeded again at each start.
  expect(await service.end('SIGTERM')).toBe(0);
  service = await startService(dataDirectory);
  expect((await ask('student', 'GET', '/exercises/hello-again')).status).toBe(200);
});

it('a package whose solution is not as stated is refused, with the report of its run', async () => {
  const upload = await checked(
    await archive('hello-wrong', (path, text) => {
      if (path !== rejected) return text;
      const changed = text.replace('// mechanism: notified', '// mechanism: blocking');
      expect(changed).not.toBe(text);
      return changed;
    }),
  );
  expect(upload).toMatchObject({
    status: 'refused',
    solutions: [
      { asStated: true },
      {
        asStated: false,
        stated: { mechanism: 'blocking' },
        result: {
          seen: { mechanism: 'notified' },
          differences: [{ what: 'mechanism', stated: 'blocking', came: 'notified' }],
          report: { exercise: 'hello-wrong', mechanism: 'notified' },
        },
      },
    ],
  });
  expect((await ask('instructor', 'POST', `${upload.url}/publish`)).status).toBe(409);
});
