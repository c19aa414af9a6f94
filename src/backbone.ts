import type { Logger } from 'pino';
import type { Settings } from './platform/config/settings.js';
import { migrate, readMigrations, type Migration } from './platform/database/migrate.js';
import { Notifications } from './platform/database/notifications.js';
import { openDatabase, type OpenDatabase } from './platform/database/open-database.js';
import { openPrisma, type Database } from './platform/database/prisma.js';
import { migrationsDirectory } from './platform/paths.js';
import { Queue } from './platform/queue/queue.js';
import { gradeQueue, traceQueue } from './submissions/topics.js';
import { checkQueue } from './uploads/topics.js';

/** What API and grader stand on: a migrated database, jobs, and being told. */
export interface Backbone {
  readonly opened: OpenDatabase;
  readonly database: Database;
  readonly migrations: readonly Migration[];
  readonly queue: Queue;
  readonly notifications: Notifications;
  close(): Promise<void>;
}

/** @throws Error that says what to do; whatever was opened before is closed again. */
export async function openBackbone(settings: Settings, log: Logger): Promise<Backbone> {
  const opened = await openDatabase(settings);
  log.info({ database: opened.description }, 'The database is open');
  return connectBackbone(opened, log);
}

/** The same on a database that is open already. */
export async function connectBackbone(opened: OpenDatabase, log: Logger): Promise<Backbone> {
  const closers: (() => Promise<void>)[] = [() => opened.close()];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const migrations = await readMigrations(migrationsDirectory);
    const applied = await migrate(opened.connection, migrations);
    if (applied.length > 0) log.info({ applied }, 'The database was migrated');
    const database = openPrisma(opened.connection);
    closers.push(() => database.$disconnect());
    const queue = await Queue.open(opened.connection, [gradeQueue, traceQueue, checkQueue], (error) =>
      log.warn({ err: error }, 'pg-boss'),
    );
    closers.push(() => queue.close());
    const notifications = await Notifications.open(opened.connection);
    closers.push(() => notifications.close());
    return { opened, database, migrations, queue, notifications, close };
  } catch (error) {
    await close();
    throw error;
  }
}
