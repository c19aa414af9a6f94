import { nodeFlags, type Limits } from './limits.js';

/**
 * Theory of operation. Two nested bubblewraps, both unprivileged:
 *
 *     grader ─ sh (enters the cgroups) ─ setpriv (root only: a user of the slot's own) ─ bwrap, the slot
 *       └ proctor: own network with only `lo`, own PIDs; sees the image read-only
 *           └ per submission: prlimit ─ choom ─ bwrap, the jail ─ node
 *                 no capability, no new user namespace, filtered system calls; shares the slot's network
 *
 * The proctor is the submission's ancestor and has its user: so it may read `/proc/<pid>` of every process in
 * the jail. The jail cannot see the proctor: its PID and mount namespaces hold only itself.
 *
 * bwrap started as real root would be no sandbox: the user inside would be the host's uid 0. Hence `uid`.
 *
 * Pure argument builders, so that one can read and test what is promised. Imports nothing but limits: the
 * proctor, inside the image, uses this too.
 */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * One thread for V8's own work, and semi-spaces of 4 MiB: with the default of 16 the garbage of many runs stays resident
 * in a process that lives as long as its slot. After 800 runs of one slot it is 85 MiB, and level from the 400th on, not
 * 133 MiB, at the same processor time (measured one after the other).
 */
const PROCTOR_FLAGS = ['--v8-pool-size=1', '--max-semi-space-size=4'];

/** Devices Node opens; bound one by one, for bwrap's own `--dev` would need a second user namespace. */
const devices = ['null', 'zero', 'random', 'urandom'];

const dev: readonly string[] = [
  ...['--perms', '0755', '--tmpfs', '/dev'],
  ...devices.flatMap((name) => ['--dev-bind', `/dev/${name}`, `/dev/${name}`]),
  ...['--symlink', '/proc/self/fd', '/dev/fd'],
  ...['--symlink', '/proc/self/fd/0', '/dev/stdin'],
  ...['--symlink', '/proc/self/fd/1', '/dev/stdout'],
  ...['--symlink', '/proc/self/fd/2', '/dev/stderr'],
  // No /dev/shm, and nothing to fill.
  ...['--remount-ro', '/dev'],
];

/**
 * Enters every cgroup named before `--`, before anything is started that could be left outside; then makes the
 * whole slot a better victim for the kernel than anything of the host's (proc(5), oom_score_adj).
 *
 * A core of one byte, not of none: core(5) knows no limit where cores go through a pipe to a program that the host's
 * root runs, but the kernel stops at this very value (fs/coredump.c), and seccomp.ts keeps a submission from lowering
 * it. Where the service itself was started with none, it stays so (requirements.ts says whether that is enough).
 * `$0` is prlimit.
 */
const enter = [
  'while [ "$1" != -- ]; do echo 0 > "$1" || exit 121; shift; done; shift',
  'echo 500 > /proc/self/oom_score_adj || exit 122',
  '"$0" --core=1:1 --pid $$ 2>/dev/null || [ "$(ulimit -Hc)" = 0 ] || exit 123',
  'exec "$@"',
].join('\n');

export interface ProctorOptions {
  /** The image's root on this host. */
  readonly image: string;
  /** Unprivileged user and group id of the slot; null for an ordinary user's grader, who keeps their own. */
  readonly uid: number | null;
  /** `cgroup.procs` files to enter. */
  readonly cgroups: readonly string[];
  /** Script inside the image and its arguments. */
  readonly script: readonly string[];
  /** Real paths on this host. */
  readonly tools: {
    readonly sh: string;
    readonly env: string;
    readonly prlimit: string;
    readonly setpriv: string;
    readonly bwrap: string;
  };
}

/**
 * The slot. The proctor keeps two capabilities, over its own namespaces only: CAP_SYS_ADMIN to mount each submission's
 * `/tmp` with an inode limit, which bwrap cannot (scratch.ts), and CAP_NET_ADMIN for the loopback (../proctor/loopback.ts);
 * on the host they are no privilege at all.
 * @throws Error for uid 0.
 */
export function proctorCommand({ image, uid, cgroups, script, tools }: ProctorOptions): Command {
  if (uid === 0) throw new Error('a slot never runs as root');
  const drop =
    uid === null
      ? []
      : [tools.setpriv, '--reuid', `${uid}`, '--regid', `${uid}`, '--clear-groups', '--inh-caps=-all', '--'];
  return {
    file: tools.sh,
    args: [
      ...['-c', enter, tools.prlimit, ...cgroups, '--'],
      // An empty environment for bwrap itself: it is /proc/1/environ inside.
      ...[tools.env, '-i', ...drop, tools.bwrap],
      ...[
        '--unshare-user',
        '--unshare-net',
        '--unshare-pid',
        '--unshare-ipc',
        '--unshare-uts',
        '--unshare-cgroup-try',
      ],
      ...['--hostname', 'doorbell'],
      ...['--ro-bind', image, '/', '--proc', '/proc', ...dev],
      ...['--size', '1048576', '--tmpfs', '/tmp', '--size', '1048576', '--tmpfs', '/run'],
      ...['--cap-drop', 'ALL', '--cap-add', 'CAP_SYS_ADMIN', '--cap-add', 'CAP_NET_ADMIN'],
      ...['--die-with-parent', '--chdir', '/', '--', '/bin/node', ...PROCTOR_FLAGS, ...script],
    ],
  };
}

export interface SubmissionOptions {
  readonly limits: Limits;
  /** Descriptor, in the spawned process, of a pipe or file that holds the filter of seccomp.ts. bwrap closes it. */
  readonly seccompFd: number;
  /** Descriptor, in the spawned process, bwrap writes `{"child-pid": N}` to; it closes it. */
  readonly infoFd?: number;
  /** Directory of the proctor's that becomes `/tmp`; from `mountScratch`. */
  readonly scratch: string;
  /** Script inside the jail and its arguments. */
  readonly script: readonly string[];
  /** Lets Node load koffi. */
  readonly addons?: boolean;
}

/**
 * One submission, started by the proctor with an empty environment. Descriptors the proctor puts into `stdio` past
 * the ones named here arrive in Node under the same numbers; bwrap's own processes close theirs, so that the
 * submission's close is the last one.
 */
export function submissionCommand({
  limits,
  seccompFd,
  infoFd,
  scratch,
  script,
  addons,
}: SubmissionOptions): Command {
  // The user's tasks are counted over the slot's user namespace: the proctor's and bwrap's are among them.
  const tasks = limits.tasks + 32;
  return {
    file: '/bin/prlimit',
    args: [
      ...[`--nofile=${limits.descriptors}`, `--nproc=${tasks}`, `--fsize=${limits.fileBytes}`],
      ...[`--cpu=${limits.cpuSeconds}:${limits.cpuSeconds + 1}`, '--memlock=65536', '--msgqueue=0'],
      // Readonly /proc below: a submission cannot take this back.
      ...['--', '/bin/choom', '-n', '1000', '--', '/bin/bwrap'],
      ...['--unshare-user', '--disable-userns', '--uid', '65534', '--gid', '65534'],
      ...[
        '--unshare-pid',
        '--unshare-ipc',
        '--unshare-uts',
        '--unshare-cgroup-try',
        '--hostname',
        'doorbell',
      ],
      // /proc read-only: no write to /proc/self/mem, oom_score_adj, or any sysctl.
      ...[
        '--ro-bind',
        '/jail',
        '/',
        '--proc',
        '/proc',
        '--remount-ro',
        '/proc',
        ...dev,
        '--bind',
        scratch,
        '/tmp',
      ],
      ...['--cap-drop', 'ALL', '--new-session', '--die-with-parent', '--seccomp', `${seccompFd}`],
      ...(infoFd === undefined ? [] : ['--info-fd', `${infoFd}`]),
      ...['--chdir', '/tmp', '--', '/bin/node', ...nodeFlags(limits, { addons }), ...script],
    ],
  };
}
