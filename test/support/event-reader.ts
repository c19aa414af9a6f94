/** One event as it came over the wire. */
export interface ReadEvent {
  readonly id: number | null;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** A reader of server-sent events on a real connection. */
export interface EventReader {
  readonly status: number;
  readonly type: string | null;
  /** The next event; null when the stream has ended. */
  next(): Promise<ReadEvent | null>;
  /** All events until the stream ends. */
  rest(): Promise<ReadEvent[]>;
  /** Comments seen so far. */
  readonly comments: () => number;
  close(): void;
}

export async function readEvents(url: string, headers: Record<string, string>): Promise<EventReader> {
  const abort = new AbortController();
  const answer = await fetch(url, { headers, signal: abort.signal });
  const chunks = (answer.body ?? new ReadableStream<Uint8Array<ArrayBuffer>>())
    .pipeThrough(new TextDecoderStream())
    .getReader();
  let [buffer, comments] = ['', 0];

  async function next(): Promise<ReadEvent | null> {
    for (;;) {
      const end = buffer.indexOf('\n\n');
      if (end < 0) {
        const { value, done } = await chunks.read();
        if (done) return null;
        buffer += value;
        continue;
      }
      const block = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      if (block.startsWith(':')) comments += 1;
      const event = parse(block);
      if (event !== null) return event;
    }
  }

  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    next,
    rest: async () => {
      const events: ReadEvent[] = [];
      for (let event = await next(); event !== null; event = await next()) events.push(event);
      return events;
    },
    comments: () => comments,
    close: () => abort.abort(),
  };
}

function parse(block: string): ReadEvent | null {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(': ') + 2)]),
  );
  const data = fields.get('data');
  if (data === undefined) return null;
  const id = fields.get('id');
  return {
    id: id === undefined ? null : Number(id),
    type: fields.get('event') ?? 'message',
    data: JSON.parse(data) as Record<string, unknown>,
  };
}
