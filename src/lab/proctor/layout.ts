import type { Scene } from '../exercise/scene.js';
import { MAX_ROUNDS } from '../verdict/rounds.js';

/**
 * What a sandbox is started with and cannot be given later. It says nothing of the submission: so a sandbox can stand
 * parked before anybody knows what will be loaded into it.
 */
export interface Layout {
  /** In the order of their descriptors. */
  readonly connections: readonly LaidConnection[];
  /** The program is to be able to load native code: what the kit is made of. */
  readonly kit?: 'posix';
}

export interface LaidConnection {
  readonly over: 'tcp' | 'udp';
  /** Bytes; null for the kernel's own size. */
  readonly socketBuffer: number | null;
}

/** The layout that these scenes, played in one sandbox, need. */
export function layoutOf(scenes: readonly Scene[], kit?: 'posix'): Layout {
  const connections = scenes.flatMap((scene) =>
    premadeNeeded(scene).flatMap(({ count, over, socketBuffer }) =>
      Array.from({ length: count }, () => ({ over, socketBuffer })),
    ),
  );
  return { connections, ...(kit && { kit }) };
}

export function sameLayout(one: Layout, other: Layout): boolean {
  return (
    one.kit === other.kit &&
    one.connections.length === other.connections.length &&
    one.connections.every((each, index) => sameConnection(each, other.connections[index]))
  );
}

export function sameConnection(one: LaidConnection, other: LaidConnection | undefined): boolean {
  return one.over === other?.over && one.socketBuffer === other.socketBuffer;
}

/** How many connections a scene needs to be made before the program starts. */
export function premadeNeeded(
  scene: Scene,
): (LaidConnection & { readonly name: string; readonly count: number })[] {
  return Object.entries(scene.wires).flatMap(([name, wire]) => {
    // A Unix socket is never made before the program (check-scenes.ts).
    if ((wire.as !== 'fd' && wire.as !== 'socket') || wire.over === 'unix') return [];
    const { over, socketBuffer = null } = wire;
    return [{ name, count: wire.eachRound ? roundsUsing(scene, name) : 1, over, socketBuffer }];
  });
}

function roundsUsing(scene: Scene, name: string): number {
  const times = scene.steps.flatMap((step) =>
    'rounds' in step && JSON.stringify(step.rounds.steps).includes(`"${name}"`)
      ? [step.rounds.times === 'enough' ? MAX_ROUNDS : step.rounds.times]
      : [],
  );
  return Math.max(1, ...times);
}
