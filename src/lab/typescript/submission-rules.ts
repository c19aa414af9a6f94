import { isBuiltin } from 'node:module';
import type ts from 'typescript';
import { type OwnMessage, ownMessages } from './own-messages.js';

/**
 * What a submission may not use although TypeScript's types know it: modules that are not there at run time,
 * CommonJS, decorators. Found in the syntax tree, so that strings and comments never count.
 */
export interface RuleFinding {
  readonly start: number;
  readonly end: number;
  readonly message: OwnMessage;
}

const typesModule = new Set(['./types.js', './types', './types.d.ts']);
const commonJsNames = new Set(['require', 'module', 'exports', '__dirname', '__filename']);

/** @param kit the module of Doorbell's that the exercise gives, if any */
export function checkRules(
  compiler: typeof ts,
  file: ts.SourceFile,
  checker: ts.TypeChecker,
  kit?: string,
): RuleFinding[] {
  const findings: RuleFinding[] = [];
  const report = (node: ts.Node, message: OwnMessage) => {
    findings.push({ start: node.getStart(file), end: node.getEnd(), message });
  };
  for (const comment of compiler.getLeadingCommentRanges(file.text, shebangLength(file.text)) ?? []) {
    // The form that TypeScript obeys: a line comment before the first token.
    if (/^\/\/\/?\s*@ts-nocheck(\s|:|$)/i.test(file.text.slice(comment.pos, comment.end))) {
      findings.push({ start: comment.pos, end: comment.end, message: ownMessages.noCheck() });
    }
  }

  for (const reference of file.referencedFiles) {
    findings.push({
      start: reference.pos,
      end: reference.end,
      message: ownMessages.reference(reference.fileName),
    });
  }
  for (const reference of file.typeReferenceDirectives) {
    if (reference.fileName === 'node') continue;
    findings.push({
      start: reference.pos,
      end: reference.end,
      message: ownMessages.reference(reference.fileName),
    });
  }

  const checkSpecifier = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (specifier === undefined || !compiler.isStringLiteralLike(specifier)) return;
    if (isBuiltin(specifier.text) || specifier.text === kit) return;
    if (specifier.text === 'posix') return report(specifier, ownMessages.noKit());
    if (!typesModule.has(specifier.text)) report(specifier, ownMessages.notAvailable(specifier.text));
    else if (!typeOnly) report(specifier, ownMessages.typesOnly());
  };

  // A stack of its own: a tree that the parser could build may still be too deep for recursion here.
  const open: ts.Node[] = [file];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (compiler.isImportDeclaration(node)) {
      checkSpecifier(
        node.moduleSpecifier,
        node.importClause?.phaseModifier === compiler.SyntaxKind.TypeKeyword,
      );
    } else if (compiler.isExportDeclaration(node)) {
      checkSpecifier(node.moduleSpecifier, node.isTypeOnly);
    } else if (compiler.isExternalModuleReference(node)) {
      checkSpecifier(node.expression, false);
    } else if (compiler.isImportTypeNode(node)) {
      checkSpecifier(compiler.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (
      compiler.isCallExpression(node) &&
      node.expression.kind === compiler.SyntaxKind.ImportKeyword
    ) {
      checkSpecifier(node.arguments[0], false);
    } else if (compiler.isDecorator(node) || node.kind === compiler.SyntaxKind.AccessorKeyword) {
      report(node, ownMessages.decorator());
    } else if (
      compiler.isIdentifier(node) &&
      commonJsNames.has(node.text) &&
      isGlobalOfNode(checker, file, node)
    ) {
      report(node, ownMessages.commonJs(node.text));
    }
    compiler.forEachChild(node, (child) => void open.push(child));
  }
  return findings.sort((a, b) => a.start - b.start);
}

/** The name stands for what @types/node declares for CommonJS, not for something of the answer's own. */
function isGlobalOfNode(checker: ts.TypeChecker, file: ts.SourceFile, name: ts.Identifier): boolean {
  const { parent } = name;
  // `x.require`, `{ module: 1 }`: names of members, whatever they belong to.
  if ('name' in parent && parent.name === name) return false;
  const declarations = checker.getSymbolAtLocation(name)?.declarations ?? [];
  return declarations.length > 0 && declarations.every((declaration) => declaration.getSourceFile() !== file);
}

function shebangLength(text: string): number {
  return /^#!.*/.exec(text)?.[0].length ?? 0;
}
