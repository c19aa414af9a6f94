import type { Bilingual } from '../../bilingual.js';
import type { RecordedEvent } from '../recording.js';
import { code, countEn, digits, say, timesEn } from './phrases.js';

function text(event: RecordedEvent, name: string): string | null {
  const value = event.values[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function number(event: RecordedEvent, name: string): number | null {
  const value = event.values[name];
  return typeof value === 'number' ? value : null;
}

/** “on slow”, “on the 50 connections peers”, where the wire is named. */
function on(event: RecordedEvent): Bilingual {
  const wire = text(event, 'wire');
  const wires = number(event, 'wires');
  if (wire === null) return say('', '');
  if (wires === null) return say(` on ${code(wire)}`, `在 ${code(wire)} 上`);
  return say(
    ` on ${countEn(wires, 'connection')} of ${code(wire)}`,
    `在 ${code(wire)} 的 ${digits(wires)} 个连接上`,
  );
}

/** “in 4 pieces”, where one wire had it piece by piece. */
function pieces(event: RecordedEvent): Bilingual {
  const times = number(event, 'times') ?? 1;
  return times < 2 || number(event, 'wires') !== null
    ? say('', '')
    : say(` in ${digits(times)} pieces`, `，分 ${digits(times)} 次`);
}

/** Whose thread is meant. */
function thread(event: RecordedEvent): Bilingual {
  return event.lane === 'helper-thread' ? say('A helper thread', '辅助线程') : say('Your thread', '你的线程');
}

/** What a picture or a table says of a hidden scene. */
export const furtherSituationText = say(
  'A further situation, which is not shown',
  '另有一个场景，内容不公开',
);

/** One event of the timeline, in a sentence short enough to stand in a picture. */
export function eventText(event: RecordedEvent): Bilingual {
  const { en, 'zh-CN': zh } = on(event);
  const name = text(event, 'name');
  const bytes = number(event, 'bytes');
  const parts = pieces(event);
  switch (event.event) {
    case 'call':
      return name === null
        ? say('The lab calls your program', '评测程序调用你的程序')
        : say(`The lab calls ${code(name)}`, `评测程序调用 ${code(name)}`);
    case 'returned':
      return name === null
        ? say('The call returns', '调用返回')
        : say(`${code(name)} returns`, `${code(name)} 返回`);
    case 'threw':
      return name === null
        ? say('The call throws', '调用抛出异常')
        : say(`${code(name)} throws`, `${code(name)} 抛出异常`);
    case 'silence':
      return say('The peer is silent; the lab watches your threads', '对端沉默，观察你的各个线程');
    case 'asleep':
    case 'running':
    case 'moving':
    case 'untold':
      return threadText(event);
    case 'ping':
      return say('“Are you free?”', '“你空着吗？”');
    case 'pong':
      return say(`${thread(event).en} answers: free`, `${thread(event)['zh-CN']}回答：空着`);
    case 'send':
      return bytes === null
        ? say(`The peer sends${en}`, `对端${zh}发送数据`)
        : say(
            `The peer sends ${countEn(bytes, 'byte')}${en}${parts.en}`,
            `对端${zh}发送 ${digits(bytes)} 字节${parts['zh-CN']}`,
          );
    case 'half-close':
      return say(`The peer ends its side${en}`, `对端${zh}结束发送`);
    case 'reset':
      return say(`The peer breaks the connection${en}`, `对端${zh}断开连接（重置）`);
    case 'start-reading':
      return say(`The peer begins to read${en}`, `对端${zh}开始读取`);
    case 'stop-reading':
      return say(`The peer stops reading${en}`, `对端${zh}停止读取`);
    case 'connect':
      return say(`The peer connects${en}`, `对端${zh}发起连接`);
    case 'connected':
      return say(`Connected${en}`, `${zh}连接已建立`);
    case 'received':
      return bytes === null
        ? say(`The peer receives data${en}`, `对端${zh}收到数据`)
        : say(
            `The peer receives ${countEn(bytes, 'byte')}${en}${parts.en}`,
            `对端${zh}收到 ${digits(bytes)} 字节${parts['zh-CN']}`,
          );
    case 'ended':
      return say(`Your program ends its side${en}`, `你的程序${zh}结束发送`);
    case 'arrival':
      return say('What comes now decides: is your program told?', '关键时刻到了：你的程序会得到通知吗？');
    case 'rang': {
      const bell = text(event, 'bell');
      return bell === null
        ? say('Your callback runs', '回调运行')
        : say(`The bell ${code(bell)} rings: your callback runs`, `门铃 ${code(bell)} 响了：回调运行`);
    }
    case 'settled':
      return say('The promise settles', 'Promise 有了结果');
    case 'told':
      return say('What was asked for has come', '要求的结果来了');
    case 'too-early':
      return say('It comes before there is anything to tell', '还没有可通知的事，通知就来了');
    case 'never':
      return say('What was asked for does not come', '要求的结果没有来');
    case 'gone':
      return gone(event);
  }
}

/** What the threads were seen to do. */
function threadText(event: RecordedEvent): Bilingual {
  const who = thread(event);
  const call = text(event, 'call');
  if (event.event === 'untold') {
    return call === null
      ? say(
          'The peer has acted; all your threads sleep, nobody is told',
          '对端有了动作；你的所有线程都在睡，没有人得到通知',
        )
      : say(
          `The peer has acted; all your threads sleep (yours in ${code(call)}), nobody is told`,
          `对端有了动作；所有线程都在睡（你的线程睡在 ${code(call)} 里），没有人得到通知`,
        );
  }
  if (event.event === 'running') {
    return event.lane === 'helper-thread'
      ? say('Other threads of your program run without a pause', '你的程序的其他线程一直在跑')
      : say('Your thread runs without a pause', '你的线程一直在跑');
  }
  if (event.event === 'moving') {
    const wakeUps = number(event, 'wakeUps') ?? 0;
    const others = event.lane === 'helper-thread';
    if (wakeUps > 0) {
      return others
        ? say(
            `Nothing happens at the peer, yet helper threads wake ${timesEn(wakeUps)}`,
            `对端没有动静，辅助线程却醒了 ${digits(wakeUps)} 次`,
          )
        : say(
            `Nothing happens at the peer, yet your thread wakes ${timesEn(wakeUps)}`,
            `对端没有动静，你的线程却醒了 ${digits(wakeUps)} 次`,
          );
    }
    return call === null
      ? say(
          'Nothing happens at the peer, yet your program does not rest',
          '对端没有动静，你的程序却没有安静下来',
        )
      : say(
          `${who.en} wakes, and goes back to sleep in ${code(call)}`,
          `${who['zh-CN']}醒来，又回到 ${code(call)} 里睡`,
        );
  }
  const calls = text(event, 'calls');
  if (calls !== null) {
    const threads = number(event, 'threads') ?? 1;
    return say(
      `${countEn(threads, 'helper thread sleeps', 'helper threads sleep')}, by system call: ${calls}`,
      `${digits(threads)} 个辅助线程在睡，各系统调用里的线程数：${calls}`,
    );
  }
  return call === null
    ? say(`${who.en} is not asleep in a system call`, `${who['zh-CN']}没有睡在系统调用里`)
    : say(`${who.en} sleeps in ${code(call)}`, `${who['zh-CN']}睡在 ${code(call)} 里`);
}

function gone(event: RecordedEvent): Bilingual {
  const signal = text(event, 'signal');
  if (signal !== null) return say(`Your program is gone (${signal})`, `你的程序没了（${signal}）`);
  const exit = number(event, 'code');
  return exit === null
    ? say('Your program is gone', '你的程序没了')
    : say(`Your program is gone (exit code ${exit})`, `你的程序没了（退出码 ${exit}）`);
}
