import { LineCounter, type Node, isAlias, isCollection, isNode, isPair, parseDocument } from 'yaml';
import type { z } from 'zod';
import { AuthoringError, type AuthoringProblem } from './authoring-error.js';
import { misfits, pathText } from './schema-problems.js';

/** Nodes of one document, aliases counted at each use; the longest scenes have some hundreds. */
const maxNodes = 20_000;
const maxDepth = 40;

export interface YamlFile<T> {
  readonly value: T;
  /** A problem at this place of the document, with its line. */
  problem(path: readonly PropertyKey[], message: string): AuthoringProblem;
  /** Whether the author wrote something at this place, or a default stands there. */
  wrote(path: readonly PropertyKey[]): boolean;
}

/**
 * Reads a YAML 1.2 document (core schema: no tags of its own, no merge keys) and checks it against the schema.
 * Aliases are allowed, within the limits on the size of what they stand for; one inside its own anchor is not.
 *
 * @throws AuthoringError naming every place that does not fit
 */
export function readYaml<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): YamlFile<z.output<Schema>> {
  const lines = new LineCounter();
  const document = parsed(file, text, lines);
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) {
    throw new AuthoringError(
      broken.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return {
          file,
          line,
          column: col,
          message: error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '',
        };
      }),
    );
  }

  const problem = (path: readonly PropertyKey[], message: string): AuthoringProblem => {
    const offset = offsetOf(document.contents, path);
    if (offset === undefined) return { file, path: pathText(path), message };
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, path: pathText(path), message };
  };
  const tooMuch = sizeProblem(document.contents);
  if (tooMuch !== undefined) throw new AuthoringError([{ file, message: tooMuch }]);

  const result = schema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (!result.success) {
    throw new AuthoringError(misfits(result.error.issues).map(({ path, message }) => problem(path, message)));
  }
  return { value: result.data, problem, wrote: (path) => document.hasIn(path) };
}

function parsed(file: string, text: string, lines: LineCounter) {
  try {
    return parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      uniqueKeys: true,
      lineCounter: lines,
      // Each would quote its line: of a long line with many errors, that takes minutes.
      prettyErrors: false,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AuthoringError([{ file, message: 'is nested too deeply to be read; make it flatter' }]);
  }
}

/** What the aliases would unfold to is measured before anything is unfolded. */
function sizeProblem(root: Node | null): string | undefined {
  const anchors = new Map<string, Node>();
  let nodes = 0;
  const walk = (node: unknown, open: readonly unknown[]): string | undefined => {
    nodes += 1;
    if (nodes > maxNodes) return `unfolds to more than ${maxNodes} values; write less, or use fewer aliases`;
    if (open.length > maxDepth) return `is nested more than ${maxDepth} levels deep; make it flatter`;
    if (isPair(node)) return walk(node.key, open) ?? walk(node.value, open);
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target === undefined)
        return `the alias *${node.source} has no anchor before it; check the spelling`;
      if (open.includes(target))
        return `the alias *${node.source} stands inside its own anchor; write the value out`;
      return walk(target, open);
    }
    if (isNode(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
    if (!isCollection(node)) return undefined;
    for (const item of node.items) {
      const found = walk(item, [...open, node]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return walk(root, []);
}

/** Where the deepest node that exists on the way to this place begins. */
function offsetOf(root: Node | null, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = root;
  let offset = root?.range?.[0];
  for (const part of path) {
    const next: unknown = isCollection(node) ? node.get(part, true) : undefined;
    if (!isNode(next)) break;
    node = next;
    offset = next.range?.[0] ?? offset;
  }
  return offset;
}
