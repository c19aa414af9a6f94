import { EventEmitter } from 'node:events';
import pg from 'pg';
import type { ConnectionSettings } from './connection.js';
import type { Transaction } from './prisma.js';

/**
 * Being told by PostgreSQL (LISTEN, NOTIFY): one connection for the whole process. A notification sent in a
 * transaction arrives when it has committed, and says only which topic changed; whoever hears it reads the facts
 * from the tables. Notifications lost while the connection was broken are made good by telling everybody once.
 */
const channel = 'doorbell';

/** Delays before each new try to connect, milliseconds; the last one repeats. */
const reconnectDelaysMs = [50, 200, 1000, 5000];

/** Sends `topic` to every process on this database once `tx` commits. */
export async function notify(tx: Transaction, topic: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${channel}, ${topic})`;
}

export class Notifications {
  readonly #connection: ConnectionSettings;
  readonly #topics = new EventEmitter().setMaxListeners(0);
  #client: pg.Client | null = null;
  #closed = false;
  #retry: NodeJS.Timeout | null = null;

  private constructor(connection: ConnectionSettings) {
    this.#connection = connection;
  }

  /** @throws Error when the first connection cannot be made. */
  static async open(connection: ConnectionSettings): Promise<Notifications> {
    const notifications = new Notifications(connection);
    await notifications.#connect();
    return notifications;
  }

  get connected(): boolean {
    return this.#client !== null;
  }

  /** Calls `heard` at every notification of `topic` until the returned function is called. */
  subscribe(topic: string, heard: () => void): () => void {
    this.#topics.on(topic, heard);
    return () => this.#topics.off(topic, heard);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#client?.end();
    this.#client = null;
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ ...this.#connection, keepAlive: true });
    client.on('error', () => undefined);
    client.on('notification', ({ payload }) => {
      if (payload !== undefined) this.#topics.emit(payload);
    });
    await client.connect();
    await client.query(`LISTEN ${channel}`);
    client.on('end', () => this.#lost(0));
    this.#client = client;
  }

  #lost(failures: number): void {
    this.#client = null;
    if (this.#closed) return;
    const delay = reconnectDelaysMs[Math.min(failures, reconnectDelaysMs.length - 1)];
    this.#retry = setTimeout(() => {
      this.#connect().then(
        () => this.#tellEverybody(),
        () => this.#lost(failures + 1),
      );
    }, delay);
  }

  #tellEverybody(): void {
    for (const topic of this.#topics.eventNames()) this.#topics.emit(topic);
  }
}
