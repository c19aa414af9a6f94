import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { stored } from '../bank/questions-service.js';
import type { Caller } from '../people/roles.js';
import { DATABASE, type Database } from '../platform/database/prisma.js';
import { HttpProblem } from '../platform/http/problem.js';
import { ReportWait } from '../submissions/report-wait.js';
import type { ArchiveFormat } from './archive/read-archive.js';
import { ChecksService } from './checks-service.js';
import { assertSlugFree } from './slugs.js';
import { uploadTopic } from './topics.js';
import { type UploadSummary, type UploadView, uploadSummary, uploadView } from './upload-views.js';
import { readPackage } from './uploaded-package.js';

/** Packages of one account that may be under check at once: each costs a run for every solution. */
export const checksAtOnce = 3;

/** Exercise packages that instructors send, and what their check has shown so far. */
@Injectable()
export class UploadsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ChecksService) private readonly checks: ChecksService,
    @Inject(ReportWait) private readonly waits: ReportWait,
  ) {}

  /**
   * Reads a package and queues its check.
   *
   * @throws HttpProblem bad-package; conflict when it could not be published whatever the check says, or when the
   * account has too many under check
   */
  async create(caller: Caller, bytes: Buffer, format: ArchiveFormat): Promise<UploadView> {
    const { exercise, solutions } = await readPackage(bytes, format);
    const { slug, version } = exercise;
    const content = stored(exercise);
    const { accountId } = caller;
    const id = await this.database.$transaction(async (tx) => {
      await assertSlugFree(tx, { slug, version, accountId, ...content }, caller);
      // Of two at once the second one waits here, and then counts the first.
      await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId}::uuid FOR UPDATE`;
      const open = await tx.exerciseUpload.count({ where: { accountId, status: 'checking' } });
      if (open >= checksAtOnce) throw tooManyChecks();
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const upload = await tx.exerciseUpload.create({
        data: { accountId, slug, version, sha256, bytes: bytes.length, ...content },
      });
      await tx.uploadedSolution.createMany({
        data: solutions.map((solution, index) => ({
          uploadId: upload.id,
          number: index + 1,
          content: JSON.parse(JSON.stringify(solution)) as object,
        })),
      });
      await this.checks.queueUp(tx, upload.id);
      return upload.id;
    });
    return this.select(caller, id);
  }

  /** Newest first; one more than `limit`, where there is one. Own ones, and for admins all. */
  async list(
    caller: Caller,
    { limit, before }: { limit: number; before: string | null },
  ): Promise<UploadSummary[]> {
    const rows = await this.database.exerciseUpload.findMany({
      // Ids are UUIDs of version 7: their order is that of time.
      where: { ...visibleTo(caller), ...(before !== null && { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
      include: { account: true, solutions: { select: { asStated: true } } },
    });
    return rows.map(uploadSummary);
  }

  /** @throws HttpProblem not-found, also for what is somebody else’s */
  async select(caller: Caller, id: string): Promise<UploadView> {
    const row = await this.database.exerciseUpload.findFirst({
      where: { id, ...visibleTo(caller) },
      include: { account: true, solutions: { orderBy: { number: 'asc' } } },
    });
    if (row === null) throw unknownUpload();
    return uploadView(row);
  }

  /** Resolves when the check is over, after `seconds`, or when `signal` says that nobody waits any more. */
  async untilChecked(id: string, seconds: number, signal: AbortSignal): Promise<void> {
    await this.waits.until(uploadTopic(id), seconds, signal, async () => {
      const row = await this.database.exerciseUpload.findUnique({ where: { id }, select: { status: true } });
      return row?.status !== 'checking';
    });
  }
}

export function visibleTo(caller: Caller): { accountId?: string } {
  return caller.role === 'admin' ? {} : { accountId: caller.accountId };
}

export function unknownUpload(): HttpProblem {
  return new HttpProblem('not-found', {
    en: 'There is no such upload, or it is not yours. GET /exercises/uploads lists yours.',
    'zh-CN': '没有这次上传，或者它不属于你。GET /exercises/uploads 会列出你的上传。',
  });
}

function tooManyChecks(): HttpProblem {
  return new HttpProblem('conflict', {
    en: `${checksAtOnce} of your packages are being checked. Send the next one when one of them is done; “Prefer: wait=60” at its address waits for that.`,
    'zh-CN': `你已有 ${checksAtOnce} 个题目包正在检查。请等其中一个完成后再发送；在其地址上使用 “Prefer: wait=60” 可以等待它完成。`,
  });
}
