import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDuplicate, type Database } from '../platform/database/prisma.js';
import { isMissing } from '../platform/errors.js';
import { describeKey, looksLikeKey, makeKey, type NewKey } from './api-key.js';
import type { Role } from './roles.js';

/** The demo course's keys, and the files that hold them for the README's `$(cat .doorbell/keys/student)`. */
export type DemoKeys = Readonly<Record<Role, { readonly key: string; readonly file: string }>>;

const people: readonly { role: Role; name: string }[] = [
  { role: 'admin', name: 'Demo admin' },
  { role: 'instructor', name: 'Demo instructor' },
  { role: 'assistant', name: 'Demo assistant' },
  { role: 'student', name: 'Demo student' },
];

/**
 * Seeds the course `demo` with one account and one key per role. The keys live in `<data>/keys/<role>`, mode 600,
 * and stay the same over restarts, also when the database behind them is replaced. One that was revoked stays so.
 */
export async function seedDemoCourse(database: Database, dataDirectory: string): Promise<DemoKeys> {
  const directory = join(dataDirectory, 'keys');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const course = await database.course.upsert({
    where: { slug: 'demo' },
    update: {},
    create: { slug: 'demo', title: { en: 'Demo course', 'zh-CN': '演示课程' } },
  });
  const entries = [];
  for (const { role, name } of people) {
    const file = join(directory, role);
    const key = await keyOfFile(file, role);
    await storeKey(database, course.id, role, name, key);
    entries.push([role, { key: key.key, file }] as const);
  }
  return Object.fromEntries(entries) as DemoKeys;
}

async function keyOfFile(file: string, role: Role): Promise<NewKey> {
  try {
    const text = (await readFile(file, 'utf8')).trim();
    if (looksLikeKey(text) && text.startsWith(`db_${role}_`)) {
      await chmod(file, 0o600);
      return describeKey(text);
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const made = makeKey(role);
  await writeFile(file, `${made.key}\n`, { mode: 0o600 });
  return made;
}

async function storeKey(
  database: Database,
  courseId: string,
  role: Role,
  name: string,
  key: NewKey,
): Promise<void> {
  if ((await database.apiKey.findUnique({ where: { hash: key.hash } })) !== null) return;
  // The account outlives a lost key file: the demo student's submissions stay the demo student's.
  const known = await database.account.findFirst({
    where: { name, enrolments: { some: { courseId, role } } },
    orderBy: { createdAt: 'asc' },
  });
  try {
    await database.apiKey.create({
      data: {
        role,
        prefix: key.prefix,
        hash: key.hash,
        account:
          known === null
            ? { create: { name, enrolments: { create: { courseId, role } } } }
            : { connect: { id: known.id } },
      },
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error; // Another process that starts at the same time was first.
  }
}
