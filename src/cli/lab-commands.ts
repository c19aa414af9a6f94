import { Option, type Command } from 'commander';
import { locales } from '../lab/bilingual.js';
import { mechanisms } from '../lab/verdict/report.js';
import { gifts } from '../lab/exercise/gifts.js';
import type { GradeOptions } from './grade.js';
import type { ObserveOptions } from './observe.js';
import { exercises, repeat, seed } from './options.js';
import { untilInterrupted } from './until-interrupted.js';

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
    .command('doctor')
    .description('what the lab needs from this machine, and how to get what is missing')
    .action(async () => {
      const { doctor } = await import('./doctor.js');
      done(await doctor());
    });
}
