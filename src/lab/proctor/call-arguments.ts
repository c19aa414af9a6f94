import type { Argument, Scene } from '../exercise/scene.js';
import type { HarnessArgument } from '../harness/protocol.js';
import type { SceneState } from './scene-state.js';
import type { SceneWires } from './scene-wires.js';

/** A scene's arguments as the harness understands them; the payload is the block that data is made from. */
export function callArguments(
  wanted: readonly Argument[],
  state: SceneState,
  wires: SceneWires,
): { arguments: HarnessArgument[]; payload: Buffer } {
  let payload: Buffer = Buffer.alloc(0);
  const made = wanted.map((each): HarnessArgument => {
    if ('fd' in each) return { kind: 'fd', fd: wires.insideFd(each.fd) };
    if ('fds' in each) return { kind: 'value', value: each.fds.map((wire) => wires.insideFd(wire)) };
    if ('socket' in each) return { kind: 'socket', fd: wires.insideFd(each.socket) };
    if ('port' in each) return { kind: 'value', value: wires.ports(each.port)[0] ?? 0 };
    if ('ports' in each) return { kind: 'value', value: wires.ports(each.ports) };
    if ('path' in each) return { kind: 'value', value: wires.path(each.path) };
    if ('buffer' in each) return { kind: 'buffer', name: state.tag(each.buffer), bytes: each.bytes };
    if ('data' in each) {
      payload = state.block(each.data, each.bytes);
      return { kind: 'data', bytes: each.bytes };
    }
    if ('bell' in each) {
      const echo = each.echo === undefined ? null : state.tag(each.echo);
      return { kind: 'bell', name: state.handBell(each.bell), echo, throws: each.throws };
    }
    if ('number' in each) return { kind: 'value', value: each.number };
    if ('signal' in each) {
      state.beginCall(each.signal);
      return { kind: 'signal', name: state.tag(each.signal) };
    }
    if ('result' in each) return { kind: 'result', call: state.tagOfKnownCall(each.result) };
    return { kind: 'value', value: state.text(each.text) };
  });
  return { arguments: made, payload };
}

/** The fields that the scene's conditions look at: what the harness is to read of an object. */
export function fieldsLookedAt(scene: Scene): string[] {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, each] of Object.entries(value)) {
      if (key === 'fields') for (const name of Object.keys(Object(each))) names.add(name);
      walk(each);
    }
  };
  walk(scene.steps);
  return [...names];
}
