import type { Bilingual } from '../../bilingual.js';
import type { Recording, Unreadable } from '../recording.js';
import { tracedPath } from '../data-path.js';
import { code, say } from './phrases.js';

/** Why a run is inconclusive, for who keeps the service; the summary tells the student what that means. */
export const unreadableText: Readonly<Record<Unreadable, Bilingual>> = {
  'too-little-cpu': say('The host gave the run too little CPU.', '主机分给这次运行的 CPU 太少。'),
  'no-cpu': say('The program stood in line for a CPU all the time.', '程序一直在排队等 CPU。'),
  'no-rest': say('A delivery was never seen to come to rest.', '一次投递始终没有平静下来。'),
  undecided: say(
    'The host gave no proof in time, neither for nor against.',
    '主机没能在限时内给出证据，正反都没有。',
  ),
  refused: say(
    'The kernel refused a reading of the program. `doorbell doctor` says what is missing.',
    '内核拒绝读取这个程序的状态。缺什么，`doorbell doctor` 会说明。',
  ),
  'no-unix-readings': say(
    'This kernel gives no readings of Unix sockets (CONFIG_UNIX_DIAG).',
    '这个内核不提供 Unix 套接字的读数（CONFIG_UNIX_DIAG）。',
  ),
};

/** The scene went one way when it was watched and another when its calls were traced. */
export function disagreementText(recording: Recording, scene: string): Bilingual {
  const trace = recording.traces.find((each) => each.scene === scene);
  const seen = recording.scenes.find((each) => each.scene === scene)?.carriers ?? [];
  const traced = (trace && tracedPath(trace)) ?? 'nothing';
  const watched = seen.join(', ') || 'nothing';
  return say(
    `Two runs of one situation disagree: traced, the bytes came by ${code(traced)}; watched, by ${code(watched)}.`,
    `同一情境的两次运行不一致：跟踪时数据经由 ${code(traced)}，观察时经由 ${code(watched)}。`,
  );
}
