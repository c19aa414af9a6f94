import { setUp } from './setup/set-up.mjs';
import { handOver } from './setup/hand-over.mjs';
import { SetupError, say } from './setup/run.mjs';
import { runTests } from './test/run-tests.mjs';
import { steps } from './test/steps.mjs';

/**
 * What `npm start`, `npm test` and `npm run setup` call. Runs on the machine's Node, before anything is
 * installed: only Node's own modules may be imported here and in what this file imports.
 */
const [task = '', ...rest] = process.argv.slice(2);

async function setUpOrSay() {
  try {
    await setUp();
    return true;
  } catch (error) {
    say(error instanceof SetupError ? `\n${error.message}` : String(error?.stack ?? error));
    return false;
  }
}

switch (task) {
  case 'setup':
    process.exitCode = (await setUpOrSay()) ? 0 : 1;
    break;
  case 'start':
    process.exitCode = (await setUpOrSay()) ? await handOver(['bin/doorbell.mjs', 'serve', ...rest]) : 1;
    break;
  case 'test':
    process.exitCode = await runTests(setUpOrSay, () => steps(rest));
    break;
  default:
    say('usage: node scripts/run.mjs setup | start | test');
    process.exitCode = 2;
}
