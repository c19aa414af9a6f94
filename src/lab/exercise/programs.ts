import { basename } from 'node:path';
import { programSchema, type Exercise, type ExerciseFile, type Program } from './exercise.js';
import { AuthoringError, type AuthoringProblem } from '../authored/authoring-error.js';
import { listTypeScript, type PackageFiles } from './package-files.js';
import type { YamlFile } from '../authored/read-yaml.js';

/**
 * An exercise of the kind `prediction` shows programs: students say how one of them waits, and the lab runs it. What
 * they are graded by is that run; nothing in the package that is loaded knows the answer.
 */

/** The only check of such an exercise: the verdict feeds it. */
export const predictedCheck = 'predicted';

/** The program of that name, or the only one where none is named. */
export function programOf(exercise: Pick<Exercise, 'programs'>, name: string | null): Program | null {
  const { programs = [] } = exercise;
  if (name === null) return programs.length === 1 ? (programs[0] ?? null) : null;
  return programs.find((program) => program.name === name) ?? null;
}

/**
 * The programs of the package, by name.
 *
 * @throws AuthoringError when there is none, or one with a name that cannot stand in an address
 */
export async function readPrograms(files: PackageFiles): Promise<Program[]> {
  const paths = await listTypeScript(files, 'programs');
  const problems: AuthoringProblem[] = [];
  if (paths.length === 0) {
    const message = 'is missing or empty; an exercise of the kind `prediction` shows at least one program';
    problems.push({ file: files.nameOf('programs'), message });
  }
  const programs = await Promise.all(
    paths.map(async (file) => {
      const name = basename(file, '.ts');
      if (!programSchema.shape.name.safeParse(name).success) {
        const message = 'name it by small letters, digits and `-`, for example first-one.ts';
        problems.push({ file: files.nameOf(file), message });
      }
      return { name, source: await files.read(file) };
    }),
  );
  if (problems.length > 0) throw new AuthoringError(problems);
  return programs;
}

/** What the kind of an exercise asks of exercise.yaml, and the schema cannot say. */
export function kindProblems({ value, problem }: YamlFile<ExerciseFile>): AuthoringProblem[] {
  if (value.kind === 'function') {
    return value.mechanism === undefined
      ? [problem([], '`mechanism` is missing: say how the program must wait')]
      : [];
  }
  const problems: AuthoringProblem[] = [];
  if (value.mechanism !== undefined) {
    problems.push(
      problem(['mechanism'], 'would tell the answer, and a run shows it anyway; remove `mechanism`'),
    );
  }
  if (value.checks.length !== 1 || value.checks[0]?.id !== predictedCheck) {
    problems.push(
      problem(['checks'], `an exercise of the kind \`prediction\` has one check, \`${predictedCheck}\``),
    );
  }
  return problems;
}
