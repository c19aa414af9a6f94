import { InvalidArgumentError, Option } from 'commander';
import { exercisesFolder } from './clone.js';

/** Options that several commands have. */

export function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`give a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

export const repeat = (): Option =>
  new Option('--repeat <n>', 'runs, each with its own seed').argParser(whole(1, 10_000)).default(1);

export const seed = (): Option =>
  new Option('--seed <n>', 'seed of the first run; without it a random one').argParser(whole(0, 0xffff_ffff));

export const exercises = (): Option =>
  new Option('--exercises <folder>', 'where the exercise packages are').default(
    exercisesFolder,
    'seed/exercises',
  );
