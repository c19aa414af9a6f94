import { type Command, Option } from 'commander';
import type { BankCheckOptions } from './bank-check-command.js';
import type { BankLintOptions } from './bank-lint.js';
import { seedFolder } from './clone.js';
import { addFormatCommands } from './format-commands.js';
import { exercises, repeat, seed, whole } from './options.js';
import { untilInterrupted } from './until-interrupted.js';

/** `doorbell bank …`: what instructors need for their own content; neither server nor database. */
export function addBankCommands(program: Command, done: (code: number) => void): void {
  const bank = program.command('bank').description('the bank of exercises and questions');

  bank
    .command('check')
    .description('every accepted and rejected solution must get its stated verdict; exit code 0 only then')
    .argument('[slug...]', 'these exercises only')
    .addOption(
      new Option('--load <n>', 'endless loops that run meanwhile').argParser(whole(0, 1_000)).default(0),
    )
    .addOption(repeat())
    .addOption(new Option('--slots <n>', 'runs under way at once').argParser(whole(1, 256)))
    .addOption(
      new Option(
        '--starts <n>',
        'starts and type-checks at once, for a load that leaves one per core little; one per core unless told',
      ).argParser(whole(1, 256)),
    )
    .addOption(seed())
    .addOption(exercises())
    .action(async (slugs: string[], options: BankCheckOptions) => {
      const { bankCheck } = await import('./bank-check-command.js');
      done(await untilInterrupted((signal) => bankCheck(slugs, options, signal)));
    });

  bank
    .command('lint')
    .description('checks the questions and prints what they cover')
    .addOption(
      new Option('--seed <folder>', 'where questions/, misconceptions.yaml and topics.yaml are').default(
        seedFolder,
        'seed',
      ),
    )
    .option('--json', 'the counts as JSON')
    .action(async (options: BankLintOptions) => {
      const { bankLint } = await import('./bank-lint.js');
      done(await bankLint(options));
    });

  addFormatCommands(bank, done);
}
