import { checkOfStep } from '../exercise/step-check.js';
import type { Call, Condition, Exchange, HeldCall, PlainStep, Scene } from '../exercise/scene.js';
import type { FromHarness } from '../harness/protocol.js';
import type { Random } from '../peer/random.js';
import type { RecordedEvent, SceneRecording, Silence } from '../verdict/recording.js';
import { asleepStep } from './asleep-step.js';
import { BeforeArrival } from './before-arrival.js';
import { callArguments, fieldsLookedAt, threadWork } from './call-arguments.js';
import { evaluate, nextOf } from './conditions.js';
import { News } from './news.js';
import { Observer } from './observer.js';
import { PeerActions } from './peer-actions.js';
import type { Program } from './program.js';
import { roundsWanted } from './rounds-wanted.js';
import { SceneLog } from './scene-log.js';
import { emptySilence, SceneNotes } from './scene-notes.js';
import { SceneOver } from './scene-over.js';
import { SceneState } from './scene-state.js';
import { SceneWires, WireNotConnected } from './scene-wires.js';
import type { Handed } from './scene-wires.js';
import { StateChecks } from './state-checks.js';
import type { Proven } from './state-checks.js';
import type { Watched } from './whereabouts.js';
import type { WireReadings } from './wire-readings.js';

/** Plays one scene with one program, step by step, and records what was seen. */
export class ScenePlayer {
  readonly #scene: Scene;
  readonly #program: Program;
  readonly #proven: Proven;
  readonly #spinWanted: boolean;
  readonly #once: boolean;
  #watched: Watched | null = null;
  readonly #state: SceneState;
  readonly #wires: SceneWires;
  readonly #observer: Observer;
  readonly #actions: PeerActions;
  readonly #log: SceneLog;
  readonly #states: StateChecks;
  readonly #notes: SceneNotes;
  readonly #news: News;
  readonly #before: BeforeArrival;
  readonly #fields: readonly string[];
  #silences = 0;

  constructor(parts: {
    scene: Scene;
    program: Program;
    handed: Map<string, Handed[]>;
    checks: ReadonlySet<string>;
    readings: WireReadings;
    random: Random;
    proven: Proven;
    /** The exercise asks for a spin: then there is more to see after one is proved. */
    spinWanted: boolean;
    /** One round of everything is enough. */
    once?: boolean;
  }) {
    this.#scene = parts.scene;
    this.#fields = fieldsLookedAt(parts.scene);
    this.#program = parts.program;
    this.#proven = parts.proven;
    this.#spinWanted = parts.spinWanted;
    this.#once = parts.once ?? false;
    this.#log = new SceneLog(parts.scene.id, parts.checks);
    this.#state = new SceneState(parts.scene.id, parts.random);
    this.#wires = new SceneWires(parts.scene, parts.handed, {
      happened: (wire, bytes) => {
        if (bytes > 0) this.#log.onWire('received', wire, bytes);
        parts.program.notify();
      },
      connected: (wire) => this.#log.onWire('connected', wire),
      excess: () => parts.program.endFor('too-much-sent'),
    });
    this.#observer = new Observer(parts.program, this.#wires, parts.readings);
    this.#notes = new SceneNotes({
      state: this.#state,
      program: this.#program,
      observer: this.#observer,
      log: this.#log,
      proven: this.#proven,
    });
    this.#news = new News({
      state: this.#state,
      wires: this.#wires,
      log: this.#log,
      notes: this.#notes,
      observer: this.#observer,
      proven: this.#proven,
    });
    this.#before = new BeforeArrival(this.#observer, this.#log, {
      silence: async (check) => await this.#silence(check),
      ping: async (check) => await this.#ping(check),
    });
    this.#actions = new PeerActions(this.#state, this.#wires, this.#log);
    this.#states = new StateChecks(this.#state, this.#wires, this.#observer, this.#log, this.#proven);
  }

  hear(message: FromHarness, payload: Buffer): void {
    if (message.say === 'pong') this.#observer.pong(message.number);
    if (message.say === 'rang' && this.#state.knowsBell(message.bell)) {
      this.#log.event('bell', 'rang', { bell: message.bell.split('@')[0] ?? '', bytes: payload.length });
    }
    this.#state.hear(message, payload);
  }

  /** The first arrival of the scene, for who looks at the calls that it brought about. */
  get watched(): Watched | null {
    return this.#watched;
  }

  /** For who traces it: when the scene began, names by inode of the program's ends, what was noted until now. */
  look(): { beganMs: number; wires: Map<number, string>; noted: SceneRecording } {
    const { beganMs, recording } = this.#log;
    return { beganMs, wires: this.#observer.where.names(), noted: recording };
  }

  /** Of the time it took, what the script spent in silence, ms. */
  get silenceMs(): number {
    return this.#log.silenceMs;
  }

  /** Resolves with the scene's recording, however the program behaves; rejects with `Starved` or a refused reading. */
  async play(): Promise<SceneRecording> {
    try {
      await this.#beginRound(0);
      for (const step of this.#scene.steps) {
        if ('rounds' in step) await this.#rounds(step.rounds.times, step.rounds.steps);
        else if ('shuffled' in step)
          for (const each of this.#state.random.disordered(step.shuffled.steps)) await this.#step(each);
        else await this.#step(step);
      }
      this.#log.recording.complete = true;
    } catch (error) {
      if (!(error instanceof SceneOver)) throw error;
    } finally {
      this.#states.lookAgain();
      this.#log.close();
    }
    this.#log.recording.end = this.#program.end;
    return this.#log.recording;
  }

  /** Only once the program is gone: an end or a reset that comes after a scene must not reach it in the next. */
  close(): void {
    this.#wires.close();
  }

  async #beginRound(round: number): Promise<void> {
    this.#state.beginRound(round, this.#scene.draw);
    await this.#wires.prepare(round);
  }

  async #rounds(times: number | 'enough', steps: readonly PlainStep[]): Promise<void> {
    const most = (played: number) =>
      this.#once ? 1 : roundsWanted(times, played, this.#proven, this.#spinWanted);
    for (let round = 0; round < most(round); round += 1) {
      if (round > 0) await this.#beginRound(round);
      this.#log.round = round;
      for (const step of steps) await this.#step(step);
    }
    this.#log.round = null;
  }

  async #step(step: PlainStep): Promise<void> {
    try {
      await this.#play(step);
    } catch (error) {
      if (!(error instanceof WireNotConnected)) throw error;
      this.#notes.fail(checkOfStep(step) ?? 'told', 'never-connected', { wire: error.wire });
    }
  }

  async #play(step: PlainStep): Promise<void> {
    if ('call' in step) await this.#call(step.call);
    else if ('held-call' in step) await this.#heldCall(step['held-call']);
    else if ('asleep' in step) await this.#asleep(step.asleep);
    else if ('silence' in step) await this.#silence(step.silence.check);
    else if ('ping' in step) await this.#ping(step.ping.check);
    else if ('do' in step) for (const action of step.do) await this.#do(action);
    else if ('arrival' in step) await this.#arrival(step.arrival);
    else if ('exchange' in step) await this.#exchange(step.exchange);
    else if ('expect' in step) await this.#expect(step.expect.condition, step.expect.check);
    else await this.#states.check(step);
  }

  /** Asks for the call, and waits until it has returned or is seen not to. */
  async #ask(call: Call | HeldCall, held = false): Promise<Awaited<ReturnType<Observer['owed']>>> {
    const made = callArguments(call.with, this.#state, this.#wires);
    const as = this.#state.tag(call.as);
    const state = this.#state.beginCall(call.as);
    const name = nameOf(call);
    this.#log.event('lab', 'call', held ? { name, held: 1 } : { name });
    this.#program.ask(
      {
        ask: 'call',
        as,
        export: call.export ?? null,
        on: call.on === undefined ? null : this.#state.tagOfKnownCall(call.on),
        method: call.method ?? null,
        with: made.arguments,
        echo: call.echo === undefined ? null : this.#state.tag(call.echo),
        fields: this.#fields,
        thread: threadWork(call, this.#wires),
      },
      made.payload,
    );
    const answered = () => state.returned !== null || state.threw !== null;
    const how = await this.#observer.owed(answered, this.#proven.spin);
    if (state.threw) this.#log.event('judged-thread', 'threw', { name });
    if (state.threw) this.#notes.over(call.check, 'threw', { error: state.threw.error }, state.threw.line);
    return how;
  }

  async #heldCall(call: HeldCall): Promise<void> {
    const how = await this.#ask(call, true);
    if (how === 'done') this.#log.event('judged-thread', 'returned', { name: nameOf(call) });
    if (how === 'done') this.#notes.over(call.check, 'returned-early', {});
    if (how === 'gone') this.#notes.gone(call.check);
    if (how === 'spin') this.#proven.spin = true;
    this.#notes.pass(call.check, 'waits-inside');
  }

  async #asleep(step: Parameters<typeof asleepStep>[0]): Promise<void> {
    const { passed, finding, values } = await asleepStep(step, this.#observer.where);
    if (this.#program.end) this.#notes.gone(step.check);
    this.#notes.observe(step.check, passed, finding, values);
  }

  async #call(call: Call): Promise<void> {
    const since = this.#log.now();
    const how = await this.#ask(call);
    if (how === 'done') {
      this.#log.event('judged-thread', 'returned', { name: nameOf(call) });
      this.#notes.pass(call.check, 'returned');
      return;
    }
    if (how === 'gone') this.#notes.gone(call.check);
    if (how === 'spin') this.#notes.spun(call.check, since);
    // It has not come back and nothing runs: asked whether it is free, it cannot answer.
    const silence: Silence = {
      ...emptySilence,
      outcome: how === 'asleep' ? 'quiet' : 'moving',
      sleep: await this.#observer.where.asleepIn(),
    };
    this.#log.event('lab', 'ping');
    const taken = await this.#observer.ping(this.#proven.spin);
    if (taken === 'gone') this.#notes.gone(call.check);
    if (taken === 'ignored' || taken === 'in-slices') this.#notes.held();
    this.#notes.silence(silence, since);
    this.#notes.over(call.check, 'held', { call: silence.sleep?.call ?? null });
  }

  async #silence(check: string): Promise<void> {
    this.#log.event('lab', 'silence');
    const since = this.#log.now();
    const { silence, judged } = await this.#log.holdBack(
      this.#observer.silence(this.#silences === 0, this.#proven),
    );
    this.#silences += 1;
    if (silence.outcome === 'gone') this.#notes.gone(check);
    if (silence.outcome === 'spin') this.#proven.spin = true;
    if (silence.outcome === 'moving') this.#proven.moving = true;
    this.#notes.silence(silence, since, judged);
    this.#before.silence(check, silence.outcome === 'quiet');
    const values = { wakeUps: silence.wakeUps, cpuMs: silence.cpuMs, call: silence.sleep?.call ?? null };
    if (silence.outcome === 'quiet') this.#notes.pass(check, 'quiet', values);
    else this.#notes.fail(check, silence.outcome === 'spin' ? 'spinning' : 'moving', values);
  }

  async #ping(check: string): Promise<void> {
    this.#log.event('lab', 'ping');
    const since = this.#log.now();
    const taken = await this.#observer.ping(this.#proven.spin);
    if (taken === 'gone') this.#notes.gone(check);
    if (taken === 'answered') {
      this.#log.event('judged-thread', 'pong');
      this.#notes.pass(check, 'answered');
      this.#before.answered(check);
      return;
    }
    if (taken === 'spin') this.#notes.spun(check, since);
    this.#notes.held();
    const sleep = await this.#observer.where.asleepIn();
    this.#notes.silence({ ...emptySilence, outcome: taken === 'ignored' ? 'quiet' : 'moving', sleep }, since);
    this.#notes.over(check, taken === 'ignored' ? 'ignored' : 'in-slices', { call: sleep?.call ?? null });
  }

  async #do(action: Parameters<PeerActions['perform']>[0]): Promise<void> {
    if (!(await this.#actions.perform(action))) this.#notes.over('told', 'not-listening', {});
  }

  async #arrival({
    do: action,
    told,
    check,
  }: Extract<PlainStep, { arrival: unknown }>['arrival']): Promise<void> {
    // A seeded moment that no period of the program's can be in step with.
    const ms = this.#state.random.between(2, 40);
    if (this.#once) await this.#log.pause(ms);
    else await this.#before.watch(ms, this.#proven);
    if (this.#program.end) this.#notes.gone(check);
    const act = await this.#actions.prepare(action);
    const wires = this.#actions.wiresOf(action);
    const untold: RecordedEvent[] = [];
    let since = 0;
    const arrival = await this.#observer.arrival(
      () => {
        this.#log.event('peer', 'arrival');
        this.#watched ??= this.#observer.where.watch(wires);
        since = this.#log.now();
        act();
      },
      () => evaluate(told, this.#state, this.#wires).met,
      wires,
      (call) => {
        untold.push(this.#log.begin('judged-thread', 'untold', { call }));
      },
      // Of a traced run nothing counts; and strace, which is in the tree, is nobody's to slow down.
      this.#proven.moving && !this.#once,
    );
    if (arrival === 'too-early') this.#log.event('lab', 'too-early');
    if (arrival === 'too-early')
      this.#notes.over(this.#log.defines('not-early') ? 'not-early' : check, 'too-early', {});
    this.#log.recording.arrivals.push(arrival);
    // Who had no clock was told all the same, and took its time.
    for (const each of untold)
      if (arrival.asleepAndUntold || arrival.sleptOn) this.#log.end(each);
      else this.#log.withdraw(each);
    if (arrival.outcome === 'gone') this.#notes.gone(check);
    if (arrival.outcome === 'spun') this.#notes.spun(check, since);
    if (arrival.outcome === 'never-told') {
      const outcome = arrival.asleepAndUntold ? 'quiet' : 'moving';
      const sleep = await this.#observer.where.asleepIn();
      this.#notes.silence({ ...emptySilence, outcome, sleep }, since);
      this.#log.event('lab', 'never');
      this.#notes.over(check, 'never-told', {
        call: sleep?.call ?? null,
        ignored: arrival.ignored,
      });
    }
    const late = arrival.outcome === 'told-later';
    if (late) this.#proven.polled = true;
    if (this.#log.defines('told-at-once'))
      this.#notes.observe('told-at-once', !late, late ? 'told-later' : 'told', {});
    await this.#news.take(told, check, late ? 'told-later' : 'told');
  }

  async #exchange(exchange: Exchange): Promise<void> {
    const { on, times, from, send, until, check } = exchange;
    const end = until === undefined ? null : { received: on, text: until };
    for (let n = from; n < from + times; n += 1) {
      this.#actions.ask(on, this.#state.text(send.replaceAll('{n}', String(n))));
      const last = n === from + times - 1;
      const answer = { received: on, text: exchange.receive.replaceAll('{n}', String(n)) };
      if (end !== null) {
        const which = () => nextOf(answer, end, this.#state, this.#wires);
        await this.#observer.owed(() => which() !== null);
        if (which() === end) {
          await this.#expect(end, check);
          return this.#expect(answer, check);
        }
      }
      await this.#expect(answer, check, last);
    }
    if (end !== null) await this.#expect(end, check);
  }

  /** `noted`: it is worth an event of the timeline when it comes. */
  async #expect(condition: Condition, check: string, noted = true): Promise<void> {
    const met = () => evaluate(condition, this.#state, this.#wires).met;
    const since = this.#log.now();
    let how = await this.#observer.owed(met);
    // All sleep, but a timer may be armed that makes the program look again.
    if (how === 'asleep' && (await this.#observer.later(met))) how = 'done';
    if (how === 'gone') this.#notes.gone(check);
    if (how === 'spin') this.#notes.spun(check, since);
    if (how !== 'done') {
      const outcome = how === 'asleep' ? 'quiet' : how;
      const sleep = await this.#observer.where.asleepIn();
      this.#notes.silence({ ...emptySilence, outcome, sleep }, since);
      this.#log.event('lab', 'never');
      this.#notes.over(check, 'never-told', {
        call: sleep?.call ?? null,
        ignored: false,
      });
    }
    await this.#news.take(condition, check, 'told', noted);
  }
}

function nameOf(call: Call | HeldCall): string {
  return call.export ?? call.method ?? call.on ?? '';
}
