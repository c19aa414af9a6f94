import { readdirSync, readlinkSync } from 'node:fs';
import { readProc, unlessEnded } from './procfs.js';

/** What a process's descriptors refer to: proc_pid_fd(5), proc_pid_fdinfo(5). */

/** `socket:[123]`, `anon_inode:[eventpoll]`, a path …; null when there is no such descriptor. */
export function describeDescriptor(pid: number, fd: number): string | null {
  return unlessEnded(pid, pid, () => readlinkSync(`/proc/${pid}/fd/${fd}`));
}

export function listDescriptors(pid: number): number[] {
  return unlessEnded(pid, pid, () => readdirSync(`/proc/${pid}/fd`).map(Number)) ?? [];
}

/** Inode of the socket that a descriptor refers to, or null. */
export function socketInode(pid: number, fd: number): number | null {
  const match = /^socket:\[(\d+)\]$/.exec(describeDescriptor(pid, fd) ?? '');
  return match ? Number(match[1]) : null;
}

/** Whether the process holds a descriptor of the socket with this inode. */
export function holdsSocket(pid: number, inode: number): boolean {
  return listDescriptors(pid).some((fd) => socketInode(pid, fd) === inode);
}

/** Descriptors of the process that are epoll sets. */
export function epollSets(pid: number): number[] {
  return listDescriptors(pid).filter((fd) => isEpollSet(pid, fd));
}

function isEpollSet(pid: number, fd: number): boolean {
  return describeDescriptor(pid, fd) === 'anon_inode:[eventpoll]';
}

/** Whether the process holds a timer as a descriptor (timerfd_create(2)): one that no call's arguments show. */
export function hasTimerDescriptor(pid: number): boolean {
  return listDescriptors(pid).some((fd) => describeDescriptor(pid, fd) === 'anon_inode:[timerfd]');
}

/** Whether the process holds such a timer that is armed (`it_value:` in fdinfo is what is left, in seconds and nanoseconds). */
export function hasArmedTimerDescriptor(pid: number): boolean {
  const timers = listDescriptors(pid).filter((fd) => describeDescriptor(pid, fd) === 'anon_inode:[timerfd]');
  return timers.some((fd) => {
    const text = unlessEnded(pid, pid, () => readProc(`/proc/${pid}/fdinfo/${fd}`)) ?? '';
    return /^it_value: (?!\(0, 0\))/m.test(text);
  });
}

/**
 * Inodes that an epoll set watches (`ino:` is hexadecimal in fdinfo), also by way of sets that it watches, as epoll(7) allows:
 * those are looked for under the numbers (`tfd:`) by which they were added.
 */
export function watchedInodes(pid: number, epollFd: number): Set<number> {
  const found = new Set<number>();
  const sets = new Set([epollFd]);
  // What is added on the way is looked at as well.
  for (const set of sets) {
    const text = unlessEnded(pid, pid, () => readProc(`/proc/${pid}/fdinfo/${set}`)) ?? '';
    for (const [, fd, inode = ''] of text.matchAll(/^tfd: *(\d+) .*\bino:([0-9a-f]+)/gm)) {
      found.add(Number.parseInt(inode, 16));
      if (isEpollSet(pid, Number(fd))) sets.add(Number(fd));
    }
  }
  return found;
}
