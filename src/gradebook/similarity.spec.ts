import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprints, likenesses } from './similarity.js';

const seeds = join(import.meta.dirname, '..', '..', 'seed', 'exercises', 'receive-notify');
const read = (file: string) => readFile(join(seeds, file), 'utf8');

const renamed = (source: string) =>
  source
    .replace(/\/\/.*$/gm, '')
    .replace(/\b(done|box|filled|offset|buffer|bytes|socket)\b/g, (name) => `my_${name}`)
    .replace(/\n/g, '\n\n  ');

it('finds a copy under other names, with other comments and layout; sources by different people it does not', async () => {
  const files = (await readdir(join(seeds, 'accepted'))).map((file) => `accepted/${file}`);
  const sources = await Promise.all(files.map(async (file) => ({ id: file, source: await read(file) })));
  const copy = { id: 'copy', source: renamed(sources[0]!.source) };
  expect(copy.source).not.toBe(sources[0]!.source);
  const [first, second] = await likenesses([...sources, copy], { starter: await read('starter.ts') });
  expect([first?.one, first?.other, first?.share]).toEqual([files[0], 'copy', 1]);
  expect(second?.share ?? 0).toBeLessThan(1);
});

it('what everybody began with proves nothing', async () => {
  const starter = await read('starter.ts');
  const same = [1, 2, 3].map((id) => ({ id: String(id), source: `${starter}\n// ${id}\n` }));
  expect(await likenesses(same, { starter })).toEqual([]);
  expect((await likenesses(same.slice(0, 2), { starter: '' }))[0]?.share).toBe(1);
});

it('what many have proves nothing either', async () => {
  const file = (await readdir(join(seeds, 'accepted')))[0]!;
  const source = await read(`accepted/${file}`);
  const all = Array.from({ length: 12 }, (_, id) => ({ id: String(id), source }));
  expect(await likenesses(all, { starter: '' })).toEqual([]);
});

it.each([
  ['nothing', ''],
  ['too little', 'export const a = 1;'],
  ['no TypeScript at all', '%%% {{{ """ '],
  ['nested beyond what can be parsed', `${'('.repeat(60_000)}`],
])('of %s there is nothing to say, and no error', async (_, source) => {
  expect(
    await likenesses(
      [
        { id: 'a', source },
        { id: 'b', source },
      ],
      { starter: source },
    ),
  ).toEqual([]);
  expect(Array.isArray(fingerprints(source))).toBe(true);
});
