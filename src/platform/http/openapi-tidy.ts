import type { OpenAPIObject } from '@nestjs/swagger';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Puts right what the generator leaves: schemas that Zod defines in place go under components; a text answer is a
 * string, whatever the JSON beside it is; and where a format says all, the regular expression behind it goes.
 * @param schemas further component schemas by name
 */
export function tidyDocument(
  document: OpenAPIObject,
  schemas: Readonly<Record<string, unknown>>,
): OpenAPIObject {
  const components: Record<string, unknown> = {};
  const tidied = tidy({ ...document, components: { ...document.components } }, components) as OpenAPIObject;
  for (const schema of Object.values(schemas)) tidy(schema, components);
  tidied.components = {
    ...tidied.components,
    schemas: { ...tidied.components?.schemas, ...components } as NonNullable<
      OpenAPIObject['components']
    >['schemas'],
  };
  return tidied;
}

/** Formats that every reader of OpenAPI knows. */
const sufficient = new Set(['date-time', 'uuid']);

function tidy(value: unknown, components: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => tidy(item, components));
  if (!isObject(value)) return value;
  for (const [name, definition] of Object.entries(definitionsOf(value)))
    components[name] ??= tidy(definition, components);
  const result: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) {
    if (key === 'definitions' || key === '$schema') continue;
    if (key === 'pattern' && sufficient.has(String(value.format))) continue;
    if (key === '$ref' && typeof child === 'string')
      result[key] = child.replace('#/definitions/', '#/components/schemas/');
    else if (key === 'text/plain') result[key] = { schema: { type: 'string' } };
    else result[key] = tidy(child, components);
  }
  return strict(result);
}

/**
 * What OpenAPI 3.0 means differs from what Zod writes in three places: null must stand in an enum to be allowed,
 * `nullable` says nothing without a `type` beside it (3.0.3, 4.7.24.1), and bounds of what fits a double are no bounds.
 */
function strict(schema: Record<string, unknown>): Record<string, unknown> {
  const { nullable, allOf, ...rest } = schema;
  if (nullable === true && Array.isArray(allOf) && rest.type === undefined) {
    return { ...rest, anyOf: [...(allOf as unknown[]), { type: 'object', nullable: true, enum: [null] }] };
  }
  if (nullable === true && Array.isArray(schema.enum) && !schema.enum.includes(null)) {
    return { ...schema, enum: [...(schema.enum as unknown[]), null] };
  }
  if (schema.type === 'integer') {
    const { minimum, maximum, exclusiveMinimum, ...integer } = schema;
    const least = exclusiveMinimum === true ? Number(minimum) + 1 : minimum;
    return {
      ...integer,
      ...(least === undefined || least === Number.MIN_SAFE_INTEGER ? {} : { minimum: least }),
      ...(maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? {} : { maximum }),
    };
  }
  return schema;
}

/** `definitions` is only a keyword where it stands beside a reference into it. */
function definitionsOf(value: Json): Json {
  return isObject(value.definitions) && typeof value.$ref === 'string' ? value.definitions : {};
}
