import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadExercise } from '../../src/lab/exercise/load-exercise.js';

/** A small valid exercise package, as its author would write it, for tests that spoil it: real files in a temporary folder. */

export const exerciseYaml = `slug: demo
version: 1
title: { en: Demo, zh-CN: 示例 }
track: node
after: []
level: 1
minutes: 10
kind: function
summary: { en: Short, zh-CN: 简短 }
statement: { en: Long, zh-CN: 详细 }
hints: []
export: receive
mechanism: notified
timers: allowed
checks:
  - { id: notified, points: 50 }
  - { id: told, points: 50 }
`;

export const scenesYaml = `scenes:
  - id: first
    wires:
      line: { as: fd }
    steps:
      - call: { as: go, export: receive, with: [{ fd: line }, { buffer: box, bytes: 8 }, { bell: done, echo: box }] }
      - silence: {}
      - arrival:
          do: { send: { to: line, bytes: 8, message: letter } }
          told: { bell: done, buffer: letter }
`;

export const typesText = 'export declare function receive(fd: number): void;\n';

/** exercise.yaml with the first `from` replaced; throws where there is none, so that no test spoils nothing. */
export function exerciseWith(from: string, to: string): { 'exercise.yaml': string } {
  return { 'exercise.yaml': replaced(exerciseYaml, from, to) };
}

/** The same of scenes.yaml. */
export function scenesWith(from: string, to: string): { 'scenes.yaml': string } {
  return { 'scenes.yaml': replaced(scenesYaml, from, to) };
}

function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the sample package does not say ${JSON.stringify(from)}`);
  return text.replace(from, to);
}

export interface PackageFolder {
  /** Where the packages lie, a folder each. */
  readonly root: string;
  /** Writes the package, with the given files added or in place of its own; gives its folder. */
  write(files: Record<string, string>, slug?: string): Promise<string>;
  /** Writes and loads it; gives name and message of the error, or `loaded`. */
  failure(files: Record<string, string>): Promise<string>;
  close(): Promise<void>;
}

export async function openPackageFolder(): Promise<PackageFolder> {
  const root = await mkdtemp(join(tmpdir(), 'doorbell-packages-'));
  const write: PackageFolder['write'] = async (files, slug = 'demo') => {
    const all: Record<string, string> = {
      'exercise.yaml': exerciseYaml.replace('slug: demo', `slug: ${slug}`),
      'scenes.yaml': scenesYaml,
      'starter.ts': 'export function receive() {}\n',
      'types.d.ts': typesText,
      ...files,
    };
    for (const [name, text] of Object.entries(all)) {
      const path = join(root, slug, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
    return join(root, slug);
  };
  return {
    root,
    write,
    async failure(files) {
      const dir = await write(files);
      return await loadExercise(dir).then(
        () => 'loaded',
        (error: Error) => `${error.name}: ${error.message}`,
      );
    },
    close: () => rm(root, { recursive: true }),
  };
}
