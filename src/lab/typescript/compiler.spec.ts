import { type Compiler, type CompileResult, createCompiler } from './compiler.js';
import { CompilerFault } from './compiler-process.js';
import { good, types } from '../../../test/support/typed-answer.js';
import { maxSourceBytes } from './text-rules.js';

/** Everything here is real: processes, TypeScript, both languages. */

let compiler: Compiler;

beforeAll(async () => {
  compiler = await createCompiler({ warm: ['en', 'zh-CN'] });
});

afterAll(() => compiler.close());

function compile(source: string): Promise<CompileResult> {
  return compiler.compile({ source, types, exportName: 'receive' });
}

describe('what nobody asks about its types', () => {
  const unchecked = (source: string) =>
    compiler.compile({ source, types: '', exportName: 'main', unchecked: true });

  it('may be JavaScript, of wrong types, without the export, and keeps its lines', async () => {
    const wrong = 'const one: string = 1;\nexport default function (a, b) { return a + b + one; }\n';
    expect(await unchecked(wrong)).toEqual({
      ok: true,
      javascript: 'const one         = 1;\nexport default function (a, b) { return a + b + one; }\n',
    });
  });

  it.each(['export function main( {', 'enum Colour { red }', 'await = 3;'])(
    'must be JavaScript once its types are out: %s',
    async (source) => {
      const result = await unchecked(source);
      expect(result.ok ? [] : result.diagnostics).not.toEqual([]);
    },
  );
});

/** `line:column code` of each diagnostic; both languages must be there and differ. */
async function findings(source: string): Promise<string[]> {
  const result = await compile(source);
  if (result.ok) return ['ok'];
  for (const { message } of result.diagnostics) {
    expect(message['zh-CN']).toMatch(/\p{Script=Han}/u);
    expect(message.en).not.toMatch(/\p{Script=Han}/u);
  }
  return result.diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

describe('removing types', () => {
  it('keeps every line and column', async () => {
    const result = await compile(good);
    if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
    expect(result.javascript).not.toContain('types.js');
    expect(result.javascript.split('\n').map((line) => line.length)).toEqual(
      good.split('\n').map((line) => line.length),
    );
    expect(result.javascript.indexOf('options === null')).toBe(good.indexOf('options === null'));
  });

  it.each([
    ['a byte order mark', `\ufeff${good}`],
    ['CRLF', good.replaceAll('\n', '\r\n')],
    ['no last line end', good.trimEnd()],
    ['a first line for the shell', `#!/usr/bin/env node\n${good}`],
  ])('takes %s', async (_name, source) => {
    const result = await compile(source);
    if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
    expect(result.javascript.split('\n')).toHaveLength(source.split('\n').length);
  });
});

describe('the export', () => {
  it.each([
    ['fewer parameters', 'export function receive() {}', 'ok'],
    ['a constant', 'export const receive = (fd: number) => void fd;', 'ok'],
    ['an alias', 'const mine = () => {};\nexport { mine as receive };', 'ok'],
    [
      'the exercise’s own type',
      "export const receive: typeof import('./types.js').receive = (fd, buffer, done) => done(null, fd);",
      'ok',
    ],
    ['an async function', 'export async function receive(): Promise<void> {}', 'ok'],
    ['nothing at all', '', '1:1 missing-export'],
    ['another name', '\nexport function recieve() {}', '1:1 missing-export'],
    ['not exported', '\nfunction receive() {}', '2:10 missing-export'],
    ['a default export', '\nexport default function receive() {}', '2:1 missing-export'],
    ['only a type', '\nexport interface receive {}', '2:18 missing-export'],
    ['a wrong parameter', '\nexport function receive(fd: string) {}', '2:17 export-mismatch'],
    [
      'a parameter that takes less than it is given',
      'export function receive(fd: 1 | 2) {}',
      '1:17 export-mismatch',
    ],
    [
      'one parameter too many',
      'export function receive(a: number, b: Uint8Array, c: unknown, d: number) {}',
      '1:17 export-mismatch',
    ],
    ['no function', 'export const receive = 5;', '1:14 export-mismatch'],
  ])('%s', async (_name, source, expected) => {
    expect(await findings(source)).toEqual([expected]);
  });

  it('is the exercise’s fault when the exercise does not declare it', async () => {
    const job = { source: good, types: 'export declare const other: number;', exportName: 'receive' };
    await expect(compiler.compile(job)).rejects.toThrow(CompilerFault);
  });
});

describe('diagnostics', () => {
  it('gives TypeScript’s own words in both languages', async () => {
    const result = await compile('export function receive(fd: number) {\n  const text: string = fd;\n}');
    if (result.ok) throw new Error('compiled');
    expect(result.diagnostics).toEqual([
      {
        line: 2,
        column: 9,
        code: 'TS2322',
        message: {
          en: "Type 'number' is not assignable to type 'string'.",
          'zh-CN': '不能将类型“number”分配给类型“string”。',
        },
      },
    ]);
  });

  it.each([
    ['broken syntax', 'export function receive( {', ['1:27 TS1005']],
    ['JSX', 'export const receive = () => <p>hello</p>;', ['1:39 jsx']],
    ['an enum', 'enum A {}\nexport const receive = () => A;', ['1:6 TS1294']],
    ['a namespace', 'namespace A { export const x = 1; }\nexport const receive = () => A;', ['1:11 TS1294']],
    [
      'a parameter property',
      'class A { constructor(private x: number) {} }\nexport const receive = () => A;',
      ['1:23 TS1294'],
    ],
    ['CommonJS in', "const net = require('net');\nexport const receive = () => net;", ['1:13 commonjs']],
    ['CommonJS out', 'module.exports = {};\nexport const receive = () => {};', ['1:1 commonjs']],
    ['a decorator', 'function d() {}\n@d class A {}\nexport const receive = () => A;', ['2:1 decorator']],
    ['@ts-nocheck', '// @ts-nocheck\nexport const receive = () => {};', ['1:1 no-check']],
    [
      '@ts-nocheck above a wrong export',
      '// @ts-nocheck\nexport const receive = 5;',
      ['1:1 no-check', '2:14 export-mismatch'],
    ],
    ['@ts-ignore above a wrong export', '// @ts-ignore\nexport const receive = 5;', ['2:14 export-mismatch']],
    [
      'a word that only looks like CommonJS',
      "export const receive = () => ({ require: 'module' }).require;",
      ['ok'],
    ],
  ])('%s', async (_name, source, expected) => {
    expect(await findings(source)).toEqual(expected);
  });
});

describe('what a submission can reach', () => {
  it.each([
    [
      'a file of the host',
      "import x from '/etc/passwd';\nexport const receive = () => x;",
      ['1:15 module-not-available'],
    ],
    ['a URL', "import 'file:///etc/passwd';\nexport const receive = () => {};", ['1:8 module-not-available']],
    [
      'a package',
      "import type { z } from 'zod';\nexport const receive = () => {};",
      ['1:24 module-not-available'],
    ],
    [
      'a package at run time',
      "export const receive = () => void import('zod');",
      ['1:42 module-not-available'],
    ],
    [
      'a file by reference',
      '/// <reference path="/etc/passwd" />\nexport const receive = () => {};',
      ['1:22 module-not-available'],
    ],
    [
      'types by reference',
      '/// <reference types="jest" />\nexport const receive = () => {};',
      ['1:23 module-not-available'],
    ],
    ['a browser’s types', '/// <reference lib="dom" />\nexport const receive = () => {};', ['1:21 TS6053']],
    ['a browser’s globals', 'export const receive = () => document.title;', ['1:30 TS2584']],
    [
      'the exercise’s types as a value',
      "import { receive as r } from './types.js';\nexport const receive = r;",
      ['1:30 types-only'],
    ],
    [
      'an inline type import that leaves the import',
      "import { type Options } from './types.js';\nexport const receive = (o: Options) => {};",
      ['1:30 types-only', '2:14 export-mismatch'],
    ],
    ['Node by its old name', "import net from 'net';\nexport const receive = () => void net;", ['ok']],
    [
      'what Node 26 has',
      'await 0;\nexport const receive = () => void new Set([1]).union(new Set([2]));',
      ['ok'],
    ],
  ])('%s', async (_name, source, expected) => {
    expect(await findings(source)).toEqual(expected);
  });
});

describe('odd characters', () => {
  it.each([
    ['NUL', "export const a = '\0';", ['1:19 nul-character']],
    [
      'a bidirectional override in a comment',
      'export const receive = () => {};\n// \u202e',
      ['2:4 bidirectional-control'],
    ],
    [
      'a zero-width space between words',
      'export const receive\u200b = () => {};',
      ['1:21 invisible-character'],
    ],
    ['a soft hyphen in a name', 'export const rec\u00adeive = () => {};', ['1:17 invisible-character']],
    ['a zero-width space in a string', "export const receive = () => void '\u200b';", ['ok']],
    ['a joiner in an emoji, and Arabic letters', "export const receive = () => void '👩‍💻 سلام';", ['ok']],
    ['half a surrogate pair', "export const receive = () => void '\ud800';", ['ok']],
  ])('%s', async (_name, source, expected) => {
    const found = await findings(source);
    expect(found.slice(0, 1)).toEqual(expected);
  });
});

describe('too much', () => {
  afterEach(async () => {
    // Whatever came before, the next submission is checked as ever.
    expect((await compile(good)).ok).toBe(true);
  });

  it('takes a source of just the limit and refuses 50 MB', async () => {
    expect(await findings(good.padEnd(maxSourceBytes, ' '))).toEqual(['ok']);
    expect(await findings('x'.repeat(50_000_000))).toEqual(['1:1 too-large']);
  });

  it.each([
    ['parentheses', `export const receive = () =>\n  ${'('.repeat(100_000)}1${')'.repeat(100_000)};`],
    [
      'type arguments',
      `export const receive = () => {};\ntype Deep = ${'Array<'.repeat(30_000)}1${'>'.repeat(30_000)};`,
    ],
  ])('says where 100 000 nested %s are', async (_name, source) => {
    const result = await compile(source);
    expect(result).toMatchObject({
      ok: false,
      tooHeavy: 'depth',
      diagnostics: [{ line: 2, code: 'too-deep' }],
    });
  });

  it('answers types that refer to themselves without end', async () => {
    const source =
      'type Loop<T> = T extends unknown ? Loop<[T]> : never;\nexport let x: Loop<1>;\nexport const receive = () => {};';
    expect(await findings(source)).toEqual(['1:36 TS2589']);
  });
});

it('answers many at once, each with its own', async () => {
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, i) => compile(`${'\n'.repeat(i)}export const receive = ${i};`)),
  );
  expect(results.map((result) => (result.ok ? 0 : result.diagnostics[0]?.line))).toEqual(
    results.map((_, i) => i + 1),
  );
});
