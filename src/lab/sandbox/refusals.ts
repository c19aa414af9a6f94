/** Why a host would not let bubblewrap build a sandbox, and what its owner can do. */
export interface Refusal {
  readonly why: string;
  readonly how: string;
}

/** Switches of the kernel that forbid user namespaces, as read from /proc/sys; null where a kernel lacks one. */
export interface NamespaceSwitches {
  readonly maxUserNamespaces: number | null;
  readonly unprivilegedUsernsClone: number | null;
  readonly apparmorRestrictsUserns: number | null;
}

const appArmor: Refusal = {
  why: 'AppArmor forbids user namespaces to unprivileged programs (kernel.apparmor_restrict_unprivileged_userns = 1, Ubuntu 23.10 and later)',
  how:
    'allow it to bubblewrap: write the lines `abi <abi/4.0>, include <tunables/global>, profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }` ' +
    'to /etc/apparmor.d/bwrap and run `apparmor_parser -r /etc/apparmor.d/bwrap`; or `sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`',
};

/** What the switches alone forbid; null when they forbid nothing. */
export function refusedBySwitch(switches: NamespaceSwitches): Refusal | null {
  if (switches.maxUserNamespaces === 0) {
    return {
      why: 'this kernel allows no user namespaces at all (user.max_user_namespaces = 0)',
      how: 'sysctl -w user.max_user_namespaces=15000',
    };
  }
  if (switches.unprivilegedUsernsClone === 0) {
    return {
      why: 'this kernel keeps user namespaces for root (kernel.unprivileged_userns_clone = 0, Debian 10 and earlier)',
      how: 'sysctl -w kernel.unprivileged_userns_clone=1',
    };
  }
  return null;
}

/**
 * Reads what bwrap said on stderr (bubblewrap 0.8 to 0.11). Each of these is a known refusal of a kind of host; the
 * order goes from the specific to the general.
 */
export function explainRefusal(stderr: string, switches: NamespaceSwitches): Refusal {
  const bySwitch = refusedBySwitch(switches);
  if (bySwitch) return bySwitch;
  const restricted = switches.apparmorRestrictsUserns === 1;
  if (restricted && /uid map|RTM_NEWADDR|Permission denied|Operation not permitted/.test(stderr))
    return appArmor;
  if (/mount proc/.test(stderr)) {
    return {
      why: 'a fresh /proc cannot be mounted: a container runtime has masked parts of /proc',
      how: 'start the container with `--security-opt systempaths=unconfined` (Kubernetes: `procMount: Unmasked`)',
    };
  }
  if (/slave|pivot_root|remount/i.test(stderr)) {
    return {
      why: 'mounting is forbidden inside the new namespace, as a container’s AppArmor profile (docker-default) does',
      how: 'start the container with `--security-opt apparmor=unconfined`',
    };
  }
  if (/No space left on device|max_user_namespaces/.test(stderr)) {
    return {
      why: 'the number or depth of user namespaces is used up (user.max_user_namespaces, at most 32 levels)',
      how: 'sysctl -w user.max_user_namespaces=15000; do not nest containers deeper',
    };
  }
  if (/new namespace|clone|unshare|Operation not permitted/i.test(stderr)) {
    return {
      why: 'new namespaces are forbidden, as a container’s seccomp profile (Docker’s default) does',
      how: 'start the container with `--security-opt seccomp=unconfined`, or with a profile that allows clone, unshare, mount, umount2 and pivot_root',
    };
  }
  return {
    why: `bubblewrap could not build a sandbox: ${stderr.trim() || 'it gave no reason'}`,
    how: 'run `bwrap --unshare-all --ro-bind / / true` as the service’s user to see it fail, and ask the host’s administrator',
  };
}
