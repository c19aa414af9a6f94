import type { Exercise } from '../exercise/exercise.js';
import type { RecordedEvent } from './recording.js';
import type { TimelineEntry } from './report.js';
import type { SceneTrace } from './scene-trace.js';
import { syscallsVersion } from './syscalls.js';
import type { Syscalls } from './syscalls.js';
import { say } from './words/phrases.js';
import { eventText } from './words/timeline.js';

export const syscallsNote = say(
  'This is another run of the same program with the same seed, slowed down by strace; it changes no verdict and no points, and its times are not those of the graded run. Each visible situation is played in a program of its own, and of repeated rounds the first. Hidden situations are not played; what Node does before your program is loaded is left out. Calls on <lab> are the lab’s own conversation with your program: its questions and the answers.',
  '这是同一程序以相同种子的另一次运行，并被 strace 拖慢：它不改变任何判定和得分，其中的时间也不是评分那次运行的时间。每个公开场景各启动一次程序，重复的轮次只演第一轮。不公开的场景不演；Node 在加载你的程序之前所做的事已略去。针对 <lab> 的调用是评测程序自己与你的程序之间的对话：它的提问和得到的回答。',
);

/** What a traced thread was seen to do is told by its calls; being traced, its counters would tell of the tracer. */
function isToldByCalls({ lane, event }: RecordedEvent): boolean {
  if (lane === 'helper-thread') return true;
  return lane === 'judged-thread' && event !== 'returned' && event !== 'threw';
}

/** Pure: what a proctor handed out → what a reader gets. Of a hidden scene nothing, whatever was handed out. */
export function syscallsOf(exercise: Exercise, seed: number, traces: readonly SceneTrace[]): Syscalls {
  const visible = exercise.scenes.filter((scene) => !scene.hidden).map((scene) => scene.id);
  const shown = traces.filter((trace) => visible.includes(trace.scene));
  return {
    syscallsVersion,
    exercise: exercise.slug,
    exerciseVersion: exercise.version,
    seed,
    note: syscallsNote,
    scenes: shown.map(({ events, ...trace }) => ({
      ...trace,
      timeline: events
        .filter((event) => !isToldByCalls(event))
        .map((event): TimelineEntry => ({ ...event, scene: trace.scene, text: eventText(event) })),
    })),
    notPlayed: visible.filter((id) => !shown.some((trace) => trace.scene === id)),
  };
}
