import type { Action } from '../exercise/scene.js';
import type { PeerWire } from '../peer/wire.js';
import type { SceneLog } from './scene-log.js';
import type { SceneState } from './scene-state.js';
import { WireNotConnected } from './scene-wires.js';
import type { SceneWires } from './scene-wires.js';

/** What the peer does in a scene, on the wires of this round. */
export class PeerActions {
  readonly #state: SceneState;
  readonly #wires: SceneWires;
  readonly #log: SceneLog;

  constructor(state: SceneState, wires: SceneWires, log: SceneLog) {
    this.#state = state;
    this.#wires = wires;
    this.#log = log;
  }

  /** Does it all; false when the program was to listen and does not. */
  async perform(action: Action): Promise<boolean> {
    if ('connect' in action) {
      this.#log.onWire('connect', action.connect);
      return await this.#wires.connect(action.connect);
    }
    const act = await this.prepare(action);
    act();
    return true;
  }

  /** Does all but the last act, with pauses in between; the act that decides is left to the caller, to the instant. */
  async prepare(action: Action): Promise<() => void> {
    if ('send' in action) return await this.#prepareSend(action.send);
    if ('reply-all' in action) return await this.#prepareReplies(action['reply-all']);
    if ('half-close' in action)
      return this.#act('half-close', action['half-close'], (wire) => wire.halfClose());
    if ('reset' in action) return this.#act('reset', action.reset, (wire) => wire.reset());
    if ('start-reading' in action) {
      return this.#act('start-reading', action['start-reading'], (wire) => wire.startReading());
    }
    if ('stop-reading' in action) {
      return this.#act('stop-reading', action['stop-reading'], (wire) => wire.stopReading());
    }
    throw new Error('a connection is made by a step of its own, not as an arrival');
  }

  /** A question of an exchange; its answer is awaited by the caller. */
  ask(name: string, question: string): void {
    this.#send(this.#wires.get(name), Buffer.from(question));
  }

  /** The wires whose delivery decides an arrival. */
  wiresOf(action: Action): PeerWire[] {
    if ('send' in action) return [this.#wires.get(action.send.to)];
    if ('reply-all' in action) return this.#wires.group(action['reply-all'].group);
    const [name = ''] = Object.values(action) as string[];
    return this.#wires.group(name);
  }

  #act(
    event: 'half-close' | 'reset' | 'start-reading' | 'stop-reading',
    name: string,
    what: (wire: PeerWire) => void,
  ): () => void {
    const wire = this.#wires.get(name);
    return () => {
      this.#log.onWire(event, name);
      what(wire);
    };
  }

  async #prepareSend(send: Extract<Action, { send: unknown }>['send']): Promise<() => void> {
    const wire = this.#wires.get(send.to);
    const whole =
      send.text === undefined
        ? this.#state.message(send.message ?? 'message', send.bytes)
        : Buffer.from(this.#state.text(send.text));
    const bytes = send.range ? whole.subarray(...send.range) : whole;
    const pieces = cut(bytes, send.pieces ?? 1, (from, to) => this.#state.random.between(from, to));
    for (const piece of pieces.slice(0, -1)) {
      this.#send(wire, piece);
      await this.#log.pause(this.#state.random.between(1, 12));
    }
    return () => this.#send(wire, pieces.at(-1) ?? Buffer.alloc(0));
  }

  /** Every reply, then end of stream, wire by wire in a drawn order; the last wire’s end decides. */
  async #prepareReplies({ group, reset }: { group: string; reset: number }): Promise<() => void> {
    const names = this.#wires.groupNames(group);
    const missing = names.find((name) => !this.#wires.find(name));
    if (missing !== undefined) throw new WireNotConnected(missing);
    const replies = this.#state.drawReplies(group, names.length, reset);
    const order = this.#state.random.shuffled(
      names.map((name, index) => ({ wire: this.#wires.get(name), text: replies[index]?.text ?? null })),
    );
    const acts = order.map(({ wire, text }) => () => {
      if (text === null) {
        this.#log.onWire('reset', wire.name);
        wire.reset();
        return;
      }
      this.#send(wire, Buffer.from(text));
      wire.halfClose();
    });
    for (const act of acts.slice(0, -1)) {
      act();
      if (this.#state.random.between(0, 3) === 0) await this.#log.pause(this.#state.random.between(1, 4));
    }
    return acts.at(-1) ?? (() => undefined);
  }

  #send(wire: PeerWire, bytes: Buffer): void {
    this.#log.onWire('send', wire.name, bytes.length);
    wire.send(bytes);
  }
}

/** `count` pieces of drawn lengths, none empty as far as the bytes reach. */
function cut(bytes: Buffer, count: number, between: (from: number, to: number) => number): Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  for (let left = Math.min(count, bytes.length); left > 1; left -= 1) {
    const length = between(1, bytes.length - at - (left - 1));
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return [...pieces, bytes.subarray(at)];
}
