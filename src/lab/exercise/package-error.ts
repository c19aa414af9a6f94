/** One thing that is wrong with an exercise package, and what to do about it. For instructors, in English. */
export interface PackageProblem {
  /** Relative to the package's parent, for example `unpoll/scenes.yaml`. */
  readonly file: string;
  /** Both from 1; absent where the file as a whole is meant. */
  readonly line?: number;
  readonly column?: number;
  /** Place in the document, for example `scenes[0].steps[2].arrival.told.bell`. */
  readonly path?: string;
  readonly message: string;
}

/** An exercise package that cannot be loaded; names every problem that was found, in the order of the files. */
export class ExercisePackageError extends Error {
  override readonly name = 'ExercisePackageError';
  readonly problems: readonly PackageProblem[];

  constructor(problems: readonly PackageProblem[]) {
    super(problems.map(describe).join('\n'));
    this.problems = problems;
  }
}

function describe({ file, line, column, path, message }: PackageProblem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return path === undefined || path === '' ? `${place}: ${message}` : `${place}: ${path}: ${message}`;
}
