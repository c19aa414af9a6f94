/** The API's description, as `/openapi.json` serves it. */
export async function generate() {
  const { describeApi } = await import('../../dist/http-app.js');
  return { 'docs/openapi.json': `${JSON.stringify(await describeApi(), null, 2)}\n` };
}
