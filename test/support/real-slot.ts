import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Scene } from '../../src/lab/exercise/scene.js';
import { HARNESS_SCRIPT, PROCTOR_SCRIPT } from '../../src/lab/proctor/messages.js';
import { findCgroupPlace } from '../../src/lab/sandbox/cgroup-place.js';
import { ensureImage } from '../../src/lab/sandbox/image.js';
import { defaultLimits } from '../../src/lab/sandbox/limits.js';
import { startSlot } from '../../src/lab/sandbox/slot.js';
import { SlotClient } from '../../src/lab/slots/slot-client.js';
import type { Recording } from '../../src/lab/verdict/recording.js';
import { commandOf, descendants } from '../../src/soak/processes.js';
import { compileLab } from './compiled-lab.js';
import { receiveChecks } from './scenes.js';

/** Real slots without a compiler in front and without a judge behind: JavaScript in, recordings out. */
export interface RealSlots {
  /** A slot of its own, for those who look into it. */
  start(): Promise<SlotClient>;
  /** Plays the scenes with a program in a slot of its own. */
  record(source: string, scenes: readonly Scene[], seed?: number, limitMs?: number): Promise<Recording>;
  close(): Promise<void>;
}

/** Process ids, on the host, of the confined programs that this process has under way. */
export function programs(): number[] {
  return descendants(process.pid).filter((pid) => {
    const command = commandOf(pid);
    return command.startsWith('/bin/node ') && command.endsWith(HARNESS_SCRIPT);
  });
}

export async function openRealSlots(): Promise<RealSlots> {
  const program = await compileLab();
  const data = await mkdtemp(path.join(tmpdir(), 'doorbell-slots-'));
  // Slots of a root grader may enter it: so the image lies here, is nobody else's, and goes with it.
  await chmod(data, 0o755);
  const image = await ensureImage({ dataDirectory: data, program, jail: ['harness'] });
  const place = await findCgroupPlace();
  const open = new Set<SlotClient>();
  const start = async () => {
    const client = new SlotClient(
      await startSlot({ image, place, limits: defaultLimits, script: [PROCTOR_SCRIPT] }),
    );
    open.add(client);
    return client;
  };
  return {
    start,
    async record(source, scenes, seed = 1, limitMs = defaultLimits.wallMs) {
      const client = await start();
      try {
        return await client.run(
          { ...runOf(source, scenes, seed), limitMs },
          {
            permit: async () => await Promise.resolve(() => undefined),
            onScene: () => undefined,
          },
        );
      } finally {
        await client.close();
        open.delete(client);
      }
    },
    async close() {
      await Promise.all([...open].map((client) => client.close()));
      for (const each of [program, data]) await rm(each, { recursive: true, force: true });
    },
  };
}

export function runOf(source: string, scenes: readonly Scene[], seed = 1) {
  const limitMs = defaultLimits.wallMs;
  const asked = { checks: receiveChecks, export: 'receive', mechanism: 'notified' as const };
  return { ask: 'run' as const, scenes, ...asked, source, seed, limitMs };
}
