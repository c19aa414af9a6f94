import { decodeTable } from './decode.js';
import { parseRoster } from './parse-roster.js';

/** Rosters as spreadsheets save them. */

const read = (text: string) => parseRoster(text);

it.each([
  ['commas', 'student_number,name,section\n2026001,Ada,a\n'],
  ['semicolons and CRLF', 'Student Number;Name;Section\r\n2026001;Ada;a\r\n'],
  ['tabs', 'id\tname\tgroup\n2026001\tAda\ta\n'],
  ['Chinese headings, other order, other columns', '班级,序号,姓名,学号\na,1,Ada,2026001\n'],
  ['quotes, spaces, empty lines', '\ufeffstudent_number , name , section\n\n"2026001"," Ada ",a\n\n'],
])('%s', (_, text) => {
  expect(read(text)).toMatchObject({
    rows: [{ studentNumber: '2026001', name: 'Ada', section: 'a' }],
    problems: [],
  });
});

it('a comma in a name is no column, and full-width digits are digits', () => {
  expect(read('学号,姓名\n２０２６００１,"Lovelace, Ada"\n').rows).toEqual([
    { line: 2, studentNumber: '2026001', name: 'Lovelace, Ada', section: null },
  ]);
});

it.each([
  ['no heading', '2026001,Ada\n', 1, 'must name the columns'],
  ['nothing', '', 1, 'must name the columns'],
  ['no number', 'student_number,name\n,Ada\n', 2, 'is no student number'],
  ['a formula', 'student_number,name\n=1+1,Ada\n', 2, 'is no student number'],
  ['no name', 'student_number,name\n2026001,\n', 2, 'name is missing'],
  ['twice', 'student_number,name\n1,Ada\n2,Bob\n1,Eve\n', 4, '1 stands in line 2 already'],
  ['a quote left open', 'student_number,name\n1,"Ada\n', 1, 'is no table'],
])('%s is named with its line', (_, text, line, detail) => {
  const { problems } = read(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ line, detail: { en: expect.stringContaining(detail) } });
  expect(problems[0]?.detail['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
});

it('UTF-8 with and without a byte order mark, and GBK, are read; what is neither is said so', () => {
  const text = '学号,姓名\n1,李雷\n';
  const gbk = Buffer.from('d1a7bac52cd0d5c3fb0a312cc0eec0d70a', 'hex');
  for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), gbk])
    expect(read(decodeTable(bytes) ?? '').rows).toEqual([
      { line: 2, studentNumber: '1', name: '李雷', section: null },
    ]);
  expect(decodeTable(Buffer.from([0xff, 0xff, 0x41]))).toBeNull();
});
