import type { Bilingual, Locale } from '../bilingual.js';
import type { Diagnostic } from '../verdict/report.js';
import { CompilerProcess, type ProcessOutcome, type TooHeavy } from './compiler-process.js';
import type { CompileJob, Finding } from './compiler-protocol.js';
import { type OwnMessage, ownMessages } from './own-messages.js';
import { checkText, deepestLine, withoutByteOrderMark } from './text-rules.js';

/**
 * Source text → JavaScript or diagnostics. English answers the check; Chinese is asked only when there is
 * something to translate, and gives the same findings at the same places.
 */

export interface CompilerOptions {
  /** Languages whose process is started ahead of need; English unless told. */
  readonly warm?: readonly Locale[];
  /** CPU seconds that one check may use; 10 unless told. Waiting for a CPU does not count. */
  readonly cpuSeconds?: number;
  /** MiB of heap of one compiler process; 512 unless told. */
  readonly heapMiB?: number;
  /** Checks after which a compiler process makes room for a new one; 500 unless told. */
  readonly checks?: number;
}

export type CompileResult =
  | { readonly ok: true; readonly javascript: string }
  | {
      readonly ok: false;
      /** At least one, in the order of the text. */
      readonly diagnostics: Diagnostic[];
      /** Set when the check was ended by its limits; the one diagnostic says so to the student. */
      readonly tooHeavy?: TooHeavy;
    };

export interface Compiler {
  /**
   * Never rejects for what the source holds. The JavaScript has every token at the line and column where the
   * source has it (columns of the first line without a byte order mark).
   *
   * @throws CompilerFault when the compiler itself fails or the exercise's types do not declare the export
   */
  compile(job: CompileJob): Promise<CompileResult>;
  /** Bytes that its processes hold on to, after a collection: for who looks whether they grow. */
  heap(): Promise<number>;
  /** Ends the processes; a check under way is rejected. */
  close(): Promise<void>;
}

/** @throws CompilerFault when a process asked for cannot be started */
export async function createCompiler(options: CompilerOptions = {}): Promise<Compiler> {
  const { cpuSeconds = 10, heapMiB = 512, checks = 500 } = options;
  const limits = { cpuSeconds, heapMiB, checks };
  const processes = {
    en: new CompilerProcess('en', limits),
    'zh-CN': new CompilerProcess('zh-CN', limits),
  } satisfies Record<Locale, CompilerProcess>;
  const close = () => {
    for (const process of Object.values(processes)) process.close();
    return Promise.resolve();
  };
  try {
    await Promise.all((options.warm ?? ['en']).map((locale) => processes[locale].warm()));
  } catch (error) {
    await close();
    throw error;
  }

  const compile = async (job: CompileJob): Promise<CompileResult> => {
    if (!/^[A-Za-z_$][\w$]*$/.test(job.exportName)) throw new TypeError(`not a name: ${job.exportName}`);
    const source = withoutByteOrderMark(job.source);
    const inText = checkText(source);
    if (inText.length > 0) return { ok: false, diagnostics: inText };

    const english = await processes.en.check({ ...job, source });
    if ('tooHeavy' in english) return heavy(english.tooHeavy, source, limits.cpuSeconds);
    if (english.javascript !== undefined) return { ok: true, javascript: english.javascript };
    const needsTranslation = english.findings.some((finding) => finding.text !== undefined);
    const chinese = needsTranslation ? await processes['zh-CN'].check({ ...job, source }) : english;
    return {
      ok: false,
      diagnostics: english.findings.map((finding, index) =>
        diagnostic(finding, translation(chinese, finding, index)),
      ),
    };
  };
  const heap = async () => {
    const bytes = await Promise.all(Object.values(processes).map((process) => process.heap()));
    return bytes.reduce((sum, each) => sum + each, 0);
  };
  return { compile, heap, close };
}

function heavy(tooHeavy: TooHeavy, source: string, cpuSeconds: number): CompileResult {
  const own: Record<TooHeavy, OwnMessage> = {
    time: ownMessages.tooSlow(cpuSeconds),
    memory: ownMessages.tooBig(),
    depth: ownMessages.tooDeep(),
  };
  const line = tooHeavy === 'depth' ? deepestLine(source) : 1;
  return { ok: false, tooHeavy, diagnostics: [{ line, column: 1, ...own[tooHeavy] }] };
}

/** The same finding in the other language; undefined when that check was ended by its limits. */
function translation(outcome: ProcessOutcome, finding: Finding, index: number): Finding | undefined {
  if ('tooHeavy' in outcome) return undefined;
  const same = (other: Finding | undefined) =>
    other?.line === finding.line && other.column === finding.column && other.code === finding.code;
  const other = outcome.findings?.[index];
  return same(other) ? other : outcome.findings?.find(same);
}

function diagnostic(finding: Finding, chinese: Finding | undefined): Diagnostic {
  const { line, column, code, own, text } = finding;
  const message: Bilingual = {
    en: joined(own?.en, text),
    // TypeScript's English is better than nothing for who reads Chinese.
    'zh-CN': joined(own?.['zh-CN'], chinese?.text ?? text),
  };
  return { line, column, code, message };
}

function joined(own: string | undefined, text: string | undefined): string {
  return [own, text].filter((part) => part !== undefined && part !== '').join('\n') || '?';
}
