import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../platform/config/settings.js';
import { DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { badParameter, HttpProblem } from '../platform/http/problem.js';
import { submissionSchema, type SubmissionView } from './submission-views.js';

/** A request that its sender may repeat: who, under which key, and what it asks. */
export interface IdempotentRequest {
  readonly accountId: string;
  readonly key: string;
  readonly parts: readonly (string | number | null)[];
}

/** Thrown inside the transaction to roll it back: a request with this key committed first. */
export class AlreadyAnswered extends Error {
  override name = 'AlreadyAnswered';
}

/**
 * Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07). The key is stored in the transaction that stores the
 * submission, so there is no moment at which one exists without the other; of two at the same time the second waits for
 * the first at the primary key, and then gets its answer.
 */
@Injectable()
export class IdempotencyService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws HttpProblem idempotency-key-reused when the key stands for another request. */
  async selectOptionalAnswer(request: IdempotentRequest): Promise<SubmissionView | null> {
    const row = await this.database.idempotencyKey.findUnique({
      where: { accountId_key: { accountId: request.accountId, key: request.key } },
    });
    if (row === null || row.createdAt < this.#oldest()) return null;
    if (!Buffer.from(row.fingerprint).equals(fingerprint(request))) {
      const detail = {
        en: 'This Idempotency-Key already stands for another exercise, source, seed or prediction. Send a new key for a new submission.',
        'zh-CN': '该 Idempotency-Key 已对应另一份练习、源码、种子或预测。新的提交请使用新的 key。',
      };
      throw new HttpProblem('idempotency-key-reused', detail, {
        errors: [{ header: 'Idempotency-Key', detail }],
      });
    }
    return submissionSchema.parse(row.answer);
  }

  /** @throws AlreadyAnswered */
  async remember(tx: Transaction, request: IdempotentRequest, answer: SubmissionView): Promise<void> {
    const { accountId, key } = request;
    await tx.idempotencyKey.deleteMany({ where: { accountId, key, createdAt: { lt: this.#oldest() } } });
    const { count } = await tx.idempotencyKey.createMany({
      data: [{ accountId, key, fingerprint: fingerprint(request), submissionId: answer.id, answer }],
      skipDuplicates: true,
    });
    if (count === 0) throw new AlreadyAnswered();
  }

  /** Called at start; keys past their time are of no use to anybody. */
  async forgetOld(): Promise<void> {
    await this.database.idempotencyKey.deleteMany({ where: { createdAt: { lt: this.#oldest() } } });
  }

  #oldest(): Date {
    return new Date(Date.now() - this.settings.idempotencyHours * 3_600_000);
  }
}

function fingerprint(request: IdempotentRequest): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(JSON.stringify(request.parts)).digest());
}

/**
 * The header's value. The draft makes it a quoted string (RFC 8941); everybody sends it bare, so both are taken.
 * @throws HttpProblem bad-parameter
 */
export function idempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  const key = /^"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,255})"$/.exec(header)?.[1] ?? header;
  if (!/^[\x21-\x7e][\x20-\x7e]{0,254}$/.test(key)) {
    throw badParameter(
      { header: 'Idempotency-Key' },
      {
        en: 'An Idempotency-Key is 1 to 255 printable ASCII characters, best a UUID.',
        'zh-CN': 'Idempotency-Key 应为 1 到 255 个可打印的 ASCII 字符，最好是 UUID。',
      },
    );
  }
  return key;
}
