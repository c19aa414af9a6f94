import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * CPU time of a process and of everything it starts, to the nanosecond, whoever reaps it: a cgroup. wait4(2) would not
 * do: bwrap does not wait for its own init, and when a submission is killed with its PID namespace the kernel reaps
 * what was in it without adding its time to anybody's (pid_namespaces(7); zap_pid_ns_processes ignores SIGCHLD).
 */
export class CpuGroup {
  #directory;
  #version;

  constructor(directory, version) {
    this.#directory = directory;
    this.#version = version;
  }

  /** @throws Error that says why there is none */
  static make(name) {
    const { directory, version } = ownGroup();
    const group = join(directory, `doorbell-bench-${process.pid}-${name}`);
    try {
      mkdirSync(group);
      // The lab makes its slots' groups below the innermost group that has a memory limit: so here, and they count.
      if (version === 2) writeFileSync(join(group, 'memory.max'), `${totalmem()}`);
    } catch (error) {
      if (existsSync(group)) rmdirSync(group);
      throw new Error(
        `The bench counts CPU time by cgroup and cannot make one in ${directory} (${error.code}): run it as root, ` +
          'or where cgroups are delegated to you (systemd-run --user --scope -p Delegate=yes npm run bench).',
        { cause: error },
      );
    }
    return new CpuGroup(group, version);
  }

  enter(pid) {
    writeFileSync(join(this.#directory, 'cgroup.procs'), `${pid}`);
  }

  /** Milliseconds of CPU, all that ever ran here together. */
  usedMs() {
    if (this.#version === 1)
      return Number(readFileSync(join(this.#directory, 'cpuacct.usage'), 'utf8')) / 1e6;
    const text = readFileSync(join(this.#directory, 'cpu.stat'), 'utf8');
    return Number(/^usage_usec (\d+)$/m.exec(text)[1]) / 1e3;
  }

  async remove() {
    const until = performance.now() + 5000;
    for (;;) {
      try {
        for (const each of readdirSync(this.#directory, { withFileTypes: true })) {
          if (each.isDirectory()) rmdirSync(join(this.#directory, each.name));
        }
        return rmdirSync(this.#directory);
      } catch (error) {
        if (error.code !== 'EBUSY' || performance.now() > until) throw error;
        await pause(20);
      }
    }
  }
}

/** This process's own group in the hierarchy that counts CPU time: v1's cpuacct, else v2. cgroups(7) */
function ownGroup() {
  const groups = new Map(
    readFileSync('/proc/self/cgroup', 'utf8')
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [, controllers, path] = line.match(/^\d+:([^:]*):(.*)$/);
        return controllers.split(',').map((controller) => [controller, path]);
      }),
  );
  const places = readFileSync('/proc/self/mountinfo', 'utf8')
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [fields, rest] = line.split(' - ');
      const [type, , options] = rest.split(' ');
      const [, , , mountRoot, mountPoint] = fields.split(' ');
      const version =
        type === 'cgroup2' ? 2 : type === 'cgroup' && options.split(',').includes('cpuacct') ? 1 : 0;
      if (version === 0) return [];
      const path = groups.get(version === 1 ? 'cpuacct' : '') ?? '/';
      const inside = path.startsWith(mountRoot) ? path.slice(mountRoot.length) : '';
      return [{ version, directory: join(mountPoint, inside) }];
    })
    .sort((a, b) => a.version - b.version);
  if (places.length === 0) throw new Error('The bench counts CPU time by cgroup, and this system has none.');
  return places[0];
}
