import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listExercises, loadExercise, loadSolutions } from './load-exercise.js';

/** Real packages in a temporary folder. */

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'doorbell-packages-'));
});

afterEach(() => rm(root, { recursive: true }));

const exerciseYaml = `slug: demo
version: 1
title: { en: Demo, zh-CN: 示例 }
track: node
after: []
level: 1
minutes: 10
kind: function
summary: { en: Short, zh-CN: 简短 }
statement: { en: Long, zh-CN: 详细 }
hints: []
export: receive
mechanism: notified
timers: allowed
checks:
  - { id: notified, points: 50 }
  - { id: told, points: 50 }
`;

const scenesYaml = `scenes:
  - id: first
    wires:
      line: { as: fd }
    steps:
      - call: { as: go, export: receive, with: [{ fd: line }, { buffer: box, bytes: 8 }, { bell: done, echo: box }] }
      - silence: {}
      - arrival:
          do: { send: { to: line, bytes: 8, message: letter } }
          told: { bell: done, buffer: letter }
`;

const typesText = 'export declare function receive(fd: number): void;\n';

async function write(files: Record<string, string>, slug = 'demo'): Promise<string> {
  const all: Record<string, string> = {
    'exercise.yaml': exerciseYaml.replace('slug: demo', `slug: ${slug}`),
    'scenes.yaml': scenesYaml,
    'starter.ts': 'export function receive() {}\n',
    'types.d.ts': typesText,
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    const path = join(root, slug, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return join(root, slug);
}

async function failure(files: Record<string, string>): Promise<string> {
  const dir = await write(files);
  return await loadExercise(dir).then(
    () => 'loaded',
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

const scenes = (from: string, to: string) => {
  expect(scenesYaml).toContain(from);
  return { 'scenes.yaml': scenesYaml.replace(from, to) };
};
const exercise = (from: string, to: string) => {
  expect(exerciseYaml).toContain(from);
  return { 'exercise.yaml': exerciseYaml.replace(from, to) };
};

it('loads a package', async () => {
  const loaded = await loadExercise(await write({}));
  expect(loaded).toMatchObject({
    slug: 'demo',
    types: typesText,
    checks: [{ id: 'notified' }, { id: 'told' }],
  });
  expect(loaded.scenes[0]?.steps[1]).toEqual({ silence: { check: 'idle' } });
});

describe('what is wrong is named with its place and a remedy', () => {
  it.each([
    [
      'another slug',
      exercise('slug: demo', 'slug: other'),
      'demo/exercise.yaml:1:7: slug: is `other`, the folder is `demo`',
    ],
    ['a language missing', exercise(', zh-CN: 示例', ''), 'demo/exercise.yaml:3:8: title.zh-CN: is missing'],
    ['an unknown key', exercise('level: 1', 'level: 1\nlevels: 2'), '`levels` is not known here'],
    ['a value out of range', exercise('level: 1', 'level: 9'), 'demo/exercise.yaml:6:8: level: Too big'],
    [
      'a check twice',
      exercise('id: told,', 'id: notified,'),
      'checks[1].id: there is already a check `notified`',
    ],
    [
      'a check that nothing feeds',
      exercise('id: told,', 'id: told-twice,'),
      'checks[1].id: no step of scenes.yaml feeds the check `told-twice`',
    ],
    [
      'itself before itself',
      exercise('after: []', 'after: [demo]'),
      'after[0]: an exercise cannot come after itself',
    ],
    [
      'an export that is not declared',
      exercise('export: receive', 'export: send'),
      'demo/types.d.ts: does not declare the export `send`',
    ],
    ['broken YAML', exercise('slug: demo', 'slug: [demo'), 'demo/exercise.yaml:2:'],
    [
      'a key twice',
      exercise('level: 1', 'level: 1\nlevel: 2'),
      'demo/exercise.yaml:7:1: Map keys must be unique',
    ],
    [
      'a misspelt verb',
      scenes('silence: {}', 'silent: {}'),
      'demo/scenes.yaml:7:9: scenes[0].steps[1]: `silent` is not known here; write one of: call, held-call, asleep, silence, ping',
    ],
    ['two verbs in one step', scenes('silence: {}', 'silence: {}\n        ping: {}'), 'scenes[0].steps[1]'],
    [
      'a misspelt field inside a step',
      scenes('silence: {}', 'silence: { chek: idle }'),
      'scenes[0].steps[1].silence: `chek` is not known here',
    ],
    [
      'a wrong type deep inside',
      scenes('bytes: 8, message', 'bytes: many, message'),
      'demo/scenes.yaml:9:42: scenes[0].steps[2].arrival.do.send.bytes: expected number',
    ],
    [
      'an undefined check',
      scenes('silence: {}', 'silence: { check: quiet }'),
      'silence.check: exercise.yaml defines no check `quiet`',
    ],
    [
      'an unknown wire',
      scenes('to: line', 'to: lime'),
      'arrival.do.send.to: the scene has no wire `lime`; known here: line',
    ],
    [
      'a wire of another kind',
      scenes('fd: line', 'socket: line'),
      'the wire `line` is `as: fd`; make it `as: socket`',
    ],
    [
      'a Unix wire that the program connects',
      scenes('line: { as: fd', 'line: { over: unix, as: fd'),
      'scenes[0].wires.line.over: a Unix socket is always `as: peer-connects`',
    ],
    [
      'a path of a wire that has none',
      scenes('fd: line', 'path: line'),
      'with[0].path: the wire `line` has no path; make it `over: unix`',
    ],
    [
      'a port of a wire that has none',
      {
        'scenes.yaml': scenesYaml
          .replace('line: { as: fd }', 'line: { as: peer-connects, over: unix }')
          .replace('fd: line', 'port: line'),
      },
      'with[0].port: the wire `line` is `over: unix` and has no port; hand it over with `path`',
    ],
    [
      'a wire nobody uses',
      scenes('wires:', 'wires:\n      spare: { as: fd }'),
      'scenes[0].wires.spare: no step uses this wire',
    ],
    [
      'an unknown bell',
      scenes('told: { bell: done', 'told: { bell: ding'),
      'arrival.told.bell: no `call` before this hands out a bell `ding`; known here: done',
    ],
    [
      'an unknown buffer',
      scenes('echo: box', 'echo: bag'),
      'with[2].echo: no `call` before this hands out a buffer `bag`',
    ],
    [
      'an unknown message',
      scenes('buffer: letter', 'buffer: parcel'),
      'told.buffer: no `send` before this draws a message `parcel`',
    ],
    [
      'a step that needs what is made beside it, in no certain order',
      scenes(
        '    steps:\n',
        '    steps:\n      - shuffled: { steps: [{ call: { as: one, export: receive } }, { call: { as: two, on: one } }] }\n',
      ),
      'the call `one` is made by another step of the same `shuffled`, which may come later',
    ],
    [
      'a field that is wanted to be a call nobody made',
      scenes('told: { bell: done,', 'told: { bell: done, arguments: [{ fields: { of: { same: gone } } }],'),
      'no `call` before this is named `gone`',
    ],
    [
      'a bell that reads and echoes',
      scenes('echo: box }', 'echo: box, reads: line }'),
      'with[2].reads: a bell sends along what it has read or a buffer; keep one of the two',
    ],
    [
      'a bell that reads what the program has no descriptor of',
      scenes('echo: box }', 'reads: lane }'),
      'with[2].reads: the scene has no wire `lane`',
    ],
    [
      'a bell that calls what does not exist yet',
      scenes('echo: box }', 'echo: box, calls: [{ on: go, method: quit }] }'),
      'with[2].calls[0].on: no `call` before this is named `go`',
    ],
    [
      'what no other thread can be given',
      scenes(
        '{ bell: done, echo: box }] }',
        '{ bell: done, echo: box }], thread: { reads: line, method: post } }',
      ),
      'into a thread only the `result` of an earlier call can be handed',
    ],
    [
      'a bell among several that is not handed out',
      scenes('      - silence: {}', '      - rung: { bell: [done, dune], times: 1, check: told }'),
      'no `call` before this hands out a bell `dune`',
    ],
    ['a bell that echoes nothing', scenes(', echo: box', ''), 'the bell `done` echoes no buffer'],
    [
      'an unknown call',
      scenes('silence: {}', 'call: { as: again, on: gone }'),
      'call.on: no `call` before this is named `gone`; known here: go',
    ],
    ['another export', scenes('export: receive', 'export: send'), "the exercise's export is `receive`"],
    [
      'a word that is not drawn',
      scenes('told: { bell: done, buffer: letter }', 'told: { received: line, text: "got {word}" }'),
      '`{word}` is not drawn in this scene',
    ],
    [
      'a wire beyond its group',
      {
        'scenes.yaml': scenesYaml
          .replace('as: fd', 'as: peer-connects, count: 2')
          .replace('to: line', 'to: line.2'),
      },
      'send.to: the wire `line.2` goes beyond the group of 2',
    ],
    [
      'a number without a group',
      scenes('to: line', 'to: line.0'),
      'the wire `line.0` is not part of a group; leave out the number',
    ],
    [
      'a word that an exchange does not know',
      scenes(
        'silence: {}',
        'exchange: { on: line, times: 2, send: "ping {n}", receive: "pong {m}", check: told }',
      ),
      'exchange.receive: `{m}` is not drawn in this scene',
    ],
    [
      'a name twice',
      scenes('silence: {}', 'call: { as: go, export: receive }'),
      'there is already a call `go`',
    ],
    [
      'a message without a size',
      scenes('bytes: 8, message: letter', 'message: letter'),
      'says neither what to send nor how much',
    ],
    [
      'a range beyond the message',
      scenes('message: letter }', 'message: letter, range: [4, 9] }'),
      'send.range: ends behind the 8 bytes',
    ],
    [
      'a group where one is meant',
      scenes('{ as: fd }', '{ as: program-connects, count: 3 }'),
      'the wire `line` is a group',
    ],
    [
      'a scene twice',
      { 'scenes.yaml': scenesYaml + scenesYaml.replace('scenes:\n', '') },
      'scenes[1].id: there is already a scene `first`',
    ],
    ['bytes that are not text', { 'starter.ts': '\ud800' }, 'loaded'],
  ])('%s', async (_name, files, expected) => {
    expect(await failure(files)).toContain(expected);
  });

  it('a missing file', async () => {
    const dir = await write({});
    await rm(join(dir, 'scenes.yaml'));
    await expect(loadExercise(dir)).rejects.toThrow('demo/scenes.yaml: is missing');
  });

  it('a link out of the package', async () => {
    const dir = await write({});
    await rm(join(dir, 'starter.ts'));
    await symlink('/etc/passwd', join(dir, 'starter.ts'));
    await expect(loadExercise(dir)).rejects.toThrow('demo/starter.ts: must be an ordinary file');
  });

  it('invalid UTF-8', async () => {
    const dir = await write({});
    await writeFile(join(dir, 'starter.ts'), Buffer.from([0x61, 0xff]));
    await expect(loadExercise(dir)).rejects.toThrow('demo/starter.ts: is not valid UTF-8');
  });

  it('all problems at once', async () => {
    const message = await failure({
      'scenes.yaml': scenesYaml
        .replace('to: line', 'to: lime')
        .replace('bell: done, buffer', 'bell: ding, buffer'),
    });
    expect(message).toContain('`lime`');
    expect(message).toContain('`ding`');
  });
});

describe('hostile YAML is refused before it is unfolded', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefghi'
      .split('')
      .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]}, `.repeat(8)}x]`),
  ].join('\n');
  it.each([
    ['a billion laughs', bomb, 'unfolds to more than 20000 values'],
    ['an alias inside its anchor', 'scenes: &s [*s]', 'stands inside its own anchor'],
    ['a long detour into itself', 'scenes: &s [{ a: { b: *s } }]', 'stands inside its own anchor'],
    ['an alias of nothing', 'scenes: *gone', 'the alias *gone has no anchor before it'],
    ['deep nesting', `scenes: ${'['.repeat(60)}${']'.repeat(60)}`, 'nested more than 40 levels deep'],
    ['very deep nesting', `scenes: ${'['.repeat(100_000)}`, 'demo/scenes.yaml'],
    ['a large file', `# ${'x'.repeat(300_000)}`, 'is larger than 256 KiB'],
    ['a tag of its own', 'scenes: !!js/function "return 1"', 'Unresolved tag'],
    ['two documents', `${scenesYaml}---\n${scenesYaml}`, 'multiple documents'],
    ['a key of Object.prototype', 'scenes: []\n__proto__: { x: 1 }', 'ExercisePackageError'],
    ['nothing', '', 'ExercisePackageError'],
  ])('%s', async (_name, text, expected) => {
    expect(await failure({ 'scenes.yaml': text })).toContain(expected);
  });

  it('takes an honest alias', async () => {
    const text = scenesYaml.replace('{ as: fd }', '&one { as: fd }');
    const twice =
      text +
      text.replace('scenes:\n', '').replace('id: first', 'id: second').replace('&one { as: fd }', '*one');
    expect(await failure({ 'scenes.yaml': twice })).toContain('loaded');
  });
});

describe('solutions', () => {
  it('come with what their headers promise', async () => {
    const dir = await write({
      'accepted/callback.ts': '// data-path: helper-thread\nexport function receive() {}\n',
      'rejected/timed-poll--flag.ts':
        '// mechanism: timed-poll\n// fails: notified, told\n// note: asks\n\nexport {};\n',
      'rejected/none--silent.ts': '// mechanism: none\n// fails: told\n',
      'rejected/not-run--typo.ts': '// status: not-run\nexport const = 1;\n',
    });
    expect((await loadSolutions(dir)).map(({ source: _source, ...rest }) => rest)).toEqual([
      {
        file: 'accepted/callback.ts',
        prediction: null,
        accepted: true,
        mechanism: 'notified',
        dataPath: 'helper-thread',
        status: 'graded',
        fails: [],
      },
      {
        file: 'rejected/none--silent.ts',
        prediction: null,
        accepted: false,
        mechanism: null,
        dataPath: null,
        status: 'graded',
        fails: ['told'],
      },
      {
        file: 'rejected/not-run--typo.ts',
        prediction: null,
        accepted: false,
        mechanism: null,
        dataPath: null,
        status: 'not-run',
        fails: [],
      },
      {
        file: 'rejected/timed-poll--flag.ts',
        prediction: null,
        accepted: false,
        mechanism: 'timed-poll',
        dataPath: null,
        status: 'graded',
        fails: ['notified', 'told'],
      },
    ]);
  });

  it.each([
    ['rejected/a--b.ts', '// mechanism: none\n', 'must say at the top which checks it fails'],
    ['rejected/a--b.ts', '// fails: told\n', 'must say at the top how it waits'],
    ['rejected/a--b.ts', '// mechanism: sleeping\n// fails: told\n', 'demo/rejected/a--b.ts:1: `mechanism`'],
    [
      'rejected/a--b.ts',
      '// mechanism: none\n// fail: told\n',
      ':2: `fail` is not known; a header has: mechanism, data-path, status, fails, note',
    ],
    [
      'rejected/a--b.ts',
      '// mechanism: none\n// fails: idle\n',
      'exercise.yaml has no check `idle` that it could fail; known: notified, told',
    ],
    ['rejected/a--b.ts', '// mechanism: none\n// fails: told, told\n', 'names a check twice'],
    [
      'rejected/a--b.ts',
      '// mechanism: none\n// fails: told\n// fails: told\n',
      ':3: `fails` is given twice',
    ],
    ['rejected/a--b.ts', '// status: not-run\n// fails: told\n', 'what does not run fails no check'],
    ['rejected/ab.ts', '// mechanism: none\n// fails: told\n', 'name it <mechanism-or-defect>--<note>.ts'],
    ['rejected/notes.md', 'x', 'only solutions (*.ts) lie in this folder'],
    ['accepted/a.ts', '// fails: told\n', 'an accepted solution fails nothing'],
    ['accepted/a.ts', '// status: not-run\n', 'an accepted solution is graded'],
  ])('%s is refused: %j', async (file, source, expected) => {
    await expect(loadSolutions(await write({ [file]: source }))).rejects.toThrow(expected);
  });

  it('keeps a later comment out of the header', async () => {
    const source =
      '\ufeff// mechanism: none\r\n// It is a story:\r\n// fails: told\r\n\r\n// todo: nothing\r\nexport {};';
    const [only] = await loadSolutions(await write({ 'rejected/a--b.ts': source }));
    expect(only?.fails).toEqual(['told']);
  });
});

describe('the way through', () => {
  const place = (track: string, after: string[], level: number) => ({
    'exercise.yaml': exerciseYaml
      .replace('track: node', `track: ${track}`)
      .replace('after: []', `after: [${after.join(', ')}]`)
      .replace('level: 1', `level: ${level}`),
  });
  const add = (slug: string, track: string, after: string[], level = 1) =>
    write(
      { 'exercise.yaml': place(track, after, level)['exercise.yaml'].replace('slug: demo', `slug: ${slug}`) },
      slug,
    );

  it('goes by track, then by what comes after what, then by level and name', async () => {
    await add('zebra', 'warm-up', [], 1);
    await add('apple', 'node', ['pear', 'zebra'], 1);
    await add('pear', 'node', [], 3);
    await add('fig', 'node', [], 2);
    await add('date', 'kernel', ['apple'], 1);
    const order = (await listExercises(root)).map((dir) => dir.slice(root.length + 1));
    expect(order).toEqual(['zebra', 'fig', 'pear', 'apple', 'date']);
  });

  it('must not lead nowhere or round in a circle', async () => {
    await add('apple', 'node', ['pear']);
    await expect(listExercises(root)).rejects.toThrow(
      'apple/exercise.yaml: after: there is no exercise `pear`',
    );
    await add('pear', 'node', ['apple']);
    await expect(listExercises(root)).rejects.toThrow('apple, pear come after each other in a circle');
  });
});

describe('an exercise that asks for a prediction', () => {
  const asks = exerciseYaml
    .replace('kind: function', 'kind: prediction')
    .replace('mechanism: notified\n', '')
    .replace(/checks:[^]*/, 'checks:\n  - { id: predicted, points: 100 }\n');
  const files = { 'exercise.yaml': asks, 'programs/p1.ts': 'one\n', 'programs/p2.ts': 'two\n' };

  it('has programs instead of a starter', async () => {
    const dir = await write(files);
    await rm(join(dir, 'starter.ts'));
    expect(await loadExercise(dir)).toMatchObject({
      starter: '',
      programs: [
        { name: 'p1', source: 'one\n' },
        { name: 'p2', source: 'two\n' },
      ],
    });
  });

  it.each([
    [
      'the answer in exercise.yaml',
      { ...files, 'exercise.yaml': asks.replace('export:', 'mechanism: blocking\nexport:') },
      'mechanism: would tell the answer',
    ],
    [
      'a check that scenes would feed',
      { ...files, 'exercise.yaml': `${asks}  - { id: told, points: 0 }\n` },
      'checks: an exercise of the kind `prediction` has one check, `predicted`',
    ],
    ['no programs', { 'exercise.yaml': asks }, 'demo/programs: is missing or empty'],
    [
      'a program whose name is none',
      { ...files, 'programs/P 3.ts': '' },
      'demo/programs/P 3.ts: name it by small letters',
    ],
    [
      'no mechanism where a program is asked for',
      exercise('mechanism: notified\n', ''),
      '`mechanism` is missing',
    ],
    [
      'a prediction where a program is asked for',
      exercise('id: told,', 'id: predicted,'),
      'no step of scenes.yaml feeds the check `predicted`',
    ],
  ])('%s', async (_, wrong, message) => {
    expect(await failure(wrong)).toContain(message);
  });

  it('has solutions that say which program and how it waits; the lab runs the program', async () => {
    const dir = await write({
      ...files,
      'accepted/p1.ts': '// program: p1\n// predicts: blocking\n',
      'rejected/blocking--p1-notified.ts':
        '// program: p1\n// predicts: notified\n// mechanism: blocking\n// fails: predicted\n',
    });
    expect(await loadSolutions(dir)).toMatchObject([
      { source: 'one\n', prediction: { program: 'p1', guessed: 'blocking' }, mechanism: 'blocking' },
      { source: 'one\n', prediction: { program: 'p1', guessed: 'notified' }, mechanism: 'blocking' },
    ]);
  });

  it.each([
    ['no program', '// predicts: blocking\n', 'must say at the top which program it predicts'],
    ['an unknown one', '// program: p3\n// predicts: blocking\n', 'there are: p1, p2'],
    ['no guess', '// program: p1\n', 'must say at the top how it says the program waits'],
  ])('refuses a solution with %s', async (_, header, message) => {
    await expect(loadSolutions(await write({ ...files, 'accepted/p1.ts': header }))).rejects.toThrow(message);
  });

  it('refuses a prediction in the solution of another exercise', async () => {
    const dir = await write({ 'accepted/x.ts': '// predicts: blocking\n' });
    await expect(loadSolutions(dir)).rejects.toThrow('are for exercises of the kind `prediction`');
  });
});
