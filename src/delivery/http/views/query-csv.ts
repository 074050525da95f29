import { renderCsvRow } from '../../../domain/render-csv.ts';
import { ROLE_NAMES } from '../../../domain/responsible-unit.ts';
import type { WholeQuery } from '../../../portal/run-query.ts';
import type {
  ClauseRow,
  DeadlineRow,
  DocumentRow,
  FigureRow,
  QueryGroup,
  SectionRow,
  UnitRow,
} from '../../../queries/query-rows.ts';

const BYTE_ORDER_MARK = '\ufeff';

/** Columns of one kind of row. */
interface Table<Row> {
  readonly heads: readonly string[];
  readonly cells: (row: Row) => readonly string[];
}

const COUNTS = ['任务数', '条文数'];
const countsOf = (row: { readonly count: number; readonly clauseCount: number }) => [
  String(row.count),
  String(row.clauseCount),
];

const CLAUSES: Table<ClauseRow> = {
  heads: ['文件', '位置', '任务', '角色', '时限', '责任单位', '条文编号'],
  cells: (row) => [
    row.documentTitle,
    row.path.join(' / '),
    row.title,
    row.viaCollective ? '通过集体称谓' : row.role === null ? '' : ROLE_NAMES[row.role],
    row.deadline?.text ?? '',
    row.units.map((unit) => `${unit.name}（${ROLE_NAMES[unit.role]}）`).join('、'),
    row.clauseId,
  ],
};
const UNITS: Table<UnitRow> = {
  heads: ['单位', '所载名称', ...COUNTS, ...Object.values(ROLE_NAMES)],
  cells: ({ roles, ...row }) => [
    row.name,
    row.names.join('、'),
    ...countsOf(row),
    ...[roles.lead, roles.supporting, roles.responsible].map(String),
  ],
};
const DOCUMENTS: Table<DocumentRow> = {
  heads: ['文件', '文号', '发文机关', '发文日期', ...COUNTS, '文件编号'],
  cells: (row) => [
    row.title,
    row.documentNumber ?? '',
    row.issuer ?? '',
    row.issuedOn ?? '',
    ...countsOf(row),
    row.documentId,
  ],
};
const SECTIONS: Table<SectionRow> = {
  heads: ['文件', '位置', ...COUNTS],
  cells: (row) => [row.documentTitle, row.path.join(' / '), ...countsOf(row)],
};
const GROUPS: Table<QueryGroup> = {
  heads: ['分组', ...COUNTS, '条文编号'],
  cells: (row) => [row.label, ...countsOf(row), row.clauseIds.join('、')],
};
const place = (row: FigureRow | DeadlineRow) => [row.documentTitle, row.path.join(' / ')];
const FIGURES: Table<FigureRow> = {
  heads: ['文件', '位置', '指标', '对象', '数值', '至', '单位', '年份', '原文', '条文编号'],
  cells: (row) => [
    ...place(row),
    row.of ?? '',
    [row.for, row.per].filter(Boolean).join('，'),
    row.value,
    row.valueTo ?? '',
    row.unit,
    row.year === null ? '' : String(row.year),
    row.printed,
    row.clauseId,
  ],
};
const DEADLINES: Table<DeadlineRow> = {
  heads: ['文件', '位置', '任务', '自', '至', '原文', '责任单位', '条文编号'],
  cells: (row) => [
    ...place(row),
    row.title,
    row.from ?? '',
    row.on ?? '',
    row.printed,
    row.units.map((unit) => `${unit.name}（${ROLE_NAMES[unit.role]}）`).join('、'),
    row.clauseId,
  ],
};
const TABLES = {
  clauses: CLAUSES,
  figures: FIGURES,
  deadlines: DEADLINES,
  units: UNITS,
  documents: DOCUMENTS,
  sections: SECTIONS,
} as const;

/** One row at a time; where sides are compared, each row says first on which it stands. */
export function* renderQueryCsv({ find, isGrouped, sides }: WholeQuery): Generator<string, void> {
  const table = (isGrouped ? GROUPS : TABLES[find]) as Table<unknown>;
  const isCompared = sides.length > 1;
  yield `${BYTE_ORDER_MARK}${renderCsvRow([...(isCompared ? ['对比'] : []), ...table.heads])}`;
  for (const { reading, rows } of sides)
    for (const row of rows) yield renderCsvRow([...(isCompared ? [reading] : []), ...table.cells(row)]);
}
