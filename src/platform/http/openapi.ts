import { applyDecorators, type INestApplication } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiHeader,
  ApiResponse,
  DocumentBuilder,
  SwaggerModule,
  type OpenAPIObject,
} from '@nestjs/swagger';
import { z } from 'zod';
import { problemKinds, type ProblemName } from './problem-catalogue.js';
import { tidyDocument } from './openapi-tidy.js';
import { problemBody, HttpProblem, problemSchema } from './problem.js';

export const bearer = 'key';

/** Of a handler that takes a JSON body by schema. */
export const jsonProblems = ['validation', 'malformed-json', 'unsupported-media-type', 'too-large'] as const;

/** Of a handler that takes the revision in `If-Match`. */
export const ifMatchProblems = ['bad-parameter', 'precondition-failed', 'precondition-required'] as const;

/** A handler that takes the revision in `If-Match`; its problems are `ifMatchProblems`. */
export const ApiIfMatch = (): MethodDecorator =>
  ApiHeader({ name: 'If-Match', description: 'The ETag of what you have read', required: true });

/**
 * Documents the problems a handler can answer with, grouped by status, each with an example. All in one call: of two
 * calls with problems of one status the examples of one would be lost.
 */
export function ApiProblems(...names: ProblemName[]): MethodDecorator & ClassDecorator {
  const byStatus = Map.groupBy(names, (name) => problemKinds[name].status);
  return applyDecorators(
    ...[...byStatus].map(([status, group]) =>
      ApiResponse({
        status,
        description: group.map((name) => problemKinds[name].title.en).join('; '),
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
            examples: Object.fromEntries(group.map((name) => [name, { value: example(name) }])),
          },
        },
      }),
    ),
  );
}

/** A handler that needs a key: documents the scheme and the problems that come with it. */
export function ApiKeyed(): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiBearerAuth(bearer),
    ApiProblems('unauthenticated', 'too-many-requests', 'internal'),
  );
}

/** The request body of a handler that takes JSON by `schema`, or a TypeScript file as it is. */
export function jsonOrFileBody(schema: z.ZodType) {
  const json = z.toJSONSchema(schema, { target: 'openapi-3.0' }) as object;
  return {
    required: true,
    content: {
      'application/json': { schema: json },
      'text/plain': { schema: { type: 'string', description: 'The file’s content, UTF-8' } },
    },
  };
}

function example(name: ProblemName): object {
  const problem = new HttpProblem(name, problemKinds[name].meaning);
  return problemBody(problem, 'en', { path: '/…', id: '0f8fad5b-d9cb-469f-a165-70867728950e' });
}

/** OpenAPI 3.0: with 3.1 set, @nestjs/swagger still writes 3.0’s keywords. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Doorbell')
    .setDescription(
      'Submit TypeScript, learn how it waited: blocking, busy-poll, timed-poll, multiplexed or notified, as the kernel saw it.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.0.3')
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        description: 'A key, `db_student_…`; at the start of `npm start` one is printed',
      },
      bearer,
    )
    .build();
  const document = SwaggerModule.createDocument(app, builder, {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '').replace(/^./, (c) => c.toLowerCase())}.${method}`,
  });
  return tidyDocument(document, { Problem: z.toJSONSchema(problemSchema, { target: 'openapi-3.0' }) });
}

/** Serves the document at `/openapi.json` and Swagger UI at `/docs`. */
export function serveDocs(app: INestApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Doorbell API',
    swaggerOptions: { persistAuthorization: true },
  });
}
