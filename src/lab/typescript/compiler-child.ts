import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import ts from 'typescript';
import { SubmissionChecker } from './check-submission.js';
import type { ChildMessage, CompileJob, HeapQuestion, StartMessage } from './compiler-protocol.js';

/**
 * A process that type-checks, one job after the other, in one language: TypeScript's locale is process-wide.
 * It ends when its parent does: at rest since the channel to it is all that keeps it alive, and in the middle of
 * a check because a thread of its own is held in a read from the parent, who never writes.
 */
const untilParentIsGone = `
try { require('node:fs').readSync(0, Buffer.alloc(1)); } catch {}
process.kill(process.pid, 'SIGKILL');`;

function reply(message: ChildMessage): void {
  process.send?.(message);
}

function usedUp(error: unknown): 'depth' | 'memory' | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof RangeError) return error.message.includes('call stack') ? 'depth' : 'memory';
  // The type remover is WebAssembly with a stack of its own; overrunning it comes out as a trap.
  return /memory access out of bounds|unreachable|call stack/.test(error.message) ? 'depth' : null;
}

function answer(checker: SubmissionChecker, job: CompileJob): ChildMessage {
  try {
    return { type: 'outcome', outcome: checker.check(job) };
  } catch (error) {
    const reason = usedUp(error);
    if (reason !== null) return { type: 'used-up', reason };
    return {
      type: 'fault',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

new Worker(untilParentIsGone, { eval: true }).unref();

process.once('message', ({ locale }: StartMessage) => {
  if (locale !== 'en') ts.validateLocaleAndSetLanguage(locale, ts.sys);
  const checker = new SubmissionChecker();
  // Lib and @types/node are read, parsed and bound here, and the type remover is loaded.
  const warmUp =
    "import { connect } from 'node:net';\nexport const warm = (port: number): unknown => connect(port);\n";
  const types = 'export declare function warm(port: number): unknown;\n';
  const first = answer(checker, { source: warmUp, types, exportName: 'warm' });
  if (first.type !== 'outcome' || first.outcome.javascript === undefined) {
    reply({ type: 'fault', message: `the compiler does not work: ${JSON.stringify(first)}` });
    return;
  }
  process.on('message', (asked: CompileJob | HeapQuestion) =>
    reply('question' in asked ? { type: 'heap', bytes: heldBytes() } : answer(checker, asked)),
  );
  reply({ type: 'ready' });
});
