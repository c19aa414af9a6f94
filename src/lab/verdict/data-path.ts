import type { Scene } from '../exercise/scene.js';
import type { Observation, Recording, SceneRecording, Trace, TracedCall } from './recording.js';
import type { DataPath } from './report.js';

/**
 * Who carried the bytes, from the order of the system calls of a traced run. Pure.
 *
 * What /proc cannot show decides here: whether the thread slept in the read itself, was told by a signal, by a set, or just tried;
 * and whether a helper is one of glibc's AIO: that tries pread(2) first and reads when it is told that a socket has no place
 * (ESPIPE; glibc 2.36, sysdeps/pthread/aio_misc.c).
 */

const transfers = new Set([
  ...['read', 'readv', 'pread64', 'preadv', 'preadv2', 'recvfrom', 'recvmsg', 'recvmmsg'],
  ...[
    'write',
    'writev',
    'pwrite64',
    'pwritev',
    'pwritev2',
    'sendto',
    'sendmsg',
    'sendmmsg',
    'splice',
    'sendfile',
  ],
]);
const waits = new Set(['poll', 'ppoll', 'select', 'pselect6', 'epoll_wait', 'epoll_pwait', 'epoll_pwait2']);

/** The way of the first bytes after the arrival; null where no call carried any. Who peeks carries nothing. */
export function tracedPath({ arrival, calls }: Trace): DataPath | null {
  if (!arrival) return null;
  const since = endedAfter(arrival.at, calls);
  const onWire = (call: TracedCall) =>
    since.has(call) && call.wire !== null && arrival.wires.includes(call.wire) && transfers.has(call.name);
  const succeeded = ({ result }: TracedCall) => result !== null && result >= 0;
  const index = calls.findIndex((call) => onWire(call) && succeeded(call) && !call.peeks);
  const carried = calls[index];
  if (!carried) return null;
  const before = calls.slice(0, index);
  const ready = before.some(
    (call) =>
      since.has(call) &&
      call.thread === carried.thread &&
      waits.has(call.name) &&
      call.result !== null &&
      call.result > 0,
  );
  if (carried.thread !== 0) {
    const last = before.findLast((call) => call.thread === carried.thread && call.wire === carried.wire);
    if (isAio(carried, last)) return 'aio';
    return last?.error === 'EAGAIN' && !ready ? 'retry' : 'helper-thread';
  }
  const peeked = before.filter((call) => onWire(call) && succeeded(call) && call.peeks);
  const slept = [carried, ...peeked].some((call) => call.thread === 0 && call.began < arrival.at);
  if (slept) return 'blocking-read';
  // Node turns a signal into an event of its loop, so after one the loop's set is ready, too.
  if (before.some((call) => since.has(call) && isOfReadiness(call))) return 'signal-then-read';
  return ready || peeked.some(({ thread }) => thread !== 0) ? 'readiness-then-read' : 'retry';
}

/**
 * The calls that ended after `ms`. strace gives the time of a call's beginning and how long it took, and may lose the CPU between the
 * two: then what it took counts from later (0.75 ms were seen, in 1 of 250 traces), and the end it gives is too early. The call was over
 * only when the thread made its next one.
 */
function endedAfter(ms: number, calls: readonly TracedCall[]): ReadonlySet<TracedCall> {
  const nextBegan = new Map<number, number>();
  const found = new Set<TracedCall>();
  for (const call of calls.toReversed()) {
    const over = call.kind === 'call' ? (nextBegan.get(call.thread) ?? call.at) : call.at;
    if (call.at >= ms || over >= ms) found.add(call);
    nextBegan.set(call.thread, call.began);
  }
  return found;
}

/**
 * fcntl(2): SIGIO, or the signal that F_SETSIG asked for instead, which then says in its `si_code` what there is, POLL_IN (1) to POLL_HUP
 * (6); strace, which expects these of SIGIO only, gives the number.
 */
function isOfReadiness({ kind, name, arguments: details }: TracedCall): boolean {
  return kind === 'signal' && (name === 'SIGIO' || /\bsi_code=0x[1-6]\b/.test(details));
}

/** The thread's call just before was the same transfer at a place, which a socket refuses. */
function isAio(carried: TracedCall, last: TracedCall | undefined): boolean {
  const positioned = carried.name === 'read' ? 'pread64' : carried.name === 'write' ? 'pwrite64' : null;
  return last?.name === positioned && last.error === 'ESPIPE';
}

/** Ways that look alike in /proc: a helper that only peeks waits there like one that reads. */
function agree(seen: SceneRecording, path: DataPath, trace: Trace): boolean {
  const has = (carrier: SceneRecording['carriers'][number]) => seen.carriers.includes(carrier);
  switch (path) {
    case 'aio':
    case 'helper-thread':
      return has('helper-thread');
    case 'blocking-read':
      return has('judged-read');
    case 'readiness-then-read':
      if (trace.calls.some((call) => call.peeks && call.thread !== 0)) return has('helper-thread');
      return has('loop-set') || has('own-set') || has('nobody');
    case 'signal-then-read':
    case 'retry':
      return has('nobody');
  }
}

/** The path of a scene that was traced; `'disagree'` when the two runs of it went different ways. */
export function pathOfScene(recording: Recording, scene: string): DataPath | 'disagree' | null {
  const trace = recording.traces.find((each) => each.scene === scene);
  const seen = recording.scenes.find((each) => each.scene === scene);
  if (!trace || !seen) return null;
  const path = tracedPath(trace);
  if (path === null) return 'disagree';
  return agree(seen, path, trace) ? path : 'disagree';
}

/** What the scene's `data-path` says to its check. */
export function pathObservation(scene: Scene, recording: Recording): Observation | null {
  const wanted = scene['data-path'];
  const path = pathOfScene(recording, scene.id);
  if (!wanted || path === null || path === 'disagree') return null;
  const passed = path === wanted.is;
  return {
    check: wanted.check,
    passed,
    finding: passed ? 'right-path' : 'other-path',
    round: null,
    line: null,
    values: { path, wanted: wanted.is },
  };
}
