import { AuthoringError } from '../lab/authored/authoring-error.js';
import { type Coverage, coverageOf } from '../questions/coverage.js';
import { loadQuestionBank, type QuestionBank } from '../questions/load-questions.js';
import { longestOptions } from '../questions/smells.js';
import { exitCodes, UsageError } from './exit-codes.js';
import { data } from './terminal.js';

export interface BankLintOptions {
  readonly seed: string;
  readonly json?: boolean;
}

/** `doorbell bank lint`: whether the questions are in order, and what they cover. */
export async function bankLint({ seed, json }: BankLintOptions): Promise<number> {
  const bank = await loaded(seed);
  const coverage = coverageOf(bank);
  const longest = longestOptions(bank.questions);
  if (json) data(`${JSON.stringify({ ...coverage, longestOptions: longest }, null, 2)}\n`);
  else data(`${[...lines(coverage), ...longest.map(longestLine)].join('\n')}\n`);
  return exitCodes.passed;
}

async function loaded(seed: string): Promise<QuestionBank> {
  try {
    return await loadQuestionBank(seed);
  } catch (error) {
    if (error instanceof AuthoringError) throw new UsageError(error.message);
    throw error;
  }
}

function lines(coverage: Coverage): string[] {
  const table = (title: string, counts: Readonly<Record<string, number>>) => [
    '',
    title,
    ...Object.entries(counts).map(([name, count]) => `${String(count).padStart(5)}  ${name}`),
  ];
  return [
    `${coverage.questions} questions, ${coverage.conceptTest} of them in the concept test`,
    ...table('by type', coverage.byType),
    ...table('by level', coverage.byLevel),
    ...table('by heading of the lecture', coverage.byHeading),
    ...table('by topic', coverage.byTopic),
    ...table('by misconception that a wrong answer shows', coverage.byMisconception),
    '',
  ];
}

function longestLine({
  locale,
  questions,
  longestIsRight,
  byChance,
}: ReturnType<typeof longestOptions>[number]) {
  return `${locale}: the longest option is right in ${longestIsRight} of ${questions} single choices (by chance ${byChance.toFixed(1)})`;
}
