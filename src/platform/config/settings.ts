import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { cloneRoot } from '../paths.js';

/**
 * Everything that can be set from outside, with its unit in its name. This file is the only reader of
 * `process.env`; the rest of Doorbell takes a `Settings`.
 */

const count = (minimum: number, maximum: number) => z.coerce.number().int().min(minimum).max(maximum);

const environmentSchema = z.object({
  /** A PostgreSQL ≥ 15 to use instead of the embedded one. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional(),
  /** Where keys and the embedded database live. */
  DOORBELL_DATA: z.string().min(1).default('.doorbell'),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** 0 takes a free port; the address printed at start says which. */
  PORT: count(0, 65_535).default(3000),
  /** Submissions under way at once in this process; without it the lab decides. */
  DOORBELL_SLOTS: count(1, 1024).optional(),
  DOORBELL_LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  /** Largest submitted source, bytes of UTF-8. */
  DOORBELL_SOURCE_LIMIT_BYTES: count(1, 4 << 20).default(256 << 10),
  /** Largest request body of any kind, bytes; JSON may need six bytes for one of source. */
  DOORBELL_BODY_LIMIT_BYTES: count(1024, 32 << 20).default(1 << 20),
  /** Requests a minute with one key. */
  DOORBELL_REQUESTS_PER_MINUTE: count(1, 1_000_000).default(600),
  /** Submissions a minute with one key. */
  DOORBELL_SUBMISSIONS_PER_MINUTE: count(1, 1_000_000).default(60),
  /** Requests a minute from one address, whatever the key; a lecture of five hundred may share one address. */
  DOORBELL_ADDRESS_REQUESTS_PER_MINUTE: count(1, 10_000_000).default(20_000),
  /** Longest `Prefer: wait`, seconds; a longer wish is cut to this. */
  DOORBELL_LONGEST_WAIT_SECONDS: count(1, 600).default(120),
  /** At shutdown a running submission may go on for so long before it is given back, seconds. */
  DOORBELL_SHUTDOWN_GRACE_SECONDS: count(0, 600).default(20),
  /** Silence on an event stream after which a comment is sent, so that proxies keep it open, seconds. */
  DOORBELL_EVENTS_HEARTBEAT_SECONDS: count(1, 300).default(15),
  /** How long an `Idempotency-Key` is remembered, hours. */
  DOORBELL_IDEMPOTENCY_HOURS: count(1, 24 * 30).default(24),
  /** How many proxies in front of Doorbell may be believed about the client's address. */
  DOORBELL_TRUSTED_PROXIES: count(0, 10).default(0),
  /** How often the graders of this database look for submissions whose grader died, seconds. */
  DOORBELL_RECLAIM_SECONDS: count(1, 3600).default(30),
});

/** Every variable that is read, for its page in docs/. */
export const variableNames = Object.keys(environmentSchema.shape);

export interface Settings {
  readonly databaseUrl: string | null;
  /** Absolute path. */
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number;
  readonly slots: number | null;
  readonly logLevel: string;
  readonly sourceLimitBytes: number;
  readonly bodyLimitBytes: number;
  readonly requestsPerMinute: number;
  readonly submissionsPerMinute: number;
  readonly addressRequestsPerMinute: number;
  readonly longestWaitSeconds: number;
  readonly shutdownGraceSeconds: number;
  readonly eventsHeartbeatSeconds: number;
  readonly idempotencyHours: number;
  readonly trustedProxies: number;
  readonly reclaimSeconds: number;
  readonly cores: number;
}

/** Injection token: a `Settings` is a plain value, not a class. */
export const SETTINGS = Symbol('settings');

/** What stands in the environment cannot be used; the message names each variable and what is wrong with it. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** @throws SettingsError naming every variable that cannot be used. */
export function readSettings(environment: Record<string, string | undefined> = process.env): Settings {
  // An empty variable means "not set": that is how CI systems and compose files unset one.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new SettingsError(`The environment has settings Doorbell cannot use:\n${lines.join('\n')}`);
  }
  const value = parsed.data;
  return {
    databaseUrl: value.DATABASE_URL ?? null,
    dataDirectory: resolve(cloneRoot, value.DOORBELL_DATA),
    host: value.HOST,
    port: value.PORT,
    slots: value.DOORBELL_SLOTS ?? null,
    logLevel: value.DOORBELL_LOG_LEVEL,
    sourceLimitBytes: value.DOORBELL_SOURCE_LIMIT_BYTES,
    bodyLimitBytes: value.DOORBELL_BODY_LIMIT_BYTES,
    requestsPerMinute: value.DOORBELL_REQUESTS_PER_MINUTE,
    submissionsPerMinute: value.DOORBELL_SUBMISSIONS_PER_MINUTE,
    addressRequestsPerMinute: value.DOORBELL_ADDRESS_REQUESTS_PER_MINUTE,
    longestWaitSeconds: value.DOORBELL_LONGEST_WAIT_SECONDS,
    shutdownGraceSeconds: value.DOORBELL_SHUTDOWN_GRACE_SECONDS,
    eventsHeartbeatSeconds: value.DOORBELL_EVENTS_HEARTBEAT_SECONDS,
    idempotencyHours: value.DOORBELL_IDEMPOTENCY_HOURS,
    trustedProxies: value.DOORBELL_TRUSTED_PROXIES,
    reclaimSeconds: value.DOORBELL_RECLAIM_SECONDS,
    cores: availableParallelism(),
  };
}
