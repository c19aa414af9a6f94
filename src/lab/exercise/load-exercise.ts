import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { checkScenes } from './check-scenes.js';
import {
  type Exercise,
  type ExerciseFile,
  type Program,
  type Solution,
  exerciseFileSchema,
  scenesFileSchema,
} from './exercise.js';
import { inOrder } from './exercise-order.js';
import { AuthoringError, type AuthoringProblem } from '../authored/authoring-error.js';
import { listTypeScript, problemFile, readPackageFile } from './package-files.js';
import { kindProblems, readPrograms } from './programs.js';
import { type YamlFile, readYaml } from '../authored/read-yaml.js';
import { type SolutionHeader, parseSolutionHeader } from './solution-header.js';

/** Reads exercise packages from the file system; the only part of the lab that knows how they lie there. */

/**
 * Directories of the exercise packages below `root`, in the order in which students go through them.
 *
 * @throws AuthoringError when an exercise.yaml is broken or `after` leads nowhere or round in a circle
 */
export async function listExercises(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const dirs = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => join(root, entry.name));
  const found = await Promise.all(dirs.map(async (dir) => ({ dir, ...(await readExerciseFile(dir)).value })));
  const { order, problems } = inOrder(found);
  if (problems.length > 0) throw new AuthoringError(problems);
  return order.map(({ dir }) => dir);
}

/**
 * One package, checked in itself: schemas, names, cross references.
 *
 * @throws AuthoringError naming each problem with file, line and place
 */
export async function loadExercise(dir: string): Promise<Exercise> {
  const exercise = await readExerciseFile(dir);
  const predicted = exercise.value.kind === 'prediction';
  const [scenesText, starter, programs, types] = await Promise.all([
    readPackageFile(dir, 'scenes.yaml'),
    predicted ? '' : readPackageFile(dir, 'starter.ts'),
    predicted ? readPrograms(dir) : undefined,
    readPackageFile(dir, 'types.d.ts'),
  ]);
  const scenes = readYaml(problemFile(dir, join(dir, 'scenes.yaml')), scenesText, scenesFileSchema);
  const problems: AuthoringProblem[] = [];
  const fed = checkScenes(exercise.value, scenes.value.scenes, scenes.wrote, (path, message) => {
    problems.push(scenes.problem(path, message));
  });
  for (const [index, { id }] of exercise.value.checks.entries()) {
    if (fed.has(id) || predicted) continue;
    problems.push(
      exercise.problem(
        ['checks', index, 'id'],
        `no step of scenes.yaml feeds the check \`${id}\`, so nobody could pass it; add such a step or remove the check`,
      ),
    );
  }
  if (!new RegExp(`\\bexport\\b[^;{}]*[\\s*]${exercise.value.export}\\b`).test(types)) {
    problems.push({
      file: problemFile(dir, join(dir, 'types.d.ts')),
      message: `does not declare the export \`${exercise.value.export}\`; add \`export declare …\``,
    });
  }
  if (problems.length > 0) throw new AuthoringError(problems);
  const content = { ...exercise.value, scenes: scenes.value.scenes, starter, types };
  return programs ? { ...content, programs } : content;
}

/**
 * The accepted solutions, then the rejected ones, each by name, with what their headers promise.
 *
 * @throws AuthoringError when a header promises nothing, or something that cannot be
 */
export async function loadSolutions(dir: string): Promise<Solution[]> {
  const [exercise, accepted, rejected] = await Promise.all([
    readExerciseFile(dir),
    listTypeScript(dir, 'accepted'),
    listTypeScript(dir, 'rejected'),
  ]);
  const programs = exercise.value.kind === 'prediction' ? await readPrograms(dir) : null;
  const problems: AuthoringProblem[] = [];
  const load = (isAccepted: boolean) => async (file: string) => {
    const source = await readPackageFile(dir, file);
    return solution({ ...exercise.value, programs }, file, source, isAccepted, (message, line) => {
      problems.push({
        file: problemFile(dir, join(dir, file)),
        message,
        ...(line === undefined ? {} : { line }),
      });
    });
  };
  const solutions = await Promise.all([...accepted.map(load(true)), ...rejected.map(load(false))]);
  if (problems.length > 0) throw new AuthoringError(problems);
  return solutions;
}

function solution(
  exercise: ExerciseFile & { readonly programs: readonly Program[] | null },
  file: string,
  source: string,
  accepted: boolean,
  report: (message: string, line?: number) => void,
): Solution {
  const { header, problems } = parseSolutionHeader(source);
  for (const { line, message } of problems) report(message, line);
  const { status = 'graded', fails = [], dataPath = null } = header;
  if (accepted) {
    if (status !== 'graded')
      report('an accepted solution is graded; remove `status` or move it to rejected/');
    if (fails.length > 0)
      report('an accepted solution fails nothing; remove `fails` or move it to rejected/');
  } else {
    if (!/^[a-z][a-z0-9-]*?--[a-z0-9][a-z0-9-]*\.ts$/.test(basename(file))) {
      report('name it <mechanism-or-defect>--<note>.ts, for example timed-poll--every-50-ms.ts');
    }
    if (status === 'not-run' && fails.length > 0) report('what does not run fails no check; remove `fails`');
    if (status === 'graded' && fails.length === 0 && problems.length === 0) {
      report(
        'must say at the top which checks it fails, for example `// fails: idle, notified` (or `// status: not-run`)',
      );
    }
    if (status === 'graded' && header.mechanism === undefined) {
      report(
        'must say at the top how it waits, for example `// mechanism: timed-poll`, or `none` when nothing was awaited',
      );
    }
  }
  for (const id of fails) {
    if (exercise.checks.some((check) => check.id === id)) continue;
    report(
      `exercise.yaml has no check \`${id}\` that it could fail; known: ${exercise.checks.map((check) => check.id).join(', ')}`,
    );
  }
  if (new Set(fails).size < fails.length) report('names a check twice in `fails`; keep one');
  const { prediction, runs } = predictionOf(exercise.programs, header, source, report);
  const stated =
    header.mechanism ?? (accepted ? (exercise.mechanism ?? prediction?.guessed ?? 'none') : 'none');
  const mechanism = stated === 'none' ? null : stated;
  return { file, source: runs, accepted, prediction, mechanism, dataPath, status, fails };
}

/** What a solution predicts and what the lab runs for it: of an ordinary exercise nothing, and the solution itself. */
function predictionOf(
  programs: readonly Program[] | null,
  header: SolutionHeader,
  source: string,
  report: (message: string) => void,
): { prediction: Solution['prediction']; runs: string } {
  const { program: name, predicts } = header;
  if (programs === null) {
    if (name !== undefined || predicts !== undefined)
      report('`program` and `predicts` are for exercises of the kind `prediction`; remove them');
    return { prediction: null, runs: source };
  }
  const program = programs.find((each) => each.name === name);
  if (!program) {
    const known = programs.map((each) => each.name).join(', ');
    report(
      `must say at the top which program it predicts, for example \`// program: NAME\`; there are: ${known}`,
    );
  }
  if (!predicts)
    report('must say at the top how it says the program waits, for example `// predicts: blocking`');
  if (!program || !predicts) return { prediction: null, runs: source };
  return { prediction: { program: program.name, guessed: predicts }, runs: program.source };
}

async function readExerciseFile(dir: string): Promise<YamlFile<ExerciseFile>> {
  const file = problemFile(dir, join(dir, 'exercise.yaml'));
  const yaml = readYaml(file, await readPackageFile(dir, 'exercise.yaml'), exerciseFileSchema);
  const problems: AuthoringProblem[] = kindProblems(yaml);
  const { slug, after, checks, export: exported } = yaml.value;
  const folder = basename(resolve(dir));
  if (slug !== folder)
    problems.push(yaml.problem(['slug'], `is \`${slug}\`, the folder is \`${folder}\`; make them the same`));
  if (!/^[A-Za-z_$][\w$]*$/.test(exported))
    problems.push(yaml.problem(['export'], 'is not a name that TypeScript can export'));
  for (const [index, before] of after.entries()) {
    if (before === slug)
      problems.push(yaml.problem(['after', index], 'an exercise cannot come after itself; remove it'));
  }
  for (const [index, { id }] of checks.entries()) {
    if (checks.findIndex((check) => check.id === id) < index) {
      problems.push(yaml.problem(['checks', index, 'id'], `there is already a check \`${id}\`; remove one`));
    }
  }
  if (problems.length > 0) throw new AuthoringError(problems);
  return yaml;
}
