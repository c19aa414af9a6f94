import { misfits, type Misfit } from '../lab/authored/schema-problems.js';
import { checkQuestion, type Vocabulary } from './check-question.js';
import { type Question, questionSchema } from './question.js';

/** Whether this JSON is a question that can be published, and if not, every reason. Nothing is thrown. */
export function checkContent(
  content: unknown,
  vocabulary: Vocabulary,
): { readonly question: Question | null; readonly problems: readonly Misfit[] } {
  const result = questionSchema.safeParse(content);
  if (!result.success) return { question: null, problems: misfits(result.error.issues) };
  const problems: Misfit[] = [];
  checkQuestion(result.data, vocabulary, (path, message) => problems.push({ path, message }));
  return { question: problems.length === 0 ? result.data : null, problems };
}
