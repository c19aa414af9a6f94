import { load, openFloor, openLabSide } from './operations.mjs';

/** A side of the comparison in a process of its own, so that its CPU time can be counted apart. Told by IPC what to do. */
let side;
let number = 0;

async function run({ operation, count, atOnce }) {
  const details = [];
  let left = count;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: Math.min(atOnce, count) }, async () => {
      while (left > 0) {
        left -= 1;
        number += 1;
        details.push(await side.operations[operation](number));
      }
    }),
  );
  return { wallMs: performance.now() - began, details };
}

async function obey(message) {
  switch (message.ask) {
    case 'open': {
      const { exercise, text } = await load(message.dist);
      side = await (message.side === 'floor' ? openFloor : openLabSide)(message, exercise, text);
      return { slots: side.slots };
    }
    case 'run':
      return await run(message);
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
