import type { RecordedEvent, SceneRecording } from '../verdict/recording.js';

type Values = RecordedEvent['values'];

/** Events kept per scene, for the timeline; a chatty program cannot make a recording grow without end. */
const MAX_EVENTS = 600;

/** Collects what one scene leaves behind. */
export class SceneLog {
  readonly recording: SceneRecording;
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

  defines(check: string): boolean {
    return this.#defined.has(check);
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
