import { checkDatagrams, checkWires } from './check-wires.js';
import type { ExerciseFile } from './exercise.js';
import { checkOfStep } from './step-check.js';
import type {
  Action,
  Argument,
  Bell,
  Call,
  Condition,
  Exchange,
  HeldCall,
  PlainStep,
  Scene,
  Value,
} from './scene.js';
import { type Path, type Report, SceneNames } from './scene-names.js';

/**
 * Cross references inside the scenes and from the scenes to the exercise. What the schema cannot say: every name
 * that a step uses stands for something that exists by then, every check is fed by something.
 */

/** Fed by the verdict itself, from the kernel's readings. */
export const builtInChecks = ['notified'] as const;

type Send = Extract<Action, { send: unknown }>['send'];

/**
 * @param wrote whether the author wrote something at a place of scenes.yaml, or a default stands there
 * @returns ids of the checks that some step feeds
 */
export function checkScenes(
  exercise: ExerciseFile,
  scenes: readonly Scene[],
  wrote: (path: Path) => boolean,
  report: Report,
): Set<string> {
  const fed = new Set<string>(builtInChecks);
  const defined = new Set([...builtInChecks, ...exercise.checks.map((check) => check.id)]);
  const ids = new Set<string>();
  checkDatagrams(scenes, report);
  for (const [index, scene] of scenes.entries()) {
    const path: Path = ['scenes', index];
    if (ids.has(scene.id))
      report([...path, 'id'], `there is already a scene \`${scene.id}\`; choose another id`);
    ids.add(scene.id);
    checkWires(scene, path, report);
    checkDraw(scene, path, report);
    const names = new SceneNames(scene, report);
    const reader = new SceneReader(exercise, names, report, fed);
    for (const { step, at, shuffled } of stepsOf(scene, path)) {
      names.beginStep(shuffled);
      reader.step(step, at);
      const [verb = ''] = Object.keys(step);
      const check = checkOfStep(step);
      if (check === null) continue;
      fed.add(check);
      // A check that stands only by default is not graded when the exercise does not define it.
      if (!defined.has(check) && wrote([...at, verb, 'check'])) {
        report(
          [...at, verb, 'check'],
          `exercise.yaml defines no check \`${check}\`; define it there, or name one of: ${[...defined].join(', ')}`,
        );
      }
    }
    const dataPath = scene['data-path'];
    if (dataPath) {
      fed.add(dataPath.check);
      if (!defined.has(dataPath.check))
        report(
          [...path, 'data-path'],
          `exercise.yaml defines no check \`${dataPath.check}\`; define it there, or name one of: ${[...defined].join(', ')}`,
        );
      if (!stepsOf(scene, path).some(({ step }) => 'arrival' in step))
        report([...path, 'data-path'], 'the scene has no arrival whose bytes could be followed');
    }
    reader.end(path);
  }
  return fed;
}

function checkDraw(scene: Scene, path: Path, report: Report): void {
  for (const [index, word] of scene.draw.entries()) {
    const at = [...path, 'draw', index];
    if (word === 'i' || word === 'n')
      report(at, '`{i}` counts rounds and `{n}` questions; choose another name');
    if (scene.draw.indexOf(word) < index) report(at, `\`${word}\` is drawn twice; remove one`);
  }
}

interface PlacedStep {
  readonly step: PlainStep;
  readonly at: Path;
  /** Stands for the steps that may be played before it or after it. */
  readonly shuffled: object | null;
}

/** Plain steps in the order they are played, those of a `shuffled` as written. */
function stepsOf(scene: Scene, path: Path): PlacedStep[] {
  return scene.steps.flatMap((step, index): PlacedStep[] => {
    const at = [...path, 'steps', index];
    if ('rounds' in step)
      return step.rounds.steps.map((inner, position) => ({
        step: inner,
        at: [...at, 'rounds', 'steps', position],
        shuffled: null,
      }));
    if ('shuffled' in step)
      return step.shuffled.steps.map((inner, position) => ({
        step: inner,
        at: [...at, 'shuffled', 'steps', position],
        shuffled: step,
      }));
    return [{ step, at, shuffled: null }];
  });
}

class SceneReader {
  private readonly exercise: ExerciseFile;
  private readonly names: SceneNames;
  private readonly report: Report;
  private readonly fed: Set<string>;

  constructor(exercise: ExerciseFile, names: SceneNames, report: Report, fed: Set<string>) {
    this.exercise = exercise;
    this.names = names;
    this.report = report;
    this.fed = fed;
  }

  step(step: PlainStep, at: Path): void {
    const { names } = this;
    if ('call' in step) this.call(step.call, [...at, 'call']);
    else if ('held-call' in step) this.call(step['held-call'], [...at, 'held-call']);
    else if ('do' in step)
      for (const [index, action] of step.do.entries()) this.action(action, [...at, 'do', index]);
    else if ('arrival' in step) this.arrival(step.arrival, [...at, 'arrival']);
    else if ('exchange' in step) this.exchange(step.exchange, [...at, 'exchange']);
    else if ('expect' in step) this.condition(step.expect.condition, [...at, 'expect', 'condition']);
    else if ('rung' in step)
      for (const bell of [step.rung.bell].flat()) names.need('bell', bell, [...at, 'rung', 'bell']);
    else if ('pending' in step)
      for (const [index, call] of step.pending.calls.entries())
        names.need('call', call, [...at, 'pending', 'calls', index]);
    else if ('not-inside' in step) {
      names.need('bell', step['not-inside'].bell, [...at, 'not-inside', 'bell']);
      names.need('call', step['not-inside'].call, [...at, 'not-inside', 'call']);
    } else if ('rang-before' in step) {
      names.need('bell', step['rang-before'].bell, [...at, 'rang-before', 'bell']);
      names.need('bell', step['rang-before'].before, [...at, 'rang-before', 'before']);
    } else if ('held-back' in step)
      names.wire(step['held-back'].wire, 'stream', [...at, 'held-back', 'wire']);
    else if ('all-taken' in step) this.data(step['all-taken'], [...at, 'all-taken']);
    else if ('got-data' in step) this.data(step['got-data'], [...at, 'got-data']);
    else if ('nothing-more' in step)
      names.wire(step['nothing-more'].on, 'one', [...at, 'nothing-more', 'on']);
    else if ('closed' in step) this.wires(step.closed.wires, [...at, 'closed', 'wires']);
    else if ('kept' in step) this.wires(step.kept.wires, [...at, 'kept', 'wires']);
    // These name nothing.
    else if ('silence' in step || 'ping' in step || 'asleep' in step) return;
    else if ('sets-closed' in step || 'disarmed' in step) return;
    else step satisfies never;
  }

  end(path: Path): void {
    for (const name of this.names.unusedWires()) {
      this.report(
        [...path, 'wires', name],
        'no step uses this wire; remove it, or add the step that is missing',
      );
    }
  }

  private call(call: Call | HeldCall, at: Path): void {
    for (const [index, argument] of call.with.entries()) this.argument(argument, [...at, 'with', index]);
    if (call.with.filter((argument) => 'data' in argument).length > 1) {
      this.report([...at, 'with'], 'one call can be given only one `data`; split it into two calls');
    }
    if ((call.export === undefined) === (call.on === undefined)) {
      this.report(
        at,
        'a call names either an `export` or, with `on`, what an earlier call returned; give one of the two',
      );
    }
    if (call.export !== undefined && call.export !== this.exercise.export) {
      this.report(
        [...at, 'export'],
        `the exercise's export is \`${this.exercise.export}\`; nothing else is type-checked, so nothing else may be called`,
      );
    }
    if (call.method !== undefined && call.on === undefined) {
      this.report([...at, 'method'], 'a method needs a value; name with `on` the call that returned it');
    }
    if (call.on !== undefined) this.names.need('call', call.on, [...at, 'on']);
    if ('thread' in call && call.thread !== undefined) {
      this.names.wire(call.thread.reads, 'fd', [...at, 'thread', 'reads']);
      if (call.export === undefined)
        this.report([...at, 'thread'], 'a thread shares no objects with another; call the `export` in it');
      if (call.with.some((argument) => !('result' in argument)))
        this.report([...at, 'with'], 'into a thread only the `result` of an earlier call can be handed');
    }
    this.names.define('call', call.as, [...at, 'as']);
    if (call.echo === undefined) return;
    this.names.need('buffer', call.echo, [...at, 'echo']);
    this.names.echo('call', call.as);
  }

  private argument(argument: Argument, at: Path): void {
    const { names } = this;
    if ('fd' in argument) names.wire(argument.fd, 'fd', [...at, 'fd']);
    else if ('fds' in argument)
      for (const [index, wire] of argument.fds.entries()) names.wire(wire, 'fd', [...at, 'fds', index]);
    else if ('socket' in argument) names.wire(argument.socket, 'socket', [...at, 'socket']);
    else if ('port' in argument) names.wire(argument.port, 'port', [...at, 'port']);
    else if ('ports' in argument) names.wire(argument.ports, 'ports', [...at, 'ports']);
    else if ('path' in argument) names.wire(argument.path, 'path', [...at, 'path']);
    else if ('buffer' in argument) names.define('buffer', argument.buffer, [...at, 'buffer']);
    else if ('data' in argument) names.define('data', argument.data, [...at, 'data']);
    else if ('bell' in argument) {
      this.bell(argument, at);
    } else if ('signal' in argument) {
      if (!names.has('call', argument.signal)) names.define('call', argument.signal, [...at, 'signal']);
    } else if ('result' in argument) names.need('call', argument.result, [...at, 'result']);
    else if ('text' in argument) names.text(argument.text, [...at, 'text']);
  }

  private bell(bell: Bell, at: Path): void {
    const { names } = this;
    names.define('bell', bell.bell, [...at, 'bell']);
    for (const [index, deed] of (bell.calls ?? []).entries()) {
      names.need('call', deed.on, [...at, 'calls', index, 'on']);
      for (const { text } of deed.with) names.text(text, [...at, 'calls', index, 'with']);
    }
    if (bell.echo === undefined && bell.reads === undefined) return;
    if (bell.reads !== undefined) names.wire(bell.reads, 'fd', [...at, 'reads']);
    if (bell.echo !== undefined) names.need('buffer', bell.echo, [...at, 'echo']);
    if (bell.echo !== undefined && bell.reads !== undefined)
      this.report([...at, 'reads'], 'a bell sends along what it has read or a buffer; keep one of the two');
    names.echo('bell', bell.bell);
  }

  private arrival(arrival: Extract<PlainStep, { arrival: unknown }>['arrival'], at: Path): void {
    if ('connect' in arrival.do || 'stop-reading' in arrival.do) {
      this.report(
        [...at, 'do'],
        'nothing arrives at the program by this action; put it into a `do` step before',
      );
    }
    // Told before anything has arrived, or long after: the lab sees that of its own accord.
    this.fed.add('not-early');
    this.fed.add('told-at-once');
    this.action(arrival.do, [...at, 'do']);
    this.condition(arrival.told, [...at, 'told']);
  }

  private exchange(exchange: Exchange, at: Path): void {
    this.names.wire(exchange.on, 'one', [...at, 'on']);
    this.names.text(exchange.send, [...at, 'send'], ['i', 'n']);
    this.names.text(exchange.receive, [...at, 'receive'], ['i', 'n']);
    if (exchange.until !== undefined) this.names.text(exchange.until, [...at, 'until']);
  }

  private action(action: Action, at: Path): void {
    const { names } = this;
    if ('send' in action) this.send(action.send, [...at, 'send']);
    else if ('half-close' in action) names.wire(action['half-close'], 'stream', [...at, 'half-close']);
    else if ('reset' in action) names.wire(action.reset, 'stream', [...at, 'reset']);
    else if ('stop-reading' in action) names.wire(action['stop-reading'], 'stream', [...at, 'stop-reading']);
    else if ('start-reading' in action)
      names.wire(action['start-reading'], 'stream', [...at, 'start-reading']);
    else if ('connect' in action) names.wire(action.connect, 'connect', [...at, 'connect']);
    else names.wire(action['reply-all'].group, 'group', [...at, 'reply-all', 'group']);
  }

  private send(send: Send, at: Path): void {
    this.names.wire(send.to, 'one', [...at, 'to']);
    if (send.text !== undefined) {
      this.names.text(send.text, [...at, 'text']);
      if (send.bytes !== undefined || send.message !== undefined) {
        this.report(at, 'a `send` has either a `text` or random `bytes`; keep one of the two');
      }
      return;
    }
    // Bytes without a name are the message named `message`.
    const { message = 'message', bytes, range } = send;
    const known = this.names.has('message', message);
    if (!known && bytes === undefined) {
      this.report(
        at,
        'says neither what to send nor how much; give `text`, or `bytes` where a message is mentioned first',
      );
    }
    if (known && bytes !== undefined) {
      this.report(
        [...at, 'bytes'],
        `the message \`${message}\` was drawn before; remove \`bytes\`, or give the new one another name`,
      );
    }
    if (!known) this.names.define('message', message, [...at, 'message']);
    if (range === undefined) return;
    if (range[0] >= range[1]) this.report([...at, 'range'], 'is empty; write [from, to) with from < to');
    if (bytes !== undefined && range[1] > bytes)
      this.report([...at, 'range'], `ends behind the ${bytes} bytes of the message`);
  }

  private condition(condition: Condition, at: Path): void {
    const { names } = this;
    if ('bell' in condition) {
      names.need('bell', condition.bell, [...at, 'bell']);
      for (const [index, wanted] of (condition.arguments ?? []).entries()) {
        this.value(wanted, [...at, 'arguments', index]);
      }
      this.echoed('bell', condition.bell, condition.buffer, at);
    } else if ('received' in condition) {
      names.wire(condition.received, 'one', [...at, 'received']);
      if ('text' in condition) names.text(condition.text, [...at, 'text']);
      else names.need('message', condition.message, [...at, 'message']);
      this.fed.add('right-bytes');
    } else if ('barrier' in condition) {
      names.wire(condition.barrier, 'group', [...at, 'barrier']);
      names.text(condition.text, [...at, 'text']);
      this.fed.add('right-bytes');
    } else if ('returned' in condition) {
      names.need('call', condition.returned, [...at, 'returned']);
      if (condition.value) this.value(condition.value, [...at, 'value']);
      this.echoed('call', condition.returned, condition.buffer, at);
    } else if ('sign' in condition) {
      for (const [index, sign] of condition.sign.entries()) {
        if (!names.has('bell', sign)) names.wire(sign, 'one', [...at, 'sign', index]);
      }
    } else if ('threw' in condition) names.need('call', condition.threw, [...at, 'threw']);
    else if ('settled' in condition) {
      names.need('call', condition.settled, [...at, 'settled']);
      if (condition.value) this.value(condition.value, [...at, 'value']);
      this.echoed('call', condition.settled, condition.buffer, at);
      if (condition.replies === undefined) return;
      names.wire(condition.replies, 'group', [...at, 'replies']);
      this.fed.add('right-bytes');
    } else if ('rejected' in condition) names.need('call', condition.rejected, [...at, 'rejected']);
    else names.wire(condition.ended, 'stream', [...at, 'ended']);
  }

  private value(value: Value, at: Path): void {
    if ('text' in value) this.names.text(value.text, [...at, 'text']);
    else if ('same' in value) this.names.need('call', value.same, [...at, 'same']);
    else if ('fields' in value)
      for (const [field, each] of Object.entries(value.fields)) this.value(each, [...at, 'fields', field]);
  }

  private echoed(kind: 'bell' | 'call', name: string, message: string | undefined, at: Path): void {
    if (message === undefined) return;
    this.names.need('message', message, [...at, 'buffer']);
    if (!this.names.echoesBuffer(kind, name)) {
      this.report(
        [...at, 'buffer'],
        kind === 'bell'
          ? `the bell \`${name}\` echoes no buffer; give it an \`echo\` where it is handed out`
          : `the call \`${name}\` echoes no buffer; give it an \`echo\``,
      );
    }
    this.fed.add('right-bytes');
  }

  private data({ wire, data }: { wire: string; data: string }, at: Path): void {
    this.names.wire(wire, 'one', [...at, 'wire']);
    this.names.need('data', data, [...at, 'data']);
  }

  private wires(wires: readonly string[], at: Path): void {
    for (const [index, wire] of wires.entries()) this.names.wire(wire, 'any', [...at, index]);
  }
}
