import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, posix } from 'node:path';
import type ts from 'typescript';
import { posixTypes, posixTypesFile } from '../posix/declarations.js';

/**
 * The file system that a submission's type-check sees. It holds the three texts of one check, the kit's declarations,
 * TypeScript's lib and @types/node; nothing else of the host exists in it, whatever a submission imports or references.
 */

export const answerPath = '/answer.ts';
export const typesPath = '/types.d.ts';
export const checkPath = '/check.ts';
/** Beside types.d.ts, as in a student's own directory; seen only by types that refer to it. */
const kitTypesPath = `/${posixTypesFile}`;
export const libPath = '/lib';

// Types of a browser would let code compile that Node cannot run.
const foreignLib = /^lib\.(dom|webworker|scripthost)\b/;

export class VirtualFiles {
  private readonly mounts: ReadonlyMap<string, string>;
  private readonly texts = new Map<string, { text: string; version: number }>();
  private readonly hostTexts = new Map<string, string | undefined>();

  constructor() {
    const here = createRequire(import.meta.url);
    const nodeTypes = here.resolve('@types/node/package.json');
    this.mounts = new Map([
      [libPath, dirname(here.resolve('typescript'))],
      ['/node_modules/@types/node', dirname(nodeTypes)],
      ['/node_modules/undici-types', dirname(createRequire(nodeTypes).resolve('undici-types/package.json'))],
    ]);
    this.write(kitTypesPath, posixTypes());
  }

  /** Replaces one of the three texts; an unchanged text keeps its version, so nothing is parsed again. */
  write(path: string, text: string): void {
    const before = this.texts.get(path);
    if (before?.text !== text) this.texts.set(path, { text, version: (before?.version ?? 0) + 1 });
  }

  version(path: string): string {
    return String(this.texts.get(path)?.version ?? 0);
  }

  read(path: string): string | undefined {
    const written = this.texts.get(path);
    if (written !== undefined) return written.text;
    if (this.hostTexts.has(path)) return this.hostTexts.get(path);
    const host = this.onHost(path);
    const text = host !== undefined && isFile(host) ? readFileSync(host, 'utf8') : undefined;
    // Only what exists is remembered: the names that submissions ask for have no bound.
    if (text !== undefined) this.hostTexts.set(path, text);
    return text;
  }

  exists(path: string): boolean {
    if (this.texts.has(path) || this.hostTexts.has(path)) return true;
    const host = this.onHost(path);
    return host !== undefined && isFile(host);
  }

  directoryExists(path: string): boolean {
    for (const mount of this.mounts.keys()) if (mount === path || mount.startsWith(`${path}/`)) return true;
    const host = this.onHost(path);
    return path === '/' || (host !== undefined && isDirectory(host));
  }

  private onHost(path: string): string | undefined {
    if (posix.normalize(path) !== path || path.includes('\0')) return undefined;
    for (const [mount, host] of this.mounts) {
      if (!path.startsWith(`${mount}/`)) continue;
      const inside = path.slice(mount.length + 1);
      return mount === libPath && foreignLib.test(inside) ? undefined : `${host}/${inside}`;
    }
    return undefined;
  }
}

/** A LanguageService host over these files. */
export function languageServiceHost(
  compiler: typeof ts,
  files: VirtualFiles,
  options: ts.CompilerOptions,
): ts.LanguageServiceHost {
  return {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [answerPath, typesPath, checkPath],
    getScriptVersion: (path) => files.version(path),
    getScriptSnapshot: (path) => {
      const text = files.read(path);
      return text === undefined ? undefined : compiler.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: (settings) => `${libPath}/${compiler.getDefaultLibFileName(settings)}`,
    useCaseSensitiveFileNames: () => true,
    fileExists: (path) => files.exists(path),
    readFile: (path) => files.read(path),
    directoryExists: (path) => files.directoryExists(path),
    getDirectories: (path) => (path === '/node_modules/@types' ? ['node'] : []),
    readDirectory: () => [],
    realpath: (path) => path,
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
