/** One thing that is wrong with what an instructor wrote, and what to do about it. For instructors, in English. */
export interface AuthoringProblem {
  /** As its author knows it, for example `unpoll/scenes.yaml`. */
  readonly file: string;
  /** Both from 1; absent where the file as a whole is meant. */
  readonly line?: number;
  readonly column?: number;
  /** Place in the document, for example `scenes[0].steps[2].arrival.told.bell`. */
  readonly path?: string;
  readonly message: string;
}

/** Files that cannot be taken in; names every problem that was found, in the order of the files. */
export class AuthoringError extends Error {
  override readonly name = 'AuthoringError';
  readonly problems: readonly AuthoringProblem[];

  constructor(problems: readonly AuthoringProblem[]) {
    super(problems.map(problemLine).join('\n'));
    this.problems = problems;
  }
}

/** The problem in one line, place first: `unpoll/scenes.yaml:7:9: scenes[0].steps[1]: …`. */
export function problemLine({ file, line, column, path, message }: AuthoringProblem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return path === undefined || path === '' ? `${place}: ${message}` : `${place}: ${path}: ${message}`;
}
