import { Inject, Injectable } from '@nestjs/common';
import { parseExercise } from '../bank/bank-service.js';
import type { Caller } from '../people/roles.js';
import { DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { HttpProblem } from '../platform/http/problem.js';
import { assertSlugFree, lockSlug } from './slugs.js';
import { unknownUpload, visibleTo } from './uploads-service.js';
import type { UploadSummary } from './upload-views.js';

/** Publishing what was uploaded, and taking it back. Submissions keep the version they were made to. */
@Injectable()
export class PublishService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * Makes it the version of its slug that students see; the one before is withdrawn. Done already, it stays so.
   *
   * @throws HttpProblem not-found; conflict unless all is as stated, or when the slug or the version is taken;
   * not-publishable when it comes after an exercise that there is not
   */
  async publish(caller: Caller, id: string): Promise<void> {
    await this.database.$transaction(async (tx) => {
      const upload = await this.#locked(tx, caller, id);
      if (upload.status === 'published') return;
      if (upload.status !== 'ready' && upload.status !== 'withdrawn') throw notReady(upload.status);
      const { slug, version, contentHash } = upload;
      await assertSlugFree(tx, upload, caller);
      await assertWay(tx, parseExercise(upload.content).after);
      const { id: exerciseId } = await tx.exercise.upsert({
        where: { slug_version: { slug, version } },
        create: { slug, version, contentHash, content: upload.content as object, origin: 'upload' },
        update: { published: true },
      });
      await tx.exercise.updateMany({ where: { slug, id: { not: exerciseId } }, data: { published: false } });
      await tx.exerciseUpload.updateMany({
        where: { slug, status: 'published' },
        data: { status: 'withdrawn' },
      });
      await tx.exerciseUpload.update({
        where: { id },
        data: { status: 'published', exerciseId, publishedAt: new Date() },
      });
    });
  }

  /**
   * Students no longer see it, and it may be published again. Done already, it stays so.
   *
   * @throws HttpProblem not-found; conflict when it was never published
   */
  async withdraw(caller: Caller, id: string): Promise<void> {
    await this.database.$transaction(async (tx) => {
      const { status, exerciseId } = await this.#locked(tx, caller, id);
      if (status === 'withdrawn') return;
      if (status !== 'published' || exerciseId === null) throw notPublished(status);
      await tx.exercise.update({ where: { id: exerciseId }, data: { published: false } });
      await tx.exerciseUpload.update({ where: { id }, data: { status: 'withdrawn' } });
    });
  }

  /** The upload as it is once nobody else publishes under its slug. */
  async #locked(tx: Transaction, caller: Caller, id: string) {
    const where = { id, ...visibleTo(caller) };
    const found = await tx.exerciseUpload.findFirst({ where, select: { slug: true } });
    if (found === null) throw unknownUpload();
    await lockSlug(tx, found.slug);
    return tx.exerciseUpload.findFirstOrThrow({ where });
  }
}

/** What it says to come after must be there for students to go to. */
async function assertWay(tx: Transaction, after: readonly string[]): Promise<void> {
  const there = await tx.exercise.findMany({
    where: { slug: { in: [...after] }, published: true },
    select: { slug: true },
  });
  const missing = after.filter((slug) => !there.some((row) => row.slug === slug));
  if (missing.length === 0) return;
  throw new HttpProblem('not-publishable', {
    en: `It comes after ${missing.join(', ')}, which is not published. Publish that first, or take it out of “after”.`,
    'zh-CN': `它的 “after” 中有尚未发布的练习：${missing.join('、')}。请先发布它们，或从 “after” 中去掉。`,
  });
}

type Status = UploadSummary['status'];

function notReady(status: Exclude<Status, 'ready' | 'published' | 'withdrawn'>): HttpProblem {
  switch (status) {
    case 'checking':
      return new HttpProblem('conflict', {
        en: 'Its solutions are still being run. “Prefer: wait=60” at its address waits for the end of the check.',
        'zh-CN': '它的解答仍在检查中。在其地址上使用 “Prefer: wait=60” 可以等待检查结束。',
      });
    case 'failed':
      return new HttpProblem('conflict', {
        en: 'Its solutions could not be run. See whether types.d.ts compiles by itself; if it does, it is our fault. Send the package again to have it checked once more.',
        'zh-CN':
          '它的解答未能运行。请先确认 types.d.ts 本身能够编译；若没有问题，则是我们的故障。重新发送题目包即可再检查一次。',
      });
    case 'refused':
      return new HttpProblem('conflict', {
        en: 'Not every solution is as stated; the upload says which. Put that right and send the package again.',
        'zh-CN': '并非每个解答都与所声明的一致，详见上传的检查结果。请修正后重新发送题目包。',
      });
  }
}

function notPublished(status: Status): HttpProblem {
  return new HttpProblem('conflict', {
    en: `It was never published: its status is “${status}”.`,
    'zh-CN': `它从未发布过：当前状态为 “${status}”。`,
  });
}
