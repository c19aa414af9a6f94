import os from 'node:os';
import type { Lab } from '../lab/lab.js';
import { openLab, type LabOptions } from '../lab/open-lab.js';
import { createCompiler, type Compiler } from '../lab/typescript/compiler.js';

/** A lab whose compilers can be asked what they hold on to: their resident set rises and falls by a hundred MiB. */
export interface MeasuredLab extends Lab {
  /** Bytes in their heaps after a collection. */
  compilerHeap(): Promise<number>;
}

export async function openMeasuredLab(options: LabOptions): Promise<MeasuredLab> {
  const cores = os.availableParallelism();
  const compiler = await severalCompilers(Math.ceil((options.starts ?? cores) / cores));
  try {
    const lab = await openLab({ ...options, compiler });
    return {
      slots: lab.slots,
      run: (request) => lab.run(request),
      trace: (request) => lab.trace(request),
      compilerHeap: () => compiler.heap(),
      close: async () => {
        await lab.close();
        await compiler.close();
      },
    };
  } catch (error) {
    await compiler.close();
    throw error;
  }
}

/** As one, in turn: under a load a single one would be what all wait for. */
async function severalCompilers(count: number): Promise<Compiler> {
  // Both languages at once: the second one would else begin with the first error that is to be told, and look like growth.
  const one = () => createCompiler({ warm: ['en', 'zh-CN'] });
  const compilers: [Compiler, ...Compiler[]] = [await one()];
  while (compilers.length < count) compilers.push(await one());
  let turns = 0;
  return {
    compile: (job) => (compilers[turns++ % count] ?? compilers[0]).compile(job),
    heap: async () => {
      const bytes = await Promise.all(compilers.map((compiler) => compiler.heap()));
      return bytes.reduce((sum, each) => sum + each, 0);
    },
    close: async () => {
      await Promise.all(compilers.map((compiler) => compiler.close()));
    },
  };
}
