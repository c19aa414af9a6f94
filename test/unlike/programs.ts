import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Exercise } from '../../src/lab/exercise/exercise.js';
import { loadExercise } from '../../src/lab/exercise/load-exercise.js';
import { parseSolutionHeader, type SolutionHeader } from '../../src/lab/exercise/solution-header.js';
import type { Report } from '../../src/lab/verdict/report.js';
import { sampleExercise } from '../support/exercise.js';
import { receiveChecks, receiveScene, receiveTypes } from '../support/scenes.js';

/**
 * Programs that nobody wrote the lab for: below `programs/<exercise>/`, each in the habits of somebody else. Their headers
 * are those of solutions and one line more, `passes: yes` or `no`, and were written before any of them was run.
 */
export interface UnlikeProgram {
  /** `<exercise>/<file>`, without `.ts`. */
  readonly name: string;
  readonly exercise: Exercise;
  readonly source: string;
  readonly stated: SolutionHeader & { readonly passes: boolean };
}

const here = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The exercise of the programs that wait with the kit; there is none in the bank that leaves the way to them. */
const withTheKit = sampleExercise({
  slug: 'receive-with-the-kit',
  kit: 'posix',
  types: receiveTypes,
  scenes: [receiveScene()],
  checks: receiveChecks.map((id) => ({ id, points: 10 })),
});

/** @throws Error for a header that states too little or what it may not */
export async function unlikePrograms(): Promise<UnlikeProgram[]> {
  const programs: UnlikeProgram[] = [];
  for (const slug of readdirSync(here('programs')).sort()) {
    const exercise =
      slug === withTheKit.slug ? withTheKit : await loadExercise(here(`../../seed/exercises/${slug}`));
    for (const file of readdirSync(here(`programs/${slug}`)).sort()) {
      const source = readFileSync(here(`programs/${slug}/${file}`), 'utf8');
      const name = `${slug}/${file.replace(/\.ts$/, '')}`;
      programs.push({ name, exercise, source, stated: statedIn(source, name) });
    }
  }
  return programs;
}

function statedIn(source: string, name: string): UnlikeProgram['stated'] {
  const passes = /^\/\/ passes: (yes|no)$/m.exec(source)?.[1];
  const { header, problems } = parseSolutionHeader(source.replace(/^\/\/ passes:.*\n/m, ''));
  const [problem] = problems;
  if (problem) throw new Error(`${name}: ${problem.message}`);
  if (!passes || !header.mechanism || !header.note) {
    throw new Error(`${name}: its header must state mechanism, passes and note`);
  }
  return { ...header, passes: passes === 'yes' };
}

/** What a run must have shown of it: failing checks only where the header names them, none where it passes. */
export function statedOutcome({ stated }: UnlikeProgram) {
  const fails = stated.passes ? [] : stated.fails;
  return {
    status: 'graded',
    mechanism: stated.mechanism === 'none' ? null : stated.mechanism,
    passed: stated.passes,
    ...(fails && { fails: [...fails].sort() }),
  };
}

/** The same of its report. */
export function seenOutcome(program: UnlikeProgram, report: Report) {
  const fails = report.checks.filter(({ passed }) => !passed).map(({ id }) => id);
  return {
    status: report.status,
    mechanism: report.mechanism,
    passed: report.passed,
    ...((program.stated.passes || program.stated.fails) && { fails: fails.sort() }),
  };
}
