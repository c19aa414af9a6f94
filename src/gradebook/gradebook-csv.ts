import { stringify } from 'csv-stringify/sync';
import type { Locale } from '../lab/bilingual.js';
import type { Gradebook, GradebookRow } from './gradebook.js';

/**
 * A gradebook as a table. UTF-8 with a byte order mark, without which spreadsheets in a Chinese Windows take it for GBK.
 * Cells that a spreadsheet would work out as a formula are quoted with an apostrophe: students choose their names.
 *
 * - `plain`: everything, one line per student.
 * - `moodle`: for *Grades → Import → CSV file*, mapped from “ID number” to `useridnumber`; what is empty changes nothing
 *   (docs.moodle.org, Grade import).
 * - `canvas`: its own columns first, then one per assignment, with the line of possible points; a column it does not know
 *   becomes an assignment (community.canvaslms.com, import grades). `EX` is excused.
 */
export const shapes = ['plain', 'moodle', 'canvas'] as const;
export type Shape = (typeof shapes)[number];

type Cell = string | number | null;

export function gradebookCsv(book: Gradebook, shape: Shape, locale: Locale): string {
  const table = tables[shape](book, locale);
  return stringify(table, { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}

const tables: Record<Shape, (book: Gradebook, locale: Locale) => Cell[][]> = {
  plain: ({ columns, rows }, locale) => [
    [
      ...headings[locale].slice(0, 3),
      ...columns.flatMap(({ assignment, of }) => [
        `${assignment.content.title[locale]} (${of})`,
        `${assignment.content.title[locale]} – ${headings[locale][3]}`,
      ]),
      ...headings[locale].slice(4),
    ],
    ...rows.map((row) => [
      ...identity(row),
      ...row.marks.flatMap(({ earned, from, unmarked }) => [
        earned,
        notes[locale][from === 'attempts' && unmarked > 0 ? 'unmarked' : from],
      ]),
      row.total.earned,
      row.total.of,
    ]),
  ],
  moodle: ({ columns, rows }, locale) => [
    ['ID number', 'Full name', ...columns.map(({ assignment }) => assignment.content.title[locale])],
    ...rows.map((row) => {
      const [number, name] = identity(row);
      return [number ?? '', name ?? '', ...row.marks.map(({ earned }) => earned)];
    }),
  ],
  canvas: ({ columns, rows }, locale) => [
    [
      'Student',
      'ID',
      'SIS User ID',
      'SIS Login ID',
      'Section',
      ...columns.map(({ assignment }) => assignment.content.title[locale]),
    ],
    ['Points Possible', '', '', '', '', ...columns.map(({ of }) => of)],
    ...rows.map((row) => {
      const [number, name, section] = identity(row);
      const marks = row.marks.map(({ earned, from }) => (from === 'exempt' ? 'EX' : earned));
      return [name ?? '', '', number ?? '', '', section ?? '', ...marks];
    }),
  ],
};

const identity = ({ student }: GradebookRow): [string, string, string] => [
  student.studentNumber ?? '',
  student.name,
  student.section ?? '',
];

const headings: Record<Locale, readonly [string, string, string, string, string, string]> = {
  en: ['student_number', 'name', 'section', 'note', 'total', 'total_of'],
  'zh-CN': ['学号', '姓名', '班级', '备注', '总分', '满分'],
};

const notes: Record<Locale, Record<'attempts' | 'override' | 'exempt' | 'none' | 'unmarked', string>> = {
  en: {
    attempts: '',
    override: 'overridden',
    exempt: 'exempt',
    none: 'not submitted',
    unmarked: 'not marked in full',
  },
  'zh-CN': {
    attempts: '',
    override: '人工改分',
    exempt: '免做',
    none: '未提交',
    unmarked: '尚未全部评分',
  },
};
