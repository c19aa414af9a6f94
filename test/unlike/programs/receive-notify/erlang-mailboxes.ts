// mechanism: notified
// passes: yes
// note: an Erlang programmer: processes with mailboxes, selective receive, links, let it crash
import { read } from 'node:fs';

type Message = readonly [tag: string, ...rest: unknown[]];
type Pid = symbol;

interface Proc {
  mailbox: Message[];
  wake: (() => void) | null;
}
const table = new Map<Pid, Proc>();

const bang = (to: Pid, message: Message): void => {
  const proc = table.get(to);
  if (!proc) return; // a message to the dead is no error
  proc.mailbox.push(message);
  const { wake } = proc;
  proc.wake = null;
  wake?.();
};

async function receiveOf(self: Pid, ...tags: string[]): Promise<Message> {
  const proc = table.get(self) as Proc;
  for (;;) {
    const index = proc.mailbox.findIndex(([tag]) => tags.includes(tag));
    if (index >= 0) return proc.mailbox.splice(index, 1)[0] as Message;
    await new Promise<void>((resolve) => (proc.wake = resolve));
  }
}

function spawnLink(parent: Pid | null, body: (self: Pid) => Promise<unknown>): Pid {
  const self: Pid = Symbol('pid');
  table.set(self, { mailbox: [], wake: null });
  body(self)
    .then(
      () => ['EXIT', self, 'normal'] as const,
      (reason: unknown) => ['EXIT', self, reason] as const,
    )
    .then((exit) => {
      table.delete(self);
      if (parent) bang(parent, exit);
    });
  return self;
}

const port = (fd: number, owner: Pid) => async (self: Pid) => {
  for (;;) {
    const [, size] = await receiveOf(self, 'more');
    const bytes = Buffer.alloc(size as number);
    read(fd, bytes, 0, bytes.length, null, (error, n) =>
      bang(self, error ? ['crashed', error] : ['got', bytes.subarray(0, n)]),
    );
    const answer = await receiveOf(self, 'got', 'crashed');
    if (answer[0] === 'crashed') throw answer[1];
    bang(owner, ['data', answer[1]]);
    if ((answer[1] as Buffer).length === 0) return;
  }
};

export function receive(fd: number, buffer: Uint8Array, done: (err: Error | null, count: number) => void): void {
  spawnLink(null, async (self) => {
    const reader = spawnLink(self, port(fd, self));
    let count = 0;
    while (count < buffer.length) {
      bang(reader, ['more', buffer.length - count]);
      const [tag, ...rest] = await receiveOf(self, 'data', 'EXIT');
      if (tag === 'EXIT') return done(rest[1] as Error, count);
      const bytes = rest[0] as Buffer;
      if (bytes.length === 0) break;
      buffer.set(bytes, count);
      count += bytes.length;
    }
    done(null, count);
  });
}
