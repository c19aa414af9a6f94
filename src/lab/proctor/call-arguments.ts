import type { Argument, Bell, Call, HeldCall, Scene } from '../exercise/scene.js';
import type { BellMaking, HarnessArgument, ThreadWork } from '../harness/protocol.js';
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
    if ('bell' in each) return { kind: 'bell', ...bellMaking(each, state, wires) };
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

function bellMaking(bell: Bell, state: SceneState, wires: SceneWires): BellMaking {
  return {
    name: state.handBell(bell.bell),
    echo: bell.echo === undefined ? null : state.tag(bell.echo),
    throws: bell.throws,
    reads: bell.reads === undefined ? null : { fd: wires.insideFd(bell.reads), most: bell.most ?? 65536 },
    calls: (bell.calls ?? []).map((deed) => ({
      call: state.tagOfKnownCall(deed.on),
      method: deed.method,
      with: deed.with.map(({ text }) => state.text(text)),
      times: deed.times ?? null,
    })),
  };
}

export function threadWork(call: Call | HeldCall, wires: SceneWires): ThreadWork | null {
  if (!('thread' in call) || call.thread === undefined) return null;
  return { fd: wires.insideFd(call.thread.reads), method: call.thread.method };
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
