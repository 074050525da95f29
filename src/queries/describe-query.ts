import type { FIGURE_BOUNDS } from '../domain/clause-facts.ts';
import type { QueryStep, QueryWhere } from '../domain/query.ts';
import { ROLE_NAMES } from '../domain/responsible-unit.ts';
import type { AskedBody, ResolvedSide } from './resolve-side.ts';

/** Documents that are named one by one. */
const MOST_TITLES = 3;

const FOUND: Readonly<Record<QueryStep['find'], string>> = {
  clauses: '',
  units: '列出单位',
  figures: '列出数值',
  deadlines: '列出期限',
  documents: '列出文件',
  sections: '列出章节',
};
const GROUPS: Readonly<Record<NonNullable<QueryStep['group']>, string>> = {
  unit: '按单位分组',
  role: '按角色分组',
  document: '按文件分组',
  section: '按章节分组',
  district: '按区县分组',
  deadline: '按期限分组',
};
const ORDERS = { printed: '', count: '按任务数排列', name: '按名称排列', units: '按单位数排列' } as const;

/** One step in a line: the conditions of its sides, then what is listed of them. */
export function describeStep(step: QueryStep, sides: readonly ResolvedSide[]): string {
  const parts = [
    sides.map((side) => describeSide(side, listsBodies(step))).join(' 对比 '),
    FOUND[step.find],
    step.group ? GROUPS[step.group] : '',
    ORDERS[step.order ?? 'printed'],
    step.then && step.limit ? `取前${step.limit}项` : '',
    step.count ? '只计数' : '',
  ];
  return parts.filter((part) => part !== '').join('；');
}

/** Whether the rows are bodies, so that it matters whether collectives are some. */
export function listsBodies({ find, group }: Pick<QueryStep, 'find' | 'group'>): boolean {
  return find === 'units' || group === 'unit';
}

/** The conditions of a side: 「《…》；牵头；市教委」; what follows from the others or changes nothing is not said. */
export function describeSide(side: ResolvedSide, ofBodies = false): string {
  const parts = [...describeWhere(side, ofBodies)];
  return parts.length > 0 ? parts.join('；') : '全部文件';
}

function* describeWhere({ where, documents, bodies }: ResolvedSide, ofBodies: boolean): Generator<string> {
  if (where.documentIds?.length) {
    const titles = documents.slice(0, MOST_TITLES).map(({ title }) => `《${title}》`);
    yield `${titles.join('')}${documents.length > MOST_TITLES ? `等${documents.length}份文件` : ''}`;
  }
  if (where.section) yield `“${where.section}”部分`;
  const isAbsent = where.unitCount?.to === 0;
  if (where.roles?.length)
    yield `${isAbsent ? '没有' : ''}${where.roles.map((role) => ROLE_NAMES[role]).join('或')}${isAbsent ? '单位' : ''}`;
  const { all, any, only, none } = bodies;
  if (all.length > 0) yield all.length > 1 ? `${nameBodies(all, '、')}共同` : nameBodies(all, '');
  if (any.length > 0) yield nameBodies(any, '或');
  if (only.length > 0) yield `仅有${nameBodies(only, '、')}`;
  if (none.length > 0) yield `没有${nameBodies(none, '、')}`;
  const named = [...all, ...any, ...only, ...none];
  if (where.collectives === 'exclude' && (ofBodies || named.some(({ leavesOut }) => leavesOut)))
    yield '不含集体称谓';
  const saysUnits = ofBodies || named.length > 0 || Boolean(where.roles?.length || where.unitCount);
  yield* describeRest(where, saysUnits);
}

function* describeRest(where: QueryWhere, saysUnits: boolean): Generator<string> {
  if (where.collectives === 'only') yield '仅集体称谓';
  if (where.successions === false) yield '不计机构沿革';
  if (where.mentions?.length) yield `提到${where.mentions.map((mention) => `“${mention}”`).join('和')}`;
  if (where.topic) yield `关于“${where.topic}”`;
  const { from, to } = where.deadline ?? {};
  if (from || to) yield `期限${from ? `自${from}` : ''}${to ? `至${to}` : ''}`;
  yield* describeFigure(where.figure);
  if (where.validity && where.validity !== 'any')
    yield `${where.asOf ? `${where.asOf}时` : ''}${VALIDITY_NAMES[where.validity]}`;
  const { from: fewest, to: most } = where.unitCount ?? {};
  const saysAbsent = most === 0 && Boolean(where.roles?.length);
  if (!saysAbsent && (typeof fewest === 'number' || typeof most === 'number'))
    yield `单位${typeof fewest === 'number' ? `不少于${fewest}个` : ''}${typeof most === 'number' ? `不多于${most}个` : ''}`;
  if (where.tasks && !saysUnits) yield '仅任务';
}

const VALIDITY_NAMES: Readonly<Record<Exclude<NonNullable<QueryWhere['validity']>, 'any'>, string>> = {
  'in-force': '现行有效',
  'period-ended': '计划期已结束',
  expired: '有效期已过',
  repealed: '已废止',
  superseded: '已被替代',
  'not-yet-in-force': '尚未施行',
  unknown: '效力未写明',
};
const BOUND_NAMES: Readonly<Record<(typeof FIGURE_BOUNDS)[number], string>> = {
  'at-least': '下限',
  'more-than': '超过某数',
  'at-most': '上限',
  'less-than': '低于某数',
  about: '约数',
  exactly: '定数',
  range: '区间',
};

/** 「数值：充电桩，100至500座，下限」 */
function* describeFigure(figure: QueryWhere['figure']): Generator<string> {
  const { of, unit, bound, from, to } = figure ?? {};
  const hasFrom = from !== null && from !== undefined;
  const hasTo = to !== null && to !== undefined;
  const range = hasFrom || hasTo ? `${hasFrom ? `自${from}` : ''}${hasTo ? `至${to}` : ''}` : '';
  const parts = [of, range || unit ? `${range}${unit ?? ''}` : '', bound ? BOUND_NAMES[bound] : ''].filter(
    Boolean,
  );
  if (parts.length > 0) yield `数值：${parts.join('，')}`;
}

/** Bodies that are named one by one. */
const MOST_BODIES = 4;
/** 各区人民政府, 有关区县政府, 西青区人民政府 */
const DISTRICT = /(?:区|县|区县)(?:人民)?政府$/u;

/** 「市卫健委（市卫生计生委）」: in brackets the printed names, where they are others. Many are named by the first, or as 区政府. */
function nameBodies(bodies: readonly AskedBody[], joint: string): string {
  if (bodies.length > 1 && bodies.every(({ mention }) => DISTRICT.test(mention))) return '区政府';
  const named = bodies
    .slice(0, bodies.length > MOST_BODIES ? 2 : MOST_BODIES)
    .map(nameBody)
    .join(joint);
  return bodies.length > MOST_BODIES ? `${named}等${bodies.length}个单位` : named;
}

function nameBody({ mention, names, bySuccession, collectives }: AskedBody): string {
  const printed = [...names, ...bySuccession];
  const others = (printed.length > 0 ? printed : [...collectives]).filter((name) => name !== mention);
  return others.length > 0 ? `${mention}（${others.join('、')}）` : mention;
}
