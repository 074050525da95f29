import type { UnitRole } from '../../src/domain/responsible-unit.ts';
import { readRoleLabel } from '../../src/units/role-words.ts';
import { isRowNumber } from './row-cells.ts';
import { isTableCaption } from './table-caption.ts';
import { isUnitCellText, namesBodies } from './unit-cell.ts';

/** What a column of a table holds. */
export type TableColumn =
  | 'number'
  | 'category'
  | 'task'
  | 'units'
  | 'lead'
  | 'supporting'
  | 'deadline'
  | 'other';

/** The last words of a heading say what stands below it: 督查事项, 2026年度重点改革任务, 整改完成时限. */
const COLUMN_WORDS: readonly { readonly column: TableColumn; readonly pattern: RegExp }[] = [
  { column: 'number', pattern: /^(?:(?:项目|任务|事项|问题)?(?:序号|编号)|序|No\.?)$/i },
  {
    column: 'units',
    pattern: /^(?:单位名称|部门名称|任务分工|责任分工|承办|单位|部门|责任单位(?:、|及|和).{2,8})$/,
  },
  {
    column: 'deadline',
    pattern:
      /^.{0,6}(?:完成|办结|整改|实施|计划|推进|落实|销号|办理)(?:的)?(?:时限|时间|期限|年限|日期|节点)(?:要求)?$|^(?:时间(?:节点|安排|进度|要求)?|时限(?:要求)?|期限|进度(?:安排|要求|时限))$/,
  },
  {
    column: 'category',
    pattern: /^.{0,4}(?:分类|类别|领域|方面|板块|类型|大类|环节)$/,
  },
  {
    column: 'other',
    pattern:
      /^(?:备注|说明|联系(?:人|电话|方式)|责任人|责任领导|.{0,4}领导|数量|金额|总投资|资金来源|.{0,6}(?:进展|进度)(?:情况)?|.{0,4}(?:目标|成果|成效|标准)|成果形式|.*依据|.*情况|存在(?:的)?问题|(?:主要)?问题(?:表现)?)$/,
  },
  {
    column: 'task',
    pattern:
      /^.{0,10}(?:任务|事项|举措|措施|内容|要点|项目|工程|要求|工作|清单|安排|职责|年度目标)(?:名称|内容|分解|及目标|和目标|清单|要求)?$|^任务目标$|^主要(?:任务|内容)及?(?:目标)?$|^.{0,6}(?:事项|任务|项目)名称$/,
  },
];

/** Reads one header cell; null where it is none. White space inside (序  号) does not matter. */
export function readHeaderCell(text: string): TableColumn | null {
  if (text.length > 60 || isTableCaption(text)) return null;
  const cell = text.replace(/\s+/g, '').replace(/[（(][^）)]*[）)]$/, '');
  if (cell.length > 16 || cell === '') return null;
  const label = readRoleLabel(`${cell}：`, { bare: true });
  if (label) return label.role === 'responsible' ? 'units' : label.role;
  return COLUMN_WORDS.find(({ pattern }) => pattern.test(cell))?.column ?? null;
}

/** Cells as columns, a column of another kind as `other`; null unless there is a task column and a unit column. */
export function readHeaderRow(cells: readonly string[]): TableColumn[] | null {
  if (!cells.every((cell) => cell.length <= 16)) return null;
  const columns = cells.map((cell) => readHeaderCell(cell) ?? 'other');
  if (!columns.includes('task')) {
    const goal = cells.findIndex((cell) => GOAL.test(cell));
    if (goal >= 0) columns[goal] = 'task';
  }
  return columns.includes('task') && columns.some(isUnitColumn) ? withLateCategories(columns) : null;
}

/** What is to be reached or mended stands for the task where no column names one. */
const GOAL = /目标|问题/;

/**
 * Columns by their headings and by what stands in them (`rows`: some body rows): bodies below a heading that says
 * nothing against it make a unit column, figures below 「单位」 none. The first column whose cells tell the rows apart is
 * the task where no heading names one; a kind (用水类别) that differs in every row groups none and is the task.
 */
export function readColumns(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): TableColumn[] {
  const cellsOf = (k: number): string[] =>
    rows.map((row) => (row[k] ?? '').replace(/\s*<br\s*\/?>\s*/gi, '、')).filter((cell) => cell !== '');
  const known = headings.map(readHeaderCell);
  const isOfPersons = headings.some((heading) => /^(?:姓\s*名|职\s*务|职\s*称)$/.test(heading));
  const columns = headings.map((heading, k): TableColumn => {
    const column = known[k] ?? null;
    const cells = cellsOf(k);
    if (column === 'units' && /^(?:单位|部门)$/.test(heading.replace(/\s+/g, '')))
      return !isOfPersons && (cells.length === 0 || cells.some(isUnitCellText)) ? 'units' : 'other';
    if (column !== null) return column;
    if (k === 0 && cells.length > 0 && cells.every(isRowNumber)) return 'number';
    return 'other';
  });
  const hasUnits = columns.some(isUnitColumn);
  columns.forEach((column, k) => {
    if (column !== 'other' || known[k] !== null || isOfPersons || OTHER_RELATION.test(headings[k]!)) return;
    const cells = cellsOf(k);
    const areBodies = cells.length > 0 && cells.filter(namesBodies).length * 3 >= cells.length * 2;
    if (areBodies && (!hasUnits || /(?:单位|部门|机构|主体)$/.test(headings[k]!))) columns[k] = 'units';
  });
  const kind = columns.indexOf('category');
  if (!columns.includes('task') && kind >= 0) {
    const cells = cellsOf(kind);
    const tellsApart =
      cells.length >= 2 && cells.length === rows.length && new Set(cells).size === cells.length;
    if (tellsApart) columns[kind] = 'task';
  }
  if (!columns.includes('task')) {
    const isText = (k: number): boolean => columns[k] === 'other' && known[k] === null;
    const texts = columns.flatMap((_, k) => (isText(k) ? [k] : []));
    const areFigures = (k: number): boolean => cellsOf(k).every((cell) => /^[≥≤><约]?\d/.test(cell));
    const goal = headings.findIndex(
      (heading, k) => columns[k] === 'other' && GOAL.test(heading) && !(rows.length > 0 && areFigures(k)),
    );
    const telling = texts.find((k) => {
      const cells = cellsOf(k);
      return cells.length === rows.length && new Set(cells).size === cells.length;
    });
    const task = goal >= 0 ? goal : (telling ?? texts[0] ?? columns.indexOf('other'));
    if (task >= 0) columns[task] = 'task';
  }
  return withLateCategories(columns);
}

/** Headings above bodies that are not charged with the row: 来文单位, 申报单位, 获奖单位. */
const OTHER_RELATION =
  /来文|发文|提供|印发|制定|起草|申[报请]|获|受|服务|对象|供应|开户|联系|填报|报送|来源|出具|发证|所[属在]|名称|范围|地区|区域/;

/** A kind that stands behind the task (事项名称 | 权力类型) groups no rows. */
function withLateCategories(columns: readonly TableColumn[]): TableColumn[] {
  const task = columns.indexOf('task');
  return columns.map((column, k) => (column === 'category' && k > task ? 'other' : column));
}

export function isUnitColumn(column: TableColumn): boolean {
  return column === 'units' || column === 'lead' || column === 'supporting';
}

export function columnRole(column: TableColumn): UnitRole {
  return column === 'lead' || column === 'supporting' ? column : 'responsible';
}
