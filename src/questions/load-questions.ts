import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { AuthoringError, type AuthoringProblem } from '../lab/authored/authoring-error.js';
import { readTextFile } from '../lab/authored/read-text-file.js';
import { readYaml, type YamlFile } from '../lab/authored/read-yaml.js';
import { checkQuestion, type Vocabulary } from './check-question.js';
import {
  misconceptionsFileSchema,
  type Question,
  questionSchema,
  type Topics,
  topicsFileSchema,
} from './question.js';

export type Misconception = z.infer<typeof misconceptionsFileSchema>['misconceptions'][number];

/** What questions may name, with its titles. */
export interface Dictionary {
  readonly misconceptions: readonly Misconception[];
  readonly topics: Topics;
}

export interface QuestionBank extends Dictionary {
  readonly questions: readonly Question[];
}

/**
 * `misconceptions.yaml` and `topics.yaml` below `seed`.
 *
 * @throws AuthoringError
 */
export async function loadDictionary(seed: string): Promise<Dictionary> {
  const [misconceptions, topics] = await Promise.all([
    read(seed, 'misconceptions.yaml').then((text) =>
      readYaml('misconceptions.yaml', text, misconceptionsFileSchema),
    ),
    read(seed, 'topics.yaml').then((text) => readYaml('topics.yaml', text, topicsFileSchema)),
  ]);
  const problems = [
    ...repeated(misconceptions.value.misconceptions, 'misconceptions', misconceptions),
    ...repeated(topics.value.topics, 'topics', topics),
    ...repeated(topics.value.headings, 'headings', topics),
  ];
  if (problems.length > 0) throw new AuthoringError(problems);
  return { misconceptions: misconceptions.value.misconceptions, topics: topics.value };
}

export function vocabularyOf({ misconceptions, topics }: Dictionary): Vocabulary {
  return {
    misconceptions: new Set(misconceptions.map(({ id }) => id)),
    topics: new Set(topics.topics.map(({ id }) => id)),
    headings: new Set(topics.headings.map(({ id }) => id)),
  };
}

/**
 * The bank of questions below `seed`: `questions/*.yaml`, by slug, and what they name.
 *
 * @throws AuthoringError naming every problem of every file
 */
export async function loadQuestionBank(seed: string): Promise<QuestionBank> {
  const dictionary = await loadDictionary(seed);
  const { questions, problems } = await loadQuestions(seed, vocabularyOf(dictionary));
  if (problems.length > 0) throw new AuthoringError(problems);
  return { ...dictionary, questions };
}

/** Every question that is in order, and what is wrong with the others. */
export async function loadQuestions(
  seed: string,
  vocabulary: Vocabulary,
): Promise<{ questions: Question[]; problems: AuthoringProblem[] }> {
  const names = await readdir(join(seed, 'questions'));
  const questions: Question[] = [];
  const problems: AuthoringProblem[] = [];
  for (const name of names.filter((each) => !each.startsWith('.')).sort()) {
    const file = `questions/${name}`;
    try {
      questions.push(parseQuestion(file, await read(seed, file), vocabulary));
    } catch (error) {
      if (!(error instanceof AuthoringError)) throw error;
      problems.push(...error.problems);
    }
  }
  return { questions, problems };
}

/**
 * One question from its YAML text.
 *
 * @throws AuthoringError
 */
export function parseQuestion(file: string, text: string, vocabulary: Vocabulary): Question {
  const yaml = readYaml(file, text, questionSchema);
  const problems: AuthoringProblem[] = [];
  if (basename(file) !== `${yaml.value.slug}.yaml`)
    problems.push(
      yaml.problem(
        ['slug'],
        `is \`${yaml.value.slug}\`; name the file ${yaml.value.slug}.yaml, or change it`,
      ),
    );
  checkQuestion(yaml.value, vocabulary, (path, message) => problems.push(yaml.problem(path, message)));
  if (problems.length > 0) throw new AuthoringError(problems);
  return yaml.value;
}

const read = (seed: string, file: string): Promise<string> => readTextFile(join(seed, file), file);

function repeated<T>(
  items: readonly { readonly id: string }[],
  list: string,
  yaml: YamlFile<T>,
): AuthoringProblem[] {
  return items.flatMap(({ id }, index) =>
    items.findIndex((each) => each.id === id) < index
      ? [yaml.problem([list, index, 'id'], `there is already one called \`${id}\``)]
      : [],
  );
}
