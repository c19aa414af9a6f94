import { join } from 'node:path';

/** The published JSON schemas, generated from the ones that check. */
export async function generate(root) {
  const { jsonSchemas } = await import(join(root, 'dist/lab/json-schemas.js'));
  const { questionSchemas } = await import(join(root, 'dist/questions/json-schemas.js'));
  return Object.fromEntries(
    Object.entries({ ...jsonSchemas(), ...questionSchemas() }).map(([name, schema]) => [
      `docs/schemas/${name}`,
      `${JSON.stringify(schema, null, 2)}\n`,
    ]),
  );
}
