import type { Locale } from '../bilingual.js';
import type { DataPath, Mechanism, ReportStatus, ToldOf } from './report.js';

/** The words around a report's own sentences, for each language a whole. */
export interface ReportWords {
  readonly headline: Record<'passed' | 'failed' | 'unclear' | Exclude<ReportStatus, 'graded'>, string>;
  readonly points: (score: number, maxScore: number) => string;
  readonly mechanism: Record<Mechanism, string>;
  /** The way of waiting by itself, as a person names it. */
  readonly mechanismName: Record<Mechanism, string>;
  readonly prediction: (name: string, right: boolean | null) => string;
  readonly dataPath: Record<DataPath, string>;
  readonly toldOf: Record<ToldOf, string>;
  readonly line: (line: number) => string;
  readonly checkPoints: (points: number, maxPoints: number) => string;
  readonly observed: string;
  readonly expected: string;
  readonly diagnostics: string;
  readonly output: string;
  readonly noteOutputCut: string;
  readonly more: (count: number) => string;
  readonly levels: string;
  readonly level: Record<'code' | 'library' | 'kernel', string>;
  readonly carried: (words: string) => string;
  readonly told: (words: string) => string;
  readonly seed: (seed: number) => string;
  readonly between: string;
  readonly colon: string;
  /** Before what was seen besides the way of waiting. */
  readonly besides: string;
}

const en: ReportWords = {
  headline: {
    passed: '✓ Passed',
    failed: '✗ Not passed',
    unclear: 'not seen how it waits',
    'not-run': '✗ Did not run',
    inconclusive: '? Could not be observed; nothing is lost, this try does not count',
    fault: '! Our failure, not yours; this try does not count',
  },
  points: (score, maxScore) => `${score} of ${maxScore} points`,
  mechanism: {
    notified: 'you were told (notified)',
    blocking: 'your thread was held (blocking)',
    'busy-poll': 'your program was spinning (busy-poll)',
    'timed-poll': 'you kept asking again on a timer (timed-poll)',
    multiplexed: 'you waited by I/O multiplexing (multiplexed)',
  },
  mechanismName: {
    notified: 'being told (notified)',
    blocking: 'a held thread (blocking)',
    'busy-poll': 'spinning (busy-poll)',
    'timed-poll': 'asking again on a timer (timed-poll)',
    multiplexed: 'I/O multiplexing (multiplexed)',
  },
  prediction: (name, right) =>
    `Predicted: ${name}${right === null ? '; this run cannot say' : right ? ', and so it was' : ', but it was not so'}`,
  dataPath: {
    'blocking-read': 'by a call of yours that slept until they came',
    retry: 'by a call of yours, tried until it succeeded',
    'readiness-then-read': 'by a read after the news that they were ready',
    'signal-then-read': 'by a read after a signal',
    'helper-thread': 'by a helper thread, which waited and read',
    aio: 'by glibc’s asynchronous I/O, a helper thread of your own process',
  },
  toldOf: {
    readiness: 'that the bytes were ready, to be fetched',
    completion: 'that it was done, the bytes already there',
    nothing: 'nothing',
  },
  line: (line) => `line ${line}`,
  checkPoints: (points, maxPoints) => `${points}/${maxPoints}`,
  observed: 'seen:     ',
  expected: 'expected: ',
  diagnostics: 'What the compiler says',
  output: 'What your program printed',
  noteOutputCut: '(cut here: a program may print only so much)',
  more: (count) => `… and ${count} more`,
  levels: 'Was it asynchronous?',
  level: { code: 'your code: ', library: 'library:   ', kernel: 'kernel:    ' },
  carried: (words) => `The bytes were carried ${words}.`,
  told: (words) => `You were told ${words}.`,
  seed: (seed) => `seed ${seed}`,
  between: ' · ',
  colon: ': ',
  besides: 'What else was seen:',
};

const zhCN: ReportWords = {
  headline: {
    passed: '✓ 通过',
    failed: '✗ 未通过',
    unclear: '看不出它怎样等待',
    'not-run': '✗ 没有运行',
    inconclusive: '? 未能判定：这次没有观察清楚，不计次数',
    fault: '! 系统故障：是我们的问题，不计次数',
  },
  points: (score, maxScore) => `${score} 分（满分 ${maxScore}）`,
  mechanism: {
    notified: '你是被通知的（notified）',
    blocking: '你的线程被堵住了（blocking，阻塞）',
    'busy-poll': '你的程序在空转（busy-poll）',
    'timed-poll': '你在用定时器反复询问（timed-poll，定时轮询）',
    multiplexed: '你在用 IO 多路复用等待（multiplexed）',
  },
  mechanismName: {
    notified: '被通知（notified）',
    blocking: '被堵住（blocking，阻塞）',
    'busy-poll': '空转（busy-poll）',
    'timed-poll': '定时轮询（timed-poll）',
    multiplexed: 'IO 多路复用（multiplexed）',
  },
  prediction: (name, right) =>
    `预测：${name}——${right === null ? '这次运行看不出来' : right ? '猜对了' : '与实际不符'}`,
  dataPath: {
    'blocking-read': '由你的一次调用搬来，它一直睡到数据到达',
    retry: '由你的调用反复尝试，直到成功',
    'readiness-then-read': '得知就绪之后再读',
    'signal-then-read': '收到信号之后再读',
    'helper-thread': '由辅助线程等待并读取',
    aio: '由 glibc 的异步 IO 搬来，即你自己进程里的一个辅助线程',
  },
  toldOf: {
    readiness: '数据已就绪，还要自己去读',
    completion: '已经完成，数据已经在缓冲区里',
    nothing: '没有收到通知',
  },
  line: (line) => `第 ${line} 行`,
  checkPoints: (points, maxPoints) => `${points}/${maxPoints} 分`,
  observed: '观察到：',
  expected: '应该是：',
  diagnostics: '编译器的诊断',
  output: '你的程序打印的内容',
  noteOutputCut: '（到此截断：程序的输出有长度限制）',
  more: (count) => `……另有 ${count} 条`,
  levels: '这算异步吗？',
  level: { code: '你的代码：', library: '运行库：　', kernel: '内核所见：' },
  carried: (words) => `数据由谁搬：${words}。`,
  told: (words) => `通知的内容：${words}。`,
  seed: (seed) => `种子 ${seed}`,
  between: ' · ',
  colon: '：',
  besides: '此外看到：',
};

export const reportWords: Record<Locale, ReportWords> = { en, 'zh-CN': zhCN };
