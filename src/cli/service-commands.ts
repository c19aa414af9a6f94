import type { Command } from 'commander';

/** The commands that are the service: they load Nest and Prisma, and end by a signal. */
export function addServiceCommands(program: Command, done: (code: number) => void): void {
  program
    .command('serve')
    .description('the API on http://127.0.0.1:3000, with a grader in the same process')
    .action(async () => {
      const { serve } = await import('../main.js');
      await serve();
      done(0);
    });

  program
    .command('work')
    .description('a grader only: takes jobs from the same database')
    .action(async () => {
      const { work } = await import('../main.js');
      await work();
      done(0);
    });
}
