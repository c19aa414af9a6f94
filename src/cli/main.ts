import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { addBankCommands } from './bank-commands.js';
import { cloneRoot } from './clone.js';
import { exitCodes, UsageError } from './exit-codes.js';
import { addLabCommands } from './lab-commands.js';
import { addServiceCommands } from './service-commands.js';
import { data, message } from './terminal.js';

/**
 * `doorbell`, given what stands after the command's name. Resolves to the exit code; SIGINT and SIGTERM end what
 * runs in order. What a command needs is imported when it runs: `grade` must not load the server.
 */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('doorbell')
    .description('grades how a program waits, by what the kernel saw')
    .version(versionOf())
    .showHelpAfterError('(doorbell --help says more)')
    .exitOverride()
    .configureOutput({ writeOut: data, writeErr: (text) => message(text.trimEnd()) });
  let code: number = exitCodes.passed;
  const done = (result: number): void => {
    code = result;
  };
  addLabCommands(program, done);
  addBankCommands(program, done);
  addServiceCommands(program, done);

  try {
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.passed : exitCodes.usage;
    if (error instanceof UsageError) {
      message(`error: ${error.message}`);
      return exitCodes.usage;
    }
    // The service's own word for what whoever started it can put right; its class is not loaded here.
    if (error instanceof Error && error.name === 'StartError') {
      message(error.message);
      return exitCodes.failed;
    }
    if (error instanceof Error && error.name === 'AbortError') return exitCodes.interrupted;
    message(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return exitCodes.unknown;
  }
}

function versionOf(): string {
  const text = readFileSync(join(cloneRoot, 'package.json'), 'utf8');
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed
    ? String(parsed.version)
    : 'unknown';
}
