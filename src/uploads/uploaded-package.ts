import { AuthoringError, problemLine } from '../lab/authored/authoring-error.js';
import type { Exercise, Solution } from '../lab/exercise/exercise.js';
import { loadExercise, loadSolutions } from '../lab/exercise/load-exercise.js';
import { packageInMemory } from '../lab/exercise/package-files.js';
import { tooLarge } from '../platform/http/body.js';
import { HttpProblem } from '../platform/http/problem.js';
import { RawBody } from '../platform/http/raw-body.js';
import { ArchiveError } from './archive/archive-error.js';
import { archiveLimits } from './archive/entries.js';
import { type ArchiveFormat, readArchive } from './archive/read-archive.js';

/** An uploaded package, loaded: what a folder below `seed/exercises` comes to. */
export interface UploadedPackage {
  readonly exercise: Exercise;
  readonly solutions: readonly Solution[];
}

/** Problems of one package that are told; a file can be wrong in thousands of places. */
const toldProblems = 50;

/** `GET /exercises/uploads` would never be this exercise. */
const reservedSlug = 'uploads';

const formats: Readonly<Record<string, ArchiveFormat>> = {
  'application/gzip': 'tar.gz',
  'application/zip': 'zip',
};

/**
 * The archive in a request’s body.
 *
 * @throws HttpProblem unsupported-media-type, too-large
 */
export function archiveOf(body: unknown): { bytes: Buffer; format: ArchiveFormat } {
  const format = body instanceof RawBody ? formats[body.mediaType] : undefined;
  if (!(body instanceof RawBody) || format === undefined) {
    throw new HttpProblem('unsupported-media-type', {
      en: "Send the archive as it is, with “Content-Type: application/gzip” for a .tar.gz or “application/zip”. With curl: -H 'Content-Type: application/gzip' --data-binary @package.tar.gz",
      'zh-CN':
        "请直接发送归档文件：.tar.gz 用 “Content-Type: application/gzip”，.zip 用 “application/zip”。使用 curl：-H 'Content-Type: application/gzip' --data-binary @package.tar.gz",
    });
  }
  if (body.bytes.length > archiveLimits.archiveBytes) throw tooLarge(archiveLimits.archiveBytes);
  return { bytes: body.bytes, format };
}

/** @throws HttpProblem bad-package, naming the entry of the archive, or file and line */
export async function readPackage(bytes: Buffer, format: ArchiveFormat): Promise<UploadedPackage> {
  try {
    const files = packageInMemory(await readArchive(bytes, format));
    const exercise = await loadExercise(files);
    const solutions = await loadSolutions(files);
    checkCorpus(exercise, solutions);
    return { exercise, solutions };
  } catch (error) {
    if (error instanceof ArchiveError) throw new HttpProblem('bad-package', error.detail, { cause: error });
    if (error instanceof AuthoringError) throw badPackage(error);
    throw error;
  }
}

/** What a check could not make good: without solutions of both kinds nothing would be shown by it. */
function checkCorpus({ slug }: Exercise, solutions: readonly Solution[]): void {
  if (slug === reservedSlug) {
    const message = `\`${reservedSlug}\` is an address of its own; choose another slug`;
    throw new AuthoringError([{ file: 'exercise.yaml', path: 'slug', message }]);
  }
  for (const accepted of [true, false]) {
    if (solutions.some((solution) => solution.accepted === accepted)) continue;
    const message = 'has no solution; a check needs one that must pass and one that must fail';
    throw new AuthoringError([{ file: accepted ? 'accepted' : 'rejected', message }]);
  }
}

function badPackage(error: AuthoringError): HttpProblem {
  const { problems } = error;
  const told = problems.slice(0, toldProblems).map(problemLine);
  return new HttpProblem(
    'bad-package',
    {
      en: `${problems.length === 1 ? 'One thing is' : `${problems.length} things are`} wrong with the package; “errors” says where and what to do. ${told[0] ?? ''}`,
      'zh-CN': `题目包有 ${problems.length} 处问题；“errors” 指出了位置和修改办法。${told[0] ?? ''}`,
    },
    {
      cause: error,
      errors: told.map((line) => ({ pointer: '', detail: { en: line, 'zh-CN': line } })),
    },
  );
}
