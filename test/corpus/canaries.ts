import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { CgroupPlace } from '../../src/lab/sandbox/cgroup-place.js';
import type { TrialSlot } from '../../src/lab/sandbox/trial.js';
import { children, descendants, processes } from '../../src/soak/processes.js';

/** Values of the kernel that are the host's own: what an escape would change first. */
const sysctls = [
  'kernel/core_pattern',
  'kernel/modprobe',
  'kernel/randomize_va_space',
  'kernel/hostname',
  'vm/overcommit_memory',
  'net/ipv4/ip_forward',
];

/** What stands on the host while hostile programs run, and must be found as it was. */
export interface Bait {
  /** Everybody on the host may read and write it: only the sandbox keeps a program away. */
  readonly file: string;
  /** A JavaScript module of the host, likewise. */
  readonly module: string;
  /** A listening port on the host's loopback. */
  readonly port: number;
  /** An abstract Unix socket of the host, without its leading NUL. */
  readonly abstractName: string;
  /** Connections that reached the port or the abstract socket. */
  reached(): number;
  remove(): Promise<void>;
}

const contents = 'the host’s own\n';
const longAgo = new Date('2001-02-03T04:05:06Z');

export async function layBait(): Promise<Bait> {
  const directory = await mkdtemp(path.join(tmpdir(), 'doorbell-bait-'));
  const file = path.join(directory, 'file');
  const module = path.join(directory, 'module.mjs');
  writeFileSync(file, contents, { mode: 0o666 });
  writeFileSync(module, 'export const secret = 42;\n', { mode: 0o666 });
  // Reading a file whose access time lies before its change moves that time, even on a relatime mount (mount(8)).
  for (const each of [file, module]) utimesSync(each, longAgo, longAgo);
  let reached = 0;
  const listen = async (where: number | string): Promise<Server> => {
    const server = createServer((socket) => {
      reached += 1;
      socket.destroy();
    });
    if (typeof where === 'number') server.listen(where, '127.0.0.1');
    else server.listen(`\0${where}`);
    await once(server, 'listening');
    return server;
  };
  const abstractName = `doorbell-bait-${process.pid}`;
  const servers = [await listen(0), await listen(abstractName)];
  const address = servers[0]?.address();
  return {
    file,
    module,
    port: typeof address === 'object' && address ? address.port : 0,
    abstractName,
    reached: () => reached,
    async remove() {
      for (const server of servers) server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What was found, in a shape that one `toEqual` compares. */
export interface Canaries {
  readonly sysctls: Readonly<Record<string, string>>;
  readonly bait: { readonly contents: string; readonly times: readonly number[]; readonly reached: number };
  /** Command lines of every process of the slot, and of every process of its user. */
  readonly processes: readonly string[];
  readonly mounts: { readonly host: number; readonly slot: number };
  readonly networkNamespaces: number;
  readonly cgroups: readonly string[];
  readonly abstractSockets: readonly string[];
  readonly listeners: readonly string[];
  readonly sharedMemory: readonly string[];
}

const lines = (file: string) => readFileSync(file, 'utf8').trim().split('\n');

/** A process and all below it. Nobody can leave: orphans go to the slot's own PID 1. */
export function treeOf(pid: number): number[] {
  return [pid, ...descendants(pid)];
}

function processesOfUser(uid: number): number[] {
  return processes().filter((pid) => {
    try {
      return statSync(`/proc/${pid}`).uid === uid;
    } catch {
      return false;
    }
  });
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, 1).join(' ');
  } catch {
    return 'gone';
  }
}

function cgroupDirectories(place: CgroupPlace): string[] {
  const parents =
    place.version === 2 ? [place.directory] : place.version === 1 ? [place.memory, place.pids] : [];
  return parents
    .flatMap((parent) => (parent === null ? [] : readdirSync(parent)))
    .filter((name) => name.startsWith('doorbell-') && name.includes(`-${process.pid}-`))
    .sort();
}

/** A namespace lives as long as a process, an open descriptor or a mount names it: nothing else can. */
function networkNamespacesOf(pids: readonly number[]): number {
  const found = pids.flatMap((pid) => {
    try {
      return [readlinkSync(`/proc/${pid}/ns/net`)];
    } catch {
      return [];
    }
  });
  return new Set(found).size;
}

/** The slot's proctor, in the host's numbers: bwrap, its PID 1, and the Node below that. */
function proctorOf(trial: TrialSlot): number {
  const [init = 0] = children(trial.slot.child.pid as number);
  const [proctor = 0] = children(init);
  return proctor;
}

/** As `readCanaries`, once a killed sandbox has gone; what is still there after 3 s is what is left. */
export async function settledCanaries(
  trial: TrialSlot,
  place: CgroupPlace,
  bait: Bait,
  before: Canaries,
): Promise<Canaries> {
  const most = before.processes.length;
  for (let tries = 0; tries < 300; tries += 1) {
    const now = readCanaries(trial, place, bait);
    if (now.processes.length <= most && !now.processes.includes('gone')) return now;
    await pause(10);
  }
  return readCanaries(trial, place, bait);
}

/** As `readCanaries`, once what ran before has gone: two looks 100 ms apart agree, nothing is left to be reaped. */
export async function firstCanaries(trial: TrialSlot, place: CgroupPlace, bait: Bait): Promise<Canaries> {
  let last = readCanaries(trial, place, bait);
  for (let tries = 0; tries < 100; tries += 1) {
    await pause(100);
    const now = readCanaries(trial, place, bait);
    // A zombie’s command line is empty (proc(5)).
    const alive = now.processes.every((command) => command !== '' && command !== 'gone');
    if (alive && isDeepStrictEqual(now, last)) return now;
    last = now;
  }
  throw new Error('the slot does not come to rest');
}

/** Reads everything, from the host. The slot must be idle. */
export function readCanaries(trial: TrialSlot, place: CgroupPlace, bait: Bait): Canaries {
  const tree = treeOf(trial.slot.child.pid as number);
  const proctor = proctorOf(trial);
  const all = [...new Set([...tree, ...(trial.slot.uid === null ? [] : processesOfUser(trial.slot.uid))])];
  const unix = lines(`/proc/${proctor}/net/unix`);
  const tcp = [`/proc/${proctor}/net/tcp`, `/proc/${proctor}/net/tcp6`]
    .filter((file) => existsSync(file))
    .flatMap(lines);
  return {
    sysctls: Object.fromEntries(
      sysctls
        .filter((name) => existsSync(`/proc/sys/${name}`))
        .map((name) => [name, readFileSync(`/proc/sys/${name}`, 'utf8')]),
    ),
    bait: {
      contents: readBait(bait),
      times: [bait.file, bait.module].map((file) => statSync(file).atimeMs),
      reached: bait.reached(),
    },
    processes: all.map(commandOf).sort(),
    mounts: { host: lines('/proc/self/mountinfo').length, slot: lines(`/proc/${proctor}/mountinfo`).length },
    networkNamespaces: networkNamespacesOf(all),
    cgroups: cgroupDirectories(place),
    abstractSockets: unix.flatMap((line) => / (@.*)$/.exec(line)?.[1] ?? []),
    // State 0A is LISTEN (net/tcp_states.h).
    listeners: tcp.filter((line) => / 0A /.test(line)),
    // The size that programs/native-calls.mjs asks for: PostgreSQL and others keep segments of their own here.
    // The fourth column, as `rss` may be the same number.
    sharedMemory: lines('/proc/sysvipc/shm').filter((line) => line.trim().split(/\s+/)[3] === '4096'),
  };
}

/** Reads the bait and puts its access time back, so that one's own look is not taken for a program's. */
function readBait({ file, module }: Bait): string {
  const times = [file, module].map((each) => statSync(each).atimeMs);
  const text = readFileSync(file, 'utf8');
  [file, module].forEach((each, index) =>
    utimesSync(each, new Date(times[index] as number), statSync(each).mtime),
  );
  return text;
}
