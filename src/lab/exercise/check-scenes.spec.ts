import {
  openPackageFolder,
  type PackageFolder,
  scenesWith,
  scenesYaml,
} from '../../../test/support/exercise-package.js';

/** What is wrong in a scenes.yaml, from the shape of a step to a name that nothing bears. */

let packages: PackageFolder;

beforeEach(async () => {
  packages = await openPackageFolder();
});

afterEach(() => packages.close());

describe('what is wrong is named with its place and a remedy', () => {
  it.each([
    [
      'a misspelt verb',
      scenesWith('silence: {}', 'silent: {}'),
      'demo/scenes.yaml:7:9: scenes[0].steps[1]: `silent` is not known here; write one of: call, held-call, asleep, silence, ping',
    ],
    [
      'two verbs in one step',
      scenesWith('silence: {}', 'silence: {}\n        ping: {}'),
      'scenes[0].steps[1]',
    ],
    [
      'a misspelt field inside a step',
      scenesWith('silence: {}', 'silence: { chek: idle }'),
      'scenes[0].steps[1].silence: `chek` is not known here',
    ],
    [
      'a wrong type deep inside',
      scenesWith('bytes: 8, message', 'bytes: many, message'),
      'demo/scenes.yaml:9:42: scenes[0].steps[2].arrival.do.send.bytes: expected number',
    ],
    [
      'an undefined check',
      scenesWith('silence: {}', 'silence: { check: quiet }'),
      'silence.check: exercise.yaml defines no check `quiet`',
    ],
    [
      'an unknown wire',
      scenesWith('to: line', 'to: lime'),
      'arrival.do.send.to: the scene has no wire `lime`; known here: line',
    ],
    [
      'a wire of another kind',
      scenesWith('fd: line', 'socket: line'),
      'the wire `line` is `as: fd`; make it `as: socket`',
    ],
    [
      'a Unix wire that the program connects',
      scenesWith('line: { as: fd', 'line: { over: unix, as: fd'),
      'scenes[0].wires.line.over: a Unix socket is always `as: peer-connects`',
    ],
    [
      'a UDP wire that the harness would wrap',
      scenesWith('line: { as: fd', 'line: { over: udp, as: socket'),
      'scenes[0].wires.line.over: UDP sockets are always `as: fd`',
    ],
    [
      'a UDP wire for each round',
      scenesWith('line: { as: fd', 'line: { over: udp, eachRound: true, as: fd'),
      'scenes[0].wires.line.eachRound: a UDP socket serves all rounds',
    ],
    [
      'more UDP wires than a submission may fill',
      scenesWith(
        'line: { as: fd }',
        Array.from(
          { length: 17 },
          (_, index) => `${index ? `w${index}` : 'line'}: { over: udp, as: fd }`,
        ).join('\n      '),
      ),
      'scenes: 17 wires are `over: udp`; an exercise may have 16',
    ],
    [
      'an end of datagrams',
      {
        'scenes.yaml': scenesYaml
          .replace('line: { as: fd }', 'line: { as: fd, over: udp }')
          .replace('do: { send: { to: line, bytes: 8, message: letter } }', 'do: { half-close: line }'),
      },
      'carries datagrams, which have no end',
    ],
    [
      'a path of a wire that has none',
      scenesWith('fd: line', 'path: line'),
      'with[0].path: the wire `line` has no path; make it `over: unix`',
    ],
    [
      'a port of a wire that has none',
      {
        'scenes.yaml': scenesYaml
          .replace('line: { as: fd }', 'line: { as: peer-connects, over: unix }')
          .replace('fd: line', 'port: line'),
      },
      'with[0].port: the wire `line` is `over: unix` and has no port; hand it over with `path`',
    ],
    [
      'a wire nobody uses',
      scenesWith('wires:', 'wires:\n      spare: { as: fd }'),
      'scenes[0].wires.spare: no step uses this wire',
    ],
    [
      'an unknown bell',
      scenesWith('told: { bell: done', 'told: { bell: ding'),
      'arrival.told.bell: no `call` before this hands out a bell `ding`; known here: done',
    ],
    [
      'an unknown buffer',
      scenesWith('echo: box', 'echo: bag'),
      'with[2].echo: no `call` before this hands out a buffer `bag`',
    ],
    [
      'an unknown message',
      scenesWith('buffer: letter', 'buffer: parcel'),
      'told.buffer: no `send` before this draws a message `parcel`',
    ],
    [
      'a step that needs what is made beside it, in no certain order',
      scenesWith(
        '    steps:\n',
        '    steps:\n      - shuffled: { steps: [{ call: { as: one, export: receive } }, { call: { as: two, on: one } }] }\n',
      ),
      'the call `one` is made by another step of the same `shuffled`, which may come later',
    ],
    [
      'a field that is wanted to be a call nobody made',
      scenesWith(
        'told: { bell: done,',
        'told: { bell: done, arguments: [{ fields: { of: { same: gone } } }],',
      ),
      'no `call` before this is named `gone`',
    ],
    [
      'a bell that reads and echoes',
      scenesWith('echo: box }', 'echo: box, reads: line }'),
      'with[2].reads: a bell sends along what it has read or a buffer; keep one of the two',
    ],
    [
      'a bell that reads what the program has no descriptor of',
      scenesWith('echo: box }', 'reads: lane }'),
      'with[2].reads: the scene has no wire `lane`',
    ],
    [
      'a bell that calls what does not exist yet',
      scenesWith('echo: box }', 'echo: box, calls: [{ on: go, method: quit }] }'),
      'with[2].calls[0].on: no `call` before this is named `go`',
    ],
    [
      'what no other thread can be given',
      scenesWith(
        '{ bell: done, echo: box }] }',
        '{ bell: done, echo: box }], thread: { reads: line, method: post } }',
      ),
      'into a thread only the `result` of an earlier call can be handed',
    ],
    [
      'a bell among several that is not handed out',
      scenesWith('      - silence: {}', '      - rung: { bell: [done, dune], times: 1, check: told }'),
      'no `call` before this hands out a bell `dune`',
    ],
    ['a bell that echoes nothing', scenesWith(', echo: box', ''), 'the bell `done` echoes no buffer'],
    [
      'an unknown call',
      scenesWith('silence: {}', 'call: { as: again, on: gone }'),
      'call.on: no `call` before this is named `gone`; known here: go',
    ],
    ['another export', scenesWith('export: receive', 'export: send'), "the exercise's export is `receive`"],
    [
      'a word that is not drawn',
      scenesWith('told: { bell: done, buffer: letter }', 'told: { received: line, text: "got {word}" }'),
      '`{word}` is not drawn in this scene',
    ],
    [
      'a wire beyond its group',
      {
        'scenes.yaml': scenesYaml
          .replace('as: fd', 'as: peer-connects, count: 2')
          .replace('to: line', 'to: line.2'),
      },
      'send.to: the wire `line.2` goes beyond the group of 2',
    ],
    [
      'a number without a group',
      scenesWith('to: line', 'to: line.0'),
      'the wire `line.0` is not part of a group; leave out the number',
    ],
    [
      'a word that an exchange does not know',
      scenesWith(
        'silence: {}',
        'exchange: { on: line, times: 2, send: "ping {n}", receive: "pong {m}", check: told }',
      ),
      'exchange.receive: `{m}` is not drawn in this scene',
    ],
    [
      'a name twice',
      scenesWith('silence: {}', 'call: { as: go, export: receive }'),
      'there is already a call `go`',
    ],
    [
      'a message without a size',
      scenesWith('bytes: 8, message: letter', 'message: letter'),
      'says neither what to send nor how much',
    ],
    [
      'a range beyond the message',
      scenesWith('message: letter }', 'message: letter, range: [4, 9] }'),
      'send.range: ends behind the 8 bytes',
    ],
    [
      'a group where one is meant',
      scenesWith('{ as: fd }', '{ as: program-connects, count: 3 }'),
      'the wire `line` is a group',
    ],
    [
      'a scene twice',
      { 'scenes.yaml': scenesYaml + scenesYaml.replace('scenes:\n', '') },
      'scenes[1].id: there is already a scene `first`',
    ],
  ])('%s', async (_name, files, expected) => {
    expect(await packages.failure(files)).toContain(expected);
  });

  it('all problems at once', async () => {
    const message = await packages.failure({
      'scenes.yaml': scenesYaml
        .replace('to: line', 'to: lime')
        .replace('bell: done, buffer', 'bell: ding, buffer'),
    });
    expect(message).toContain('`lime`');
    expect(message).toContain('`ding`');
  });
});
