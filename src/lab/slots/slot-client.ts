import { createInterface } from 'node:readline';
import { z } from 'zod';
import { sameLayout } from '../proctor/layout.js';
import type { Layout } from '../proctor/layout.js';
import type { FromProctor, ToProctor } from '../proctor/messages.js';
import type { Slot } from '../sandbox/slot.js';
import { recordingSchema } from '../verdict/recording.js';
import type { Recording } from '../verdict/recording.js';
import { sceneTraceSchema } from '../verdict/scene-trace.js';
import type { SceneTrace } from '../verdict/scene-trace.js';

/** Our own failure, or the host's: never the student's. */
export class SlotFault extends Error {}

/** Longest a run may take before its slot is ended, ms. Proofs end far sooner on any host that can grade at all. */
const RUN_LIMIT_MS = 600_000;

/** Resolves when a CPU is free for a start; the function it resolves with gives it back. */
export type Permit = () => Promise<() => void>;

type Ask<Kind extends ToProctor['ask']> = Extract<ToProctor, { ask: Kind }>;

export interface Handlers {
  readonly permit: Permit;
  readonly onScene: (number: number) => void;
  readonly signal?: AbortSignal;
}

const tracesSchema = z.array(sceneTraceSchema);

/** The grader's end of the conversation with one proctor; one run at a time. */
export class SlotClient {
  readonly #slot: Slot;
  #hear: (message: FromProctor) => void = () => undefined;
  /** What fails the run under way; one field, so that a slot used for years holds on to no run that is over. */
  #fail: (error: Error) => void = () => undefined;
  #log = '';
  readonly #ready: Promise<void>;
  #alive = true;
  #readyFor: Layout | null = null;
  /** The sandbox that is being made to stand ready. */
  #standing: Promise<unknown> = Promise.resolve();

  constructor(slot: Slot) {
    this.#slot = slot;
    slot.child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      this.#log = (this.#log + chunk).slice(-4000);
    });
    this.#ready = new Promise((resolve, reject) => {
      this.#hear = (message) => {
        if (message.say === 'ready') resolve();
      };
      void slot.ended.then(() =>
        reject(new SlotFault(`the slot did not come up: ${this.#log.trim() || 'no message'}`)),
      );
    });
    // Whoever runs something learns of it; nobody else has to.
    this.#ready.catch(() => undefined);
    createInterface({ input: slot.child.stdout }).on('line', (line) => {
      // What a proctor says is parsed, not believed: whatever is wrong with it ends this run and nothing else.
      try {
        this.#hear(JSON.parse(line) as FromProctor);
      } catch (error) {
        this.#fail(new SlotFault('the proctor said what it may not say', { cause: error }));
      }
    });
    void slot.ended.then(() => {
      this.#alive = false;
      this.#fail(new SlotFault(`the slot ended in the middle of a run: ${this.#log.trim()}`));
    });
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Whether a sandbox of this layout was last asked to stand ready here. */
  standsReadyFor(layout: Layout): boolean {
    return this.#readyFor !== null && sameLayout(this.#readyFor, layout);
  }

  get standsReady(): boolean {
    return this.#readyFor !== null;
  }

  /**
   * Has a sandbox of this layout stand ready, parked, while the caller goes on; the next run waits for it, and
   * learns of it when that failed.
   */
  standReady(layout: Layout, permit: Permit): void {
    this.#readyFor = layout;
    this.#standing = this.#standing.then(() =>
      this.#converse({ ask: 'park', layout }, { permit }, (heard) => (heard.say === 'parked' ? true : null)),
    );
    this.#standing.catch(() => undefined);
  }

  /** Rejects with `SlotFault`, or with an error whose cause is the signal's reason; the slot is then gone. */
  async run(message: Ask<'run'>, handlers: Handlers): Promise<Recording> {
    const before = this.#slot.oomKills();
    return await this.#play(message, handlers, (heard) =>
      heard.say === 'done' ? this.#withMemory(recordingSchema.parse(heard.recording), before) : null,
    );
  }

  /** The visible scenes under strace; rejects as `run` does. */
  async trace(message: Ask<'trace'>, handlers: Handlers): Promise<SceneTrace[]> {
    return await this.#play(message, handlers, (heard) =>
      heard.say === 'traced' ? tracesSchema.parse(heard.scenes) : null,
    );
  }

  async #play<T>(
    message: Ask<'run' | 'trace'>,
    handlers: Handlers,
    outcomeOf: (heard: FromProctor) => T | null,
  ): Promise<T> {
    await this.#standing;
    this.#readyFor = null;
    return await this.#converse(message, handlers, outcomeOf);
  }

  /**
   * Asks one thing and listens until `outcomeOf` makes something of what is said; it gives null for all else. Whatever
   * goes wrong ends the slot.
   */
  async #converse<T>(
    message: ToProctor,
    { permit, onScene, signal }: Partial<Handlers> & Pick<Handlers, 'permit'>,
    outcomeOf: (heard: FromProctor) => T | null,
  ): Promise<T> {
    await this.#ready;
    let over = false;
    let giveBack: (() => void) | null = null;
    let limit: NodeJS.Timeout | undefined;
    const abort = () => this.#fail(new Error('aborted', { cause: signal?.reason }));
    const outcome = new Promise<T>((resolve, reject) => {
      this.#fail = reject;
      limit = setTimeout(() => reject(new SlotFault('the run took too long')), RUN_LIMIT_MS);
      this.#hear = (heard) => {
        const answer = outcomeOf(heard);
        if (answer !== null) return resolve(answer);
        switch (heard.say) {
          case 'starting':
            void permit().then((release) => {
              // The run may have ended while it stood in line: then nobody else would give the permit back.
              if (over) return release();
              giveBack = release;
              return this.#ask({ ask: 'start' });
            });
            return;
          case 'started':
            giveBack?.();
            giveBack = null;
            return;
          case 'scene':
            onScene?.(heard.number);
            return;
          case 'fault':
            reject(new SlotFault(heard.error));
            return;
          case 'ready':
          case 'parked':
          case 'done':
          case 'traced':
        }
      };
    });
    // It may fail before anybody waits for it: while a run that could not begin closes the slot.
    outcome.catch(() => undefined);
    try {
      if (!this.#alive) throw new SlotFault('the slot has ended');
      signal?.throwIfAborted();
      signal?.addEventListener('abort', abort, { once: true });
      this.#ask(message);
      return await outcome;
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      over = true;
      clearTimeout(limit);
      signal?.removeEventListener('abort', abort);
      this.#hear = () => undefined;
      this.#fail = () => undefined;
      (giveBack as (() => void) | null)?.();
    }
  }

  async close(): Promise<void> {
    await this.#slot.kill();
  }

  #ask(message: ToProctor): void {
    this.#slot.child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** Only the grader sees the cgroup: a program killed while its slot's count of kills rose died of want of memory. */
  #withMemory(recording: Recording, before: number): Recording {
    if (this.#slot.oomKills() === before) return recording;
    const ofMemory = (end: Recording['scenes'][number]['end']) =>
      end && end.how === 'signal' ? { ...end, how: 'out-of-memory' as const } : end;
    return {
      ...recording,
      loadFailure: recording.loadFailure && {
        ...recording.loadFailure,
        end: ofMemory(recording.loadFailure.end),
      },
      scenes: recording.scenes.map((scene) => ({ ...scene, end: ofMemory(scene.end) })),
    };
  }
}
