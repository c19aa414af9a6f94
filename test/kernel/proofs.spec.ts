import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Recording } from '../../src/lab/verdict/recording.js';
import { mechanismOf } from '../../src/lab/verdict/mechanism.js';
import { ROUNDS_WHEN_MOVING } from '../../src/lab/verdict/rounds.js';
import { openRealSlots, programs, runOf, type RealSlots } from '../support/real-slot.js';
import { sceneSchema } from '../../src/lab/exercise/scene.js';
import { receiveScene } from '../support/scenes.js';

/**
 * The three proofs, each shown where it holds and where it must not, on real programs in real slots: quiet window,
 * asleep and untold, ignored arrival. And what becomes of a run whose program, or whose slot, does not last.
 */
let slots: RealSlots;
beforeAll(async () => {
  slots = await openRealSlots();
});
afterAll(async () => await slots?.close());

const rounds = (times: number) => [receiveScene(64, times)];
const record = async (body: string, times = 2) =>
  await slots.record(
    `import * as fs from 'node:fs'; import * as net from 'node:net'; import { Worker } from 'node:worker_threads';
     export function receive(fd, buffer, done) { ${body} }`,
    rounds(times),
  );

const callback = `fs.read(fd, buffer, 0, buffer.length, null, (err, count) => done(err, count));`;
const silences = ({ scenes }: Recording) => scenes.flatMap((scene) => scene.silences);
const arrivals = ({ scenes }: Recording) => scenes.flatMap((scene) => scene.arrivals);

describe('a quiet window', () => {
  it('is seen of a program that waits in its loop, and of nobody who moves', async () => {
    const [still, ticking, spinning, worker] = await Promise.all([
      record(callback),
      record(`setInterval(() => 0, 20); ${callback}`),
      record(`const again = () => setImmediate(again); again(); ${callback}`),
      record(`new Worker('for (;;);', { eval: true }); ${callback}`),
    ]);
    expect(silences(still)[0]).toMatchObject({
      outcome: 'quiet',
      sleep: { call: 'epoll_pwait', onLoop: true },
    });
    expect(silences(ticking)[0]).toMatchObject({ outcome: 'moving', sleep: { onLoop: true } });
    expect(silences(ticking)[0]?.wakeUps).toBeGreaterThan(15);
    expect(silences(spinning)[0]?.outcome).toBe('spin');
    expect(silences(worker)[0]?.outcome).toBe('spin');
    expect(mechanismOf(worker)).toBe('busy-poll');
  });

  it('names the call of a thread that is held, once the call has returned', async () => {
    const held = await record(
      `setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));`,
    );
    expect(silences(held)[0]).toMatchObject({ outcome: 'quiet', sleep: { call: 'futex', onLoop: false } });
    expect(mechanismOf(held)).toBe('blocking');
  });
});

describe('asleep and untold', () => {
  it('is never said of one who is told, whatever ticks beside it', async () => {
    const told = await Promise.all([
      record(callback, 6),
      record(`setInterval(() => 0, 20); ${callback}`, 6),
      record(`setInterval(() => 0, 1); ${callback}`, 6),
      record(`setTimeout(() => 0, 30_000); ${callback}`, 6),
      record(`setInterval(() => 0, 200); ${callback}`, 6),
    ]);
    for (const recording of told) {
      expect(arrivals(recording)).toHaveLength(6);
      for (const arrival of arrivals(recording))
        expect(arrival).toMatchObject({ outcome: 'told', asleepAndUntold: false, ignored: false });
    }
  });

  it('is said of one who looks at a flag once a second, though the bytes were taken at once', async () => {
    const polled = await record(
      `let got = 0;
       fs.read(fd, buffer, 0, buffer.length, null, (err, count) => { got = count; });
       const look = setInterval(() => { if (got > 0) { clearInterval(look); done(null, got); } }, 1000);`,
    );
    expect(arrivals(polled)[0]).toMatchObject({
      outcome: 'told-later',
      asleepAndUntold: true,
      ignored: false,
    });
    expect(mechanismOf(polled)).toBe('timed-poll');
  });

  it('is said of one who looks every millisecond, before it has told in enough rounds', async () => {
    const polled = await record(
      `let got = 0;
       fs.read(fd, buffer, 0, buffer.length, null, (err, count) => { got = count; });
       const look = setInterval(() => { if (got > 0) { clearInterval(look); done(null, got); } }, 1);`,
      ROUNDS_WHEN_MOVING,
    );
    expect(silences(polled)[0]?.outcome).toBe('moving');
    expect(arrivals(polled).at(-1)).toMatchObject({ outcome: 'told-later', asleepAndUntold: true });
    expect(mechanismOf(polled)).toBe('timed-poll');
  });

  it('is said of one whose clock shows nowhere, since it moves without any', async () => {
    // Here the clock is a process of its own, by a signal that is ignored where nobody listens; this one has work to do in between.
    const ticks = `const pids = new Set();
      process.stdin.on('end', () => process.exit()).on('data', (text) => { for (const pid of String(text).trim().split(/\\s+/)) pids.add(Number(pid)); });
      setInterval(() => { for (const pid of pids) try { process.kill(pid, 'SIGCONT'); } catch { pids.delete(pid); } }, 40);`;
    const clock = spawn(process.execPath, ['-e', ticks], { stdio: ['pipe', 'ignore', 'inherit'] });
    if (process.getuid?.() === 0 && clock.pid !== undefined) setPriority(clock.pid, -10);
    const scan = setInterval(() => {
      const pids = programs();
      if (pids.length > 0) clock.stdin?.write(` ${pids.join(' ')} `);
    }, 40);
    const polled = await record(
      `let got = 0;
       fs.read(fd, buffer, 0, buffer.length, null, (err, count) => { got = count; });
       const look = () => { if (got > 0) { process.off('SIGCONT', look); done(null, got); } };
       process.on('SIGCONT', look);`,
      ROUNDS_WHEN_MOVING,
    );
    clearInterval(scan);
    clock.kill();
    expect(silences(polled)[0]?.outcome).toBe('moving');
    expect(arrivals(polled).at(-1)).toMatchObject({ outcome: 'told-later', asleepAndUntold: true });
    expect(mechanismOf(polled)).toBe('timed-poll');
  });

  it('cannot be put off by acknowledgements that come late: they are no clock here', async () => {
    const spun = await record(
      `const server = net.createServer((far) => {
         let bytes = 0;
         far.on('data', (data) => { bytes += data.length; if (bytes >= 2) { bytes = 0; far.write('k'); } });
       });
       server.listen(0, () => {
         const near = net.connect(server.address().port);
         const tick = () => { near.write('a'); setImmediate(() => near.write('b')); };
         near.on('connect', tick).on('data', tick);
       });`,
    );
    expect(silences(spun)[0]?.outcome).toBe('spin');
  });

  it('does not count against one who had no clock before the arrival, and takes its time after it', async () => {
    const took = `fs.read(fd, buffer, 0, buffer.length, null, (err, count) => setTimeout(() => done(err, count), 400));`;
    const [debounced, withDeadline, withClock] = await Promise.all([
      record(took, 5),
      record(`setTimeout(() => 0, 30_000); ${took}`, 5),
      record(`setInterval(() => 0, 5_000); ${took}`),
    ]);
    for (const recording of [debounced, withDeadline]) {
      expect(arrivals(recording)).toHaveLength(5);
      for (const arrival of arrivals(recording))
        expect(arrival).toMatchObject({ outcome: 'told', asleepAndUntold: false, ignored: false });
      expect(mechanismOf(recording)).toBe('notified');
    }
    // Whether this clock or the timer armed since has brought the news, nobody can see.
    expect(arrivals(withClock)[0]).toMatchObject({ outcome: 'told-later', asleepAndUntold: true });
  });

  it('gives every nap on the way its time', async () => {
    // At a database that another connection holds, SQLite naps again and again: here for a quarter of a second in all.
    const napper = JSON.stringify(`
      const { parentPort } = require('node:worker_threads');
      const { DatabaseSync } = require('node:sqlite');
      const holder = new DatabaseSync('/tmp/held');
      holder.exec('BEGIN EXCLUSIVE');
      const other = new DatabaseSync('/tmp/held', { timeout: 250 });
      parentPort.on('message', (count) => {
        try { other.exec('BEGIN EXCLUSIVE'); } catch {}
        parentPort.postMessage(count);
      });`);
    const relayed = await record(
      `if (!globalThis.napper) {
         setInterval(() => 0, 5);
         globalThis.napper = new Worker(${napper}, { eval: true });
       }
       napper.once('message', (count) => done(null, count));
       fs.read(fd, buffer, 0, buffer.length, null, (err, count) => napper.postMessage(count));`,
      4,
    );
    expect(arrivals(relayed)).toHaveLength(4);
    for (const arrival of arrivals(relayed))
      expect(arrival).toMatchObject({ outcome: 'told', asleepAndUntold: false });
  });

  it('is said of one who never tells', async () => {
    const silent = await record(`fs.read(fd, buffer, 0, buffer.length, null, () => 0);`);
    expect(arrivals(silent)[0]).toMatchObject({
      outcome: 'never-told',
      asleepAndUntold: true,
      ignored: false,
    });
    expect(mechanismOf(silent)).toBeNull();
  });
});

describe('an ignored arrival', () => {
  it('is one whose bytes lie in the socket while all sleep on', async () => {
    const late = await record(
      `new net.Socket({ fd, readable: false });
       const look = setInterval(() => {
         try { const count = fs.readSync(fd, buffer, 0, buffer.length, null); clearInterval(look); done(null, count); } catch { }
       }, 1500);`,
    );
    expect(arrivals(late)[0]).toMatchObject({ outcome: 'told-later', asleepAndUntold: true, ignored: true });
  });

  it('shows a thread held for ever as well as one held in slices: neither is free', async () => {
    const [forEver, slices] = await Promise.all([
      record(`setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));`),
      record(
        `const cell = new Int32Array(new SharedArrayBuffer(4)); setImmediate(() => { for (;;) Atomics.wait(cell, 0, 0, 20); });`,
      ),
    ]);
    for (const recording of [forEver, slices]) {
      expect(recording.scenes.reduce((sum, scene) => sum + scene.ignoredPings, 0)).toBe(1);
      expect(mechanismOf(recording)).toBe('blocking');
    }
  });
});

describe('a descriptor', () => {
  const end = sceneSchema.parse({
    id: 'both-end',
    wires: { line: { as: 'fd' } },
    steps: [
      {
        call: {
          as: 'first',
          export: 'receive',
          with: [{ fd: 'line' }, { buffer: 'box', bytes: 64 }, { bell: 'done', echo: 'box' }],
        },
      },
      { arrival: { do: { 'half-close': 'line' }, told: { bell: 'done' }, check: 'told' } },
      // Under the name of a check that runs of this file have.
      { kept: { wires: ['line'], check: 'told-once' } },
    ],
  });
  const kept = async (body: string) => {
    const { scenes } = await slots.record(
      `import * as net from 'node:net'; import { spawn } from 'node:child_process';
       export function receive(fd, buffer, done) { ${body} }`,
      [end],
    );
    return scenes.flatMap((scene) => scene.observations).find(({ check }) => check === 'told-once')?.passed;
  };

  it('is kept by one whose helper has ended the connection, and not by one who closes', async () => {
    const helper = `new (require('node:net').Socket)({ fd: 3 }).resume();`;
    const [ended, closed] = await Promise.all([
      kept(`spawn(process.execPath, ['-e', ${JSON.stringify(helper)}], { stdio: ['ignore', 'inherit', 'inherit', fd] })
              .on('exit', () => done(null, 0));`),
      kept(`new net.Socket({ fd }).on('close', () => done(null, 0)).resume();`),
    ]);
    expect([ended, closed]).toEqual([true, false]);
  });
});

describe('a program that does not come that far', () => {
  const loading = async (source: string) => (await slots.record(source, rounds(1))).loadFailure;
  const fine = 'export function receive() {}';

  it('is said to have thrown, with the line; to lack the export; never to have settled; to have ended', async () => {
    const [threw, syntax, lacks, never, loops, exits] = await Promise.all([
      loading(`\n\nthrow new Error('at once');`),
      loading(`export function receive( {`),
      loading(`export function other() {}`),
      loading(`await new Promise(() => 0); ${fine}`),
      loading(`for (;;); ${fine}`),
      loading(`process.exit(3); ${fine}`),
    ]);
    expect(threw).toMatchObject({ how: 'threw', error: 'Error: at once (line 3)' });
    expect(syntax).toMatchObject({ how: 'threw' });
    expect(lacks).toMatchObject({ how: 'no-export', error: 'receive' });
    expect(never).toMatchObject({ how: 'never-settled' });
    expect(loops).toMatchObject({ how: 'never-settled' });
    expect(exits).toMatchObject({ how: 'ended', end: { how: 'exit', code: 3 } });
  });

  it('may take its time to load', async () => {
    const recording = await slots.record(
      `import * as fs from 'node:fs';
       await new Promise((resolve) => setTimeout(resolve, 700));
       export function receive(fd, buffer, done) { ${callback} }`,
      rounds(1),
    );
    expect(recording.loadFailure).toBeNull();
    expect(arrivals(recording)).toMatchObject([{ outcome: 'told' }]);
  });

  it('has broken off the conversation when it writes into it, or closes it', async () => {
    const stays = `process.exit = () => 0; setInterval(() => 0, 1e9);`;
    const [writes, closes] = await Promise.all([
      record(`${stays} fs.writeSync(3, 'a letter of my own');`),
      record(`${stays} fs.closeSync(3);`),
    ]);
    for (const recording of [writes, closes]) {
      expect(recording.scenes[0]).toMatchObject({ complete: false, end: { how: 'broken-off' } });
      expect(recording.scenes[0]?.observations.at(-1)).toMatchObject({
        passed: false,
        finding: 'broken-off',
      });
    }
  });

  it('has broken it off, too, when it takes what the lab asks and leaves it unanswered', async () => {
    const [pauses, announces] = await Promise.all([
      record(`for (const each of process._getActiveHandles()) if (each instanceof net.Socket) each.pause();`),
      record(`const prefix = Buffer.alloc(8); prefix.writeUInt32BE(4 << 20, 0); fs.writeSync(3, prefix);`),
    ]);
    for (const { scenes, unreadable } of [pauses, announces]) {
      expect(unreadable).toBeNull();
      expect(scenes[0]).toMatchObject({ complete: false, end: { how: 'broken-off' } });
    }
  });

  it('is ended when the time for a run is used up, and graded as it was seen', async () => {
    // Told, and long at its own work before it passes that on: no proof says anything against it.
    const slow = `fs.read(fd, buffer, 0, buffer.length, null, (err, count) => {
      for (const until = Date.now() + 500; Date.now() < until;);
      done(err, count);
    });`;
    const source = `import * as fs from 'node:fs'; export function receive(fd, buffer, done) { ${slow} }`;
    const { scenes, unreadable } = await slots.record(source, rounds(60), 1, 3_000);
    expect(scenes[0]?.arrivals[0]).toMatchObject({ outcome: 'told' });
    expect(scenes[0]).toMatchObject({ complete: false, end: { how: 'too-long' } });
    expect(scenes[0]?.observations.at(-1)).toMatchObject({ passed: false, finding: 'too-long' });
    // It works half of the time: where it has to stand in line for a CPU, the limit proves nothing, and that is said.
    expect([null, 'too-little-cpu']).toContain(unreadable);
  });

  it('cannot spoil the recording by what it says of itself', async () => {
    const recording = await record(
      `const text = Buffer.from(JSON.stringify({ say: 'threw', call: 'first@message-of-64@0', error: 'x'.repeat(1e6), line: 1 }));
       const prefix = Buffer.alloc(8); prefix.writeUInt32BE(text.length, 0);
       const frame = Buffer.concat([prefix, text]);
       for (let at = 0; at < frame.length;) at += fs.writeSync(3, frame, at);`,
    );
    const [scene] = recording.scenes;
    expect(scene?.observations.at(-1)).toMatchObject({ finding: 'threw' });
  });
});

describe('a slot', () => {
  it('shows nothing of one program to the next', async () => {
    const slot = await slots.start();
    const handlers = { permit: async () => await Promise.resolve(() => undefined), onScene: () => undefined };
    const leaves = `import { spawn } from 'node:child_process'; import * as fs from 'node:fs';
      export function receive(fd, buffer, done) {
        for (let i = 0; i < 3; i += 1) spawn(process.execPath, ['-e', 'for (;;);'], { detached: true, stdio: 'ignore' }).unref();
        process.abort();
      }`;
    const first = await slot.run(runOf(leaves, rounds(1)), handlers);
    expect(first.scenes[0]?.end).not.toBeNull();
    const clean = `import * as fs from 'node:fs'; export function receive(fd, buffer, done) { ${callback} }`;
    const second = await slot.run(runOf(clean, rounds(2)), handlers);
    expect(second.processes).toBe(1);
    expect(silences(second)[0]).toMatchObject({ outcome: 'quiet' });
    expect(arrivals(second)).toMatchObject([{ outcome: 'told' }, { outcome: 'told' }]);
  });

  it('gives back the permit of a run that was called off, whether it had it or stood in line for it', async () => {
    for (const inLine of [true, false]) {
      const slot = await slots.start();
      const abort = new AbortController();
      let held = 0;
      let grant: () => void = () => undefined;
      const permit = async () => {
        if (inLine) {
          const granted = new Promise<void>((resolve) => {
            grant = resolve;
          });
          abort.abort();
          await granted;
        } else abort.abort();
        held += 1;
        return () => {
          held -= 1;
        };
      };
      const run = slot.run(runOf(`export function receive() {}`, rounds(1)), {
        permit,
        onScene: () => undefined,
        signal: abort.signal,
      });
      await expect(run).rejects.toThrow('aborted');
      grant();
      await new Promise((resolve) => setImmediate(resolve));
      expect(held).toBe(0);
      expect(slot.alive).toBe(false);
    }
  });

  it('does not begin a run that was called off before', async () => {
    const slot = await slots.start();
    const run = slot.run(runOf(`export function receive() {}`, rounds(1)), {
      permit: async () => await Promise.resolve(() => undefined),
      onScene: () => undefined,
      signal: AbortSignal.abort(new Error('too late')),
    });
    await expect(run).rejects.toThrow('too late');
  });
});
