// Opens for writing, never writes: where this is possible, the walls are down on a real host.
import { closeSync, constants, openSync, readdirSync, readFileSync } from 'node:fs';

const attempt = (path, flags) => {
  try {
    closeSync(openSync(path, flags));
    return 'possible';
  } catch (error) {
    return error.code;
  }
};
const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return error.code;
  }
};
const write = [
  '/proc/sys/kernel/core_pattern',
  '/proc/sys/kernel/modprobe',
  '/proc/sys/vm/overcommit_memory',
  '/proc/sys/user/max_user_namespaces',
  '/proc/sysrq-trigger',
  '/proc/self/mem',
  '/proc/1/mem',
  '/proc/self/oom_score_adj',
  '/proc/self/uid_map',
  '/proc/self/comm',
  '/bin/node',
  '/etc/hosts',
];
const reading = [
  '/proc/kcore',
  '/proc/kmsg',
  '/sys/fs/cgroup',
  '/dev/mem',
  '/dev/shm',
  '/dev/tty',
  '/dev/kvm',
  '/dev/fuse',
  '/run',
];
console.log(
  JSON.stringify({
    write: Object.fromEntries(write.map((path) => [path, attempt(path, constants.O_WRONLY)])),
    read: Object.fromEntries(reading.map((path) => [path, attempt(path, constants.O_RDONLY)])),
    initEnvironment: read('/proc/1/environ'),
    ownEnvironment: read('/proc/self/environ').split('\0').filter(Boolean).sort(),
    pids: readdirSync('/proc').filter((name) => /^\d+$/.test(name)),
    hostFile: attempt(process.argv[1], constants.O_WRONLY),
    hostFileByRoot: attempt(`/proc/1/root${process.argv[1]}`, constants.O_WRONLY),
    hostFileByParents: attempt(`${'../'.repeat(40)}${process.argv[1]}`, constants.O_WRONLY),
  }),
);
