import type { Locale } from '../lab/bilingual.js';
import { HttpProblem } from '../platform/http/problem.js';
import { pointer } from '../platform/http/schema-pipe.js';
import type { Arrival, Arrived } from '../questions/formats/format.js';
import { inLanguage, type Imported } from './format-views.js';
import type { QuestionsService } from './questions-service.js';

/**
 * Stores every question that could be read as a draft of its own, and tells of each what became of it: a teacher with
 * forty questions of which one has a picture wants the other thirty-nine. Where nothing could be read, nothing is stored
 * and the whole request fails.
 *
 * @throws HttpProblem validation
 */
export async function importQuestions(
  questions: QuestionsService,
  { arrivals, refusals }: Arrived,
  authorId: string,
  reader: Locale,
): Promise<Imported[]> {
  if (arrivals.length === 0) throw nothingRead(refusals);
  if (arrivals.length > mostQuestions) throw tooMany(arrivals.length);
  const items: Imported[] = [];
  for (const arrival of arrivals) items.push(await stored(questions, arrival, authorId, reader));
  return [
    ...items,
    ...refusals.map(({ place, why }): Imported => ({
      place: place[reader],
      outcome: 'refused',
      slug: null,
      url: null,
      reasons: [why[reader]],
      losses: [],
      problems: [],
    })),
  ];
}

/** In one request; a course has some hundreds. */
const mostQuestions = 1000;

function tooMany(count: number): HttpProblem {
  return new HttpProblem('validation', {
    en: `There are ${count} questions in the body, and at most ${mostQuestions} are taken at once; nothing was stored. Divide the file.`,
    'zh-CN': `请求体中有 ${count} 道题，一次最多接收 ${mostQuestions} 道；未存入任何题目。请把文件分开发送。`,
  });
}

async function stored(
  questions: QuestionsService,
  { place, draft, losses }: Arrival,
  authorId: string,
  reader: Locale,
): Promise<Imported> {
  const item = { place: place[reader], slug: draft.slug, losses: inLanguage(losses, reader) };
  try {
    const row = await questions.createDraft(draft.slug, draft, authorId);
    return {
      ...item,
      outcome: 'created',
      url: `/questions/${row.slug}/versions/${row.version}`,
      reasons: [],
      problems: questions
        .leftToWrite(row.content)
        .map(({ path, message }) => ({ pointer: pointer(path), detail: message })),
    };
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    return { ...item, outcome: 'refused', url: null, reasons: [error.detail[reader]], problems: [] };
  }
}

function nothingRead(refusals: Arrived['refusals']): HttpProblem {
  const [first] = refusals;
  return new HttpProblem(
    'validation',
    refusals.length === 1 && first
      ? {
          en: `Nothing was stored: ${first.place.en} ${first.why.en}`,
          'zh-CN': `未存入任何题目：${first.place['zh-CN']}：${first.why['zh-CN']}`,
        }
      : refusals.length === 0
        ? { en: 'There is no question in the body.', 'zh-CN': '请求体中没有题目。' }
        : {
            en: `None of the ${refusals.length} questions could be read; nothing was stored. “errors” says why.`,
            'zh-CN': `${refusals.length} 道题均无法读取，未存入任何题目。原因见 “errors”。`,
          },
    {
      errors: refusals.slice(0, 200).map(({ place, why }) => ({
        pointer: '',
        detail: { en: `${place.en}: ${why.en}`, 'zh-CN': `${place['zh-CN']}：${why['zh-CN']}` },
      })),
    },
  );
}
