import type { Scene, Wire } from '../exercise/scene.js';
import { MAX_ROUNDS } from '../verdict/rounds.js';

/**
 * What a sandbox is started with and cannot be given later. It says nothing of the submission: so a sandbox can stand
 * parked before anybody knows what will be loaded into it.
 */
export interface Layout {
  /** Its connections' socket buffers, bytes, in the order of their descriptors; null for the kernel's own size. */
  readonly connections: readonly (number | null)[];
  /** The program is to be able to load native code: what the kit is made of. */
  readonly kit?: 'posix';
}

/** The layout that these scenes, played in one sandbox, need. */
export function layoutOf(scenes: readonly Scene[], kit?: 'posix'): Layout {
  const connections = scenes.flatMap((scene) =>
    premadeNeeded(scene).flatMap(({ count, socketBuffer = null }) =>
      Array.from({ length: count }, () => socketBuffer),
    ),
  );
  return { connections, ...(kit && { kit }) };
}

export function sameLayout(one: Layout, other: Layout): boolean {
  return (
    one.kit === other.kit &&
    one.connections.length === other.connections.length &&
    one.connections.every((size, index) => size === other.connections[index])
  );
}

/** How many connections a scene needs to be made before the program starts. */
export function premadeNeeded(
  scene: Scene,
): { name: string; count: number; socketBuffer: number | undefined }[] {
  return Object.entries(scene.wires).flatMap(([name, wire]) =>
    isPremade(wire)
      ? [{ name, count: wire.eachRound ? roundsUsing(scene, name) : 1, socketBuffer: wire.socketBuffer }]
      : [],
  );
}

function isPremade(wire: Wire): boolean {
  return wire.as === 'fd' || wire.as === 'socket';
}

function roundsUsing(scene: Scene, name: string): number {
  const times = scene.steps.flatMap((step) =>
    'rounds' in step && JSON.stringify(step.rounds.steps).includes(`"${name}"`)
      ? [step.rounds.times === 'enough' ? MAX_ROUNDS : step.rounds.times]
      : [],
  );
  return Math.max(1, ...times);
}
