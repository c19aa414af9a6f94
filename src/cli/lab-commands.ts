import { InvalidArgumentError, Option, type Command } from 'commander';
import { locales } from '../lab/bilingual.js';
import { mechanisms } from '../lab/verdict/report.js';
import type { BankCheckOptions } from './bank.js';
import { exercisesFolder } from './clone.js';
import { gifts } from '../lab/exercise/gifts.js';
import type { GradeOptions } from './grade.js';
import type { ObserveOptions } from './observe.js';

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`give a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

const repeat = (): Option =>
  new Option('--repeat <n>', 'runs, each with its own seed').argParser(whole(1, 10_000)).default(1);
const seed = (): Option =>
  new Option('--seed <n>', 'seed of the first run; without it a random one').argParser(whole(0, 0xffff_ffff));
const exercises = (): Option =>
  new Option('--exercises <folder>', 'where the exercise packages are').default(
    exercisesFolder,
    'seed/exercises',
  );

/** The commands that need neither server nor database. `done` takes the exit code. */
export function addLabCommands(program: Command, done: (code: number) => void): void {
  program
    .command('grade')
    .description('runs one submission and prints its report; exit code 0 passed, 1 not, 2 usage, 4 unknown')
    .argument('[file]', 'the submitted TypeScript, - for standard input; none for a prediction')
    .requiredOption('--exercise <slug>', 'the exercise it answers')
    .addOption(
      new Option(
        '--predict <word>',
        'how you expect it to wait; the report sets it against what was seen',
      ).choices(mechanisms),
    )
    .option('--program <name>', 'which of the exercise’s programs is predicted, where it has any')
    .addOption(seed())
    .addOption(new Option('--locale <locale>', 'language of the report').choices(locales).default('en'))
    .addOption(repeat())
    .option('--json', 'one Report a line instead of text')
    .option('--timeline', 'after the report, what happened when, as a table')
    .option('--syscalls', 'then the system calls of one more run, traced; with --json as a line of its own')
    .option('--picture <file.svg>', 'also writes the picture of the (last) run there')
    .addOption(exercises())
    .action(async (file: string | undefined, options: GradeOptions) => {
      const { grade } = await import('./grade.js');
      done(await untilInterrupted((signal) => grade(file, options, signal)));
    });

  program
    .command('observe')
    .description('runs any program that exports a function, and says how it waited; nothing passes or fails')
    .argument('<file>', 'TypeScript or JavaScript, - for TypeScript on standard input')
    .option('--export <name>', 'the function to call with a conversation and a bell', 'main')
    .addOption(
      new Option('--give <what>', 'what it is given of the conversation').choices(gifts).default('socket'),
    )
    .addOption(
      new Option(
        '--peer <script>',
        'a scenes.yaml (docs/authoring.md) instead of the peer of the house',
      ).conflicts(['export', 'give']),
    )
    .option('--picture <file.svg>', 'also writes the picture there')
    .addOption(seed())
    .addOption(new Option('--locale <locale>', 'language').choices(locales).default('en'))
    .option('--json', 'the Report instead of text')
    .action(async (file: string, options: ObserveOptions) => {
      const { observe } = await import('./observe.js');
      done(await untilInterrupted((signal) => observe(file, options, signal)));
    });

  program
    .command('bank')
    .description('the bank of exercises')
    .command('check')
    .description('every accepted and rejected solution must get its stated verdict; exit code 0 only then')
    .argument('[slug...]', 'these exercises only')
    .addOption(
      new Option('--load <n>', 'endless loops that run meanwhile').argParser(whole(0, 1_000)).default(0),
    )
    .addOption(repeat())
    .addOption(new Option('--slots <n>', 'runs under way at once').argParser(whole(1, 256)))
    .addOption(seed())
    .addOption(exercises())
    .action(async (slugs: string[], options: BankCheckOptions) => {
      const { bankCheck } = await import('./bank.js');
      done(await untilInterrupted((signal) => bankCheck(slugs, options, signal)));
    });

  program
    .command('doctor')
    .description('what the lab needs from this machine, and how to get what is missing')
    .action(async () => {
      const { doctor } = await import('./doctor.js');
      done(await doctor());
    });
}

/** The first signal ends the work in order: sandboxes and load are gone before the process is. */
async function untilInterrupted(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.once('SIGINT', abort).once('SIGTERM', abort);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', abort).off('SIGTERM', abort);
  }
}
