import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { exercisesDirectory } from './platform/paths.js';
import type { DemoKeys } from './people/demo-course.js';

/** What `serve` prints once it listens: where it is, the keys of the demo course, and a line to try it with. */
export async function banner(baseUrl: string, keys: DemoKeys): Promise<string> {
  const show = (path: string) => {
    const fromHere = relative(process.cwd(), path);
    return fromHere.startsWith('..') ? path : fromHere;
  };
  const folder = join(exercisesDirectory, 'receive-notify', 'accepted');
  const [file] = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.ts')).sort();
  const lines = [
    `Doorbell        ${baseUrl}`,
    `API docs        ${baseUrl}/docs`,
    `Student key     ${keys.student.key}`,
    `Instructor key  ${keys.instructor.key}`,
    `                (kept in ${show(join(keys.student.file, '..'))}/)`,
    '',
  ];
  if (file !== undefined) {
    lines.push(
      'Submit a solution and wait for its report:',
      '',
      `  curl --data-binary @${show(join(folder, file))} \\`,
      `    -H "Authorization: Bearer $(cat ${show(keys.student.file)})" \\`,
      `    -H 'Content-Type: text/plain' -H 'Accept: text/plain' -H 'Prefer: wait=60' \\`,
      `    ${baseUrl}/exercises/receive-notify/submissions`,
      '',
    );
  }
  return lines.join('\n');
}
