import { type Command, Option } from 'commander';
import { locales } from '../lab/bilingual.js';
import { formatNames } from '../questions/formats/format.js';
import type { BankExportOptions } from './bank-export.js';
import type { BankImportOptions } from './bank-import.js';
import { seedFolder } from './clone.js';

/** `doorbell bank export` and `doorbell bank import`. */
export function addFormatCommands(bank: Command, done: (code: number) => void): void {
  const format = () => new Option('--format <name>', 'how the questions are written').choices(formatNames);
  const seed = () =>
    new Option('--seed <folder>', 'where questions/, misconceptions.yaml and topics.yaml are').default(
      seedFolder,
      'seed',
    );

  bank
    .command('export')
    .description('writes questions for other systems, and tells what does not come along')
    .argument('[slug...]', 'these questions only')
    .addOption(format().default('yaml'))
    .addOption(
      new Option('--locale <language>', 'texts in one language; without it both (yaml), or English').choices(
        locales,
      ),
    )
    .option(
      '--public',
      'as students see them: no keys, feedback or explanations; yaml has the exercises, too',
    )
    .option('--out <file>', 'write there, not to the terminal')
    .addOption(seed())
    .action(async (slugs: string[], options: BankExportOptions) => {
      const { bankExport } = await import('./bank-export.js');
      done(await bankExport(slugs, options));
    });

  bank
    .command('import')
    .description('reads questions of other systems into files for review, and tells what is left to do')
    .argument('<file>', 'what the other system wrote')
    .addOption(format().makeOptionMandatory())
    .addOption(
      new Option(
        '--locale <language>',
        'language of the texts; without it, what most of them are in',
      ).choices(locales),
    )
    .option(
      '--out <folder>',
      'a new or empty folder for one file per question; without it nothing is written',
    )
    .addOption(seed())
    .action(async (file: string, options: BankImportOptions) => {
      const { bankImport } = await import('./bank-import.js');
      done(await bankImport(file, options));
    });
}
