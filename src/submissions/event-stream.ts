import type { Response } from 'express';

/** One server-sent event (WHATWG HTML, 9.2). Without an id it does not move the place to resume from. */
export interface StreamEvent {
  readonly id: number | null;
  readonly type: string;
  readonly data: object;
}

/** The writing side of a stream of server-sent events, with a comment whenever it was silent for long. */
export class EventStream {
  readonly #response: Response;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #closed = new AbortController();

  constructor(response: Response, heartbeatSeconds: number) {
    this.#response = response;
    response
      .status(200)
      .set({
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        // nginx would otherwise keep events until its buffer is full.
        'X-Accel-Buffering': 'no',
      })
      .flushHeaders();
    response.write('retry: 2000\n\n');
    this.#heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatSeconds * 1000);
    response.on('close', () => {
      clearInterval(this.#heartbeat);
      this.#closed.abort();
    });
  }

  /** Aborted once the reader has gone or the stream was ended. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  send(event: StreamEvent): void {
    this.#heartbeat.refresh();
    const id = event.id === null ? '' : `id: ${event.id}\n`;
    // JSON has no raw line break, so the data is always one line.
    this.#response.write(`${id}event: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`);
  }

  end(): void {
    this.#response.end();
  }
}
