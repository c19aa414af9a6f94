import { connectBackbone } from '../../src/backbone.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { openTestDatabase, silentLog, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
let url: string;

beforeAll(async () => {
  test = await openTestDatabase();
  const { host, user, password, database } = test.connection;
  url = `postgresql://${user}:${encodeURIComponent(password ?? '')}@/${database}?host=${encodeURIComponent(host ?? '')}`;
});
afterAll(() => test.close());

const open = (databaseUrl: string) => openDatabase({ databaseUrl, dataDirectory: '/nowhere' });

describe('DATABASE_URL', () => {
  it('replaces the embedded database for everything: tables, jobs, notifications', async () => {
    const opened = await open(url);
    expect(opened.description).toMatch(/^PostgreSQL 18 of DATABASE_URL/);
    expect(opened.description).not.toContain(test.connection.password);
    const backbone = await connectBackbone(opened, silentLog);
    const heard = new Promise<void>((resolve) => backbone.notifications.subscribe('a topic', resolve));
    await backbone.database.$executeRaw`SELECT pg_notify('doorbell', 'a topic')`;
    await heard;
    expect(await backbone.queue.isInstalled()).toBe(true);
    expect(await backbone.database.submission.count()).toBe(0);
    await backbone.close();
  });

  it('that cannot be reached is told, without its password', async () => {
    const wrong = 'postgresql://me:hidden-word@127.0.0.1:1/nothing';
    await expect(open(wrong)).rejects.toThrow(
      'The database of DATABASE_URL cannot be used: connect ECONNREFUSED',
    );
    await open(wrong).catch((error: Error) => expect(error.message).not.toContain('hidden-word'));
  });
});
