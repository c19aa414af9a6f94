import type { Condition, PlainStep, Scene } from '../exercise/scene.js';
import type { FromHarness } from '../harness/protocol.js';
import type { SockDiag } from '../kernel/sock-diag.js';
import type { Random } from '../peer/random.js';
import type { Finding, SceneRecording, Silence } from '../verdict/recording.js';
import { callArguments } from './call-arguments.js';
import { evaluate } from './conditions.js';
import type { Fault } from './conditions.js';
import { Observer } from './observer.js';
import { PeerActions } from './peer-actions.js';
import type { Program } from './program.js';
import { ROUNDS_WHEN_MOVING, ROUNDS_WHEN_QUIET } from './rounds.js';
import { SceneLog } from './scene-log.js';
import { SceneState } from './scene-state.js';
import { SceneWires, WireNotConnected } from './scene-wires.js';
import type { Handed } from './scene-wires.js';

/** What earlier scenes have proved of this program, so that no later one has to prove it again. */
export interface Proven {
  spin: boolean;
  moving: boolean;
  polled: boolean;
}

/** Ends a scene whose further steps make no sense. */
class SceneOver extends Error {}

/** Plays one scene with one program, step by step, and records what was seen. */
export class ScenePlayer {
  readonly #scene: Scene;
  readonly #program: Program;
  readonly #proven: Proven;
  readonly #state: SceneState;
  readonly #wires: SceneWires;
  readonly #observer: Observer;
  readonly #actions: PeerActions;
  readonly #log: SceneLog;
  readonly #rungLater: (() => void)[] = [];
  #silences = 0;

  constructor(parts: {
    scene: Scene;
    program: Program;
    handed: Map<string, Handed[]>;
    checks: ReadonlySet<string>;
    diag: SockDiag;
    random: Random;
    proven: Proven;
  }) {
    this.#scene = parts.scene;
    this.#program = parts.program;
    this.#proven = parts.proven;
    this.#state = new SceneState(parts.random);
    this.#wires = new SceneWires(parts.scene, parts.handed, () => parts.program.notify());
    this.#observer = new Observer(parts.program, this.#wires, parts.diag);
    this.#log = new SceneLog(parts.scene.id, parts.checks);
    this.#actions = new PeerActions(this.#state, this.#wires, this.#log);
  }

  hear(message: FromHarness, payload: Buffer): void {
    if (message.say === 'pong') this.#observer.pong(message.number);
    if (message.say === 'rang') {
      this.#log.event('bell', 'rang', { bell: message.bell.split('@')[0] ?? '', bytes: payload.length });
    }
    this.#state.hear(message, payload);
  }

  /** Resolves with the scene's recording, however the program behaves; rejects with `Starved` or a refused reading. */
  async play(): Promise<SceneRecording> {
    try {
      await this.#beginRound(0);
      for (const step of this.#scene.steps) {
        if ('rounds' in step) await this.#rounds(step.rounds.times, step.rounds.steps);
        else await this.#step(step);
      }
      this.#log.recording.complete = true;
    } catch (error) {
      if (!(error instanceof SceneOver)) throw error;
    } finally {
      for (const again of this.#rungLater) again();
      this.#wires.close();
    }
    this.#log.recording.end = this.#program.end;
    return this.#log.recording;
  }

  async #beginRound(round: number): Promise<void> {
    this.#state.beginRound(round, this.#scene.draw);
    await this.#wires.prepare(round);
  }

  async #rounds(times: number | 'enough', steps: readonly PlainStep[]): Promise<void> {
    for (let round = 0; round < this.#roundsWanted(times, round); round += 1) {
      if (round > 0) await this.#beginRound(round);
      for (const step of steps) await this.#step(step);
    }
  }

  /** One more round proves nothing new of a program that is already known to spin or to ask again on a timer. */
  #roundsWanted(times: number | 'enough', played: number): number {
    if (this.#proven.spin || this.#proven.polled) return Math.max(played, 1);
    if (times !== 'enough') return times;
    return this.#proven.moving ? ROUNDS_WHEN_MOVING : ROUNDS_WHEN_QUIET;
  }

  async #step(step: PlainStep): Promise<void> {
    try {
      await this.#play(step);
    } catch (error) {
      if (!(error instanceof WireNotConnected)) throw error;
      this.#fail(checkOf(step) ?? 'told', 'never-connected', { wire: error.wire });
    }
  }

  async #play(step: PlainStep): Promise<void> {
    if ('call' in step) await this.#call(step.call);
    else if ('silence' in step) await this.#silence(step.silence.check);
    else if ('ping' in step) await this.#ping(step.ping.check);
    else if ('do' in step) for (const action of step.do) await this.#do(action);
    else if ('arrival' in step) await this.#arrival(step.arrival);
    else if ('expect' in step) await this.#expect(step.expect.condition, step.expect.check);
    else if ('rung' in step) await this.#rung(step.rung.bell, step.rung.times, step.rung.check);
    else if ('not-inside' in step) this.#notInside(step['not-inside']);
    else if ('all-taken' in step) this.#allTaken(step['all-taken']);
    else if ('got-data' in step) await this.#gotData(step['got-data']);
    else if ('nothing-more' in step) await this.#nothingMore(step['nothing-more']);
    else if ('closed' in step) await this.#closed(step.closed.wires, step.closed.check);
    else this.#kept(step.kept.wires, step.kept.check);
  }

  async #call(call: Extract<PlainStep, { call: unknown }>['call']): Promise<void> {
    const made = callArguments(call.with, this.#state, this.#wires);
    const as = this.#state.tag(call.as);
    this.#log.event('lab', 'call', { name: call.export ?? call.method ?? call.on ?? '' });
    this.#program.ask(
      {
        ask: 'call',
        as,
        export: call.export ?? null,
        on: call.on === undefined ? null : this.#state.tagOfKnownCall(call.on),
        method: call.method ?? null,
        with: made.arguments,
      },
      made.payload,
    );
    const state = this.#state.call(call.as);
    const how = await this.#observer.owed(() => state.returned !== null || state.threw !== null);
    if (state.threw) this.#over(call.check, 'threw', { error: state.threw.error }, state.threw.line);
    if (how === 'done') {
      this.#log.event('judged-thread', 'returned', { name: call.export ?? call.method ?? '' });
      this.#pass(call.check, 'returned');
      return;
    }
    if (how === 'gone') this.#gone(call.check);
    if (how === 'spin') {
      this.#proven.spin = true;
      this.#recordSilence({ ...emptySilence, outcome: 'spin', sleep: null });
      this.#over(call.check, 'spun', {});
    }
    // It has not come back and nothing runs: asked whether it is free, it cannot answer.
    const silence: Silence = { ...emptySilence, outcome: how === 'asleep' ? 'quiet' : 'moving', sleep: this.#observer.sleep() };
    const taken = await this.#observer.ping();
    if (taken === 'ignored' || taken === 'in-slices') this.#log.recording.ignoredPings += 1;
    this.#recordSilence(silence);
    this.#over(call.check, 'held', { call: silence.sleep?.call ?? null });
  }

  async #silence(check: string): Promise<void> {
    this.#log.event('lab', 'silence');
    const silence = await this.#observer.silence(this.#silences === 0, this.#proven);
    this.#silences += 1;
    if (silence.outcome === 'gone') this.#gone(check);
    if (silence.outcome === 'spin') this.#proven.spin = true;
    if (silence.outcome === 'moving') this.#proven.moving = true;
    this.#recordSilence(silence);
    const values = { wakeUps: silence.wakeUps, cpuMs: silence.cpuMs, call: silence.sleep?.call ?? null };
    if (silence.outcome === 'quiet') this.#pass(check, 'quiet', values);
    else this.#fail(check, silence.outcome === 'spin' ? 'spinning' : 'moving', values);
  }

  #recordSilence(silence: Silence): void {
    this.#log.recording.silences.push(silence);
    this.#log.recording.carriers.push(...this.#observer.carriers());
    if (silence.outcome === 'spin') this.#log.event('judged-thread', 'running');
    else if (silence.outcome === 'moving') this.#log.event('judged-thread', 'moving', { wakeUps: silence.wakeUps });
    else this.#log.event('judged-thread', 'asleep', { call: silence.sleep?.call ?? null });
  }

  async #ping(check: string): Promise<void> {
    this.#log.event('lab', 'ping');
    const taken = await this.#observer.ping();
    if (taken === 'gone') this.#gone(check);
    if (taken === 'answered') {
      this.#log.event('judged-thread', 'pong');
      this.#pass(check, 'answered');
      return;
    }
    if (taken === 'spin') {
      this.#proven.spin = true;
      this.#recordSilence({ ...emptySilence, outcome: 'spin', sleep: null });
      this.#over(check, 'spun', {});
    }
    this.#log.recording.ignoredPings += 1;
    const sleep = this.#observer.sleep();
    this.#recordSilence({ ...emptySilence, outcome: taken === 'ignored' ? 'quiet' : 'moving', sleep });
    this.#over(check, taken === 'ignored' ? 'ignored' : 'in-slices', { call: sleep?.call ?? null });
  }

  async #do(action: Parameters<PeerActions['perform']>[0]): Promise<void> {
    if (!(await this.#actions.perform(action))) this.#over('told', 'not-listening', {});
  }

  async #arrival({ do: action, told, check }: Extract<PlainStep, { arrival: unknown }>['arrival']): Promise<void> {
    await pause(this.#state.random.between(2, 40));
    if (evaluate(told, this.#state, this.#wires).met) this.#over(this.#log.defines('not-early') ? 'not-early' : check, 'too-early', {});
    const act = await this.#actions.prepare(action);
    this.#log.event('peer', 'arrival');
    const wires = this.#actions.wiresOf(action);
    const arrival = await this.#observer.arrival(act, () => evaluate(told, this.#state, this.#wires).met, wires);
    this.#log.recording.arrivals.push(arrival);
    if (arrival.asleepAndUntold) this.#log.event('judged-thread', 'untold', { call: this.#observer.sleep()?.call ?? null });
    if (arrival.outcome === 'gone') this.#gone(check);
    if (arrival.outcome === 'never-told') {
      this.#recordSilence({ ...emptySilence, outcome: 'quiet', sleep: this.#observer.sleep() });
      this.#over(check, 'never-told', { call: this.#observer.sleep()?.call ?? null, ignored: arrival.ignored });
    }
    if (arrival.outcome === 'told-later') this.#proven.polled = true;
    this.#met(told, check, arrival.outcome === 'told-later' ? 'told-later' : 'told');
  }

  async #expect(condition: Condition, check: string): Promise<void> {
    const how = await this.#observer.owed(() => evaluate(condition, this.#state, this.#wires).met);
    if (how === 'gone') this.#gone(check);
    if (how !== 'done') {
      if (how === 'spin') this.#proven.spin = true;
      this.#recordSilence({ ...emptySilence, outcome: how === 'asleep' ? 'quiet' : how, sleep: this.#observer.sleep() });
      this.#over(check, 'never-told', { call: this.#observer.sleep()?.call ?? null, ignored: false });
    }
    this.#met(condition, check, 'told');
  }

  #met(condition: Condition, check: string, finding: Finding): void {
    const met = evaluate(condition, this.#state, this.#wires);
    if (!met.met) throw new Error('a condition that was met is not');
    met.consume?.();
    this.#log.event('lab', 'told');
    const isBytes = (fault: Fault) => fault.finding === 'right-bytes' || fault.finding === 'wrong-bytes';
    for (const fault of met.faults.filter(isBytes)) {
      const passed = fault.finding === 'right-bytes';
      if (!passed || this.#log.defines('right-bytes')) {
        this.#observe(this.#log.defines('right-bytes') ? 'right-bytes' : check, passed, fault.finding, fault.values, met.line);
      }
    }
    const others = met.faults.filter((fault) => !isBytes(fault));
    for (const fault of others) this.#observe(check, false, fault.finding, fault.values, met.line);
    if (others.length === 0) this.#observe(check, true, finding, {}, met.line);
  }

  async #rung(bell: string, times: number, check: string): Promise<void> {
    await this.#observer.silence(false, this.#proven);
    const round = this.#state.round;
    const judge = (late: boolean) => {
      const rings = this.#state.rings(bell, round);
      if (late && rings.length <= times) return;
      const extra = rings[times] ?? null;
      const finding = rings.length === times ? 'rang-right' : rings.length > times ? 'rang-too-often' : 'rang-too-seldom';
      this.#log.observe(check, rings.length === times, finding, round, { times: rings.length, wanted: times }, extra?.line ?? null);
    };
    judge(false);
    if (this.#state.rings(bell, round).length === times && times > 0) this.#rungLater.push(() => judge(true));
  }

  #notInside({ bell, call, check }: { bell: string; call: string; check: string }): void {
    const returned = this.#state.call(call).returned;
    const first = this.#state.rings(bell)[0];
    if (!first) return;
    const inside = returned === null || first.order < returned;
    this.#observe(check, !inside, inside ? 'inside-call' : 'after-return', {}, inside ? first.line : null);
  }

  #allTaken({ wire: name, data, check }: { wire: string; data: string; check: string }): void {
    const wire = this.#wires.get(name);
    const wanted = this.#state.data(data).length;
    const taken = wire.totalBytes + wire.waitingBytes() + this.#observer.sendQueue(wire);
    this.#observe(check, taken >= wanted, taken >= wanted ? 'taken' : 'not-taken', { taken: Math.min(taken, wanted), bytes: wanted });
  }

  async #gotData({ wire: name, data, check }: { wire: string; data: string; check: string }): Promise<void> {
    const wire = this.#wires.get(name);
    const wanted = this.#state.data(data);
    await this.#observer.owed(() => wire.unreadBytes >= wanted.length || wire.ended || wire.socket.destroyed);
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
    await this.#observer.silence(false, this.#proven);
    const more = this.#wires.get(on).unread();
    this.#observe(check, more.length === 0, more.length === 0 ? 'nothing-more' : 'something-more', {
      bytes: more.length,
      got: JSON.stringify(more.toString('latin1', 0, 80)),
    });
  }

  /** Waits for as long as anything moves; what is still open when all sleep stays open. */
  async #closed(names: readonly string[], check: string): Promise<void> {
    const wires = names.flatMap((name) => this.#wires.group(name));
    await this.#observer.owed(() => wires.every((wire) => !this.#observer.holds(wire)));
    const open = wires.filter((wire) => this.#observer.holds(wire)).length;
    this.#observe(check, open === 0, open === 0 ? 'closed' : 'left-open', { open, of: wires.length });
  }

  #kept(names: readonly string[], check: string): void {
    const wires = names.flatMap((name) => this.#wires.group(name));
    const gone = wires.filter((wire) => !this.#observer.holds(wire)).length;
    this.#observe(check, gone === 0, gone === 0 ? 'kept' : 'not-kept', { gone, of: wires.length });
  }

  #observe(check: string, passed: boolean, finding: Finding, values: Fault['values'], line: number | null = null): void {
    this.#log.observe(check, passed, finding, this.#state.round, values, line);
  }

  #pass(check: string, finding: Finding, values: Fault['values'] = {}): void {
    this.#observe(check, true, finding, values);
  }

  #fail(check: string, finding: Finding, values: Fault['values'], line: number | null = null): void {
    this.#observe(check, false, finding, values, line);
  }

  #over(check: string, finding: Finding, values: Fault['values'], line: number | null = null): never {
    this.#fail(check, finding, values, line);
    throw new SceneOver(finding);
  }

  #gone(check: string): never {
    const end = this.#program.end;
    this.#log.event('judged-thread', 'gone', { code: end?.code ?? null, signal: end?.signal ?? null });
    const finding: Finding = end?.how === 'too-much-output' ? 'too-much-output' : end?.how === 'exit' && end.code === 0 ? 'exited' : 'crashed';
    this.#over(check, finding, { code: end?.code ?? null, signal: end?.signal ?? null, error: end?.error ?? null }, end?.line ?? null);
  }
}

const emptySilence = { quietWindows: 0, movingWindows: 0, runnableWindows: 0, wakeUps: 0, cpuMs: 0 } as const;

function checkOf(step: PlainStep): string | null {
  const [body] = Object.values(step) as unknown[];
  const check: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'check') : undefined;
  return typeof check === 'string' ? check : null;
}

/** A seeded moment that no period of the program's can be in step with, ms. */
async function pause(ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });
}
