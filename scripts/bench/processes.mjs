import { readFileSync, readdirSync } from 'node:fs';

/** Clock ticks of /proc/<pid>/stat are 10 ms for user space on every Linux (proc_pid_stat(5), USER_HZ). */
const tickMs = 10;

/** Milliseconds of CPU of one process, all its threads, dead ones too. */
function cpuOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return (fields[11] + fields[12]) * tickMs;
  } catch {
    return 0;
  }
}

function childrenOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function descendants(pid) {
  return childrenOf(pid).flatMap((child) => [child, ...descendants(child)]);
}

/** CPU so far of the parts of a worker that live from one operation to the next, ms. */
export function partsOf(worker) {
  const parts = { grader: cpuOf(worker), compiler: 0, proctor: 0 };
  for (const pid of descendants(worker)) {
    const command = commandOf(pid);
    if (/compiler-child\.js/.test(command)) parts.compiler += cpuOf(pid);
    else if (/^\/bin\/node (--\S+ )*\/doorbell\/(proctor\/|sandbox\/trial-)proctor\.js/.test(command))
      parts.proctor += cpuOf(pid);
  }
  return parts;
}
