import { stringify } from 'yaml';
import { type Locale, locales } from '../../lab/bilingual.js';
import { layoutOf } from '../layout.js';
import { drawnValues } from '../parameters.js';
import { present, type StudentQuestion } from '../present.js';
import type { Question } from '../question.js';
import type { Written } from './format.js';
import { exportSeed } from './settle.js';

/** The question as a student meets it: order and values are those of one attempt, names are labels. */
function asStudent(question: Question, locale: Locale): StudentQuestion {
  return present(question, {
    layout: layoutOf(question, exportSeed),
    values: drawnValues(question, exportSeed),
    locale,
  });
}

/** Each question as students meet it, as documents of one YAML stream; with both languages where none is asked for. */
export function publicYaml(questions: readonly Question[], locale: Locale | null): Written {
  return {
    content: questions
      .map((question) => stringify(viewOf(question, locale), { lineWidth: 110, blockQuote: 'literal' }))
      .join('---\n'),
    reports: questions.map(({ slug }) => ({ slug, losses: [] })),
  };
}

const viewOf = (question: Question, locale: Locale | null) =>
  locale === null
    ? merged(locales.map((each): [Locale, unknown] => [each, asStudent(question, each)]))
    : { locale, ...asStudent(question, locale) };

/** Views that differ in their texts only, as one: whatever is a text is given in each language. */
function merged(views: readonly (readonly [Locale, unknown])[], place = ''): unknown {
  const [first] = views.map(([, view]) => view);
  const inside = (key: string | number, at: string) =>
    merged(
      views.map(([locale, view]) => [locale, (view as Readonly<Record<string, unknown>>)[key]]),
      at,
    );
  if (Array.isArray(first)) return first.map((_, index) => inside(index, place));
  if (typeof first === 'object' && first !== null)
    return Object.fromEntries(Object.keys(first).map((key) => [key, inside(key, `${place}.${key}`)]));
  return typeof first === 'string' && isText(place) ? Object.fromEntries(views) : first;
}

/** A trace is the same in every language. */
const isText = (place: string) =>
  /\.(title|prompt|text|label|unit|source)$/.test(place) && place !== '.traces.text';
