import { Command, InvalidArgumentError } from 'commander';
import { randomSeed } from '../cli/seeds.js';

export interface SoakOptions {
  readonly runs: number;
  readonly naive: number;
  readonly loads: number[];
  readonly slots?: number;
  readonly starts?: number;
  readonly seed: number;
  readonly exercises: string[];
  readonly pollers?: boolean;
  readonly resume?: string;
}

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`give a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

const list = (text: string): string[] => text.split(',').filter((each) => each !== '');

/** Ends the process with a message when they are wrong. */
export function readOptions(args: readonly string[]): SoakOptions {
  const command = new Command('npm run soak --')
    .description('runs every solution with its stated verdict again and again, under load')
    .option('--runs <n>', 'runs in all, shared over the loads', whole(1, 1_000_000), 10_000)
    .option('--load <list>', 'endless loops beside them, one load after another', loads, [0, 8, 24, 64])
    .option(
      '--naive <n>',
      'runs of a naive grader for comparison, in all; a tenth of --runs unless told',
      whole(0, 1_000_000),
    )
    .option('--slots <k>', 'runs under way at once', whole(1, 256))
    .option(
      '--starts <n>',
      'starts and type-checks at once, for a load that leaves one per core little; one per core unless told',
      whole(1, 256),
    )
    .option('--seed <n>', 'what the order is drawn from; without it a random one', whole(0, 0xffff_ffff))
    .option('--exercises <list>', 'these exercises only', list, [])
    .option('--pollers', 'only what is stated to poll, for the escape rate')
    .option(
      '--resume <file>',
      'goes on with a journal; runs, loads, seed and exercises are those it was begun with',
    )
    .parse([...args], { from: 'user' });
  const given = command.opts<
    Omit<SoakOptions, 'loads' | 'seed' | 'naive'> & { load: number[]; seed?: number; naive?: number }
  >();
  const { load, seed = randomSeed(), naive = Math.ceil(given.runs / 10), ...others } = given;
  return { ...others, loads: load, seed, naive };
}

function loads(text: string): number[] {
  const given = [...new Set(list(text).map(whole(0, 1000)))];
  if (given.length === 0) throw new InvalidArgumentError('give one load at least, for example 0,8.');
  return given;
}
