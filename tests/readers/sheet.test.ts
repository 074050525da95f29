import { createRequire } from 'node:module';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type * as Sheets from 'xlsx';
import { parseSource } from '../../ingest/parse-source.ts';
import { sheetFormat } from '../../ingest/readers/sheet/sheet-format.ts';
import type { ReadContent } from '../../ingest/readers/source-format.ts';
import { ReaderError } from '../../src/domain/errors/reader-error.ts';

const XLSX = createRequire(import.meta.url)('xlsx') as typeof Sheets;

const TASKS = [
  ['临江市2025年重点任务分工表', '', '', '', ''],
  ['序号', '任务分类', '工作任务', '责任单位', ''],
  ['', '', '', '牵头单位', '配合单位'],
  ['1', '河道治理', '完成东湖清淤；\n建设生态护岸。', '市水务局', '市财政局'],
  ['2', '', '开展水质监测，每月公布结果。', '市生态环境局', ''],
  ['3', '供水保障', '改造老旧管网10公里。', '市住房城乡建设局', '市水务局'],
];
const MERGES = ['A1:E1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:E2', 'B4:B5'].map((range) =>
  XLSX.utils.decode_range(range),
);
const TEXT = `临江市2025年重点任务分工表

序号\t任务分类\t工作任务\t责任单位\t
\t\t\t牵头单位\t配合单位
1\t河道治理\t完成东湖清淤；<br>建设生态护岸。\t市水务局\t市财政局
2\t\t开展水质监测，每月公布结果。\t市生态环境局\t
3\t供水保障\t改造老旧管网10公里。\t市住房城乡建设局\t市水务局
`;

function sheetOf(rows: unknown[][], merges: Sheets.Range[] = []): Sheets.WorkSheet {
  const filled = rows.map((row) => row.map((cell) => (cell === '' ? null : cell)));
  return Object.assign(XLSX.utils.aoa_to_sheet(filled), { '!merges': merges });
}

function bytesOf(sheets: Record<string, Sheets.WorkSheet>, bookType: Sheets.BookType = 'xlsx'): Uint8Array {
  const book = XLSX.utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) XLSX.utils.book_append_sheet(book, sheet, name);
  return XLSX.write(book, { type: 'buffer', bookType });
}

async function read(bytes: Uint8Array): Promise<ReadContent> {
  return await sheetFormat.read(bytes);
}

function told(source: string, layout?: ReadContent): unknown {
  const { facts, clauses } = parseSource(source, 'plan', layout);
  return {
    title: facts.title,
    clauses: clauses.map(({ clauseId, path, text, units }) => ({
      clauseId,
      path,
      text: text.replace(/\s/gu, ''),
      units: units.map(({ role, name }) => `${role} ${name}`),
    })),
  };
}

describe('sheets', () => {
  it.each(['xlsx', 'biff8', 'xlml', 'ods'] as const)('reads a task table as its text (%s)', async (type) => {
    const content = await read(bytesOf({ 任务: sheetOf(TASKS, MERGES) }, type));
    expect(content.text).toBe(TEXT);
    expect(content.warnings).toEqual([]);
    expect(told(content.text, content)).toEqual(told(TEXT));
    expect(parseSource(content.text, 'plan', content).clauses).toHaveLength(3);
  });

  it('ties every cell to its place', async () => {
    const { text, locations } = await read(bytesOf({ 任务: sheetOf(TASKS, MERGES) }));
    const at = locations.find(({ start, end }) => text.slice(start, end) === '市生态环境局');
    expect(at?.location).toEqual({ kind: 'cell', sheet: '任务', row: 4, column: 3 });
  });

  it('prints values as they are displayed', async () => {
    const sheet = sheetOf([
      ['指标', '日期', '截止', '比例', '金额'],
      ['供水', 45352, 45352, 0.125, 12345.6],
    ]);
    const formats = { B2: 'm/d/yy', C2: 'yyyy"年"m"月"d"日"', D2: '0.0%', E2: '#,##0.00' };
    for (const [cell, z] of Object.entries(formats)) sheet[cell].z = z;
    const { text } = await read(bytesOf({ 表: sheet }));
    expect(text).toContain('供水\t2024/3/1\t2024年3月1日\t12.5%\t12,345.60\n');
  });

  it('leaves hidden sheets, rows and columns out and counts them', async () => {
    const sheet = sheetOf([
      ['序号', '任务', '内部', '单位'],
      ['1', '清淤', '底线', '市水务局'],
      ['2', '暗线', '底线', '市财政局'],
    ]);
    sheet['!cols'] = [{}, {}, { hidden: true }, {}];
    sheet['!rows'] = [{}, {}, { hidden: true }];
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(book, sheet, '任务');
    XLSX.utils.book_append_sheet(book, sheetOf([['秘密']]), '草稿');
    book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
    const content = await read(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }));
    expect(content.text).toBe('序号\t任务\t单位\n1\t清淤\t市水务局\n');
    expect(content.warnings).toMatchObject([
      { code: 'hidden-text', message: '隐藏的1 张工作表、1 行、1 列未读入' },
    ]);
  });

  it('keeps rows that a filter passes over', async () => {
    const sheet = sheetOf([
      ['序号', '任务'],
      ['1', '清淤'],
      ['2', '绿化'],
    ]);
    sheet['!rows'] = [{}, { hidden: true }];
    sheet['!autofilter'] = { ref: 'A1:B3' };
    expect((await read(bytesOf({ 表: sheet }))).text).toBe('序号\t任务\n1\t清淤\n2\t绿化\n');
  });

  it('names several sheets, parts tables by empty rows, keeps notes below as lines', async () => {
    const rows = [
      ['序号', '任务'],
      ['1', '清淤'],
      ['注：以实际为准。', ''],
    ];
    const other = [
      ['项目', '金额'],
      ['供水', '3'],
      ['', ''],
      ['姓名', '电话'],
      ['张三', '12'],
    ];
    const { text, marks } = await read(
      bytesOf({ 水务: sheetOf(rows), 财政: sheetOf(other), Sheet3: sheetOf([]) }),
    );
    expect(text).toBe(
      '水务\n\n序号\t任务\n1\t清淤\n\n注：以实际为准。\n\n财政\n\n项目\t金额\n供水\t3\n\n姓名\t电话\n张三\t12\n',
    );
    expect(marks.map(({ span }) => text.slice(span.start, span.end))).toEqual(['水务', '财政']);
  });

  it.each([
    ['comma', '序号,任务,单位\r\n1,"清淤；\n""护岸""",市水务局\r\n2,绿化,\r\n', 'utf8'],
    ['semicolon in GBK', '序号;任务;单位\n1;"清淤；\n""护岸""";市水务局\n2;绿化;', 'gb18030'],
    ['tab', '序号\t任务\t单位\n1\t"清淤；\n""护岸"""\t市水务局\n2\t绿化\t\n', 'utf8'],
  ])('reads separated values: %s', async (_, text, encoding) => {
    const content = await read(iconv.encode(text, encoding));
    expect(content.text).toBe('序号\t任务\t单位\n1\t清淤；<br>"护岸"\t市水务局\n2\t绿化\t\n');
  });

  it.each([
    ['empty', new Uint8Array(), '空文件'],
    ['blank', bytesOf({ 表: sheetOf([]) }), '没有文字'],
    ['cut', bytesOf({ 任务: sheetOf(TASKS) }).subarray(0, 900), '不完整'],
    ['no sheet', Buffer.from('%PDF-1.7\n'), 'PDF'],
    ['broken', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), '损坏'],
    ['too wide', Buffer.from(`甲乙丙丁戊己庚辛${','.repeat(2000)}壬`), '超过 1000 列'],
  ])('refuses %s', async (_, bytes, reason) => {
    await expect(async () => read(bytes)).rejects.toThrow(ReaderError);
    await expect(async () => read(bytes)).rejects.toThrow(reason);
  });
});
