import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { isDuplicate, DATABASE, type Database, type Transaction } from '../platform/database/prisma.js';
import { changedMeanwhile } from '../platform/http/etag.js';
import { HttpProblem } from '../platform/http/problem.js';
import { fieldProblems } from '../platform/http/schema-pipe.js';
import type { Misfit } from '../lab/authored/schema-problems.js';
import { checkContent } from '../questions/check-content.js';
import type { Vocabulary } from '../questions/check-question.js';
import { leftToWrite } from '../questions/formats/left-to-write.js';
import { vocabularyOf, type Dictionary } from '../questions/load-questions.js';
import { type Question, questionSchema } from '../questions/question.js';
import { DICTIONARY } from './dictionary.js';

export interface QuestionRow {
  readonly id: string;
  readonly slug: string;
  readonly version: number;
  readonly status: 'draft' | 'published' | 'retired';
  readonly revision: number;
  readonly content: unknown;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly publishedAt: Date | null;
}

/** A question’s content as JSON: what a file of `seed/questions` holds, complete or not. */
export type QuestionContent = Readonly<Record<string, unknown>>;

/**
 * Questions as content: one draft at most beside the published versions, which never change. Writers say which
 * revision they have read; whoever comes second is told, and nothing is overwritten.
 */
@Injectable()
export class QuestionsService {
  readonly #vocabulary: Vocabulary;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(DICTIONARY) dictionary: Dictionary,
  ) {
    this.#vocabulary = vocabularyOf(dictionary);
  }

  /** The newest version of each question, by slug. */
  async list(): Promise<QuestionRow[]> {
    return this.database.question.findMany({
      orderBy: [{ slug: 'asc' }, { version: 'desc' }],
      distinct: ['slug'],
    });
  }

  /** Every question in its newest published version, by slug; one that has been retired is not among them. */
  async published(): Promise<Question[]> {
    const rows = await this.database.question.findMany({
      where: { status: { not: 'draft' } },
      orderBy: [{ slug: 'asc' }, { version: 'desc' }],
      distinct: ['slug'],
    });
    // Checked when it was published; a misconception that has left the dictionary since takes no question away.
    return rows
      .filter(({ status }) => status === 'published')
      .map(({ content }) => questionSchema.parse(content));
  }

  /** @throws HttpProblem unknown-question */
  async select(slug: string, version?: number): Promise<QuestionRow> {
    const row = await this.database.question.findFirst({
      where: { slug, ...(version === undefined ? {} : { version }) },
      orderBy: { version: 'desc' },
    });
    if (row === null) throw unknownQuestion(slug, version);
    return row;
  }

  /** All versions, newest first. */
  async versions(slug: string): Promise<QuestionRow[]> {
    const rows = await this.database.question.findMany({ where: { slug }, orderBy: { version: 'desc' } });
    if (rows.length === 0) throw unknownQuestion(slug);
    return rows;
  }

  /** What keeps this content from being published; empty when nothing does. */
  problems(content: unknown) {
    return checkContent(content, this.#vocabulary).problems;
  }

  /** The same for content that came from elsewhere, which lacks more. */
  leftToWrite(content: unknown) {
    return leftToWrite(content, this.#vocabulary);
  }

  /** @throws HttpProblem not-publishable when it is a draft that no student could see */
  complete(row: QuestionRow): Question {
    const { question, problems } = checkContent(row.content, this.#vocabulary);
    if (question === null) throw notPublishable(problems);
    return question;
  }

  /**
   * A new question, or the draft of a published one’s next version.
   *
   * @throws HttpProblem conflict when there is a draft already
   */
  async createDraft(slug: string, content: QuestionContent, authorId: string): Promise<QuestionRow> {
    try {
      return await this.database.$transaction(async (transaction) => {
        const newest = await transaction.question.findFirst({
          where: { slug },
          orderBy: { version: 'desc' },
        });
        if (newest?.status === 'draft') throw draftExists(slug);
        const version = (newest?.version ?? 0) + 1;
        const draft = stored({ ...content, slug, version });
        return transaction.question.create({ data: { slug, version, authorId, ...draft } });
      });
    } catch (error) {
      if (isDuplicate(error)) throw draftExists(slug);
      throw error;
    }
  }

  /** @throws HttpProblem unknown-question, conflict, precondition-failed */
  async saveDraft(slug: string, revision: number, content: QuestionContent): Promise<QuestionRow> {
    return this.database.$transaction(async (transaction) => {
      const { id, version } = await this.#draft(transaction, slug, revision);
      return transaction.question.update({
        where: { id },
        data: { ...stored({ ...content, slug, version }), revision: { increment: 1 } },
      });
    });
  }

  /** @throws HttpProblem unknown-question, conflict, precondition-failed */
  async dropDraft(slug: string, revision: number): Promise<void> {
    await this.database.$transaction(async (transaction) => {
      const { id } = await this.#draft(transaction, slug, revision);
      await transaction.question.delete({ where: { id } });
    });
  }

  /** @throws HttpProblem unknown-question, conflict, precondition-failed, not-publishable */
  async publish(slug: string, revision: number): Promise<QuestionRow> {
    return this.database.$transaction(async (transaction) => {
      const { id, content } = await this.#draft(transaction, slug, revision);
      const problems = this.problems(content);
      if (problems.length > 0) throw notPublishable(problems);
      return transaction.question.update({
        where: { id },
        data: { status: 'published', publishedAt: new Date(), revision: { increment: 1 } },
      });
    });
  }

  /** No assignment takes it up any more; where it is in use it stays. Published versions stay readable. */
  async retire(slug: string, revision: number): Promise<QuestionRow> {
    return this.database.$transaction(async (transaction) => {
      const row = await locked(transaction, slug);
      if (row.revision !== revision) throw changedMeanwhile();
      if (row.status !== 'published') {
        throw new HttpProblem('conflict', {
          en: `The newest version of “${slug}” is ${row.status}; only a published question can be retired.`,
          'zh-CN': `“${slug}” 的最新版本状态为 ${row.status}；只有已发布的题目才能停用。`,
        });
      }
      return transaction.question.update({
        where: { id: row.id },
        data: { status: 'retired', revision: { increment: 1 } },
      });
    });
  }

  async #draft(transaction: Transaction, slug: string, revision: number): Promise<QuestionRow> {
    const row = await locked(transaction, slug);
    if (row.status !== 'draft') {
      throw new HttpProblem('conflict', {
        en: `Version ${row.version} of “${slug}” is ${row.status} and never changes. POST /questions with this slug begins the next version.`,
        'zh-CN': `“${slug}” 的第 ${row.version} 版状态为 ${row.status}，不再改变。以同一 slug POST /questions 即可开始下一版。`,
      });
    }
    if (row.revision !== revision) throw changedMeanwhile();
    return row;
  }
}

/** The newest version, locked until the transaction ends: of two writers one waits and then sees the other’s change. */
async function locked(transaction: Transaction, slug: string): Promise<QuestionRow> {
  await transaction.$queryRaw`SELECT id FROM question WHERE slug = ${slug} FOR UPDATE`;
  const row = await transaction.question.findFirst({ where: { slug }, orderBy: { version: 'desc' } });
  if (row === null) throw unknownQuestion(slug);
  return row;
}

/** Through JSON once, so that the content has exactly what the database will give back. */
export function stored(content: object): { content: object; contentHash: string } {
  const text = JSON.stringify(content);
  return {
    content: JSON.parse(text) as object,
    contentHash: createHash('sha256').update(text).digest('hex'),
  };
}

function unknownQuestion(slug: string, version?: number): HttpProblem {
  const [en, zh] = version === undefined ? ['', ''] : [`, version ${version}`, `第 ${version} 版`];
  return new HttpProblem('unknown-question', {
    en: `There is no question “${slug}”${en}. GET /questions lists those that exist.`,
    'zh-CN': `没有名为 “${slug}” 的题目${zh}。GET /questions 会列出全部题目。`,
  });
}

function draftExists(slug: string): HttpProblem {
  return new HttpProblem('conflict', {
    en: `There is a draft of “${slug}” already. GET /questions/${slug} gives it with its ETag; PUT /questions/${slug} changes it.`,
    'zh-CN': `“${slug}” 已有草稿。GET /questions/${slug} 可取得草稿及其 ETag，PUT /questions/${slug} 可修改它。`,
  });
}

function notPublishable(problems: readonly Misfit[]): HttpProblem {
  return new HttpProblem(
    'not-publishable',
    {
      en: `${problems.length} things are missing or wrong; “errors” says which. The draft is kept.`,
      'zh-CN': `有 ${problems.length} 处缺失或错误，详见 “errors”。草稿已保留。`,
    },
    { errors: fieldProblems(problems) },
  );
}
