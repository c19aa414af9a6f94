import { openFloor } from './floor.mjs';
import { openLabSide } from './lab.mjs';
import { closedLoop, openLoop } from './loops.mjs';
import { from, load } from './sources.mjs';

/** A side of the comparison in a process of its own, so that its CPU time can be counted apart. Told by IPC what to do. */
let side;
let number = 0;
let uniform;
const noteEvery = 50;

async function open(message) {
  const { exercise, text } = await load(message);
  const { Random } = await from(message.dist, 'peer/random.js');
  const random = new Random(1);
  uniform = () => random.uint32() / 2 ** 32;
  side = await (message.side === 'floor' ? openFloor : openLabSide)(message, exercise, text);
  return { slots: side.slots };
}

/** Says now and then how far it is: `of` so many. */
function operation(name, of) {
  let done = 0;
  return async () => {
    number += 1;
    const said = await side.operations[name](number);
    if (said?.complaint) process.stderr.write(`bench: not as expected: ${said.complaint}\n`);
    done += 1;
    if (done % noteEvery === 0) process.stderr.write(`bench: ${done} of ${of}\n`);
    return said;
  };
}

async function obey(message) {
  switch (message.ask) {
    case 'open':
      return await open(message);
    case 'run':
      return await closedLoop(operation(message.operation, message.count), message, uniform);
    case 'arrive':
      return await openLoop(operation(message.operation, message.dueMs.length), message);
    case 'close':
      await side.close();
      return {};
  }
}

process.on('message', (message) => {
  obey(message).then(
    (answer) => process.send(answer),
    (error) => process.send({ error: error.stack }),
  );
});
