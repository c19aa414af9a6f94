import type { Scene, Wire } from './scene.js';

export type Path = readonly PropertyKey[];
export type Report = (path: Path, message: string) => void;

/** What a step may do with a wire. */
export type WireUse =
  'one' | 'stream' | 'any' | 'connect' | 'fd' | 'socket' | 'port' | 'ports' | 'path' | 'group';

type Kind = 'bell' | 'buffer' | 'call' | 'data' | 'message';

const kindWords: Record<Kind, string> = {
  bell: 'no `call` before this hands out a bell',
  buffer: 'no `call` before this hands out a buffer',
  call: 'no `call` before this is named',
  data: 'no `call` before this hands out data',
  message: 'no `send` before this draws a message',
};

/** The names of one scene, as its steps are read from the first to the last. */
export class SceneNames {
  private readonly known: Record<Kind, Set<string>> = {
    bell: new Set(),
    buffer: new Set(),
    call: new Set(),
    data: new Set(),
    message: new Set(),
  };
  private readonly echoes = new Set<string>();
  private readonly used = new Set<string>();
  /** What other steps of the same `shuffled` define: it may not exist yet when a step is played. */
  private readonly uncertain = new Set<string>();
  private shuffled: unknown = null;
  private fresh: string[] = [];
  private readonly scene: Scene;
  private readonly report: Report;

  constructor(scene: Scene, report: Report) {
    this.scene = scene;
    this.report = report;
  }

  define(kind: Kind, name: string, path: Path): void {
    if (this.known[kind].has(name))
      this.report(path, `there is already a ${kind} \`${name}\` in this scene; choose another name`);
    this.known[kind].add(name);
    this.fresh.push(`${kind} ${name}`);
    if (name.includes('.')) this.report(path, 'only wires of a group are named with a number; leave it out');
  }

  has(kind: Kind, name: string): boolean {
    return this.known[kind].has(name);
  }

  /** A step begins; `shuffled` stands for those that may be played before it or after it, null for none. */
  beginStep(shuffled: unknown): void {
    if (shuffled === null || shuffled !== this.shuffled) this.uncertain.clear();
    else for (const each of this.fresh) this.uncertain.add(each);
    this.shuffled = shuffled;
    this.fresh = [];
  }

  need(kind: Kind, name: string, path: Path): void {
    if (this.uncertain.has(`${kind} ${name}`)) {
      this.report(
        path,
        `the ${kind} \`${name}\` is made by another step of the same \`shuffled\`, which may come later; take one of the two out of it`,
      );
    }
    if (this.known[kind].has(name)) return;
    this.report(path, `${kindWords[kind]} \`${name}\`; ${choice([...this.known[kind]])}`);
  }

  echo(kind: 'bell' | 'call', name: string): void {
    this.echoes.add(`${kind} ${name}`);
  }

  echoesBuffer(kind: 'bell' | 'call', name: string): boolean {
    return this.echoes.has(`${kind} ${name}`);
  }

  /** `name` is a wire, a group, or one wire of a group (`name.0`). */
  wire(name: string, use: WireUse, path: Path): void {
    const [base = '', index] = name.split('.');
    this.used.add(base);
    const wire = Object.hasOwn(this.scene.wires, base) ? this.scene.wires[base] : undefined;
    if (wire === undefined) {
      this.report(path, `the scene has no wire \`${base}\`; ${choice(Object.keys(this.scene.wires))}`);
      return;
    }
    const wrong = misuse(wire, index === undefined ? undefined : Number(index), use);
    if (wrong !== undefined) this.report(path, `the wire \`${name}\` ${wrong}`);
  }

  /** Wires that no step mentions: most likely a step is missing. */
  unusedWires(): string[] {
    return Object.keys(this.scene.wires).filter((name) => !this.used.has(name));
  }

  /** `{name}` of a drawn word or `{i}`, as the lab fills them in; `given` names the step's own. */
  text(text: string, path: Path, given: readonly string[] = ['i']): void {
    for (const [, word = ''] of text.matchAll(/\{([a-z][a-z0-9-]*)(?::[0-9]{1,5})?\}/g)) {
      if (given.includes(word) || this.scene.draw.includes(word)) continue;
      this.report(path, `\`{${word}}\` is not drawn in this scene; add \`${word}\` to its \`draw\``);
    }
  }
}

function misuse(wire: Wire, index: number | undefined, use: WireUse): string | undefined {
  const isGroup = wire.count !== undefined && index === undefined;
  if (index !== undefined && index >= (wire.count ?? 0)) {
    return wire.count === undefined
      ? 'is not part of a group; leave out the number'
      : `goes beyond the group of ${wire.count}`;
  }
  switch (use) {
    case 'any':
      return undefined;
    case 'one':
      return isGroup ? 'is a group; this step needs one of its wires, for example `.0`' : undefined;
    case 'stream':
      if (wire.over === 'udp')
        return 'carries datagrams, which have no end and are never held back: no step for it';
      return misuse(wire, index, 'one');
    case 'group':
      return isGroup ? undefined : 'is no group; give it a `count`';
    case 'ports':
      return isGroup && wire.as === 'program-connects'
        ? undefined
        : 'has not several ports; make it `as: program-connects` with a `count`';
    case 'connect':
      return wire.as === 'peer-connects'
        ? undefined
        : `is \`as: ${wire.as}\`; the peer connects only to \`as: peer-connects\``;
    case 'path':
      if (wire.over !== 'unix') return 'has no path; make it `over: unix`';
      return index === undefined ? undefined : 'shares its path with its group; leave out the number';
    case 'port':
      if (wire.over === 'unix') return 'is `over: unix` and has no port; hand it over with `path`';
      if (wire.as === 'peer-connects')
        return index === undefined ? undefined : 'shares its port with its group; leave out the number';
      if (wire.as === 'program-connects')
        return isGroup ? 'has several ports; hand them over with `ports`' : undefined;
      return `is \`as: ${wire.as}\` and has no port for the program`;
    case 'fd':
    case 'socket':
      return wire.as === use
        ? undefined
        : `is \`as: ${wire.as}\`; make it \`as: ${use}\` to hand it over as that`;
  }
}

function choice(names: readonly string[]): string {
  return names.length === 0 ? 'there is none so far' : `known here: ${names.join(', ')}`;
}
