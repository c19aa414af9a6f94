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

/** “on slow”, where the wire is named. */
function on(event: RecordedEvent): Bilingual {
  const wire = text(event, 'wire');
  return wire === null ? say('', '') : say(` on ${code(wire)}`, `在 ${code(wire)} 上`);
}

/** Whose thread is meant. */
function thread(event: RecordedEvent): Bilingual {
  return event.lane === 'helper-thread' ? say('A helper thread', '辅助线程') : say('Your thread', '你的线程');
}

/** One event of the timeline, in a sentence short enough to stand in a picture. */
export function eventText(event: RecordedEvent): Bilingual {
  const { en, 'zh-CN': zh } = on(event);
  const who = thread(event);
  const name = text(event, 'name');
  const call = text(event, 'call');
  const bytes = number(event, 'bytes');
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
      return call === null
        ? say(`${who.en} is not asleep in a system call`, `${who['zh-CN']}没有睡在系统调用里`)
        : say(`${who.en} sleeps in ${code(call)}`, `${who['zh-CN']}睡在 ${code(call)} 里`);
    case 'running':
      return say('A thread of your program runs without a pause', '你的程序有一个线程一直在跑');
    case 'moving': {
      const wakeUps = number(event, 'wakeUps') ?? 0;
      return wakeUps === 0
        ? say(
            'Nothing happens at the peer, yet your program does not rest',
            '对端没有动静，你的程序却没有安静下来',
          )
        : say(
            `Nothing happens at the peer, yet your program wakes ${timesEn(wakeUps)}`,
            `对端没有动静，你的程序却醒了 ${digits(wakeUps)} 次`,
          );
    }
    case 'ping':
      return say('“Are you free?”', '“你空着吗？”');
    case 'pong':
      return say(`${who.en} answers: free`, `${who['zh-CN']}回答：空着`);
    case 'send':
      return bytes === null
        ? say(`The peer sends${en}`, `对端${zh}发送数据`)
        : say(`The peer sends ${countEn(bytes, 'byte')}${en}`, `对端${zh}发送 ${digits(bytes)} 字节`);
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
        : say(`The peer receives ${countEn(bytes, 'byte')}${en}`, `对端${zh}收到 ${digits(bytes)} 字节`);
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
    case 'untold':
      return call === null
        ? say(
            'The peer has acted; all your threads sleep, nobody is told',
            '对端有了动作；你的所有线程都在睡，没有人得到通知',
          )
        : say(
            `The peer has acted; all your threads sleep (yours in ${code(call)}), nobody is told`,
            `对端有了动作；所有线程都在睡（你的线程睡在 ${code(call)} 里），没有人得到通知`,
          );
    case 'told':
      return say('What was asked for has come', '要求的结果来了');
    case 'gone':
      return gone(event);
  }
}

function gone(event: RecordedEvent): Bilingual {
  const signal = text(event, 'signal');
  if (signal !== null) return say(`Your program is gone (${signal})`, `你的程序没了（${signal}）`);
  const exit = number(event, 'code');
  return exit === null
    ? say('Your program is gone', '你的程序没了')
    : say(`Your program is gone (exit code ${exit})`, `你的程序没了（退出码 ${exit}）`);
}
