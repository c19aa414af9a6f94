import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
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
import { listTypeScript, packageDirectory, type PackageFiles } from './package-files.js';
import { kindProblems, readPrograms } from './programs.js';
import { type YamlFile, readYaml } from '../authored/read-yaml.js';
import { type SolutionHeader, parseSolutionHeader } from './solution-header.js';

/** Reads exercise packages; the only part of the lab that knows how their files lie. */

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
  const found = await Promise.all(
    dirs.map(async (dir) => ({ dir, ...(await readExerciseFile(packageDirectory(dir))).value })),
  );
  const { order, problems } = inOrder(found);
  if (problems.length > 0) throw new AuthoringError(problems);
  return order.map(({ dir }) => dir);
}

/**
 * One package, checked in itself: schemas, names, cross references.
 *
 * @param from its folder, or its files
 * @throws AuthoringError naming each problem with file, line and place
 */
export async function loadExercise(from: string | PackageFiles): Promise<Exercise> {
  const files = filesOf(from);
  const exercise = await readExerciseFile(files);
  const predicted = exercise.value.kind === 'prediction';
  const [scenesText, starter, programs, types] = await Promise.all([
    readYamlText(files, 'scenes.yaml'),
    predicted ? '' : files.read('starter.ts'),
    predicted ? readPrograms(files) : undefined,
    files.read('types.d.ts'),
  ]);
  const scenes = readYaml(files.nameOf('scenes.yaml'), scenesText, scenesFileSchema);
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
  if (!declaresExport(types, exercise.value.export)) {
    problems.push({
      file: files.nameOf('types.d.ts'),
      message: `does not declare the export \`${exercise.value.export}\`; add \`export declare …\``,
    });
  }
  if (problems.length > 0) throw new AuthoringError(problems);
  const content = { ...exercise.value, scenes: scenes.value.scenes, starter, types };
  return programs ? { ...content, programs } : content;
}

/**
 * Whether an `export` comes before the name with no statement's end between them. Statement by statement: one expression
 * for all of it would try every `export` against all the rest, and files come from strangers too.
 */
function declaresExport(types: string, name: string): boolean {
  const named = new RegExp(`[\\s*]${name.replaceAll('$', '\\$')}(?![\\w$])`);
  return types.split(/[;{}]/).some((statement) => {
    const at = statement.search(/\bexport\b/);
    return at >= 0 && named.test(statement.slice(at));
  });
}

/**
 * The accepted solutions, then the rejected ones, each by name, with what their headers promise.
 *
 * @param from the package's folder, or its files
 * @throws AuthoringError when a header promises nothing, or something that cannot be
 */
export async function loadSolutions(from: string | PackageFiles): Promise<Solution[]> {
  const files = filesOf(from);
  const [exercise, accepted, rejected] = await Promise.all([
    readExerciseFile(files),
    listTypeScript(files, 'accepted'),
    listTypeScript(files, 'rejected'),
  ]);
  const programs = exercise.value.kind === 'prediction' ? await readPrograms(files) : null;
  const problems: AuthoringProblem[] = [];
  const load = (isAccepted: boolean) => async (file: string) => {
    const source = await files.read(file);
    return solution({ ...exercise.value, programs }, file, source, isAccepted, (message, line) => {
      problems.push({
        file: files.nameOf(file),
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

/** Parsing grows faster than the text, and happens where requests are answered; the longest file has 25 KiB. */
const maxYamlLength = 64 * 1024;

async function readYamlText(files: PackageFiles, path: string): Promise<string> {
  const text = await files.read(path);
  if (text.length <= maxYamlLength) return text;
  const message = `is longer than ${maxYamlLength / 1024} KiB; make it shorter`;
  throw new AuthoringError([{ file: files.nameOf(path), message }]);
}

function filesOf(from: string | PackageFiles): PackageFiles {
  return typeof from === 'string' ? packageDirectory(from) : from;
}

async function readExerciseFile(files: PackageFiles): Promise<YamlFile<ExerciseFile>> {
  const text = await readYamlText(files, 'exercise.yaml');
  const yaml = readYaml(files.nameOf('exercise.yaml'), text, exerciseFileSchema);
  const problems: AuthoringProblem[] = kindProblems(yaml);
  const { slug, after, checks, export: exported } = yaml.value;
  const { folder } = files;
  if (folder !== null && slug !== folder)
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
