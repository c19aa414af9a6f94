import { type Compiler, type CompilerOptions, createCompiler } from './compiler.js';

/**
 * `count` compilers as one: each check goes to the next. Beside endless loops a single one gets so little of a core
 * that all wait for it.
 *
 * @throws CompilerFault when one of them cannot be started
 */
export async function createCompilers(count: number, options: CompilerOptions = {}): Promise<Compiler> {
  const compilers: [Compiler, ...Compiler[]] = [await createCompiler(options)];
  const close = async () => {
    await Promise.all(compilers.map((compiler) => compiler.close()));
  };
  try {
    while (compilers.length < count) compilers.push(await createCompiler(options));
  } catch (error) {
    await close();
    throw error;
  }
  let turns = 0;
  return {
    compile: (job) => (compilers[turns++ % count] ?? compilers[0]).compile(job),
    heap: async () => {
      const bytes = await Promise.all(compilers.map((compiler) => compiler.heap()));
      return bytes.reduce((sum, each) => sum + each, 0);
    },
    close,
  };
}
