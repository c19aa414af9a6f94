import type { PlainStep } from '../exercise/scene.js';
import type { PeerWire } from '../peer/wire.js';
import type { Finding } from '../verdict/recording.js';
import type { Observer } from './observer.js';
import type { SceneLog } from './scene-log.js';
import type { SceneState } from './scene-state.js';
import type { SceneWires } from './scene-wires.js';
import { showBytes } from './values.js';
import type { Fault } from './values.js';

/** What earlier scenes have proved of this program, so that no later one has to prove it again. */
export interface Proven {
  spin: boolean;
  moving: boolean;
  polled: boolean;
  held: boolean;
}

/** Of a program that nothing has been seen of yet. */
export const nothingProven = (): Proven => ({ spin: false, moving: false, polled: false, held: false });

type Verb =
  | 'rung'
  | 'pending'
  | 'not-inside'
  | 'rang-before'
  | 'disarmed'
  | 'held-back'
  | 'all-taken'
  | 'got-data'
  | 'nothing-more'
  | 'closed'
  | 'sets-closed'
  | 'kept';
type StepOf<V extends Verb> = Extract<PlainStep, Readonly<Record<V, unknown>>>;
type Of<V extends Verb> = StepOf<V>[V & keyof StepOf<V>];
type StateStep = { [V in Verb]: StepOf<V> }[Verb];

/** The steps that look at how things stand: counts, order, what was received, what is open. Nothing new is sent. */
export class StateChecks {
  readonly #state: SceneState;
  readonly #wires: SceneWires;
  readonly #observer: Observer;
  readonly #log: SceneLog;
  readonly #proven: Proven;
  readonly #rungLater: (() => void)[] = [];

  constructor(state: SceneState, wires: SceneWires, observer: Observer, log: SceneLog, proven: Proven) {
    this.#state = state;
    this.#wires = wires;
    this.#observer = observer;
    this.#log = log;
    this.#proven = proven;
  }

  async check(step: StateStep): Promise<void> {
    if ('rung' in step) await this.#rung(step.rung);
    else if ('pending' in step) await this.#pending(step.pending);
    else if ('not-inside' in step) this.#notInside(step['not-inside']);
    else if ('rang-before' in step) this.#rangBefore(step['rang-before']);
    else if ('disarmed' in step) await this.#disarmed(step.disarmed);
    else if ('held-back' in step) await this.#heldBack(step['held-back']);
    else if ('all-taken' in step) this.#allTaken(step['all-taken']);
    else if ('got-data' in step) await this.#gotData(step['got-data']);
    else if ('nothing-more' in step) await this.#nothingMore(step['nothing-more']);
    else if ('closed' in step) await this.#closed(step.closed);
    else if ('sets-closed' in step) await this.#setsClosed(step['sets-closed'].check);
    else this.#kept(step.kept);
  }

  /** At the scene's end: bells that were right in their round and have rung again since. */
  lookAgain(): void {
    for (const again of this.#rungLater) again();
  }

  async #rung({ bell, times, check }: Of<'rung'>): Promise<void> {
    await this.#log.holdBack(this.#observer.stillness(this.#proven));
    const { round } = this.#state;
    const bells = [bell].flat();
    const places = bells.map((each) => this.#state.bellPlace(each));
    const judge = (late: boolean) => {
      // A bell that serves several rounds shows a late ring in the next round's count.
      const served = (each: string, at: number) => this.#state.bellPlace(each).tag === places[at]?.tag;
      if (late && this.#state.round !== round && bells.some(served)) return;
      const rings = places
        .flatMap(({ tag, from }) => this.#state.ringsSince(tag, from))
        .toSorted((one, other) => one.order - other.order);
      if (late && rings.length <= times) return;
      const extra = rings[times] ?? null;
      const finding =
        rings.length === times ? 'rang-right' : rings.length > times ? 'rang-too-often' : 'rang-too-seldom';
      this.#log.observe(
        check,
        rings.length === times,
        finding,
        round,
        { times: rings.length, wanted: times },
        extra?.line ?? null,
      );
    };
    judge(false);
    // Looked at once more at the end: a second ring may come much later.
    const count = bells.reduce((sum, each) => sum + this.#state.rings(each).length, 0);
    if (times > 0 && count === times) this.#rungLater.push(() => judge(true));
  }

  async #pending({ calls, check }: Of<'pending'>): Promise<void> {
    await this.#log.holdBack(this.#observer.stillness(this.#proven));
    const settled = calls.filter((name) => {
      const call = this.#state.call(name);
      return call.settled !== undefined || call.rejected !== null;
    });
    const values = { of: calls.length, settled: settled.length };
    this.#observe(
      check,
      settled.length === 0,
      settled.length === 0 ? 'still-pending' : 'settled-early',
      values,
    );
  }

  #notInside({ bell, call, check }: { bell: string; call: string; check: string }): void {
    const returned = this.#state.call(call).returned;
    const first = this.#state.rings(bell)[0];
    if (!first) return;
    const inside = returned === null || first.order < returned;
    this.#observe(check, !inside, inside ? 'inside-call' : 'after-return', {}, inside ? first.line : null);
  }

  #rangBefore({ bell, before, check }: Of<'rang-before'>): void {
    const first = this.#state.rings(bell)[0]?.order ?? Infinity;
    const second = this.#state.rings(before)[0];
    const right = second !== undefined && first < second.order;
    this.#observe(
      check,
      right,
      right ? 'rang-in-order' : 'rang-out-of-order',
      {},
      right ? null : (second?.line ?? null),
    );
  }

  async #disarmed({ check }: Of<'disarmed'>): Promise<void> {
    const armed = await this.#log.holdBack(this.#observer.remains.armed(this.#proven));
    this.#observe(check, !armed, armed ? 'still-armed' : 'disarmed', {});
  }

  async #heldBack({ wire: name, most, check }: Of<'held-back'>): Promise<void> {
    const wire = this.#wires.get(name);
    await this.#log.holdBack(this.#observer.remains.standstill(wire, this.#proven));
    const taken = this.#observer.remains.taken(wire);
    const values = { taken, most, sent: wire.sentBytes };
    this.#observe(check, taken <= most, taken <= most ? 'held-back' : 'took-too-much', values);
  }

  #allTaken({ wire: name, data, check }: { wire: string; data: string; check: string }): void {
    const wire = this.#wires.get(name);
    const wanted = this.#state.data(data).length;
    const taken = Math.max(wire.totalBytes + wire.waitingBytes(), this.#observer.bytesTaken(wire));
    this.#observe(check, taken >= wanted, taken >= wanted ? 'taken' : 'not-taken', {
      taken: Math.min(taken, wanted),
      bytes: wanted,
    });
  }

  async #gotData({ wire: name, data, check }: { wire: string; data: string; check: string }): Promise<void> {
    const wire = this.#wires.get(name);
    const wanted = this.#state.data(data);
    await this.#observer.owed(() => wire.unreadBytes >= wanted.length || wire.ended || wire.closed);
    const got = wire.unread();
    const same = got.equals(wanted);
    const at = same ? 0 : wanted.subarray(0, got.length).findIndex((byte, index) => byte !== got[index]);
    this.#observe(check, same, same ? 'right-bytes' : 'wrong-bytes', {
      at: at < 0 ? got.length : at,
      bytes: wanted.length,
      got: `${got.length} bytes`,
    });
  }

  async #nothingMore({ on, check }: { on: string; check: string }): Promise<void> {
    await this.#log.holdBack(this.#observer.stillness(this.#proven));
    const more = this.#wires.get(on).unread();
    this.#observe(check, more.length === 0, more.length === 0 ? 'nothing-more' : 'something-more', {
      bytes: more.length,
      got: showBytes(more),
    });
  }

  /** Waits for as long as anything moves; what is still open when all sleep stays open. */
  async #closed({ wires: names, check }: Of<'closed'>): Promise<void> {
    const wires = names.flatMap((name) => this.#wires.group(name));
    await this.#observer.owed(() => wires.every((wire) => !this.#observer.where.anyHolds(wire)));
    const open = wires.filter((wire) => this.#observer.where.anyHolds(wire)).length;
    this.#observe(check, open === 0, open === 0 ? 'closed' : 'left-open', { open, of: wires.length });
  }

  async #setsClosed(check: string): Promise<void> {
    await this.#observer.owed(() => this.#observer.where.openSets() === 0);
    const open = this.#observer.where.openSets();
    this.#observe(check, open === 0, open === 0 ? 'sets-closed' : 'set-left-open', { open });
  }

  #kept({ wires: names, check }: Of<'kept'>): void {
    const wires = names.flatMap((name) => this.#wires.group(name));
    const kept = (wire: PeerWire) => this.#observer.where.holds(wire, this.#wires.lentFd(wire.name));
    const gone = wires.filter((wire) => !kept(wire)).length;
    this.#observe(check, gone === 0, gone === 0 ? 'kept' : 'not-kept', { gone, of: wires.length });
  }

  #observe(
    check: string,
    passed: boolean,
    finding: Finding,
    values: Fault['values'],
    line: number | null = null,
  ): void {
    this.#log.observe(check, passed, finding, this.#state.round, values, line);
  }
}
