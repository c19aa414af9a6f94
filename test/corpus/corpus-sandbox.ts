import { chmod, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findCgroupPlace, type CgroupPlace } from '../../src/lab/sandbox/cgroup-place.js';
import { ensureImage, type Image } from '../../src/lab/sandbox/image.js';
import { compileLab } from '../support/compiled-lab.js';

export const ablationProctor = '/doorbell/corpus/ablation-proctor.js';

/** An image as the lab builds it, but with koffi in the jail, for the programs that make system calls themselves. */
export interface CorpusSandbox {
  readonly image: Image;
  readonly place: CgroupPlace;
  remove(): Promise<void>;
}

export async function openCorpusSandbox(): Promise<CorpusSandbox> {
  const program = await compileLab();
  await mkdir(path.join(program, 'corpus'));
  await copyFile(
    fileURLToPath(new URL('ablation-proctor.mjs', import.meta.url)),
    path.join(program, 'corpus/ablation-proctor.js'),
  );
  const data = await mkdtemp(path.join(tmpdir(), 'doorbell-corpus-'));
  // Slots of a root grader may enter it: so the image lies here, and nobody else's goes with it.
  await chmod(data, 0o755);
  const image = await ensureImage({ dataDirectory: data, program, jail: [], koffiInJail: true });
  return {
    image,
    place: await findCgroupPlace(),
    async remove() {
      for (const each of [program, data]) await rm(each, { recursive: true, force: true });
    },
  };
}
