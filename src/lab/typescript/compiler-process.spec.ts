import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { good, types } from '../../../test/support/typed-answer.js';
import { until } from '../../../test/support/until.js';
import { childrenOf } from '../sandbox/memory-watch.js';
import { childEntry } from './child-entry.js';
import { createCompiler } from './compiler.js';
import { CompilerFault } from './compiler-process.js';

/** The processes behind the compiler: what they hold, what ends them, who takes their place. All real. */

it('says what it holds on to, between two checks, and holds on to none of what it checked', async () => {
  const small = await createCompiler();
  try {
    const check = (number: number) =>
      small.compile({ source: `${good}// ${number}\n`, types, exportName: 'receive' });
    for (let number = 0; number < 10; number += 1) await check(number);
    const before = await small.heap();
    const [during] = await Promise.all([small.heap(), check(10)]);
    for (let number = 11; number < 60; number += 1) await check(number);
    const after = await small.heap();
    expect(before).toBeGreaterThan(20 << 20);
    expect(during).toBeGreaterThan(20 << 20);
    // Fifty programs of some tens of KiB in syntax trees, if they were kept.
    expect(after - before).toBeLessThan(4 << 20);
  } finally {
    await small.close();
  }
  expect(await small.heap()).toBe(0);
});

describe('limits', () => {
  it('ends a check that eats memory, in its own process', async () => {
    const small = await createCompiler({ heapMiB: 160 });
    const explosion =
      "type Z<T, N extends unknown[] = []> = N['length'] extends 900 ? T : Z<{ a: T; b: N; c: Z<T, [...N, 1]> }, [...N, T]>;\n" +
      Array.from({ length: 400 }, (_, i) => `let a${i}: Z<${i}>; const b${i} = a${i}!.c;`).join('\n');
    try {
      const heavy = await small.compile({
        source: `${explosion}\nexport const receive = () => {};`,
        types,
        exportName: 'receive',
      });
      expect(heavy).toMatchObject({
        ok: false,
        tooHeavy: 'memory',
        diagnostics: [{ code: 'check-too-big' }],
      });
      expect((await small.compile({ source: good, types, exportName: 'receive' })).ok).toBe(true);
    } finally {
      await small.close();
    }
  });

  it('ends a check that uses too much CPU time', async () => {
    const hasty = await createCompiler({ cpuSeconds: 1 });
    try {
      const source = `export const receive = () => ${'1+'.repeat(50_000)}1;`;
      const heavy = await hasty.compile({ source, types, exportName: 'receive' });
      expect(heavy).toMatchObject({ ok: false, tooHeavy: 'time', diagnostics: [{ code: 'check-too-slow' }] });
      expect((await hasty.compile({ source: good, types, exportName: 'receive' })).ok).toBe(true);
    } finally {
      await hasty.close();
    }
  });

  it('gives a process that has done its share of checks a successor, and nobody waits for it', async () => {
    const others = new Set(childrenOf(process.pid));
    const mine = () => childrenOf(process.pid).filter((pid) => !others.has(pid));
    const shortLived = await createCompiler({ checks: 2 });
    const check = async () =>
      expect((await shortLived.compile({ source: good, types, exportName: 'receive' })).ok).toBe(true);
    try {
      const [first] = mine();
      await check();
      expect(mine()).toEqual([first]);
      await check();
      expect(mine()).toHaveLength(2);
      // Until it is ready the old one goes on.
      await until(async () => {
        await check();
        return !mine().includes(first ?? 0);
      });
      expect(await shortLived.heap()).toBeGreaterThan(20 << 20);
    } finally {
      await shortLived.close();
    }
    await until(() => mine().length === 0);
  });

  it('rejects what is under way when it is closed', async () => {
    const closing = await createCompiler();
    const under = closing.compile({ source: good, types, exportName: 'receive' });
    const [refused] = await Promise.all([under.catch((error: unknown) => error), closing.close()]);
    expect(refused).toBeInstanceOf(CompilerFault);
    await expect(closing.compile({ source: good, types, exportName: 'receive' })).rejects.toThrow(
      CompilerFault,
    );
  });
});

it('leaves no process behind when its host is killed in the middle of a check', async () => {
  const script = `
    const { createCompiler } = await import(${JSON.stringify(new URL('./compiler.ts', import.meta.url).href)});
    const compiler = await createCompiler();
    void compiler.compile({ source: 'export const receive = () => ' + '1+'.repeat(50_000) + '1;', types: ${JSON.stringify(types)}, exportName: 'receive' });
    setTimeout(() => console.log('under way'), 500);`;
  const host = spawn(
    process.execPath,
    [...childEntry('compiler', import.meta.url).execArgv, '--input-type=module', '--eval', script],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(host.stdout, 'data');
  const child = Number(readFileSync(`/proc/${host.pid}/task/${host.pid}/children`, 'utf8').trim());
  const stillThere = () =>
    existsSync(`/proc/${child}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${child}/status`, 'utf8'));
  expect(stillThere()).toBe(true);
  host.kill('SIGKILL');
  // Left alone it would check on for ten seconds of CPU time.
  for (let i = 0; i < 50 && stillThere(); i += 1) await setTimeout(100);
  expect(stillThere()).toBe(false);
});
