/** The first line of what a parser says, at most as long as anybody reads. */
export function errorText(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
