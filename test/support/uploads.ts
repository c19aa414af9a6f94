import type { Response, Test } from 'supertest';
import { tarGz } from './archives.js';
import { exerciseYaml, scenesYaml, typesText } from './exercise-package.js';
import { sampleCheck } from './sample-report.js';
import { send, type Person, type TestService } from './service.js';
import type { SteeredLab, SteeredRun } from './steered-lab.js';

/** Small exercise packages as they are sent: one solution that must pass, two that must fail. */

export const solutionFiles = {
  'accepted/callback.ts': 'export function receive() {}\n',
  'rejected/none--silent.ts': '// mechanism: none\n// fails: told\nexport function receive() {}\n',
  'rejected/not-run--typo.ts': '// status: not-run\nexport const = 1;\n',
};

/** By path; undefined leaves a file out. */
export type PackageChanges = Readonly<Record<string, string | undefined>>;

export function packageArchive(slug: string, changes: PackageChanges = {}, version = 1): Buffer {
  const files: PackageChanges = {
    'exercise.yaml': exerciseYaml
      .replace('slug: demo', `slug: ${slug}`)
      .replace('version: 1', `version: ${version}`),
    'scenes.yaml': scenesYaml,
    'starter.ts': 'export function receive() {}\n',
    'types.d.ts': typesText,
    ...solutionFiles,
    ...changes,
  };
  return tarGz(
    ...Object.entries(files).flatMap(([name, content]) =>
      content === undefined ? [] : [{ name: `${slug}/${name}`, content }],
    ),
  );
}

export function upload(service: TestService, as: Person | null, archive: Buffer, wait = 0): Test {
  const sent = send(service, 'post', '/exercises/uploads', as).set('Content-Type', 'application/gzip');
  return (wait > 0 ? sent.set('Prefer', `wait=${wait}`) : sent).send(archive);
}

/** Ends the run of a solution of these packages as its header states. */
export function endAsStated(run: SteeredRun): void {
  const { source } = run.request;
  if (source === solutionFiles['accepted/callback.ts']) run.end({ mechanism: 'notified' });
  else if (source === solutionFiles['rejected/not-run--typo.ts'])
    run.end({ status: 'not-run', passed: false, score: 0, mechanism: null, dataPath: null, checks: [] });
  else run.end({ passed: false, score: 0, mechanism: null, checks: [sampleCheck('told', false)] });
}

export interface CheckedOptions {
  readonly as?: Person;
  readonly version?: number;
  readonly changes?: PackageChanges;
  /** What becomes of each run; without it, as stated. */
  readonly end?: (run: SteeredRun) => void;
}

/** Sends a package and ends the runs of its three solutions; the answer after that. A grader must be there. */
export async function sendAndEnd(
  service: TestService,
  lab: SteeredLab,
  slug: string,
  { as = service.instructor, version = 1, changes = {}, end = endAsStated }: CheckedOptions,
): Promise<Response> {
  const sent = upload(service, as, packageArchive(slug, changes, version), 60).then((answer) => answer);
  for (let n = 0; n < 3; n += 1) end(await lab.next());
  return sent;
}
