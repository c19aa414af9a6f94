import { attemptRow, versionsOf, wholeAttempt, type AttemptRow } from '../assignments/attempt-row.js';
import { readRow, termsFor } from '../assignments/assignments-service.js';
import type { Versions } from '../assignments/versions.js';
import type { Transaction } from '../platform/database/prisma.js';

/** An attempt, locked until the transaction ends: of two who change its marks one waits for the other. */
export async function lockedAttempt(
  transaction: Transaction,
  versions: Versions,
  id: string,
): Promise<AttemptRow> {
  await transaction.$queryRaw`SELECT id FROM attempt WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await transaction.attempt.findUniqueOrThrow({ where: { id }, include: wholeAttempt });
  const assignment = readRow(row.assignment);
  return attemptRow(row, {
    ...(await versionsOf([row], versions, transaction)),
    assignment,
    terms: await termsFor(transaction, assignment, row.accountId),
    ended: row.number,
  });
}
