import type { Bilingual } from '../../bilingual.js';
import type { Finding, Observation } from '../recording.js';
import { dataPaths } from '../report.js';
import type { DataPath, Mechanism } from '../report.js';
import { aPiece, code, countEn, digits, numberOf, say, textOf, together } from './phrases.js';
import type { FindingWords } from './phrases.js';

type ContentFinding = Extract<
  Finding,
  | 'wrong-arguments'
  | 'wrong-value'
  | 'wrong-result'
  | 'wrong-field'
  | 'no-error'
  | 'right-path'
  | 'other-path'
  | 'wrong-bytes'
  | 'right-bytes'
  | 'nothing-more'
  | 'something-more'
  | 'taken'
  | 'not-taken'
  | 'held-back'
  | 'took-too-much'
>;

const paths: Record<DataPath, Bilingual> = {
  'blocking-read': say(
    'the thread slept in the very call that carried the bytes.',
    '线程就睡在搬数据的那次调用里。',
  ),
  retry: say(
    'the thread tried, and the bytes happened to be there; nothing had told it.',
    '线程去试了一次，数据碰巧已经在了；没有谁告诉过它。',
  ),
  'readiness-then-read': say(
    'first came “ready” (from epoll, poll or select, or by a peek), then the thread fetched the bytes itself.',
    '先得到“就绪”（来自 epoll、poll、select，或者一次只看不取的读），再由线程自己去取数据。',
  ),
  'signal-then-read': say(
    'first came the signal SIGIO, then the thread fetched the bytes.',
    '先来了信号 SIGIO，再由线程去取数据。',
  ),
  'helper-thread': say(
    'another thread or process of the program waited for the bytes and carried them.',
    '程序的另一个线程或进程等着数据，并把数据搬过来。',
  ),
  aio: say(
    'glibc’s helper for `aio_*` waited for the bytes and carried them.',
    'glibc 为 `aio_*` 准备的辅助线程等着数据，并把数据搬过来。',
  ),
};

/** What a check expects that a scene's `data-path` feeds. */
export function pathExpected(path: DataPath): Bilingual {
  const { en, 'zh-CN': zh } = paths[path];
  return say(`What the order of the system calls is to show: ${en}`, `系统调用的先后次序应当表明：${zh}`);
}

function pathWords(path: string | null): Bilingual {
  const words = dataPaths.find((each) => each === path);
  const { en, 'zh-CN': zh } = words ? paths[words] : say('it was not seen.', '没有看到。');
  return say(`${en.charAt(0).toUpperCase()}${en.slice(1)}`, zh);
}

/** A value as the recording shows it: JSON, `Error: …`, a type’s name, or the recording’s own words for “any error”. */
/** The recording’s own words for what is no plain value. */
const kinds: Readonly<Record<string, Bilingual>> = {
  'an Error': say('an Error', '一个 Error'),
  'an object': say('an object', '一个对象'),
  'the same object': say('the very object that your function had returned', '你的函数返回的那个对象本身'),
  object: say('another object', '另一个对象'),
  function: say('a function', '一个函数'),
  array: say('an array', '一个数组'),
};

/** A value as the recording shows it: JSON, `Error: …`, a type’s name, or one of `kinds`. */
function value(shown: string): Bilingual {
  const kind = kinds[shown];
  if (kind) return kind;
  if (shown === 'null') return say('nothing (null or undefined)', '空值（null 或 undefined）'); // Between Chinese and Latin characters stands a space.
  return say(code(shown), ` ${code(shown)}`);
}

/** JSON writes a text in quotation marks, the recording sometimes does not: show both the same way. */
function asJson(shown: string): string {
  return shown in kinds || /^Error: |^["\d[{]|^(null|true|false)$/.test(shown)
    ? shown
    : JSON.stringify(shown);
}

function wrongArguments(observation: Observation): Bilingual {
  const got = textOf(observation, 'got') ?? 'null';
  const wanted = textOf(observation, 'wanted') ?? 'null';
  const entries = [got, wanted].map((text) => /^(\d+) entries$/.exec(text)?.[1]);
  if (entries[0] !== undefined && entries[1] !== undefined) {
    return say(
      `The result has ${countEn(Number(entries[0]), 'entry', 'entries')}; ${digits(Number(entries[1]))} were asked for.`,
      `结果有 ${digits(Number(entries[0]))} 项，要求的是 ${digits(Number(entries[1]))} 项。`,
    );
  }
  const position = numberOf(observation, 'position') ?? 1;
  const a = value(got);
  const b = value(asJson(wanted));
  return say(
    `Argument ${position} of your callback was ${a.en}; right was ${b.en}.`,
    `你的回调的第 ${position} 个参数是${a['zh-CN']}，应该是${b['zh-CN']}。`,
  );
}

function wrongBytes(observation: Observation): Bilingual {
  const at = numberOf(observation, 'at') ?? 0;
  const bytes = numberOf(observation, 'bytes') ?? 0;
  const got = textOf(observation, 'got');
  const wanted = textOf(observation, 'wanted');
  if (got !== null && wanted !== null) {
    const a = value(got);
    const b = value(asJson(wanted));
    if (numberOf(observation, 'count') !== null) {
      return say(
        `Entry ${at} of the result (counted from 0) was ${a.en}; right was ${b.en}.`,
        `结果的第 ${at} 项（从 0 数起）是${a['zh-CN']}，应该是${b['zh-CN']}。`,
      );
    }
    return say(
      `The peer received ${a.en}; right was ${b.en}.`,
      `对端收到的是${a['zh-CN']}，应该是${b['zh-CN']}。`,
    );
  }
  const received = /^(\d+) bytes$/.exec(got ?? '')?.[1];
  if (received !== undefined && Number(received) !== bytes && at >= Math.min(Number(received), bytes)) {
    return say(
      `The peer received ${countEn(Number(received), 'byte')} instead of ${digits(bytes)}.`,
      `对端收到 ${digits(Number(received))} 字节，应该是 ${digits(bytes)} 字节。`,
    );
  }
  const within = numberOf(observation, 'within') ?? 1;
  if (within > 1) {
    return say(
      `The first ${digits(at)} of ${digits(bytes)} bytes were right; among the ${digits(within)} behind them there was a wrong one.`,
      `${digits(bytes)} 个字节中，前 ${digits(at)} 个正确；紧接着的 ${digits(within)} 个里有不对的。`,
    );
  }
  return at === 0
    ? say(
        `Of ${digits(bytes)} bytes, not even the first was right.`,
        `${digits(bytes)} 个字节中，第一个就不对。`,
      )
    : say(
        `The first ${digits(at)} of ${digits(bytes)} bytes were right, the next one was not.`,
        `${digits(bytes)} 个字节中，前 ${digits(at)} 个正确，再往后就不对了。`,
      );
}

function wrongBytesExplained(observation: Observation, wanted: Mechanism): Bilingual {
  const got = textOf(observation, 'got');
  if (numberOf(observation, 'count') !== null) {
    return say(
      'Each result belongs in the place of its own request, and where the connection broke belongs an `Error`. Remember the index; do not append in the order of arrival.',
      '每个结果要放进自己那个请求的位置；连接断了的位置放一个 `Error`。请记住下标，不要按到达的先后往后追加。',
    );
  }
  if (got !== null && textOf(observation, 'wanted') !== null) {
    const { en, 'zh-CN': zh } = aPiece(wanted);
    return say(
      `TCP carries bytes, not messages: one ${en} may hold half a line or two. Collect the bytes, cut where the message ends, and compare with the statement.`,
      `TCP 传的是字节，不是消息：一次 ${zh}里可能只有半行，也可能有两行。先把字节攒起来，在消息结束的地方切开，再对照题目检查。`,
    );
  }
  if (got !== null) {
    return say(
      'Send every byte once and in order: after a partial write, go on from where it stopped. And what is handed over belongs to the operation until it is done, so do not change it before then.',
      '每个字节发一次，次序不变：一次没有写完，就从停下的地方接着写。交出去的数据在操作完成之前归这次操作所有，在此之前不要改动。',
    );
  }
  if (wanted !== 'notified') {
    return say(
      'When the function returns, the buffer must hold them all, in order. Put each piece behind the one before it: `buffer.subarray(count)`.',
      '函数返回时，缓冲区里的数据必须已经齐全，次序不变。每一段都接在前一段后面放：`buffer.subarray(count)`。',
    );
  }
  return say(
    'When you tell, the buffer must be full already: that is the ticket in the envelope. Put each piece behind the one before it, and tell at the last byte.',
    '通知的时候，缓冲区里的数据必须已经齐全：这就是“票已经在信封里”。每一段都接在前一段后面放，收到最后一个字节再通知。',
  );
}

/** What was found about the content: arguments, bytes, what was sent on. */
export const contentWords: Record<ContentFinding, FindingWords> = {
  'wrong-arguments': {
    observed: wrongArguments,
    explanation: (_check, observation) =>
      /^\d+ entries$/.test(textOf(observation, 'wanted') ?? '')
        ? say(
            'Resolve with an array that has one entry for each request, the failed ones included.',
            '用一个数组来完成 Promise：每个请求占一项，失败的也要占。',
          )
        : say(
            'Whoever is told knows only what the arguments say. Compare them with the statement, one by one, for this case too.',
            '被通知的一方只知道参数里写的内容。请对照题目逐个检查参数，这种情况也不例外。',
          ),
  },
  'wrong-value': {
    observed: (observation) => {
      const got = value(asJson(textOf(observation, 'got') ?? 'null'));
      const wanted = value(asJson(textOf(observation, 'wanted') ?? 'null'));
      return say(
        `Your function returned ${got.en}; ${wanted.en} was asked for.`,
        `你的函数返回了${got['zh-CN']}，要求的是${wanted['zh-CN']}。`,
      );
    },
    explanation: () =>
      say(
        'The caller knows only what the function returns. Compare it with the statement, for this case too.',
        '调用方只知道函数返回了什么。请对照题目检查返回值，这种情况也不例外。',
      ),
  },
  'wrong-result': {
    observed: (observation) => {
      const got = value(asJson(textOf(observation, 'got') ?? 'null'));
      const wanted = value(asJson(textOf(observation, 'wanted') ?? 'null'));
      return say(
        `The promise resolved with ${got.en}; right was ${wanted.en}.`,
        `Promise 完成时给出的是${got['zh-CN']}，应该是${wanted['zh-CN']}。`,
      );
    },
    explanation: () =>
      say(
        'Whoever awaits it knows only what it resolves with. Compare that with the statement, for this case too.',
        '等它的代码只知道它给出的值。请对照题目检查这个值，这种情况也不例外。',
      ),
  },
  'wrong-field': {
    observed: (observation) => {
      const field = code(textOf(observation, 'field') ?? '');
      const got = value(asJson(textOf(observation, 'got') ?? 'null'));
      const wanted = value(asJson(textOf(observation, 'wanted') ?? 'null'));
      const position = numberOf(observation, 'position');
      const of =
        position !== null
          ? say(`of argument ${position} of your callback`, `传给你的回调的第 ${position} 个参数里，`)
          : observation.values.from === 'promise'
            ? say('of what the promise resolved with', 'Promise 完成时给出的对象里，')
            : say('of what your function returned', '你的函数返回的对象里，');
      return say(
        `${field} ${of.en} was ${got.en}; right was ${wanted.en}.`,
        `${of['zh-CN']}${field} 是${got['zh-CN']}，应该是${wanted['zh-CN']}。`,
      );
    },
    explanation: () =>
      say(
        'Whoever gets the object goes by its fields. Go through them one by one in the statement: each has its meaning, and has it at a certain moment.',
        '拿到这个对象的一方，只看各个字段行事。请对照题目逐个检查：每个字段有它的含义，也有它该成立的时刻。',
      ),
  },
  'no-error': {
    observed: () =>
      say('Your function returned as if nothing were wrong.', '你的函数照常返回了，好像什么也没有发生。'),
    explanation: () =>
      say(
        'Something did go wrong, and the caller has to learn of it: let the exception out.',
        '其实已经出错了，调用方必须知道：让异常出去。',
      ),
  },
  'right-path': {
    observed: (observation) => pathWords(textOf(observation, 'path')),
    explanation: () => say('That is the way asked for.', '正是题目要求的那条路。'),
  },
  'other-path': {
    observed: (observation) => pathWords(textOf(observation, 'path')),
    explanation: (_check, observation) =>
      together(
        say(
          'The result may be the same, but this exercise is about another way, and the order of the system calls shows which one was taken. Asked for:',
          '结果也许一样，但本题练的是另一条路，而系统调用的先后次序显示了实际走的是哪一条。题目要求的是：',
        ),
        pathWords(textOf(observation, 'wanted')),
      ),
  },
  'wrong-bytes': {
    observed: wrongBytes,
    explanation: (_check, observation, wanted) => wrongBytesExplained(observation, wanted),
  },
  'right-bytes': {
    observed: () => say('The content was right, to the last byte.', '内容正确，一个字节不差。'),
    explanation: () =>
      say('Nothing lost, nothing doubled, nothing out of place.', '没有丢失，没有重复，也没有错位。'),
  },
  'nothing-more': {
    observed: () => say('After that the peer received nothing more.', '在那之后，对端没有再收到别的内容。'),
    explanation: () => say('It was said once, and that is enough.', '说一次就够了。'),
  },
  'something-more': {
    observed: (observation) => {
      const bytes = numberOf(observation, 'bytes') ?? 0;
      const got = textOf(observation, 'got');
      return say(
        `The peer received ${countEn(bytes, 'byte')} too many${got === null ? '' : `: ${code(got)}`}.`,
        `对端多收到了 ${digits(bytes)} 个字节${got === null ? '' : `：${code(got)}`}。`,
      );
    },
    explanation: (check) =>
      check === 'not-early'
        ? say(
            'It had not all come yet. A message may arrive in several pieces: go on collecting until it is complete.',
            '这时还没有全部到齐。一条消息可能分几次到达：请接着攒，完整了再说。',
          )
        : say(
            'Look for a second path that sends: another listener, or a case that does not return after sending.',
            '请找一找还有哪条路也会发送：另一个监听函数，或者发送之后没有返回的分支。',
          ),
  },
  taken: {
    observed: (observation) => {
      const bytes = digits(numberOf(observation, 'bytes') ?? 0);
      return say(`The kernel had taken all ${bytes} bytes.`, `内核已经收下全部 ${bytes} 个字节。`);
    },
    explanation: () =>
      say(
        'The bell says: the kernel has it. It does not say that the peer has read it.',
        '这个通知的意思是：内核已经收下；并不是说对端已经读到。',
      ),
  },
  'held-back': {
    observed: (observation) => {
      const taken = digits(numberOf(observation, 'taken') ?? 0);
      const sent = digits(numberOf(observation, 'sent') ?? 0);
      return say(
        `Of ${sent} bytes that were sent, your program had taken ${taken}; the rest waited in the kernel.`,
        `对端发来 ${sent} 个字节，你的程序只取了 ${taken} 个，其余的等在内核里。`,
      );
    },
    explanation: () =>
      say(
        'So the fast side is slowed down by the slow one, and your memory stays small.',
        '这样，快的一边会被慢的一边带慢，你的内存也不会涨上去。',
      ),
  },
  'took-too-much': {
    observed: (observation) => {
      const taken = digits(numberOf(observation, 'taken') ?? 0);
      const most = digits(numberOf(observation, 'most') ?? 0);
      return say(
        `Your program had taken ${taken} bytes out of the kernel; at most ${most} were allowed.`,
        `你的程序已经从内核取走 ${taken} 个字节，最多只能取 ${most} 个。`,
      );
    },
    explanation: () =>
      say(
        'What nobody takes from you piles up in your own memory. Stop reading until there is room again.',
        '没有人从你这里拿走的数据，会堆在你自己的内存里。先停止读取，等有空位再继续。',
      ),
  },
  'not-taken': {
    observed: (observation) => {
      const taken = digits(numberOf(observation, 'taken') ?? 0);
      const bytes = digits(numberOf(observation, 'bytes') ?? 0);
      return say(
        `When you had told, the kernel had taken ${taken} of ${bytes} bytes.`,
        `你通知之后，内核只收下了 ${bytes} 个字节中的 ${taken} 个。`,
      );
    },
    explanation: () =>
      say(
        'The rest was still with your program. One write may take only a part, and `socket.write` may keep the bytes for later: tell in the callback of the last write.',
        '其余的还在你的程序里。一次写可能只收下一部分，`socket.write` 也可能先把数据留着：请在最后一次写的回调里通知。',
      ),
  },
};
