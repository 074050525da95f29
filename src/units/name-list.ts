import { segmentPlainly } from '../language/segmenter.ts';
import { hasLevelPrefix, isCollectiveName, looksLikeBody, looksLikePlace } from './body-name.ts';
import { isDepartmentName, isFunctionName } from './department-name.ts';
import { holdsSentence, isKindOfBody } from './kind-of-body.ts';
import { parseUnitList } from './unit-list.ts';

/** The names that stand before a verb. */
export interface NamesBefore {
  /** Where they begin, 由 included. */
  readonly start: number;
  readonly text: string;
  /** 由 stands before them. */
  readonly introduced: boolean;
}

export interface NameOptions {
  /** Kinds of bodies count too: 财政部门, 市航运管理部门, 县级统管机构. */
  readonly departments: boolean;
  /** The names need no level: another body was charged with something right before. */
  readonly anyForm?: boolean;
}

/** Words between the names and the verb: 市教委要牵头…, 体育总局应继续负责…. */
const MODAL = /(?:要|应当|应|须|需|将|继续|统一|具体|按职责|分别|共同|联合|会|可|主要){1,6}$/;

const NUMBER =
  /^\s*(?:\d+(?:[.．]\d+)*[.．、]?\s*|[（(]?(?:[一二三四五六七八九十]+|\d{1,2})[）)、]|第[一二三四五六七八九十百千]+条)?\s*/;

/** Endings of a name that need no level before them: 环保总局, 旧区振兴办. */
const NAME_WITHOUT_LEVEL = /(?:部|总局|委员会|局|委|署|政府|区|县|市|[^公举承督]办)$/;

/** How far before a verb its names may begin. */
const LONGEST = 160;

/** 各县（市、区）: brackets that are part of a name are no boundary. */
const BRACKET_IN_NAME = /[（(〔〈](?<inner>[省市县区州盟旗镇乡街道、]{1,6})[）)〕〉]/g;

/** The names that end right before `end`, back to the clause boundary or to 由; null where they are not all bodies. */
export function namesBefore(text: string, end: number, options: NameOptions): NamesBefore | null {
  const window = text.slice(Math.max(0, end - LONGEST), end);
  const marked = window.replace(BRACKET_IN_NAME, '〔$<inner>〕');
  const boundary = Math.max(
    ...['。', '；', ';', '：', ':', '\n', '，', ',', '”', '》', '！', '）', ')'].map((mark) =>
      marked.lastIndexOf(mark),
    ),
  );
  let segment = window.slice(boundary + 1);
  const by = segment.search(/由(?!于)(?=[^由]*$)/);
  const introduced = by >= 0;
  if (introduced) segment = segment.slice(by + 1);
  const start = end - segment.length;
  const lead = introduced ? 0 : NUMBER.exec(segment)![0].length;
  const named = segment.slice(lead);
  const names = isListOfBodies(named, options) ? named : named.replace(MODAL, '');
  if (!isListOfBodies(names, options)) return null;
  const first = names.split(/[、和及]/)[0]!;
  const isKnown =
    hasLevelPrefix(first) ||
    NAME_WITHOUT_LEVEL.test(first) ||
    (options.departments &&
      (isDepartmentName(first) ||
        isFunctionName(first) ||
        isCollectiveName(first) ||
        isKindOfBody(first, 'charged')));
  return introduced || isKnown || options.anyForm
    ? { start: start + lead - (introduced ? 1 : 0), text: names, introduced }
    : null;
}

/** Whether a stretch of running text is nothing but a list of bodies, places and collectives. */
export function isListOfBodies(text: string, { departments }: NameOptions): boolean {
  const names = text.replace(/\s+/g, '');
  if (names.length < 2 || names.length > 120 || /[“”"《》？！]/.test(names) || NOT_IN_A_NAME.test(names))
    return false;
  const list = parseUnitList(names, { defaultRole: 'responsible' });
  return (
    list.units.length > 0 &&
    !list.hasRoleWord &&
    list.impossible === 0 &&
    (departments || list.doubtful === 0) &&
    list.units.every(({ name }) => isNamed(name, departments))
  );
}

function isNamed(name: string, departments: boolean): boolean {
  if (!departments) return isBody(name);
  if (holdsSentence(name)) return false;
  return isBody(name) || isDepartmentName(name) || isKindOfBody(name, 'charged');
}

function isBody(name: string): boolean {
  return looksLikeBody(name) || looksLikePlace(name) || isCollectiveBody(name);
}

const NOBODY =
  /^(?:[各全省市县区州镇乡地级直属、和及]|有关|相关|其他|其它|行业|业务|上级|主管|监管|职能|成员|责任|牵头|配合|承办|组成)*(?:部门|单位|方面|机构|企业|地区)$/;

/** 各有关部门; not 各牵头部门要明确1名分管领导, which only opens like one. */
export function isCollectiveBody(name: string): boolean {
  return isCollectiveName(name) && LAST_NOUN.test(name) && !/\d|[要应须]/.test(name);
}

/** 各有关部门, 各成员单位, 行业主管部门: everybody and nobody. 各区人民政府 and 各级民政部门 are named by their kind. */
export function namesNobody(names: readonly string[]): boolean {
  return names.every((name) => NOBODY.test(name));
}

/**
 * What may follow the subject of a task: a time, a manner, a verb. A name never goes on with one of these, so the longest
 * list of bodies before one is the subject: 「市财政局|研究制定办法」, not 「市财政局研究制定办|法」.
 */
const SUBJECT_GOES_ON = new RegExp(
  '(?:' +
    [
      '[在于按依据对就从将把要应须需会可与向为并]|根据|结合|对照|会同|配合|协助|参与|牵头|负责|主管',
      '另行|逐|商国务院|商有关|认真|抓紧|尽快|尽早|及时|切实|严格|继续|进一步|高度|务必|分别|共同|联合|具体|统一|统筹|积极|密切|主动|同步|定期|全面|每',
      '加快|加强|加大|落实|研究|制定|制订|拟订|拟定|编制|完善|组织|指导|协调|督促|监督|推动|推进|完成|做好|抓好|办理|受理|复核|审核|审批|审查|审定|核定|核准|核发|核实|核查|初审|认定|登记|备案|验收|检查|评审|评估|公布|公示|发布|确定|管理|监管|执行|实施|履行|承担|承办|提供|安排|保障|解决|汇总|提出|提交|报送|报|开展|建立|健全|支持|明确|梳理|牵|建设|发放|拨付|采购|维护|整治|划定|规定|约谈|调解|责令|挂牌|督办|批准|审议|抽查|适时|予以|给予|出具|查处|查明|采取|直接|委托|决定|设立|划分|界定|统计|处罚|征收|收缴|培训|派出|选派|联合|依法|清理|排查|处置|处理|调度|召集|落|于',
    ].join('|') +
    ')',
  'g',
);

/** The same by the part of speech of the word: a verb, an adverb, a preposition, a number. */
const GOES_ON = /^(?:v|d|p|m)/;

/** 由, 说, 将: a sentence, not a list. */
const NOT_IN_A_NAME =
  /(?<!自)由|[了此说将把请]|其(?!他|它)|对(?![外口台])|按照|依照|根据|(?<!^有.{1,10}|、有.{1,10})的(?!人民政府|部门|机关)/;
/** 各有关部门和单位|建立…: what a list ends with. */
const LAST_NOUN =
  /(?:[局委办部厅署院会组室处所站队社行司团区县市省州盟旗镇乡街企心校园门位面等馆]|政府|街道|机构|机关|企业|银行|部队|集团|运营商|高校|团体|经济组织|社会组织|[）)〕〉])$/;

/** So many places are tried as the end of a list. */
const MOST_ENDS = 24;

/** The longest list of bodies that `text` opens with and that something a subject does follows; null where there is none. */
export function listAtStart(text: string, options: NameOptions): string | null {
  const clause = /^[^，,。；;：:\n]*/.exec(text.slice(0, LONGEST))![0];
  const isList = (names: string): boolean => LAST_NOUN.test(names) && isListOfBodies(names, options);
  let best: string | null = null;
  let tried = 0;
  const ends = new Set([
    ...[...clause.matchAll(SUBJECT_GOES_ON)].map(({ index }) => index),
    ...segmentPlainly(clause).flatMap(({ start, tag }) => (GOES_ON.test(tag) ? [start] : [])),
  ]);
  for (const end of [...ends].sort((a, b) => a - b)) {
    const names = clause.slice(0, end);
    if (!LAST_NOUN.test(names)) continue;
    if (++tried > MOST_ENDS) break;
    if (isList(names)) best = names;
  }
  return best ?? (isList(clause) ? clause : null);
}
