import { createColors } from 'picocolors';
import type { Bilingual, Locale } from '../bilingual.js';
import { printableLine, printableLines, wrap } from './plain-text.js';
import type { CheckResult, Report } from './report.js';
import { type ReportWords, reportWords } from './report-words.js';

/** Columns; wider lines are hard to read, and some terminals are no wider. */
const width = 100;
/** More than these are in the JSON report; a student reads the first ones. */
const mostDiagnostics = 10;
const mostOutputLines = 40;

type Paint = ReturnType<typeof createColors>;

/**
 * The report as a person reads it in a terminal: in ten seconds whether it passed, how it waited and what to do.
 * Plain text, at most 100 columns, ending in a line break; nothing that the submission produced can control the
 * terminal. The API sends the same text for `Accept: text/plain`, without colours.
 */
export function renderReport(report: Report, locale: Locale, options: { colours?: boolean } = {}): string {
  const words = reportWords[locale];
  const paint = createColors(options.colours ?? false);
  const say = (text: Bilingual): string => printableLine(text[locale]);
  const sections = [
    [headline(report, locale, paint)],
    wrap(say(report.summary), width),
    report.evidence.notes.flatMap((note) => wrap(say(note), width)),
    prediction(report, words, say, paint),
    diagnosticLines(report, words, say, paint),
    report.status === 'graded' ? report.checks.flatMap((check) => checkLines(check, words, say, paint)) : [],
    report.status === 'graded' ? levelLines(report, words, say) : [],
    outputLines(report, words, paint),
    [paint.dim(footer(report, words))],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

/** The report in one line: whether it passed, its points, how it waited. */
export function headlineOf(report: Report, locale: Locale): string {
  const words = reportWords[locale];
  const parts = [words.headline[outcomeOf(report)]];
  if (report.status === 'graded' || report.status === 'not-run') {
    parts.push(words.points(report.score, report.maxScore));
  }
  if (report.mechanism !== null) parts.push(words.mechanism[report.mechanism]);
  return parts.join(words.between);
}

function outcomeOf(report: Report): keyof ReportWords['headline'] {
  return report.status === 'graded' ? (report.passed ? 'passed' : 'failed') : report.status;
}

function headline(report: Report, locale: Locale, paint: Paint): string {
  const outcome = outcomeOf(report);
  const line = headlineOf(report, locale);
  if (outcome === 'passed') return paint.bold(paint.green(line));
  return paint.bold(outcome === 'failed' || outcome === 'not-run' ? paint.red(line) : paint.yellow(line));
}

function prediction(
  { prediction: guess }: Report,
  words: ReportWords,
  say: (text: Bilingual) => string,
  paint: Paint,
): string[] {
  if (!guess) return [];
  return [
    paint.bold(words.prediction(words.mechanismName[guess.guessed], guess.right)),
    ...wrap(say(guess.text), width),
  ];
}

function checkLines(
  check: CheckResult,
  words: ReportWords,
  say: (text: Bilingual) => string,
  paint: Paint,
): string[] {
  const where = check.line === null ? '' : `, ${words.line(check.line)}`;
  const title = `${say(check.title)} (${words.checkPoints(check.points, check.maxPoints)}${where})`;
  if (check.passed) return [`${paint.green('✓')} ${wrap(title, width - 2).join('\n  ')}`];
  const indent = '    ';
  return [
    `${paint.red('✗')} ${wrap(title, width - 2)
      .map((line) => paint.bold(line))
      .join('\n  ')}`,
    ...wrap(say(check.observed), width, indent + words.observed, indent + hang(words.observed)),
    ...wrap(say(check.expected), width, indent + words.expected, indent + hang(words.expected)),
    ...wrap(say(check.explanation), width, indent),
  ];
}

/** As many columns of nothing as a label takes. */
function hang(label: string): string {
  return label.replace(/[^\p{ASCII}]/gu, '  ').replace(/[^ ]/gu, ' ');
}

export function diagnosticLines(
  report: Report,
  words: ReportWords,
  say: (text: Bilingual) => string,
  paint: Paint,
): string[] {
  if (report.diagnostics.length === 0) return [];
  const lines = report.diagnostics.slice(0, mostDiagnostics).flatMap((diagnostic) => {
    const place = `  ${diagnostic.line}:${diagnostic.column}  ${printableLine(diagnostic.code)}  `;
    return wrap(say(diagnostic.message), width, place, '      ');
  });
  const left = report.diagnostics.length - mostDiagnostics;
  return [paint.bold(words.diagnostics), ...lines, ...(left > 0 ? [`  ${words.more(left)}`] : [])];
}

export function levelLines(report: Report, words: ReportWords, say: (text: Bilingual) => string): string[] {
  const lines: string[] = [];
  if (report.dataPath !== null) lines.push(...wrap(words.carried(words.dataPath[report.dataPath]), width));
  if (report.toldOf !== null && report.toldOf !== 'nothing') {
    lines.push(...wrap(words.told(words.toldOf[report.toldOf]), width));
  }
  if (report.levels !== null) {
    lines.push(words.levels);
    for (const level of ['code', 'library', 'kernel'] as const) {
      const label = `  ${words.level[level]}`;
      lines.push(...wrap(say(report.levels[level]), width, label, hang(label)));
    }
  }
  return lines;
}

export function outputLines(report: Report, words: ReportWords, paint: Paint): string[] {
  const lines = printableLines(report.output.text.replace(/\s+$/u, ''));
  if (lines.every((line) => line === '')) return [];
  const left = lines.length - mostOutputLines;
  return [
    paint.bold(words.output),
    ...lines.slice(0, mostOutputLines).flatMap((line) => wrap(line, width, '  │ ')),
    ...(left > 0 ? [`  ${words.more(left)}`] : []),
    ...(report.output.truncated ? [`  ${words.noteOutputCut}`] : []),
  ];
}

function footer(report: Report, words: ReportWords): string {
  return [
    `${report.exercise} ${report.exerciseVersion}`,
    words.seed(report.seed),
    `doorbell ${report.runtime.doorbell}`,
    `node ${report.runtime.node}`,
    `${(report.durations.total / 1000).toFixed(1)} s`,
  ].join(words.between);
}
