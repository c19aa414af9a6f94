import { parse } from 'csv-parse/sync';
import type { Bilingual } from '../../lab/bilingual.js';
import { errorMessage } from '../../platform/errors.js';

/** A roster: who is in a course, from a table with a heading. Pure. */

export interface RosterRow {
  /** In the file, from 1; the heading is line 1. */
  readonly line: number;
  readonly studentNumber: string;
  readonly name: string;
  /** Slug or title of a section; null where the column is empty or missing. */
  readonly section: string | null;
}

export interface RosterProblem {
  readonly line: number;
  readonly detail: Bilingual;
}

/** Headings that are understood, in small letters; the first column with one of them counts. */
const headings = {
  studentNumber: [
    'student_number',
    'student number',
    'student id',
    'student_id',
    'number',
    'id',
    '学号',
    '学生编号',
  ],
  name: ['name', 'full name', 'student', '姓名', '学生姓名', '名字'],
  section: ['section', 'group', 'class', '班级', '班', '教学班'],
} as const;

const mostRows = 5000;

/** Columns may be divided by comma, semicolon or tab. */
export function parseRoster(text: string): { rows: RosterRow[]; problems: RosterProblem[] } {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    const reason = errorMessage(error);
    return {
      rows: [],
      problems: [
        {
          line: 1,
          detail: { en: `This is no table in CSV: ${reason}`, 'zh-CN': `这不是合法的 CSV 表格：${reason}` },
        },
      ],
    };
  }
  const [head, ...body] = records;
  const columns = (head?.record ?? []).map((each) => each.toLowerCase());
  const at = (names: readonly string[]) => columns.findIndex((column) => names.includes(column));
  const places = {
    studentNumber: at(headings.studentNumber),
    name: at(headings.name),
    section: at(headings.section),
  };
  if (places.studentNumber < 0 || places.name < 0) return { rows: [], problems: [noHeading(columns)] };
  if (body.length > mostRows) return { rows: [], problems: [tooMany(body.length)] };
  return readRows(body, places);
}

function readRows(
  body: readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[],
  places: Readonly<Record<keyof typeof headings, number>>,
): { rows: RosterRow[]; problems: RosterProblem[] } {
  const rows: RosterRow[] = [];
  const problems: RosterProblem[] = [];
  const seen = new Map<string, number>();
  for (const { record, info } of body) {
    const line = info.lines;
    const studentNumber = (record[places.studentNumber] ?? '').normalize('NFKC').trim();
    const name = (record[places.name] ?? '').trim();
    const section = places.section < 0 ? '' : (record[places.section] ?? '').trim();
    if (!/^[\w.-]{1,40}$/.test(studentNumber)) problems.push({ line, detail: badNumber(studentNumber) });
    else if (name === '' || name.length > 200) problems.push({ line, detail: badName });
    else if (seen.has(studentNumber))
      problems.push({ line, detail: twice(studentNumber, seen.get(studentNumber) ?? 0) });
    else {
      seen.set(studentNumber, line);
      rows.push({ line, studentNumber, name, section: section === '' ? null : section });
    }
  }
  return { rows, problems };
}

function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const count = (delimiter: string) => first.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best), ',');
}

function noHeading(columns: readonly string[]): RosterProblem {
  const found = columns.join(', ') || '–';
  return {
    line: 1,
    detail: {
      en: `The first line must name the columns: student_number and name, and section if you like. It has: ${found}`,
      'zh-CN': `第一行必须是列名：学号、姓名，以及可选的班级。现有列：${found}`,
    },
  };
}

const tooMany = (count: number): RosterProblem => ({
  line: 1,
  detail: {
    en: `${count} rows are more than ${mostRows}; send the roster in parts.`,
    'zh-CN': `共 ${count} 行，超过上限 ${mostRows}；请分几次上传。`,
  },
});

const badNumber = (text: string): Bilingual => ({
  en: `“${text.slice(0, 60)}” is no student number: letters, digits, . _ -, at most 40.`,
  'zh-CN': `“${text.slice(0, 60)}” 不是合法的学号：只能用字母、数字和 . _ -，最多 40 个字符。`,
});

const badName: Bilingual = {
  en: 'The name is missing, or longer than 200 characters.',
  'zh-CN': '缺少姓名，或姓名超过 200 个字符。',
};

const twice = (studentNumber: string, line: number): Bilingual => ({
  en: `${studentNumber} stands in line ${line} already; keep one.`,
  'zh-CN': `学号 ${studentNumber} 在第 ${line} 行已经出现过；请只保留一行。`,
});
