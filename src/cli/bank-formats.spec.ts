import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { cloneRoot } from './clone.js';

/** `bank export` and `bank import` as a shell runs them; needs dist/, which `npm test` builds first. */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorbell-formats-'));
});
afterAll(() => rm(folder, { recursive: true }));

function bank(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const bin = join(cloneRoot, 'bin', 'doorbell.mjs');
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, 'bank', ...args], { maxBuffer: 16 << 20 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

const at = (name: string) => join(folder, name);
const teacher = (name: string) => join(cloneRoot, 'test', 'questions', 'formats', 'files', name);

it('what was exported is imported again, one file each, and what is left to write is told', async () => {
  const out = await bank(
    'export',
    'node-on-epoll',
    'a-big-send',
    '--format',
    'moodle-xml',
    '--out',
    at('two.xml'),
  );
  expect(out).toMatchObject({ code: 0, stdout: '' });
  expect(out.stderr).toContain('node-on-epoll: zh-CN: only the English texts are written');
  expect(out.stderr).toContain('2 questions written');

  const back = await bank('import', at('two.xml'), '--format', 'moodle-xml', '--out', at('two'));
  expect(back.code).toBe(0);
  expect(back.stdout).toContain('to do: options[]: names no misconception');
  expect(back.stdout).toContain('to do: title.zh-CN: is missing; add it');
  expect(await readdir(at('two'))).toEqual(['a-big-send.yaml', 'node-on-epoll.yaml']);
  const draft = parse(await readFile(at('two/node-on-epoll.yaml'), 'utf8')) as Record<string, unknown>;
  expect(draft).toMatchObject({ slug: 'node-on-epoll', level: 'judgement', title: { en: 'Node on epoll' } });

  const again = await bank('import', at('two.xml'), '--format', 'moodle-xml', '--out', at('two'));
  expect(again).toMatchObject({ code: 2, stdout: '' });
  expect(again.stderr).toContain('not empty');
});

it('a teacher’s paper: what is refused is told and makes exit code 1, the rest is written', async () => {
  const { code, stdout, stderr } = await bank(
    'import',
    teacher('paper.txt'),
    '--format',
    'text',
    '--out',
    at('paper'),
  );
  expect(code).toBe(1);
  expect(stderr).toContain('refused: paper.txt, line 66: has the answer C, and no such option');
  expect(stderr).toContain('13 questions read');
  expect(stdout).toContain('does not come along: 难度: 中');
  expect(await readdir(at('paper'))).toHaveLength(13);
});

it('in public the bank has its exercises, and nothing that a student must not see', async () => {
  const { code, stdout } = await bank('export', '--public');
  expect(code).toBe(0);
  const documents = parseAllDocuments(stdout).map((each) => each.toJS() as Record<string, unknown>);
  const exercises = documents.filter((each) => 'exercise' in each);
  expect(exercises.length).toBeGreaterThan(30);
  for (const exercise of exercises)
    expect(Object.keys(exercise)).toEqual(
      expect.not.arrayContaining(['scenes', 'checks', 'solutions', 'programs', 'hints']),
    );
  expect(JSON.stringify(documents)).not.toMatch(
    /"(correct|feedback|misconception|explanation|accept|scenes)":/,
  );
});

it.each<[string, string[], string]>([
  ['GIFT in public', ['export', '--format', 'gift', '--public'], 'without its key'],
  ['an archive to the terminal', ['export', '--format', 'qti'], '--out'],
  ['an unknown question', ['export', 'no-such'], 'no-such'],
  ['an unknown format', ['export', '--format', 'docx'], 'docx'],
  ['no format', ['import', teacher('paper.txt')], '--format'],
  ['a format that is only written', ['import', teacher('paper.txt'), '--format', 'qti'], 'only written'],
  ['no such file', ['import', '/nowhere/x.txt', '--format', 'text'], 'not there'],
])('usage: %s exits 2 with a message', async (_, args, message) => {
  const { code, stdout, stderr } = await bank(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('    at ');
});

it.each<[string, string, Buffer, number, string]>([
  ['GBK', 'text', Buffer.from([0x31, 0x2e, 0xcc, 0xe2]), 2, 'not valid UTF-8'],
  ['five mebibytes', 'text', Buffer.alloc(5 << 20, 0x61), 2, 'larger than'],
  ['a circle', 'yaml', Buffer.from('slug: round\nprompt: &a\n  en: *a\n'), 1, 'inside its own anchor'],
  ['a question of megabytes', 'yaml', Buffer.from(`slug: long\nx: ${'y'.repeat(70_000)}`), 1, 'longer than'],
  ['a bomb', 'moodle-xml', Buffer.from('<!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>'), 1, 'document type'],
  ['nothing', 'gift', Buffer.from('\n'), 1, 'no question'],
])('%s is refused, and nothing is written', async (_, format, content, expected, message) => {
  await writeFile(at('bad'), content);
  const { code, stderr } = await bank('import', at('bad'), '--format', format, '--out', at(`bad-${format}`));
  expect(code).toBe(expected);
  expect(stderr).toContain(message);
  expect(await readdir(at(`bad-${format}`)).catch(() => [])).toEqual([]);
});
