import type { Locale } from '../bilingual.js';
import type { TimelineEntry } from '../verdict/report.js';
import type { PhaseKind } from './phases.js';
import type { Outcome } from './story.js';

/** The words of the picture, for each language a whole. Short: they stand on bars and beside marks. */
export interface PictureWords {
  readonly lane: Readonly<Record<'peer' | 'bytes' | 'thread' | 'helpers' | 'bell', string>>;
  readonly phase: Readonly<Record<Exclude<PhaseKind, 'arrival'>, string>>;
  readonly arrival: Readonly<Record<string, string>>;
  readonly act: Readonly<Record<string, string>>;
  readonly bytes: (count: number) => string;
  /** From the longest to the shortest: the first that has room is written. */
  readonly asleepIn: (call: string) => readonly string[];
  readonly heldIn: (call: string) => readonly string[];
  readonly ownSetIn: (call: string) => readonly string[];
  readonly wakes: (times: number) => readonly string[];
  readonly inSlices: (call: string) => readonly string[];
  readonly spins: readonly string[];
  readonly helpersAsleep: (threads: number, calls: string) => readonly string[];
  readonly helpersSpin: readonly string[];
  readonly helpersWake: (times: number) => readonly string[];
  readonly lies: readonly string[];
  readonly nobodyTold: (time: string) => readonly string[];
  readonly neverTold: readonly string[];
  readonly woken: string;
  readonly looksAgain: string;
  readonly free: string;
  readonly noAnswer: string;
  readonly noBell: string;
  readonly tooEarly: string;
  readonly gone: (code: number | null, signal: string | null) => readonly string[];
  readonly throws: string;
  /** What rings where no bell was handed over: an answer at the peer, a promise. */
  readonly news: Readonly<Record<string, string>>;
  readonly ms: (milliseconds: number) => string;
  readonly notToScale: string;
  readonly situation: (scene: string, round: number | null) => string;
  readonly strip: Readonly<Record<Outcome, string>>;
  readonly arrivals: string;
  readonly hidden: (count: number) => string;
  readonly nothingPlayed: string;
  /** For the table: who does it, and rounds. */
  readonly who: Readonly<Record<TimelineEntry['lane'], string>>;
  readonly round: (round: number) => string;
  readonly sameRounds: (from: number, to: number, as: number) => string;
  readonly legend: Readonly<Record<'loop' | 'held' | 'awake' | 'spin', string>>;
}

function time(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)}` : (ms / 1000).toFixed(1);
}

const en: PictureWords = {
  lane: { peer: 'Peer', bytes: 'Bytes', thread: 'Your thread', helpers: 'Helper threads', bell: 'Bell' },
  phase: {
    call: 'your function is called',
    held: 'your function is called, and does not return',
    silence: 'the peer is silent',
    ping: '“are you free?”',
    pieces: 'the peer acts',
    owed: 'the lab waits',
  },
  arrival: {
    send: 'the data comes',
    'half-close': 'the stream ends',
    reset: 'the connection breaks',
    'start-reading': 'the peer reads',
    'stop-reading': 'the peer stops reading',
  },
  act: {
    'half-close': 'end',
    reset: 'reset',
    'start-reading': 'reads',
    'stop-reading': 'stops reading',
    connect: 'connects',
    connected: 'connected',
  },
  bytes: (count) => `${count.toLocaleString('en')} ${count === 1 ? 'byte' : 'bytes'}`,
  asleepIn: (call) => [`asleep in ${call}`, call, 'asleep'],
  heldIn: (call) => [`held: asleep in ${call}`, `held in ${call}`, call, 'held'],
  ownSetIn: (call) => [`asleep in ${call}, on a set of your own`, `asleep in ${call}`, call],
  wakes: (times) => [`wakes ${times === 1 ? 'once' : `${times} times`} for nothing`, `${times} wake-ups`],
  inSlices: (call) => [`held in slices: ${call}, again and again`, `${call}, again and again`, call],
  spins: ['spins: runs without a pause', 'spins'],
  helpersAsleep: (threads, calls) => [`${threads} asleep: ${calls}`, `${threads} asleep`],
  helpersSpin: ['spin: run without a pause', 'spin'],
  helpersWake: (times) => [
    `wake ${times === 1 ? 'once' : `${times} times`} for nothing`,
    `${times} wake-ups`,
  ],
  lies: ['there already', 'there'],
  nobodyTold: (time) => [`nobody is told for ${time}`, `untold ${time}`],
  neverTold: ['nobody is ever told', 'never told'],
  woken: 'woken by it',
  looksAgain: 'looks again',
  free: 'free',
  noAnswer: 'no answer',
  noBell: 'no bell',
  tooEarly: 'too early',
  gone: (code, signal) => [...((signal ?? code) ? [`gone: ${signal ?? `exit code ${code}`}`] : []), 'gone'],
  throws: 'throws',
  news: { bytes: 'answer', promise: 'promise', end: 'end' },
  ms: (milliseconds) => `${time(milliseconds)} ${milliseconds < 1000 ? 'ms' : 's'}`,
  notToScale: 'not to scale',
  situation: (scene, round) => (round === null ? scene : `${scene}, round ${round + 1}`),
  strip: {
    gone: 'the program was gone',
    threw: 'the call threw',
    spun: 'spinning',
    held: 'the thread was held',
    never: 'never told',
    'too-early': 'told too early',
    'told-later': 'told late, because it asked again',
    moving: 'told, but not at rest before',
    returned: 'the call came back with it',
    told: 'told',
    nothing: 'seen',
  },
  arrivals: 'Every time the peer acted, all situations',
  hidden: (count) => `${count} further ${count === 1 ? 'situation' : 'situations'}, not shown`,
  who: {
    peer: 'peer',
    'judged-thread': 'your thread',
    'helper-thread': 'helper threads',
    bell: 'bell',
    lab: 'lab',
  },
  round: (round) => `round ${round}`,
  sameRounds: (from, to, as) =>
    from === to ? `round ${from}: as round ${as}` : `rounds ${from} to ${to}: as round ${as}`,
  nothingPlayed: 'It was not played, so there is no waiting to be seen.',
  legend: {
    loop: 'asleep in the event loop: anything can wake it',
    held: 'held in one call: deaf to all else',
    awake: 'runs for a moment',
    spin: 'runs all the time',
  },
};

const zhCN: PictureWords = {
  lane: { peer: '对端', bytes: '数据', thread: '你的线程', helpers: '辅助线程', bell: '门铃' },
  phase: {
    call: '调用你的函数',
    held: '调用你的函数，它不返回',
    silence: '对端沉默',
    ping: '“你空着吗？”',
    pieces: '对端有动作',
    owed: '评测程序等待',
  },
  arrival: {
    send: '数据到来',
    'half-close': '流结束',
    reset: '连接断开',
    'start-reading': '对端开始读',
    'stop-reading': '对端停止读',
  },
  act: {
    'half-close': '结束',
    reset: '重置',
    'start-reading': '开始读',
    'stop-reading': '停止读',
    connect: '连接',
    connected: '已连接',
  },
  bytes: (count) => `${count.toLocaleString('en')} 字节`,
  asleepIn: (call) => [`睡在 ${call} 里`, call, '睡眠'],
  heldIn: (call) => [`被堵在 ${call} 里`, call, '被堵住'],
  ownSetIn: (call) => [`睡在 ${call} 里，等的是自己的集合`, `睡在 ${call} 里`, call],
  wakes: (times) => [`无故醒来 ${times} 次`, `醒 ${times} 次`],
  inSlices: (call) => [`一段一段地堵在 ${call} 里`, `反复进入 ${call}`, call],
  spins: ['空转：一直在跑', '空转'],
  helpersAsleep: (threads, calls) => [`${threads} 个在睡：${calls}`, `${threads} 个在睡`],
  helpersSpin: ['空转：一直在跑', '空转'],
  helpersWake: (times) => [`无故醒来 ${times} 次`, `醒 ${times} 次`],
  lies: ['已经到了', '已到'],
  nobodyTold: (time) => [`${time}内没有人得到通知`, `${time}未通知`],
  neverTold: ['始终没有人得到通知', '没有通知'],
  woken: '被它叫醒',
  looksAgain: '自己再看',
  free: '空着',
  noAnswer: '没有回答',
  noBell: '铃没响',
  tooEarly: '过早',
  gone: (code, signal) => [...((signal ?? code) ? [`没了：${signal ?? `退出码 ${code}`}`] : []), '没了'],
  throws: '抛出异常',
  news: { bytes: '应答', promise: 'Promise', end: '结束' },
  ms: (milliseconds) => `${time(milliseconds)} ${milliseconds < 1000 ? '毫秒' : '秒'}`,
  notToScale: '不按比例',
  situation: (scene, round) => (round === null ? scene : `${scene}，第 ${round + 1} 轮`),
  strip: {
    gone: '程序没了',
    threw: '调用抛出异常',
    spun: '空转',
    held: '线程被堵住',
    never: '始终没有通知',
    'too-early': '通知得过早',
    'told-later': '自己再去问，才晚知道',
    moving: '得到通知，但之前没有安静地等',
    returned: '调用带着结果返回',
    told: '得到通知',
    nothing: '看到了',
  },
  arrivals: '所有场景里，对端的每一次动作',
  hidden: (count) => `另有 ${count} 个场景，内容不公开`,
  who: {
    peer: '对端',
    'judged-thread': '你的线程',
    'helper-thread': '辅助线程',
    bell: '门铃',
    lab: '评测程序',
  },
  round: (round) => `第 ${round} 轮`,
  sameRounds: (from, to, as) =>
    from === to ? `第 ${from} 轮：同第 ${as} 轮` : `第 ${from} 至 ${to} 轮：同第 ${as} 轮`,
  nothingPlayed: '程序没有运行，所以看不到它怎样等待。',
  legend: {
    loop: '睡在事件循环里：任何事都能叫醒它',
    held: '堵在一次调用里：别的都听不见',
    awake: '运行一小会儿',
    spin: '一直在跑',
  },
};

export const pictureWords: Readonly<Record<Locale, PictureWords>> = { en, 'zh-CN': zhCN };
