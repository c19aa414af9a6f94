import { proctorCommand, submissionCommand } from './confinement.js';
import { defaultLimits } from './limits.js';

const tools = {
  sh: '/bin/sh',
  env: '/usr/bin/env',
  prlimit: '/usr/bin/prlimit',
  setpriv: '/usr/bin/setpriv',
  bwrap: '/usr/bin/bwrap',
};
const slot = {
  image: '/image',
  cgroups: ['/sys/fs/cgroup/memory/a/cgroup.procs'],
  script: ['/doorbell/p.js'],
  tools,
};

describe('the slot', () => {
  it('never runs as root', () => {
    expect(() => proctorCommand({ ...slot, uid: 0 })).toThrow(/never runs as root/);
  });

  it('drops a root grader to the slot’s user before bubblewrap starts', () => {
    const { args } = proctorCommand({ ...slot, uid: 61000 });
    const at = args.indexOf(tools.setpriv);
    expect(args.slice(at, at + 5)).toEqual([tools.setpriv, '--reuid', '61000', '--regid', '61000']);
    expect(args.indexOf(tools.bwrap)).toBeGreaterThan(at);
    expect(args.indexOf(slot.cgroups[0] as string)).toBeLessThan(args.indexOf('--'));
  });

  it('leaves an ordinary user who they are', () => {
    expect(proctorCommand({ ...slot, uid: null }).args).not.toContain(tools.setpriv);
  });

  it('has its own network and mounts nothing of the host but the image', () => {
    const { args } = proctorCommand({ ...slot, uid: 61000 });
    expect(args).toContain('--unshare-net');
    const sources = args.flatMap((argument, index) =>
      /^--(ro-)?bind$/.test(argument) ? [args[index + 1]] : [],
    );
    expect(sources).toEqual(['/image']);
  });
});

describe('the jail', () => {
  const { args } = submissionCommand({
    limits: defaultLimits,
    seccompFd: 5,
    scratch: '/run/s',
    script: ['/x.js'],
  });

  it.each([
    '--disable-userns',
    '--unshare-pid',
    '--unshare-ipc',
    '--unshare-uts',
    '--new-session',
    '--die-with-parent',
  ])('is made with %s', (flag) => expect(args).toContain(flag));

  it('shares the slot’s network, drops every capability and is filtered', () => {
    expect(args).not.toContain('--unshare-net');
    expect(args[args.indexOf('--cap-drop') + 1]).toBe('ALL');
    expect(args[args.indexOf('--seccomp') + 1]).toBe('5');
  });

  it('can write nowhere but to its scratch', () => {
    const writable = args.flatMap((argument, index) => (argument === '--bind' ? [args[index + 1]] : []));
    expect(writable).toEqual(['/run/s']);
    const readOnly = args.flatMap((argument, index) =>
      argument === '--remount-ro' ? [args[index + 1]] : [],
    );
    expect(readOnly).toEqual(['/proc', '/dev']);
  });

  it('loads no add-ons unless asked to', () => {
    expect(args).toContain('--no-addons');
    const withKoffi = submissionCommand({
      limits: defaultLimits,
      seccompFd: 5,
      scratch: '/run/s',
      script: [],
      addons: true,
    });
    expect(withKoffi.args).not.toContain('--no-addons');
  });
});
