import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { findCgroupPlace, type CgroupPlace } from './cgroup-place.js';
import { ensureImage, type Image, type ImageOptions } from './image.js';
import { explainRefusal, refusedBySwitch, type NamespaceSwitches } from './refusals.js';
import { findTool } from './tools.js';
import type { TrialFindings } from './trial-inside.js';
import { runTrial } from './trial.js';

const run = promisify(execFile);

/** One promise of the sandbox, for whoever runs Doorbell. */
export interface Requirement {
  /** Stable name. */
  readonly id: string;
  readonly ok: boolean;
  /** What is promised or needed. */
  readonly what: string;
  /** What was found. */
  readonly why: string;
  /** What to do about it; empty when it is met. */
  readonly how: string;
}

const met = (id: string, what: string, why: string): Requirement => ({ id, ok: true, what, why, how: '' });
const unmet = (id: string, what: string, why: string, how: string): Requirement => ({
  id,
  ok: false,
  what,
  why,
  how,
});
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** bubblewrap brought `--disable-userns` and `--size` with 0.8.0. */
const oldestBwrap = [0, 8] as const;

async function sysctl(name: string): Promise<number | null> {
  const text = await readFile(`/proc/sys/${name}`, 'utf8').catch(() => null);
  return text === null ? null : Number(text);
}

async function namespaceSwitches(): Promise<NamespaceSwitches> {
  return {
    maxUserNamespaces: await sysctl('user/max_user_namespaces'),
    unprivilegedUsernsClone: await sysctl('kernel/unprivileged_userns_clone'),
    apparmorRestrictsUserns: await sysctl('kernel/apparmor_restrict_unprivileged_userns'),
  };
}

function checkMachine(): Requirement {
  const what = 'Linux on x86_64';
  const why = `this is ${process.platform} on ${process.arch}`;
  return process.platform === 'linux' && process.arch === 'x64'
    ? met('machine', what, why)
    : unmet(
        'machine',
        what,
        `${why}; the system call filter is written for x86_64`,
        'use an x86_64 Linux machine',
      );
}

async function checkBwrap(): Promise<Requirement> {
  const what = `bubblewrap ${oldestBwrap.join('.')} or later`;
  const path = await findTool('bwrap');
  const how = 'apt-get install bubblewrap';
  if (path === null) return unmet('bubblewrap', what, 'bwrap is not installed', how);
  const { stdout } = await run(path, ['--version'], { env: {} });
  const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(stdout) ?? []).map(Number);
  const enough = major > oldestBwrap[0] || (major === oldestBwrap[0] && minor >= oldestBwrap[1]);
  return enough
    ? met('bubblewrap', what, `${stdout.trim()} at ${path}`)
    : unmet(
        'bubblewrap',
        what,
        `${stdout.trim()} at ${path} lacks --disable-userns`,
        `${how}, from a newer release of the system`,
      );
}

async function checkTools(): Promise<Requirement> {
  const what = 'prlimit, choom, setpriv (util-linux), env, sh';
  const names = ['prlimit', 'choom', 'setpriv', 'env', 'sh'];
  const missing: string[] = [];
  for (const name of names) if ((await findTool(name)) === null) missing.push(name);
  return missing.length === 0
    ? met('tools', what, 'all there')
    : unmet('tools', what, `missing: ${missing.join(', ')}`, 'apt-get install util-linux coreutils');
}

async function checkSeccomp(): Promise<Requirement> {
  const what = 'system call filters (seccomp)';
  const actions = await readFile('/proc/sys/kernel/seccomp/actions_avail', 'utf8').catch(() => '');
  return actions.includes('errno') && actions.includes('kill_process')
    ? met('seccomp', what, `the kernel offers ${actions.trim()}`)
    : unmet(
        'seccomp',
        what,
        'this kernel has no seccomp filters',
        'use a kernel built with CONFIG_SECCOMP_FILTER (all distributions’ are)',
      );
}

async function checkNamespaces(): Promise<Requirement> {
  const what = 'user namespaces for unprivileged users';
  const refusal = refusedBySwitch(await namespaceSwitches());
  return refusal
    ? unmet('user-namespaces', what, refusal.why, refusal.how)
    : met('user-namespaces', what, 'no kernel switch forbids them');
}

function checkLimits(place: CgroupPlace): Requirement {
  const what = 'memory and task limits on a slot as a whole';
  if (place.version === null) {
    return met(
      'limits',
      what,
      `kept by a watcher and RLIMIT_NPROC, which is weaker than cgroups: ${place.reason}`,
    );
  }
  return met(
    'limits',
    what,
    `cgroup v${place.version} below ${place.version === 2 ? place.directory : place.memory}`,
  );
}

/** What the submission of the trial run could reach, promise by promise. */
export function judgeFindings(findings: TrialFindings): Requirement[] {
  const how = 'do not run submissions on this host; report this with the output of `doorbell doctor`';
  const promise = (id: string, what: string, kept: boolean, found: string) =>
    kept ? met(id, what, found) : unmet(id, what, found, how);
  return [
    promise(
      'unprivileged',
      'a submission has no capability and cannot gain one',
      /^[0 ]+$/.test(findings.capabilities) && findings.noNewPrivileges === '1' && findings.uid !== 0,
      `uid ${findings.uid}, capabilities ${findings.capabilities}`,
    ),
    promise(
      'filtered',
      'its system calls are filtered',
      findings.seccompMode === '2',
      `Seccomp: ${findings.seccompMode}`,
    ),
    promise(
      'host-untouched',
      'it cannot write the host’s sysctls, its own memory file or its root',
      ['EACCES', 'EROFS', 'EPERM', 'ENOENT'].includes(findings.corePattern) &&
        findings.ownMemory === 'EROFS' &&
        findings.root === 'EROFS',
      `core_pattern ${findings.corePattern}, /proc/self/mem ${findings.ownMemory}, / ${findings.root}`,
    ),
    promise(
      'no-core-dumps',
      'its crash starts no program of the host',
      findings.coreLimit === '1' || (findings.coreLimit === '0' && !/^[|@]/.test(findings.coresGoTo)),
      `Max core file size: ${findings.coreLimit}, core_pattern: ${findings.coresGoTo}`,
    ),
    promise(
      'network-empty',
      'it sees no network but its own loopback',
      findings.interfaces.join() === 'lo',
      `interfaces: ${findings.interfaces.join(', ')}`,
    ),
    promise(
      'loopback',
      'the loopback works, by the name localhost too',
      findings.loopback === 'possible',
      `a connection was ${findings.loopback}`,
    ),
    promise(
      'environment-empty',
      'no environment reaches it',
      findings.initEnvironment === '' && findings.environment.every((name) => name === 'PWD'),
      `variables: ${findings.environment.join(', ') || 'none'}`,
    ),
    promise(
      'own-processes',
      'it sees no process but its own',
      findings.pid === 2,
      `its PID is ${findings.pid}`,
    ),
    promise(
      'scratch',
      'it has a /tmp of its own',
      findings.scratch === 'possible',
      `writing there was ${findings.scratch}`,
    ),
  ];
}

async function checkImage(options: ImageOptions): Promise<{ requirement: Requirement; image: Image | null }> {
  const what = 'a read-only image with only what Node needs';
  try {
    const image = await ensureImage(options);
    return { requirement: met('image', what, image.root), image };
  } catch (error) {
    return {
      requirement: unmet(
        'image',
        what,
        messageOf(error),
        'install what is missing, or make the data directory writable',
      ),
      image: null,
    };
  }
}

async function checkChain(image: Image, place: CgroupPlace): Promise<Requirement[]> {
  const what = 'the whole chain runs a program';
  try {
    return [met('chain', what, 'a trial submission ran'), ...judgeFindings(await runTrial(image, place))];
  } catch (error) {
    const refusal = explainRefusal(messageOf(error), await namespaceSwitches());
    return [unmet('chain', what, `${refusal.why} (${messageOf(error)})`, refusal.how)];
  }
}

/**
 * Everything the sandbox promises, tried on this host: for `doorbell doctor` and readiness. Takes about half a
 * second, more when the image is not built yet. Never rejects.
 */
export async function checkRequirements(options: ImageOptions): Promise<Requirement[]> {
  const place = await findCgroupPlace();
  const host = [
    checkMachine(),
    await checkBwrap(),
    await checkTools(),
    await checkSeccomp(),
    await checkNamespaces(),
    checkLimits(place),
  ];
  if (host.some(({ ok }) => !ok)) return host;
  const { requirement, image } = await checkImage(options);
  return [...host, requirement, ...(image ? await checkChain(image, place) : [])];
}
