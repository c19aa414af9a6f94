import { stripTypeScriptTypes } from 'node:module';
import { SourceTextModule } from 'node:vm';
import ts from 'typescript';
import type { Bilingual } from '../bilingual.js';
import { typesWithKit } from '../posix/declarations.js';
import type { CheckOutcome, CompileJob, Finding } from './compiler-protocol.js';
import { type OwnMessage, ownMessages } from './own-messages.js';
import { type RuleFinding, checkRules } from './submission-rules.js';
import { codePointName } from './text-rules.js';
import { VirtualFiles, answerPath, checkPath, languageServiceHost, typesPath } from './virtual-files.js';

/**
 * A warm type-check. What stays from one submission to the next is the parsed and bound lib and @types/node;
 * the checker itself is TypeScript's own, new each time. The check is feedback for the student and no wall:
 * whoever defeats it only misleads themselves, the sandbox and the kernel's readings do not rely on it.
 */

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  // What Node 26 has: no more, no less.
  target: ts.ScriptTarget.ES2025,
  lib: ['lib.es2025.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ['node'],
  typeRoots: ['/node_modules/@types'],
  isolatedModules: true,
  // What is imported only for its type must say so: types are removed without knowing other files.
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  skipLibCheck: true,
};

const maxFindings = 50;
const maxMessageLength = 2000;
const notErasable = 1294;
const invalidCharacter = 1127;

/** The exercise's own types are wrong: never the student's fault. */
export class ExerciseTypesError extends Error {
  override readonly name = 'ExerciseTypesError';
}

export class SubmissionChecker {
  private readonly files = new VirtualFiles();
  private readonly service = ts.createLanguageService(
    languageServiceHost(ts, this.files, options),
    ts.createDocumentRegistry(true, '/'),
  );

  /**
   * Findings in the order of the text, or the JavaScript when there are none.
   *
   * @throws ExerciseTypesError when the exercise does not declare the export
   * @throws RangeError when the text is nested too deeply or its types grow too large; this checker is then used up
   */
  check(job: CompileJob): CheckOutcome {
    this.files.write(answerPath, job.source);
    this.files.write(typesPath, typesWithKit(job));
    this.files.write(
      checkPath,
      `import { ${job.exportName} as answer } from './answer.js';\n` +
        `import type { ${job.exportName} as declared } from './types.js';\n` +
        'export const check: typeof declared = answer;\n',
    );
    const syntax = this.service.getSyntacticDiagnostics(answerPath);
    if (syntax.length > 0) {
      // Errors of types that follow from broken syntax are noise.
      const findings = isJsx(job.source)
        ? [this.finding(firstStart(syntax), ownMessages.jsx())]
        : syntax.map((each) => this.translated(each));
      return { findings: inOrder(findings) };
    }
    if (job.unchecked) return this.javascript(job.source);
    const program = this.service.getProgram();
    const answer = program?.getSourceFile(answerPath);
    if (program === undefined || answer === undefined) throw new Error('the compiler has no program');

    const rules = checkRules(ts, answer, program.getTypeChecker(), job.kit);
    const findings = [
      ...rules.map((rule) => this.finding(rule.start, rule.message)),
      ...this.service
        .getSemanticDiagnostics(answerPath)
        .filter((each) => !rules.some((rule) => covers(rule, each.start)))
        .map((each) => this.translated(each)),
      ...this.checkExport(program, answer, job.exportName),
    ];
    if (findings.length > 0) return { findings: inOrder(findings) };
    return this.javascript(job.source);
  }

  private checkExport(program: ts.Program, answer: ts.SourceFile, name: string): Finding[] {
    const checker = program.getTypeChecker();
    const declared = exportsOf(checker, program.getSourceFile(typesPath)).find((each) => each.name === name);
    if (declared === undefined || !isValue(checker, declared)) {
      throw new ExerciseTypesError(`types.d.ts does not declare an exported value \`${name}\``);
    }
    const exported = exportsOf(checker, answer);
    const found = exported.find((each) => each.name === name);
    if (found === undefined) {
      const local = localDeclaration(answer, name);
      if (local !== undefined) return [this.finding(local.getStart(answer), ownMessages.notExported(name))];
      const other = exported.find((each) => each.name === 'default')?.declarations?.[0];
      if (other !== undefined) return [this.finding(other.getStart(answer), ownMessages.defaultExport(name))];
      return [this.finding(0, ownMessages.missingExport(name))];
    }
    const declaration = found.declarations?.find((each) => each.getSourceFile() === answer);
    const position =
      ts.getNameOfDeclaration(declaration)?.getStart(answer) ?? declaration?.getStart(answer) ?? 0;
    if (!isValue(checker, found)) return [this.finding(position, ownMessages.typeExported(name))];
    // As everywhere in TypeScript a function may take fewer parameters than it is given; under `strict` the ones
    // it takes must accept all that is declared (no bivariance: `declared` is a function, not a method).
    const mismatches = this.service.getSemanticDiagnostics(checkPath);
    return mismatches.map((each) => {
      const own = ownMessages.mismatch(name);
      return { ...this.finding(position, own), text: textOf(each.messageText) };
    });
  }

  private javascript(source: string): CheckOutcome {
    try {
      const javascript = stripTypeScriptTypes(source, { mode: 'strip' });
      // V8 reads it once here, without running it: what TypeScript lets pass and Node would not load is feedback too.
      new SourceTextModule(javascript, { identifier: 'answer' });
      return { javascript };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const blank = foreignBlank(source);
      if (blank !== undefined) return { findings: [this.finding(blank, invisibleAt(source, blank))] };
      return { findings: [{ ...this.finding(0, ownMessages.notJavaScript()), text: cut(error.message) }] };
    }
  }

  private translated(diagnostic: ts.Diagnostic): Finding {
    const start = diagnostic.start ?? 0;
    if (diagnostic.code === notErasable) return this.finding(start, ownMessages.notErasable());
    if (
      diagnostic.code === invalidCharacter &&
      /^[\p{Cf}\p{Cc}\p{Zs}\p{Mn}]/u.test(this.text().slice(start))
    ) {
      return this.finding(start, invisibleAt(this.text(), start));
    }
    return { ...this.position(start), code: `TS${diagnostic.code}`, text: textOf(diagnostic.messageText) };
  }

  private finding(start: number, own: OwnMessage): Finding & { readonly own: Bilingual } {
    return { ...this.position(start), code: own.code, own: own.message };
  }

  private position(start: number): { line: number; column: number } {
    const text = this.text();
    const file = this.service.getProgram()?.getSourceFile(answerPath);
    if (file === undefined) return { line: 1, column: 1 };
    const { line, character } = file.getLineAndCharacterOfPosition(Math.min(start, text.length));
    return { line: line + 1, column: character + 1 };
  }

  private text(): string {
    return this.files.read(answerPath) ?? '';
  }
}

function exportsOf(checker: ts.TypeChecker, file: ts.SourceFile | undefined): ts.Symbol[] {
  const symbol = file && checker.getSymbolAtLocation(file);
  return symbol ? checker.getExportsOfModule(symbol) : [];
}

function isValue(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  // An alias that leads nowhere has its own diagnostic already.
  return (target.flags & ts.SymbolFlags.Value) !== 0 || target.declarations === undefined;
}

/** A declaration of this name at the top of the file: what the student most likely forgot to export. */
function localDeclaration(file: ts.SourceFile, name: string): ts.Node | undefined {
  for (const statement of file.statements) {
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      if (
        statement.name?.text === name &&
        !statement.modifiers?.some((each) => each.kind === ts.SyntaxKind.DefaultKeyword)
      )
        return statement.name;
    } else if (ts.isVariableStatement(statement)) {
      const declared = statement.declarationList.declarations.find(
        (each) => ts.isIdentifier(each.name) && each.name.text === name,
      );
      if (declared !== undefined) return declared.name;
    }
  }
  return undefined;
}

/** The text has errors as TypeScript, none as TSX, and holds an element. */
function isJsx(source: string): boolean {
  if (!/<\/|\/>/.test(source)) return false;
  const { diagnostics, outputText } = ts.transpileModule(source, {
    fileName: 'answer.tsx',
    reportDiagnostics: true,
    compilerOptions: { jsx: ts.JsxEmit.React, target: ts.ScriptTarget.ES2025, module: ts.ModuleKind.ESNext },
  });
  return diagnostics?.length === 0 && outputText.includes('React.createElement');
}

/**
 * Where the text has a blank that TypeScript skips and JavaScript does not know: U+0085, U+180E, U+200B between
 * tokens. To be asked only when V8 has refused the text, since regular expressions are not told from divisions.
 */
function foreignBlank(source: string): number | undefined {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2025, false, ts.LanguageVariant.Standard, source);
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token !== ts.SyntaxKind.WhitespaceTrivia) continue;
    const inside = scanner.getTokenText().search(/[\u0085\u180e\u200b]/);
    if (inside >= 0) return scanner.getTokenStart() + inside;
  }
  return undefined;
}

function invisibleAt(source: string, index: number): OwnMessage {
  return ownMessages.invisible(codePointName(source.slice(index)));
}

function covers(rule: RuleFinding, start: number | undefined): boolean {
  return start !== undefined && start >= rule.start && start < rule.end;
}

function firstStart(diagnostics: readonly ts.Diagnostic[]): number {
  return Math.min(...diagnostics.map((each) => each.start ?? 0));
}

function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => a.line - b.line || a.column - b.column).slice(0, maxFindings);
}

function textOf(message: string | ts.DiagnosticMessageChain): string {
  return cut(ts.flattenDiagnosticMessageText(message, '\n'));
}

function cut(text: string): string {
  return text.length > maxMessageLength ? `${text.slice(0, maxMessageLength)} …` : text;
}
