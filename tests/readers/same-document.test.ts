import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { parseSource } from '../../ingest/parse-source.ts';
import { readDoc } from '../../ingest/readers/doc/doc-format.ts';
import { htmlFormat } from '../../ingest/readers/html/html-format.ts';
import { readPdf } from '../../ingest/readers/pdf/pdf-format.ts';
import { sheetFormat } from '../../ingest/readers/sheet/sheet-format.ts';
import type { ReadContent } from '../../ingest/readers/source-format.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/office');
const fixture = async (name: string) => new Uint8Array(await readFile(path.join(FIXTURES, name)));

const TITLE = '临江市夜市管理行动方案（2025—2027年）';
const PLAN = [
  TITLE,
  '为了规范夜市经营，方便群众生活，根据国家和省有关规定，结合本市实际，制定本方案。',
  '一、主要任务',
  '1.整修摊位。对全市主要夜市的摊位进行统一整修，更换破损棚顶，规范用电线路，2025年底前整修摊位300个，2026年底前整修摊位600个，全部摊位达到消防安全要求。（牵头单位：市城管局；配合单位：市商务局、各区人民政府）',
  '2.增设路灯。新增路灯120盏，夜市周边道路亮灯率达到98%以上。（责任单位：市住房城乡建设局）',
  '附件',
  '重点任务分工表',
];
const ROWS = [
  ['序号', '任务', '责任单位', '完成时限'],
  [
    '1',
    '整修中山路、江滨路等六处夜市的摊位，更换破损的棚顶，规范用电线路和消防设施',
    '市城管局、市消防救援支队',
    '2025年12月底',
  ],
  ['2', '建设夜市油烟集中处理设施18套', '', '2026年6月底'],
  ['3', '新增路灯120盏', '市住房城乡建设局', '2026年12月底'],
];
const TEXT = [...PLAN, '', ...ROWS.map((row) => row.join('\t'))].join('\n');

/** What a reader of the document would take from it; white space is the format's own. */
function essence(content: Pick<ReadContent, 'text'> & Partial<ReadContent>) {
  const { facts, clauses } = parseSource(content.text, 'd', { marks: [], warnings: [], ...content });
  return {
    title: facts.title,
    clauses: clauses.map(({ clauseId, path: trail, text, units, deadline }) => ({
      clauseId,
      trail,
      text: text.replace(/\s+/g, ''),
      units: units.map(({ name, role, collective }) => `${role}:${name}${collective ? '（集合）' : ''}`),
      deadline: deadline?.date ?? null,
    })),
  };
}

describe('one plan with a table, as an office program saves it, gives the clauses, units and deadlines of its text', () => {
  const expected = essence({ text: TEXT });

  it('has what it should as text', () => {
    expect(expected.clauses).toHaveLength(6);
    expect(expected.clauses.at(-2)).toMatchObject({
      units: ['responsible:市城管局', 'responsible:市消防救援支队'],
      deadline: '2026-06-30',
    });
  });

  it('.pdf, its table by drawn lines, a cell merged over two rows', async () => {
    const content = await readPdf(await fixture('plan.pdf'));
    expect(essence(content)).toEqual(expected);
    const row = content.locations.find(({ start, end }) => content.text.slice(start, end).startsWith('1\t'));
    expect(row?.location).toMatchObject({ kind: 'page', page: 1 });
  });

  it('.doc', async () => {
    expect(essence(await readDoc(await fixture('plan.doc')))).toEqual(expected);
  });

  it('.html', async () => {
    const cells = (row: readonly string[]) =>
      row
        .map((cell, i) =>
          cell === ''
            ? ''
            : `<td${cell.startsWith('市城管局、') ? ' rowspan="2"' : ''}>${i === 0 ? `<p>${cell}</p>` : cell}</td>`,
        )
        .join('');
    const html = `<html><head><meta charset="utf-8"></head><body><div>${PLAN.map((line) => `<p>${line}</p>`).join('')}<table>${ROWS.map((row) => `<tr>${cells(row)}</tr>`).join('')}</table></div></body></html>`;
    expect(essence(await htmlFormat.read(new TextEncoder().encode(html)))).toEqual(expected);
  });
});

describe('a task table as a sheet', () => {
  const sheetOf = (rows: readonly (readonly string[])[], merges: string[] = []) => {
    const sheet = XLSX.utils.aoa_to_sheet(rows.map((row) => [...row]));
    sheet['!merges'] = merges.map((merge) => XLSX.utils.decode_range(merge));
    return sheet;
  };
  const bytesOf = (
    sheets: Readonly<Record<string, XLSX.WorkSheet>>,
    bookType: XLSX.BookType,
    hidden: readonly string[] = [],
  ) => {
    const book = XLSX.utils.book_new();
    for (const [name, sheet] of Object.entries(sheets)) XLSX.utils.book_append_sheet(book, sheet, name);
    book.Workbook = {
      Sheets: book.SheetNames.map((name) => ({ name, Hidden: hidden.includes(name) ? 1 : 0 })),
    };
    return new Uint8Array(XLSX.write(book, { type: 'array', bookType }) as ArrayBuffer);
  };
  const rows = [['临江市2025年夜市重点任务分工表'], ...ROWS, ['注：完成时限为最晚日期。']];
  const expected = essence({
    text: [
      '临江市2025年夜市重点任务分工表',
      '',
      ...ROWS.map((row) => row.join('\t')),
      '',
      '注：完成时限为最晚日期。',
    ].join('\n'),
  });

  it.each(['xlsx', 'biff8'] as const)(
    '%s has the rows of the table, its title and its note',
    async (bookType) => {
      const content = await sheetFormat.read(
        bytesOf({ 分工表: sheetOf(rows, ['A1:D1', 'C3:C4', 'A6:D6']) }, bookType),
      );
      expect(essence(content)).toEqual(expected);
      expect(
        content.locations.some(({ location }) => location.kind === 'cell' && location.sheet === '分工表'),
      ).toBe(true);
    },
  );

  it('leaves hidden sheets and rows out and says so', async () => {
    const sheet = sheetOf(rows);
    sheet['!rows'] = [{}, {}, {}, { hidden: true }];
    const { text, warnings } = await sheetFormat.read(
      bytesOf({ 甲: sheet, 乙: sheetOf([['内部', '口径']]) }, 'xlsx', ['乙']),
    );
    expect(text).not.toMatch(/油烟|口径/);
    expect(warnings).toMatchObject([{ code: 'hidden-text', message: '隐藏的1 张工作表、1 行未读入' }]);
  });

  it('rows that a filter takes out of sight belong to it', async () => {
    const sheet = sheetOf(rows);
    sheet['!rows'] = [{}, {}, {}, { hidden: true }];
    sheet['!autofilter'] = { ref: 'A2:D5' };
    expect((await sheetFormat.read(bytesOf({ 甲: sheet }, 'xlsx'))).text).toContain('油烟');
  });

  it('.csv with a line break in a cell', async () => {
    const csv = `任务,责任单位\n"整修摊位\n和棚顶",市城管局\n增设路灯,市住房城乡建设局\n`;
    const { text } = await sheetFormat.read(new TextEncoder().encode(csv));
    expect(text).toContain('任务\t责任单位\n整修摊位<br>和棚顶\t市城管局\n');
  });
});

describe('PDF files that are no text', () => {
  it.each([
    ['not whole', new TextEncoder().encode('%PDF-1.7\n1 0 obj\n<<'), /损坏|没有文字层/],
    [
      'a page without words',
      new TextEncoder().encode(
        '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\ntrailer<</Root 1 0 R>>',
      ),
      '没有文字层',
    ],
  ])('%s: refused with its reason', async (_, bytes, reason) => {
    await expect(readPdf(bytes)).rejects.toThrow(reason);
  });
});
