import type { Caller } from '../people/roles.js';
import type { Transaction } from '../platform/database/prisma.js';
import { HttpProblem } from '../platform/http/problem.js';

/** Who may publish under which slug, and which version. */

interface Claim {
  readonly slug: string;
  readonly version: number;
  readonly contentHash: string;
  readonly accountId: string;
}

/**
 * A slug of the bank that comes with Doorbell stays with that bank, one that was published from an upload with whoever
 * uploaded it, admins excepted; and a version, once published, never changes.
 *
 * @throws HttpProblem conflict
 */
export async function assertSlugFree(tx: Transaction, claim: Claim, caller: Caller): Promise<void> {
  const { slug, version, contentHash, accountId } = claim;
  const rows = await tx.exercise.findMany({
    where: { slug },
    select: { origin: true, version: true, contentHash: true },
  });
  if (rows.some(({ origin }) => origin === 'seed')) throw ofTheBank(slug);
  const published = await tx.exerciseUpload.findMany({
    where: { slug, exerciseId: { not: null } },
    select: { accountId: true },
  });
  const isOwn = published.length === 0 || published.some((upload) => upload.accountId === accountId);
  if (!isOwn && caller.role !== 'admin') throw ofSomebodyElse(slug);
  const same = rows.find((row) => row.version === version);
  if (same !== undefined && same.contentHash !== contentHash) throw versionTaken(slug, version, rows);
}

/** Lets nobody else publish under this slug until the transaction ends. */
export async function lockSlug(tx: Transaction, slug: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${slugLockSpace}::int, hashtext(${slug}))`;
}

/** First half of the two-part advisory lock, so that slugs meet no other lock: “slug”. */
const slugLockSpace = 0x736c_7567;

function ofTheBank(slug: string): HttpProblem {
  return new HttpProblem('conflict', {
    en: `“${slug}” is an exercise that comes with Doorbell. Give yours another slug.`,
    'zh-CN': `“${slug}” 是 Doorbell 自带的练习。请为你的练习另取一个 slug。`,
  });
}

function ofSomebodyElse(slug: string): HttpProblem {
  return new HttpProblem('conflict', {
    en: `Somebody else has published “${slug}”. Give yours another slug, or ask an admin to publish it.`,
    'zh-CN': `“${slug}” 已由他人发布。请另取一个 slug，或请管理员发布。`,
  });
}

function versionTaken(slug: string, version: number, rows: readonly { version: number }[]): HttpProblem {
  const next = Math.max(...rows.map((row) => row.version)) + 1;
  return new HttpProblem('conflict', {
    en: `Version ${version} of “${slug}” was published with other content, and never changes. Write “version: ${next}” in exercise.yaml and send it again.`,
    'zh-CN': `“${slug}” 的第 ${version} 版已以其他内容发布，不再改变。请在 exercise.yaml 中写 “version: ${next}”，然后重新发送。`,
  });
}
