import { BLOCK_BYTES, dataFromBlock } from '../harness/data.js';
import type { FromHarness, Plain } from '../harness/protocol.js';
import { Random } from '../peer/random.js';

/** A call of a bell: what it was called with, and the order in which the harness said so. */
export interface Ring {
  readonly order: number;
  readonly arguments: readonly Plain[];
  readonly echo: Buffer;
  readonly line: number | null;
}

export interface CallState {
  /** When it returned, in the order of what the harness said. */
  returned: number | null;
  value: Plain;
  echo: Buffer;
  threw: { error: string; line: number | null } | null;
  settled: Plain | readonly Plain[] | undefined;
  /** The echoed buffer as it was when the promise settled. */
  settledEcho: Buffer;
  rejected: { error: string; line: number | null } | null;
}

/** Kept of the buffers that bells and calls echo, bytes in one scene: several of the largest message. */
const MAX_ECHO_BYTES = 64 << 20;

/** Rings kept of one bell: far more than any scene asks for. */
const MAX_RINGS = 1000;

/** What happened so far in one scene, by the names that its steps use, round by round. */
export class SceneState {
  readonly #random: Random;
  readonly #rings = new Map<string, Ring[]>();
  readonly #calls = new Map<string, CallState>();
  /** Bell → the round in which it was handed over. */
  readonly #handed = new Map<string, number>();
  /** Bell's tag → its rings before this round. */
  #before = new Map<string, number>();
  readonly #data = new Map<string, { block: Buffer; bytes: number }>();
  #messages = new Map<string, Buffer>();
  #words = new Map<string, string>();
  #replies = new Map<string, { text: string | null }[]>();
  /** Tags of the bells that were handed over: what names another was not said by the harness. */
  readonly #bells = new Set<string>();
  #echoRoom = MAX_ECHO_BYTES;
  #order = 0;
  round = 0;

  readonly #scene: string;

  constructor(scene: string, random: Random) {
    this.#scene = scene;
    this.#random = random;
  }

  get random(): Random {
    return this.#random;
  }

  beginRound(round: number, words: readonly string[]): void {
    this.round = round;
    this.#before = new Map([...this.#rings].map(([tag, rings]) => [tag, rings.length]));
    this.#messages = new Map();
    this.#replies = new Map();
    this.#words = new Map(words.map((name) => [name, this.#random.word()]));
  }

  /** The name a bell or call has at the harness: a late ring of another scene or round is not taken for this one's. */
  tag(name: string, round = this.round): string {
    return `${name}@${this.#scene}@${round}`;
  }

  /** Takes in what the harness says; what names a call or a bell that the scene does not know is passed over. */
  hear(message: FromHarness, payload: Buffer): void {
    if ('call' in message && !this.#calls.has(message.call)) return;
    if ('bell' in message && !this.#bells.has(message.bell)) return;
    this.#order += 1;
    switch (message.say) {
      case 'returned':
        this.#returned(this.#callByTag(message.call), message.value, payload);
        return;
      case 'threw':
        this.#callByTag(message.call).threw = { error: message.error, line: message.line };
        return;
      case 'settled':
        this.#settled(this.#callByTag(message.call), message.value, payload);
        return;
      case 'rejected':
        this.#callByTag(message.call).rejected = { error: message.error, line: message.line };
        return;
      case 'rang': {
        const rings = this.#rings.get(message.bell) ?? [];
        if (rings.length < MAX_RINGS) {
          const echo = this.#kept(payload);
          rings.push({ order: this.#order, arguments: message.arguments, echo, line: message.line });
        }
        this.#rings.set(message.bell, rings);
        return;
      }
      case 'hello':
      case 'loaded':
      case 'load-failed':
      case 'pong':
    }
  }

  /** Notes that the bell is handed to the program in this round; gives the name it has at the harness. */
  handBell(bell: string): string {
    this.#handed.set(bell, this.round);
    this.#bells.add(this.tag(bell));
    return this.tag(bell);
  }

  /** Whether a bell of this tag was handed over: the harness may be made to say anything. */
  knowsBell(tag: string): boolean {
    return this.#bells.has(tag);
  }

  /** Where to find a bell's rings of this round, also when it was handed over in an earlier one. */
  bellPlace(bell: string): { tag: string; from: number } {
    const tag = this.tag(bell, this.#handed.get(bell) ?? this.round);
    return { tag, from: this.#before.get(tag) ?? 0 };
  }

  /** Rings of this round. */
  rings(bell: string): readonly Ring[] {
    const { tag, from } = this.bellPlace(bell);
    return this.ringsSince(tag, from);
  }

  ringsSince(tag: string, from: number): readonly Ring[] {
    return (this.#rings.get(tag) ?? []).slice(from);
  }

  call(name: string): CallState {
    return this.#callByTag(this.tagOfKnownCall(name));
  }

  /** A call begins, in this round. */
  beginCall(name: string): CallState {
    return this.#callByTag(this.tag(name));
  }

  /** The call of that name in this round, or of the scene's beginning. */
  tagOfKnownCall(name: string): string {
    return this.#calls.has(this.tag(name)) ? this.tag(name) : this.tag(name, 0);
  }

  /** The message of that name, if it has been drawn: looking for it must not draw it. */
  drawn(name: string): Buffer | undefined {
    return this.#messages.get(name);
  }

  /** The message of that name; `bytes` long if it is drawn now. */
  message(name: string, bytes?: number): Buffer {
    let message = this.#messages.get(name);
    if (!message) {
      message = this.#random.bytes(bytes ?? 1);
      this.#messages.set(name, message);
    }
    return message;
  }

  /** `{word}`, `{word:60000}` (repeated to so many letters) and `{i}` filled in. */
  text(template: string): string {
    return template.replace(
      /\{([a-z][a-z0-9-]*)(?::([0-9]{1,5}))?\}/g,
      (whole, name: string, letters?: string) => {
        const word = name === 'i' ? String(this.round) : this.#words.get(name);
        if (word === undefined) return whole;
        return letters === undefined ? word : word.repeat(Number(letters)).slice(0, Number(letters));
      },
    );
  }

  /** The random block from which the harness makes `bytes` of data under this name. */
  block(name: string, bytes: number): Buffer {
    const made = { block: this.#random.bytes(BLOCK_BYTES), bytes };
    this.#data.set(this.tag(name), made);
    return made.block;
  }

  data(name: string): Buffer {
    const made = this.#data.get(this.tag(name));
    if (!made) throw new Error(`no data has been made under the name ${name}`);
    return dataFromBlock(made.block, made.bytes);
  }

  /** Replies of a group in the order of its ports, null for a wire that is reset. */
  drawReplies(group: string, count: number, reset: number): { text: string | null }[] {
    const broken = new Set(
      this.#random.shuffled(Array.from({ length: count }, (_, index) => index)).slice(0, reset),
    );
    const replies = Array.from({ length: count }, (_, index) => ({
      text: broken.has(index) ? null : `${this.#random.word()} ${this.#random.word()}`,
    }));
    this.#replies.set(group, replies);
    return replies;
  }

  replies(group: string): readonly { text: string | null }[] {
    return this.#replies.get(group) ?? [];
  }

  #returned(call: CallState, value: Plain, payload: Buffer): void {
    if (call.returned !== null) return;
    call.returned = this.#order;
    call.value = value;
    call.echo = this.#kept(payload);
  }

  #settled(call: CallState, value: Plain | readonly Plain[], payload: Buffer): void {
    call.settled = value;
    call.settledEcho = this.#kept(payload);
  }

  /** As long as there is room for it. */
  #kept(payload: Buffer): Buffer {
    if (payload.length > this.#echoRoom) return Buffer.alloc(0);
    this.#echoRoom -= payload.length;
    return payload;
  }

  #callByTag(tag: string): CallState {
    let call = this.#calls.get(tag);
    if (!call) {
      call = {
        returned: null,
        value: null,
        echo: Buffer.alloc(0),
        threw: null,
        settled: undefined,
        settledEcho: Buffer.alloc(0),
        rejected: null,
      };
      this.#calls.set(tag, call);
    }
    return call;
  }
}
