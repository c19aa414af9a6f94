import type { Lab } from '../lab/lab.js';
import { compilersFor, openLab, type LabOptions } from '../lab/open-lab.js';
import { createCompilers } from '../lab/typescript/compilers.js';

/** A lab whose compilers can be asked what they hold on to: their resident set rises and falls by a hundred MiB. */
export interface MeasuredLab extends Lab {
  /** Bytes in their heaps after a collection. */
  compilerHeap(): Promise<number>;
}

export async function openMeasuredLab(options: LabOptions): Promise<MeasuredLab> {
  // Both languages from the start: the second would else begin with the first error that is to be told, and look like growth.
  const compiler = await createCompilers(compilersFor(options.starts), { warm: ['en', 'zh-CN'] });
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
