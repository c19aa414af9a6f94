import type { RecordedEvent, SceneRecording } from '../verdict/recording.js';

type Values = RecordedEvent['values'];

/** Events kept per scene, for the timeline; a chatty program cannot make a recording grow without end. */
const MAX_EVENTS = 600;

/** Collects what one scene leaves behind. */
export class SceneLog {
  readonly recording: SceneRecording;
  silenceMs = 0;
  readonly #began = performance.now();
  readonly #defined: ReadonlySet<string>;

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
    if (this.recording.events.length >= MAX_EVENTS) return;
    const at = Math.round((performance.now() - this.#began) * 10) / 10;
    this.recording.events.push({ at, lane, event, values });
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
}
