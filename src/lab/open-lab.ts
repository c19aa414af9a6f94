import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { labImage } from './lab-image.js';
import type { Lab, RunRequest, TraceRequest } from './lab.js';
import { layoutOf } from './proctor/layout.js';
import { PROCTOR_SCRIPT } from './proctor/messages.js';
import type { Run } from './proctor/messages.js';
import { findCgroupPlace } from './sandbox/cgroup-place.js';
import { removeStaleGroups } from './sandbox/cgroup.js';
import { ensureImage } from './sandbox/image.js';
import { defaultLimits } from './sandbox/limits.js';
import { startSlot } from './sandbox/slot.js';
import { defaultSlots } from './slots/default-slots.js';
import { Semaphore } from './slots/semaphore.js';
import { SlotClient } from './slots/slot-client.js';
import { SlotPool } from './slots/slot-pool.js';
import type { Compiler } from './typescript/compiler.js';
import { createCompilers } from './typescript/compilers.js';
import { judge } from './verdict/judge.js';
import type { Circumstances } from './verdict/judge.js';
import type { Recording } from './verdict/recording.js';
import type { Report } from './verdict/report.js';
import { syscallsOf } from './verdict/syscalls-of.js';
import type { Syscalls } from './verdict/syscalls.js';
import { unplayedReport } from './verdict/unplayed.js';

/** All scenes of a traced run together, ms: it decides nothing, so it need not be waited for as long as one that is graded. */
const TRACE_LIMIT_MS = 30_000;

export interface LabOptions {
  /** Runs at once; unless told, as cores and memory allow (slots/default-slots.ts). */
  readonly slots?: number;
  /**
   * Starts and type-checks at once; one per core unless told, for more end no sooner where the cores are the lab’s own. For each
   * per core there is a compiler.
   */
  readonly starts?: number;
  /** Doorbell's data directory; the sandbox's image is kept below it. `.doorbell` in the clone unless told. */
  readonly dataDirectory?: string;
  /** The compiled lab, when this file is not part of it (tests). */
  readonly program?: string;
  /**
   * Of each slot where the CPU is short, beside 100 of any other group of processes, and where the kernel weighs groups: less
   * where a service has to answer meanwhile. A run takes longer with less; its verdict is the same.
   */
  readonly cpuWeight?: number;
  /** One that serves other labs, too, and is not ended with this one; one of its own unless given. */
  readonly compiler?: Compiler;
  /** Told of every fault of ours, with its cause; a Report only says that there was one. */
  readonly onFault?: (error: unknown) => void;
}

/** Opens the lab: image, compiler, slots (started when first needed). Throws when the sandbox cannot be had. */
export async function openLab(options: LabOptions = {}): Promise<Lab> {
  const dataDirectory = path.resolve(
    options.dataDirectory ?? path.join(packageOf(import.meta.dirname).root, '.doorbell'),
  );
  const image = await ensureImage(labImage(dataDirectory, options.program));
  const place = await findCgroupPlace();
  await removeStaleGroups(place);
  const compiler = options.compiler ?? (await createCompilers(compilersFor(options.starts)));
  const size = options.slots ?? defaultSlots(os.availableParallelism(), usableMemory());
  const { cpuWeight } = options;
  const slot = {
    image,
    place,
    limits: defaultLimits,
    script: [PROCTOR_SCRIPT],
    ...(cpuWeight && { cpuWeight }),
  };
  const start = async () => new SlotClient(await startSlot(slot));
  const pool = new SlotPool(size, start);
  const cores = new Semaphore(options.starts ?? os.availableParallelism());
  const permit = () => cores.acquire();
  const runtime = runtimeFacts();

  /** Whoever has just run this exercise is likely to run it again; but only a CPU that nobody wants is spent on a guess. */
  function worthParking(): boolean {
    return !pool.awaited && cores.free > 0 && pool.resting((slot) => slot.standsReady) < cores.permits;
  }

  async function compile({ exercise, source, unchecked }: RunRequest) {
    const giveBack = await cores.acquire();
    const began = performance.now();
    const compiled = await compiler
      .compile({
        source,
        types: exercise.types,
        exportName: exercise.export,
        ...(exercise.kit && { kit: exercise.kit }),
        ...(unchecked && { unchecked: true }),
      })
      .finally(giveBack);
    return { ...compiled, tookMs: performance.now() - began };
  }

  async function run(request: RunRequest): Promise<Report> {
    const { exercise, source, seed, prediction = null, onProgress, signal } = request;
    const layout = layoutOf(exercise.scenes, exercise.kit);
    const began = performance.now();
    let checked = 0;
    const circumstances = (recording?: Recording): Circumstances => ({
      seed,
      guessed: prediction,
      runtime,
      durations: {
        check: checked,
        start: ms(recording?.startMs ?? 0),
        run: ms(recording?.runMs ?? 0),
        silence: ms(recording?.silenceMs ?? 0),
        total: ms(performance.now() - began),
      },
    });
    try {
      signal?.throwIfAborted();
      return await pool.use(grade, (slot) => {
        if (slot.standsReadyFor(layout)) return 2;
        return slot.standsReady ? 0 : 1;
      });
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      options.onFault?.(error);
      return unplayedReport(exercise, 'fault', [], circumstances());
    }

    async function grade(slot: SlotClient): Promise<Report> {
      onProgress?.({ type: 'type-checking' });
      // The sandbox starts beside the type-check: it needs to know nothing of what will be loaded into it.
      slot.standReady(layout, permit);
      const compiled = await compile(request);
      checked = ms(compiled.tookMs);
      if (!compiled.ok) return unplayedReport(exercise, 'not-run', compiled.diagnostics, circumstances());
      onProgress?.({ type: 'starting' });
      const recording = await slot.run(
        { ask: 'run', ...runOf(request, compiled.javascript, defaultLimits.wallMs) },
        {
          permit,
          onScene: (number) => {
            const scene = exercise.scenes[number - 1];
            const name = !scene || scene.hidden ? `hidden-${number}` : scene.id;
            onProgress?.({ type: 'scene', scene: name, number, of: exercise.scenes.length });
          },
          ...(signal ? { signal } : {}),
        },
      );
      if (worthParking()) slot.standReady(layout, permit);
      return judge(exercise, source, recording, circumstances(recording));
    }
  }

  async function trace(request: TraceRequest): Promise<Syscalls> {
    const { exercise, seed, signal } = request;
    signal?.throwIfAborted();
    const compiled = await compile(request);
    if (!compiled.ok) throw new Error('what is to be traced does not compile');
    const handlers = { permit, onScene: () => undefined, ...(signal && { signal }) };
    const asked = { ask: 'trace', ...runOf(request, compiled.javascript, TRACE_LIMIT_MS) } as const;
    // A sandbox that stands ready is for whoever is graded.
    const unready = (slot: SlotClient) => (slot.standsReady ? 0 : 1);
    try {
      return syscallsOf(exercise, seed, await pool.use((slot) => slot.trace(asked, handlers), unready));
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw error;
    }
  }

  return {
    run,
    trace,
    slots: size,
    close: async () => {
      await pool.close();
      if (compiler !== options.compiler) await compiler.close();
    },
  };
}

/** One keeps all cores busy, unless it shares them with a load. */
export function compilersFor(starts?: number): number {
  const cores = os.availableParallelism();
  return Math.ceil((starts ?? cores) / cores);
}

/** What the proctor is told of a run. */
function runOf({ exercise, seed }: TraceRequest, javascript: string, limitMs: number): Run {
  return {
    scenes: exercise.scenes,
    checks: exercise.checks.map((check) => check.id),
    export: exercise.export,
    mechanism: exercise.mechanism ?? null,
    source: javascript,
    seed,
    limitMs,
    ...(exercise.kit && { kit: exercise.kit }),
  };
}

/** Bytes: the machine's memory, or less where a cgroup limits it (Node gives 0 or a huge number where none does). */
function usableMemory(): number {
  return Math.min(os.totalmem(), process.constrainedMemory() || Infinity);
}

function ms(value: number): number {
  return Math.round(value * 10) / 10;
}

function runtimeFacts(): Report['runtime'] {
  return {
    doorbell: packageOf(import.meta.dirname).version,
    node: process.version,
    kernel: os.release(),
    arch: os.arch(),
  };
}

/** The package this file belongs to, wherever it was compiled to. */
function packageOf(directory: string): { root: string; version: string } {
  for (let root = directory; ; root = path.dirname(root)) {
    const file = path.join(root, 'package.json');
    if (existsSync(file)) {
      const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version?: string };
      if (version !== undefined) return { root, version };
    }
    if (root === path.dirname(root)) throw new Error('no package.json above the lab');
  }
}
