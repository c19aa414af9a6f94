import { z } from 'zod';
import { exerciseFileSchema, scenesFileSchema } from './exercise/exercise.js';
import { reportSchema, reportVersion } from './verdict/report.js';
import { syscallsSchema, syscallsVersion } from './verdict/syscalls.js';

/**
 * The published JSON Schemas (draft 2020-12), made from the Zod contracts: of the Report, for whoever reads it, and of
 * the two files of an exercise package, for editors. They say less than the loader, which also checks names
 * across places.
 *
 * @returns file names in docs/schemas and what belongs there
 */
export function jsonSchemas(): Record<string, object> {
  return {
    'report.schema.json': publishedSchema(
      reportSchema,
      'output',
      `urn:doorbell:report:${reportVersion}`,
      'Doorbell: the Report of one run',
    ),
    'syscalls.schema.json': publishedSchema(
      syscallsSchema,
      'output',
      `urn:doorbell:syscalls:${syscallsVersion}`,
      'Doorbell: the system calls of a traced run',
    ),
    'exercise.schema.json': publishedSchema(
      exerciseFileSchema,
      'input',
      'urn:doorbell:exercise',
      'Doorbell: exercise.yaml',
    ),
    'scenes.schema.json': publishedSchema(
      scenesFileSchema,
      'input',
      'urn:doorbell:scenes',
      'Doorbell: scenes.yaml',
    ),
  };
}

/** A JSON Schema (draft 2020-12) made from a Zod contract, with an id and a title of its own. */
export function publishedSchema(of: z.ZodType, io: 'input' | 'output', id: string, title: string): object {
  const { $schema, ...rest } = z.toJSONSchema(of, { target: 'draft-2020-12', io, unrepresentable: 'throw' });
  // An id that `meta` gave to the whole is for references from inside other schemas.
  const { id: _inner, ...body } = rest;
  return { $schema, $id: id, title, ...body };
}
