import type { UnitRole } from '../../src/domain/responsible-unit.ts';
import { readRoleLabel } from '../../src/units/role-words.ts';

/** What a column of a task table holds. */
export type TableColumn =
  | 'number'
  | 'category'
  | 'task'
  | 'units'
  | 'lead'
  | 'supporting'
  | 'deadline'
  | 'other';

const COLUMN_WORDS: readonly { readonly column: TableColumn; readonly pattern: RegExp }[] = [
  { column: 'number', pattern: /^(?:序号|编号|序|项目序号|任务序号|No\.?)$/i },
  {
    column: 'units',
    pattern: /^(?:单位名称|部门名称|任务分工|责任分工|承办|单位|部门|责任单位(?:、|及|和).{2,8})$/,
  },
  {
    column: 'deadline',
    pattern:
      /^(?:完成(?:时限|时间|期限|年限)|时间(?:节点|安排|进度|要求)|时限(?:要求)?|进度(?:安排|要求|时限)|实施(?:时间|期限)|计划完成时间)$/,
  },
  {
    column: 'category',
    pattern: /^(?:任务(?:分类|类别)|类别|分类|项目类别|领域|重点领域|方面|板块|类型|工作类别)$/,
  },
  {
    column: 'task',
    pattern:
      /^(?:(?:\d{4}年)?(?:重点|主要|具体|工作|年度|目标)?(?:工作)?(?:任务|事项|举措|措施|内容|要点|项目)(?:名称|内容|分解|及目标|和目标|清单)?|(?:重点|主要|具体)?工作(?:任务|内容|举措|要求|措施|安排)?|政策措施|任务目标|主要(?:任务|内容)及?(?:目标)?|建设内容|改革(?:任务|举措))$/,
  },
  {
    column: 'other',
    pattern:
      /^(?:备注|说明|工作目标|目标|预期(?:目标|成果)|成果形式|绩效目标|联系人|责任人|分管领导|责任领导|进展情况|数量|金额|总投资)$/,
  },
];

/** Reads one header cell; null where it is none. White space inside (序  号) does not matter. */
export function readHeaderCell(text: string): TableColumn | null {
  if (text.length > 60) return null;
  const cell = text.replace(/\s+/g, '').replace(/[（(][^）)]*[）)]$/, '');
  if (cell.length > 16) return null;
  const label = readRoleLabel(`${cell}：`, { bare: false });
  if (label) return label.role === 'responsible' ? 'units' : label.role;
  return COLUMN_WORDS.find(({ pattern }) => pattern.test(cell))?.column ?? null;
}

/** Cells as columns, a column of another kind as `other`; null unless there is a task column and a unit column. */
export function readHeaderRow(cells: readonly string[]): TableColumn[] | null {
  const columns = cells.map((cell) => readHeaderCell(cell) ?? 'other');
  const isHeader =
    cells.every((cell) => cell.length <= 16) && columns.includes('task') && columns.some(isUnitColumn);
  return isHeader ? columns : null;
}

export function isUnitColumn(column: TableColumn): boolean {
  return column === 'units' || column === 'lead' || column === 'supporting';
}

export function columnRole(column: TableColumn): UnitRole {
  return column === 'lead' || column === 'supporting' ? column : 'responsible';
}

/** Cells of one line: split at | for a markdown row, at tabs (or wide gaps) for a copied one; null for plain text. */
export function splitCells(text: string): string[] | null {
  if (/^\|.*\|$/.test(text)) {
    return text
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
  }
  if (text.includes('\t')) return text.split(/\t/).map((cell) => cell.trim());
  return null;
}

export function isMarkdownRule(text: string): boolean {
  return text.includes('--') && /^[\s:|-]*$/.test(text);
}
