import type { NamedUnit } from '../domain/responsible-unit.ts';
import { cannotBeBody, looksLikeBody } from './body-name.ts';
import { isDepartmentName } from './department-name.ts';
import { isCollectiveBody } from './name-list.ts';
import { readRoleLabel } from './role-words.ts';
import { parseUnitList } from './unit-list.ts';
import type { FoundPhrase } from './unit-phrase.ts';

/** The number or the dash that opens a line. */
const LEAD =
  '(?<lead>[ \\t\\u3000]*(?:(?:\\d{1,2}(?:[.．]\\d{1,2}){0,3}[.．、]?|[（(](?:[一二三四五六七八九十]{1,3}|\\d{1,2})[）)]|[一二三四五六七八九十]{1,3}、|[①-⑳]|[—-]{1,2}|第[一二三四五六七八九十百]{1,4}条)[ \\t\\u3000]*)?)';

/** A line that names bodies first and then says what they do: 「（1）派出所：负责现场警戒。」, 「县住建局、县城管局。牵头…」. */
const DUTY_LINE = new RegExp(
  `(?<=^|\\n)${LEAD}(?<names>[\\u4e00-\\u9fff、（）()〔〕]{2,120})(?<colon>[：:]|[。\\n])\\s*(?<rest>[^\\n]*)`,
  'g',
);

const ACTS =
  /^(?:[（(]?\d{1,2}[）)、.．]\s*)?(?:主要|具体|统一|依法|共同|全面|统筹|积极|按照[^，。]{0,8}职责[，,]?|会同[^，。]{2,20}?)?(?:负责|承担|牵头|配合|协助|参与|落实|做好|抓好|组织|指导|监督|督促|制定|制订|拟订|统筹|协调|加强|加大|开展|建立|健全|完善|推进|推动|实施|履行|提供|保障|收集|发布|调度|支持|强化|研究|管理|监管)/;
/** Behind 。 or a line's end only what cannot open a sentence about something else. */
const ACTS_FOR_SURE = /^(?:主要|具体|统一)?(?:负责|承担|牵头|配合|协助|参与)(?!人|部门|单位|主体)/;

const BARE_OFFICE =
  /^[\u4e00-\u9fff]{2,14}(?:局|委|办|部|厅|所|站|队|院|中心|公司|政府|委员会|组|处|室|社|办公室|办事处|指挥部|领导小组|机构|部门|单位|校|园|科|居委会|村委会)$/;

/** The duties of bodies, one a line: 「县水利局：承担河长制日常工作，牵头组织河道保护。」 The verb says the role. */
export function* findDutyLists(text: string): Generator<FoundPhrase> {
  for (const match of text.matchAll(DUTY_LINE)) {
    const { lead = '', names = '', colon = '', rest = '' } = match.groups!;
    if (!(colon === '：' || colon === ':' ? ACTS : ACTS_FOR_SURE).test(rest)) continue;
    if (readRoleLabel(`${names}：`, { bare: true }) !== null || !areBodies(names)) continue;
    const start = match.index + lead.length;
    const verb = roleVerbOf(rest);
    yield {
      span: { start, end: start + names.length },
      content: `${names}${verb}`,
      basis: 'duty',
      collectives: true,
      anyName: true,
    };
  }
}

const HEADING = new RegExp(`^${LEAD}(?<names>[\\u4e00-\\u9fff、（）()〔〕]{2,120})[：:。]?$`);
const ITEM = new RegExp(`^${LEAD}(?<rest>[^\\n]*)`);

/** The bodies of a heading that an item below it has as its subject: 「（一）县水利局」 above 「1.负责河道管理。」; none else. */
export function readHeadingDuty(heading: string, item: string): readonly NamedUnit[] {
  const names = HEADING.exec(heading.trim())?.groups?.['names'] ?? '';
  const rest = ITEM.exec(item)?.groups?.['rest'] ?? '';
  if (names === '' || !ACTS.test(rest) || !areBodies(names)) return [];
  return parseUnitList(`${names}${roleVerbOf(rest)}`, { defaultRole: 'responsible' }).units;
}

/** 派出所, 社区卫生服务中心: what a colon and a duty follow needs no level to be a body. */
function areBodies(names: string): boolean {
  const members = names.split('、');
  return members.length <= 12 && members.every((member) => isMember(member.replace(/等.{0,6}$/, '')));
}

function isMember(name: string): boolean {
  if (looksLikeBody(name) || isCollectiveBody(name) || isDepartmentName(name)) return true;
  return BARE_OFFICE.test(name) && !cannotBeBody(name) && !/^(?:工作|主要|基本|具体|各自)/.test(name);
}

/** 牵头 of any clause leads; else the first verb decides. */
function roleVerbOf(duties: string): string {
  const first = /^(?:主要|积极|密切|共同)*(?<verb>配合|协助|参与)/.exec(duties)?.groups?.['verb'];
  if (/(?:^|[，,；;。、])(?:并|负责)?牵头/.test(duties.slice(0, 400))) return '牵头';
  return first ?? '负责';
}
