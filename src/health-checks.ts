import { pendingMigrations, type AppliedRow } from './platform/database/migrate.js';
import type { HealthCheck, HealthFinding } from './platform/health/health-controller.js';
import type { Requirement } from './lab/sandbox/requirements.js';
import type { Backbone } from './backbone.js';

/** The sandbox's self-test starts sandboxes: its finding is kept for so long, milliseconds. */
const sandboxFindingMs = 60_000;

/** What readiness asks, in order. `requirements` runs the sandbox's self-test. */
export function healthChecks(
  backbone: Backbone,
  requirements: () => Promise<readonly Requirement[]>,
): HealthCheck[] {
  const { database, migrations, queue, notifications } = backbone;
  return [
    {
      id: 'database',
      run: async () => {
        await database.$queryRaw`SELECT 1`;
        return notifications.connected
          ? { ok: true, what: 'answers and notifies' }
          : { ok: false, what: 'answers, but the connection for notifications is being made again' };
      },
    },
    {
      id: 'migrations',
      run: async () => {
        const pending = await pendingMigrations(
          (sql) => database.$queryRawUnsafe<AppliedRow[]>(sql),
          migrations,
        );
        return pending.length === 0
          ? { ok: true, what: 'all applied' }
          : { ok: false, what: `not applied: ${pending.join(', ')}`, how: 'start this service again' };
      },
    },
    {
      id: 'queue',
      run: async () => ({ ok: await queue.isInstalled(), what: 'pg-boss is installed' }),
    },
    { id: 'sandbox', run: remembered(() => sandboxFinding(requirements)) },
  ];
}

async function sandboxFinding(requirements: () => Promise<readonly Requirement[]>): Promise<HealthFinding> {
  const missing = (await requirements()).filter(({ ok }) => !ok);
  if (missing.length === 0) return { ok: true, what: 'self-test passed' };
  return {
    ok: false,
    what: missing.map(({ what, why }) => `${what}: ${why}`).join('; '),
    how: missing.map(({ how }) => how).join('; '),
  };
}

function remembered(run: () => Promise<HealthFinding>): () => Promise<HealthFinding> {
  let last: { at: number; finding: Promise<HealthFinding> } | null = null;
  return () => {
    if (last === null || Date.now() - last.at > sandboxFindingMs) last = { at: Date.now(), finding: run() };
    return last.finding;
  };
}
