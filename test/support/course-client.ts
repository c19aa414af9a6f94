import type { Test } from 'supertest';
import { send as sendAs, type Person, type TestService } from './service.js';

/** A course over REST, as those in it use it. */

export interface AttemptBody {
  readonly id: string;
  readonly url: string;
  readonly status: 'open' | 'submitted';
  readonly number: number;
  readonly endsAt: string | null;
  readonly mark: { earned: number; of: number; lateFactor: number; unmarked: number } | null;
  readonly items: ItemBody[];
}

export interface ItemBody {
  readonly position: number;
  readonly points: number;
  readonly question: {
    slug: string;
    options?: { id: string; text: string }[];
    rows?: { id: string; text: string }[];
    columns?: { id: string; text: string }[];
  } | null;
  readonly exercise: {
    slug: string;
    submissionsUrl: string;
    used: number;
    allowed: number | null;
    nextAt: string | null;
    submissions: {
      id: string;
      mode: string;
      status: string;
      score: number | null;
      counted: boolean | null;
    }[];
  } | null;
  readonly answer: unknown;
  readonly hints: string[];
  readonly mark: number | null;
  readonly review: object[] | null;
  readonly key: unknown;
  readonly explanation: string | null;
}

export class CourseClient {
  readonly #service: TestService;
  readonly #course: string;

  constructor(service: TestService, course = 'demo') {
    this.#service = service;
    this.#course = course;
  }

  send(method: Parameters<typeof sendAs>[1], path: string, as: Person): Test {
    return sendAs(this.#service, method, path, as);
  }

  /** A published assignment; its path. */
  async publish(
    content: { readonly slug: string; readonly items: readonly object[]; readonly rules: object },
    as: Person,
  ): Promise<string> {
    const title = { en: content.slug, 'zh-CN': '作业' };
    const made = await this.send('post', `/courses/${this.#course}/assignments`, as).send({
      title,
      ...content,
    });
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    const path = `/courses/${this.#course}/assignments/${content.slug}`;
    const published = await this.send('post', `${path}/publish`, as).set(
      'If-Match',
      made.headers['etag'] as string,
    );
    expect([published.status, published.body.errors]).toEqual([200, undefined]);
    return path;
  }

  async start(path: string, as: Person): Promise<AttemptBody> {
    const begun = await this.send('post', `${path}/attempts`, as);
    expect([begun.status, begun.body.detail]).toEqual([201, undefined]);
    return begun.body as AttemptBody;
  }

  async read({ url }: AttemptBody, as: Person): Promise<AttemptBody> {
    return (await this.send('get', url, as)).body as AttemptBody;
  }

  async submit({ url }: AttemptBody, as: Person): Promise<AttemptBody> {
    return (await this.send('post', `${url}/submit`, as)).body as AttemptBody;
  }

  save({ url }: AttemptBody, position: number, answer: unknown, as: Person): Test {
    return this.send('put', `${url}/items/${position}/answer`, as).send({ answer });
  }

  /** Sends a program for an exercise of an attempt. */
  run({ url }: AttemptBody, position: number, source: string, as: Person): Test {
    return this.send('post', `${url}/items/${position}/submissions`, as)
      .set('Content-Type', 'text/plain')
      .send(source);
  }
}

/** The label of an option that the student reads. */
export function labelOf({ items }: AttemptBody, position: number, text: string): string {
  const question = items[position - 1]?.question;
  const found = [...(question?.options ?? []), ...(question?.rows ?? []), ...(question?.columns ?? [])].find(
    (each) => each.text === text,
  );
  if (!found) throw new Error(`There is no “${text}” in item ${position}`);
  return found.id;
}
