import { realTimeOffsetMs } from '../libc/libc.js';
import type { RecordedEvent, SceneRecording } from '../verdict/recording.js';

type Values = RecordedEvent['values'];

/** Events kept per scene, for the timeline; a chatty program cannot make a recording grow without end. */
const MAX_EVENTS = 600;

/** … and rings among them: who rings without end must not crowd out what came of it. */
const MAX_RINGS = 100;

/** Collects what one scene leaves behind. */
export class SceneLog {
  readonly recording: SceneRecording;
  silenceMs = 0;
  readonly #began = performance.now();
  readonly #defined: ReadonlySet<string>;
  /** The round being played, for the timeline; null outside of rounds. */
  round: number | null = null;
  /** The wires that a repeated event of the peer's was seen on. */
  readonly #wiresOf = new WeakMap<RecordedEvent, Set<string>>();
  #rings = 0;
  #over = false;

  /** `defined`: the checks the exercise gives points for. */
  constructor(scene: string, defined: ReadonlySet<string>) {
    this.#defined = defined;
    this.recording = {
      scene,
      complete: false,
      observations: [],
      silences: [],
      arrivals: [],
      carriers: [],
      ignoredPings: 0,
      events: [],
      end: null,
    };
  }

  /** When the scene began, ms since 1970. */
  get beganMs(): number {
    return realTimeOffsetMs() + this.#began;
  }

  /** Milliseconds since the scene began. */
  now(): number {
    return Math.round((performance.now() - this.#began) * 10) / 10;
  }

  /** Waits a moment that belongs to the script, ms. */
  async pause(ms: number): Promise<void> {
    await this.holdBack(
      new Promise<void>((resolve) => {
        setTimeout(resolve, ms);
      }),
    );
  }

  /** Counts what `silence` takes as the script's own time. */
  async holdBack<T>(silence: Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await silence;
    } finally {
      this.silenceMs += performance.now() - began;
    }
  }

  defines(check: string): boolean {
    return this.#defined.has(check);
  }

  /** The check that answers for a scene that cannot go on: a step whose own is not graded must not end it unseen. */
  answerable(check: string): string {
    if (this.#defined.has(check)) return check;
    const others = [...this.#defined].filter((each) => each !== 'notified');
    return others.includes('told') ? 'told' : (others[0] ?? check);
  }

  event(lane: RecordedEvent['lane'], event: RecordedEvent['event'], values: Values = {}): void {
    this.#add({ at: this.now(), lane, event, values });
  }

  /** Something that begins now and lasts until `end` is called with what this returns. */
  begin(lane: RecordedEvent['lane'], event: RecordedEvent['event'], values: Values): RecordedEvent {
    const begun: RecordedEvent = { at: this.now(), lane, event, values };
    this.#add(begun);
    return begun;
  }

  end(begun: RecordedEvent): void {
    begun.until = this.now();
  }

  /** It has turned out to be something else. */
  withdraw(begun: RecordedEvent): void {
    const at = this.recording.events.indexOf(begun);
    if (at >= 0) this.recording.events.splice(at, 1);
  }

  /** Something that lasted, from `since` to now. */
  lasted(
    since: number,
    lane: RecordedEvent['lane'],
    event: RecordedEvent['event'],
    values: Values = {},
  ): void {
    this.#add({ at: since, until: this.now(), lane, event, values });
  }

  /**
   * Something the peer does or meets on a wire. On the wires of one group, or again and again with nothing else in
   * between, it is one event that lasts: `wire` is the group’s name, `wires`, `times` and `bytes` say how much there was.
   */
  onWire(event: RecordedEvent['event'], wire: string, bytes: number | null = null): void {
    const group = wire.replace(/\.\d+$/, '');
    const same = this.#sameBefore(event, group);
    if (!same) {
      const added = this.#add({
        at: this.now(),
        lane: 'peer',
        event,
        values: bytes === null ? { wire } : { wire, bytes },
      });
      if (added) this.#wiresOf.set(added, new Set([wire]));
      return;
    }
    const wires = this.#wiresOf.get(same) ?? new Set();
    wires.add(wire);
    same.until = this.now();
    same.values['times'] = Number(same.values['times'] ?? 1) + 1;
    if (bytes !== null) same.values['bytes'] = Number(same.values['bytes'] ?? 0) + bytes;
    if (wires.size > 1) Object.assign(same.values, { wire: group, wires: wires.size });
  }

  observe(
    check: string,
    passed: boolean,
    finding: SceneRecording['observations'][number]['finding'],
    round: number,
    values: SceneRecording['observations'][number]['values'] = {},
    line: number | null = null,
  ): void {
    if (!this.#defined.has(check)) return;
    this.recording.observations.push({ check, passed, finding, round, line, values });
  }

  /** The scene has been played: what still comes over its wires belongs to no scene. */
  close(): void {
    this.#over = true;
  }

  #add(event: RecordedEvent): RecordedEvent | null {
    const { events } = this.recording;
    if (this.#over || events.length >= MAX_EVENTS) return null;
    if (event.event === 'rang') {
      if (this.#rings >= MAX_RINGS) return null;
      this.#rings += 1;
    }
    if (this.round !== null) event.round = this.round;
    events.push(event);
    return event;
  }

  /** The event of the peer’s that goes on: nothing but such events has come since. */
  #sameBefore(event: RecordedEvent['event'], group: string): RecordedEvent | null {
    if (this.#over) return null;
    for (const each of this.recording.events.toReversed()) {
      if (!this.#wiresOf.has(each)) return null;
      if (each.event === event && String(each.values['wire']).replace(/\.\d+$/, '') === group) return each;
    }
    return null;
  }
}
