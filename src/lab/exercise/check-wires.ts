import type { Scene } from './scene.js';
import type { Path, Report } from './scene-names.js';

/**
 * UDP sockets of an exercise. What waits in one is charged to no submission by cgroup v1 (sandbox/seccomp.ts), and a submission may
 * let it hold up to twice `net.core.rmem_max`: so there are few.
 */
const MOST_DATAGRAM_WIRES = 16;

/** What the schema cannot say of a scene's wires. */
export function checkWires(scene: Scene, path: Path, report: Report): void {
  for (const [name, wire] of Object.entries(scene.wires)) {
    if (wire.count !== undefined && wire.as !== 'program-connects' && wire.as !== 'peer-connects') {
      report(
        [...path, 'wires', name, 'count'],
        `a wire \`as: ${wire.as}\` is never a group; remove the count`,
      );
    }
    if (wire.over === 'unix' && wire.as !== 'peer-connects') {
      report(
        [...path, 'wires', name, 'over'],
        'a Unix socket is always `as: peer-connects`: the program listens; leave out `over`',
      );
    }
    if (wire.over === 'udp' && wire.as !== 'fd') {
      report(
        [...path, 'wires', name, 'over'],
        'UDP sockets are always `as: fd`: a submission makes none of its own, so they are handed over',
      );
    }
    if (wire.over === 'udp' && wire.eachRound) {
      report(
        [...path, 'wires', name, 'eachRound'],
        'a UDP socket serves all rounds: nothing ends on it; remove `eachRound`',
      );
    }
    if (name.includes('.'))
      report([...path, 'wires', name], 'a number stands for one wire of a group; leave it out');
  }
}

/** Over all scenes, since they are played in one sandbox. */
export function checkDatagrams(scenes: readonly Scene[], report: Report): void {
  const count = scenes
    .flatMap((scene) => Object.values(scene.wires))
    .filter(({ over }) => over === 'udp').length;
  if (count > MOST_DATAGRAM_WIRES)
    report(['scenes'], `${count} wires are \`over: udp\`; an exercise may have ${MOST_DATAGRAM_WIRES}`);
}
