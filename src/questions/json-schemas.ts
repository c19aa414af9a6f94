import { publishedSchema } from '../lab/json-schemas.js';
import { misconceptionsFileSchema, questionSchema, topicsFileSchema } from './question.js';

/** The published JSON Schemas of what authors of questions write, for editors; the loader checks more. */
export function questionSchemas(): Record<string, object> {
  return {
    'question.schema.json': publishedSchema(
      questionSchema,
      'input',
      'urn:doorbell:question',
      'Doorbell: a question',
    ),
    'misconceptions.schema.json': publishedSchema(
      misconceptionsFileSchema,
      'input',
      'urn:doorbell:misconceptions',
      'Doorbell: misconceptions.yaml',
    ),
    'topics.schema.json': publishedSchema(
      topicsFileSchema,
      'input',
      'urn:doorbell:topics',
      'Doorbell: topics.yaml',
    ),
  };
}
